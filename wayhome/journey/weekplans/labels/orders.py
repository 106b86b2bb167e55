"""Words for what somebody should get in a week, and for what can't be recorded."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from wayhome.journey.scheduling.codes import ServiceType
from wayhome.journey.scheduling.labels import SERVICE_TYPES
from wayhome.journey.weekplans.codes import HoursSource, OrderObstacle, SeparationObstacle
from wayhome.journey.weekplans.rules import WHOLE_WEEK

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django_stubs_ext import StrOrPromise

    from wayhome.journey.weekplans.rules import Ordered

MINUTES_IN_HOUR = 60
HOURS_SOURCES: Mapping[HoursSource, StrOrPromise] = MappingProxyType(
    {
        HoursSource.STAY: _("as their stay says"),
        HoursSource.PROGRAM: _("as the program says"),
        HoursSource.RULES: _("as the rules and numbers say"),
    }
)
ORDER_OBSTACLES: Mapping[OrderObstacle, StrOrPromise] = MappingProxyType(
    {
        OrderObstacle.STAY_OVER: _("This stay is over. Record it in their new stay."),
        OrderObstacle.NOTHING_ORDERED: _(
            "Nothing is ordered yet. Say how much of at least one group, or an individual session."
        ),
        OrderObstacle.MINUTES_OUT_OF_RANGE: _(
            "Enter up to 168 hours for a group, up to 240 minutes for a session."
        ),
        OrderObstacle.NOT_IN_QUARTERS: _("Choose quarters of an hour: 1.25, 1.5, 1.75 hours."),
        OrderObstacle.WEEKS_OUT_OF_RANGE: _("Enter a number from 1, every week, to 12."),
        OrderObstacle.PHASE_UNKNOWN: _("Choose a phase from the list."),
        OrderObstacle.ORDERED_TWICE: _("The same service is ordered twice. Keep one of them."),
        OrderObstacle.STARTS_BEFORE_TODAY: _("Choose today or a later day."),
        OrderObstacle.STARTS_TOO_LATE: _("Choose a day within the next two years."),
        OrderObstacle.CHANGED_MEANWHILE: _(
            "Someone else saved another order in the meantime: it is shown beside this one. Yours"
            " is still here, not saved yet. Compare the two, and save again if yours should count."
        ),
        OrderObstacle.ALREADY_IN_FORCE: _(
            "This order counts already. Change it from today on instead."
        ),
        OrderObstacle.ALREADY_TAKEN_BACK: _("This order was taken back already."),
    }
)
SEPARATION_OBSTACLES: Mapping[SeparationObstacle, StrOrPromise] = MappingProxyType(
    {
        SeparationObstacle.SAME_PERSON: _("These are one person. Choose somebody else."),
        SeparationObstacle.APART_ALREADY: _("These two are kept apart already: see the list."),
        SeparationObstacle.ALREADY_ENDED: _("These two aren't kept apart any more."),
    }
)


class ItemWords(NamedTuple):
    """A service, and how much of it."""

    label: StrOrPromise
    amount: str


def item_words(items: Iterable[Ordered]) -> tuple[ItemWords, ...]:
    return tuple(
        ItemWords(SERVICE_TYPES[ServiceType(each.service_type)], _amount(each)) for each in items
    )


def hours_words(minutes: int) -> str:
    """Return "1 hour", "9 hours", "1.25 hours"."""
    hours = (Decimal(minutes) / MINUTES_IN_HOUR).quantize(Decimal("0.01")).normalize()
    words = ngettext("%(hours)s hour", "%(hours)s hours", 1 if hours == 1 else 2)
    return words % {"hours": number_format(hours, use_l10n=True)}


def phase_words(phase: int) -> str:
    return gettext("Phase %(number)s") % {"number": phase}


def _amount(item: Ordered) -> str:
    if item.is_individual:
        every = ngettext("every week", "every %(weeks)s weeks", item.every_weeks)
        words = gettext("%(minutes)s minutes, %(every)s")
        return words % {"minutes": item.minutes, "every": every % {"weeks": item.every_weeks}}
    if item.minutes == WHOLE_WEEK:
        return gettext("as much as the week asks for")
    return gettext("at most %(hours)s a week") % {"hours": hours_words(item.minutes)}
