"""What whoever imports reads of a row."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wayhome.journey.finder.codes import RowNote, RowRefusal

ROW_NOTES: Mapping[RowNote, str | Promise] = MappingProxyType(
    {
        RowNote.SPACES: _("spaces tidied"),
        RowNote.LETTERS_UNREADABLE: _("letters that can't be read"),
        RowNote.ZIP_ZEROS: _("leading zeros of the ZIP put back"),
        RowNote.ZIP_SHORTENED: _("ZIP cut to five digits"),
        RowNote.ZIP_UNREADABLE: _("ZIP left out: it can't be read"),
        RowNote.STREET_WITHHELD: _("the program gives its street by phone only"),
        RowNote.PHONE_REWRITTEN: _("phone number written the usual way"),
        RowNote.PHONE_UNREADABLE: _("phone number left out: it can't be read"),
        RowNote.WEBSITE_REWRITTEN: _("website's address completed"),
        RowNote.WEBSITE_UNREADABLE: _("website left out: it isn't an address"),
        RowNote.POSITION_UNREADABLE: _("position left out: it can't be read"),
        RowNote.EXPIRY_UNREADABLE: _("end of the license left out: it isn't a date"),
        RowNote.SERVICE_UNKNOWN: _("a service that isn't in the code book, left out"),
        RowNote.MERGED: _("merged with the same place's other row"),
        RowNote.SAME_NAME_KEPT: _(
            "kept beside another of the same name: no street tells them apart"
        ),
    }
)
ROW_REFUSALS: Mapping[RowRefusal, str | Promise] = MappingProxyType(
    {
        RowRefusal.NAME_MISSING: _("no name"),
        RowRefusal.STATE_UNKNOWN: _("no state of the US"),
        RowRefusal.PLACE_MISSING: _("neither ZIP nor town"),
        RowRefusal.NOT_SUBSTANCE_USE: _("not a listing of substance-use treatment"),
    }
)
