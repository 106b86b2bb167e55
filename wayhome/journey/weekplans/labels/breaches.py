"""Sentences for the rules that a change of somebody's week would break."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from wayhome.engines.timetable.calendar import QUARTERS_AN_HOUR
from wayhome.engines.timetable.check import Breach, Violation
from wayhome.shared.core.templatetags.wayhome import hours

# Whom somebody mustn't meet isn't said, here or anywhere else but on the page of pairs.
SENTENCES: Mapping[Breach, Promise] = MappingProxyType(
    {
        Breach.NOT_PRESCRIBED: _(
            "%(other)s is a kind of group that isn't ordered for %(subject)s."
        ),
        Breach.OTHER_LANGUAGE: _("%(other)s is held in another language than %(subject)s speaks."),
        Breach.OTHER_GENDER: _("%(other)s isn't open to %(subject)s's gender."),
        Breach.ONLY_IN_PERSON: _("%(subject)s comes in person only, and %(other)s is by video."),
        Breach.ONLY_BY_VIDEO: _("%(subject)s takes part by video only; %(other)s is in person."),
        Breach.CLOSED: _("%(other)s is closed: nobody new joins it."),
        Breach.NOT_FREE: _("%(subject)s isn't free when %(other)s meets."),
        Breach.NO_TIME_FOR_THE_WAY: _("%(subject)s has no time for the way to or from %(other)s."),
        Breach.ON_THE_WAY: _("%(subject)s would be on the way during %(other)s."),
        Breach.TWO_PLACES: _("%(subject)s would be in two places at once: %(other)s overlaps."),
        Breach.DAY_TOO_LONG: _(
            "That makes %(count)s hours on one day for %(subject)s; %(limit)s are the most."
        ),
        Breach.WEEK_TOO_LONG: _(
            "That makes %(count)s hours in the week for %(subject)s; %(limit)s are the most."
        ),
        Breach.TOO_MUCH_OF_A_KIND: _(
            "That makes %(count)s hours of %(other)s for %(subject)s; %(limit)s are ordered."
        ),
        Breach.NOT_APART: _("%(subject)s can't be in a group with somebody who is in it."),
        Breach.TOO_MANY: _("%(subject)s would have %(people)s people; it has %(seats)s seats."),
        Breach.SERIES_LEFT_OUT: _("%(other)s can't be held this week."),
        Breach.BOOKED_TWICE: _("%(subject)s would have %(other)s twice."),
    }
)


# Beside the group itself, whose title and times are read anyway.
BRIEF: Mapping[Breach, Promise] = MappingProxyType(
    {
        Breach.NOT_PRESCRIBED: _("not a kind that is ordered"),
        Breach.OTHER_LANGUAGE: _("held in another language"),
        Breach.OTHER_GENDER: _("not open to their gender"),
        Breach.ONLY_IN_PERSON: _("by video; they come in person only"),
        Breach.ONLY_BY_VIDEO: _("in person; they take part by video only"),
        Breach.CLOSED: _("closed to newcomers"),
        Breach.NOT_FREE: _("not free then"),
        Breach.NO_TIME_FOR_THE_WAY: _("no time for the way"),
        Breach.ON_THE_WAY: _("would be on the way"),
        Breach.NOT_APART: _("not with somebody who is in it"),
        Breach.TOO_MANY: _("full"),
        Breach.SERIES_LEFT_OUT: _("can't be held this week"),
        Breach.TOO_MUCH_OF_A_KIND: _("more of the kind than is ordered"),
    }
)


def brief(violation: Violation, names: Mapping[str, str]) -> str:
    """Say in a few words what keeps somebody out of a group."""
    words = BRIEF.get(violation.breach)
    return str(words) if words else broken(violation, names)


def broken(violation: Violation, names: Mapping[str, str]) -> str:
    """Say which rule would be broken; `names`: what people call the ids in it."""
    words = {
        "subject": names.get(violation.subject, violation.subject),
        "other": names.get(violation.other, violation.other),
        "count": hours(violation.count / QUARTERS_AN_HOUR, 0),
        "limit": hours(violation.limit / QUARTERS_AN_HOUR, 0),
        "people": violation.count,
        "seats": violation.limit,
    }
    sentence = SENTENCES.get(violation.breach)
    if sentence is None:
        return now("%(subject)s can't have this week: rule %(rule)s of the week builder.") % {
            **words,
            "rule": violation.rule,
        }
    return str(sentence) % words
