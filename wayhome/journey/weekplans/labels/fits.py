"""Words for what somebody could have: on which days, and why it isn't more."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from wayhome.engines.timetable.domain import Daypart
from wayhome.journey.weekplans.codes import FitSieve

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.utils.functional import Promise

    from wayhome.journey.weekplans.rules import Fit

PARTS: Mapping[Daypart, Promise] = MappingProxyType(
    {
        Daypart.MORNING: _("%(days)s mornings"),
        Daypart.AFTERNOON: _("%(days)s afternoons"),
        Daypart.EVENING: _("%(days)s evenings"),
    }
)
SIEVES: Mapping[FitSieve, Promise] = MappingProxyType(
    {
        FitSieve.LANGUAGE: _("%(groups)s in their language"),
        FitSieve.GENDER: _("%(groups)s open to them by gender"),
        FitSieve.ADMISSION: _("%(groups)s that take new people"),
        FitSieve.WAY: _("%(groups)s in person or by video, as they take part"),
        FitSieve.HOURS: _("%(groups)s when they can come"),
        FitSieve.TRAVEL: _("%(groups)s with time for the way there and back"),
        FitSieve.SEAT: _("%(groups)s with a free seat"),
    }
)


def days_of(parts: Iterable[tuple[Daypart, Sequence[int]]]) -> str:
    """Return "Mon, Wed, Thu evenings; Sat mornings"."""
    return "; ".join(
        str(PARTS[part]) % {"days": ", ".join(str(WEEKDAYS_ABBR[day]) for day in days)}
        for part, days in parts
    )


def why_not_more(fit: Fit) -> str:
    """Return what keeps somebody from more, in one sentence; nothing is told of other people."""
    if not fit.left:
        return now("Nothing can be planned with what is known of them.")
    offered = fit.left[0].groups
    if not offered:
        return now("No group of the kinds that they should get meets in that week.")
    said, before = [], offered
    for each in fit.left[1:]:
        if each.groups < before:
            said.append(str(SIEVES[each.sieve]) % {"groups": each.groups or now("none")})
        before = each.groups
    if before > len(fit.groups):
        said.append(now("%(groups)s that can be had together") % {"groups": len(fit.groups)})
    start = ngettext("Of %(groups)s group", "Of %(groups)s groups", offered)
    if not said:
        words = ngettext(
            "%(groups)s group fits, and there are no others.",
            "%(groups)s groups fit, and there are no others.",
            offered,
        )
        return words % {"groups": offered}
    return f"{start % {'groups': offered}}: {', '.join(said)}."
