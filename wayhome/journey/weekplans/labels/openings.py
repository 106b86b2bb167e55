"""Sentences for what a program could open, and what that would give people."""

from collections.abc import Mapping
from types import MappingProxyType

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from wayhome.engines.timetable.calendar import QUARTERS_AN_HOUR
from wayhome.engines.timetable.domain import Opened, SeatValue
from wayhome.journey.weekplans.labels.times import clock, weekday, when
from wayhome.shared.core.templatetags.wayhome import hours

WHAT: Mapping[Opened, Promise] = MappingProxyType(
    {
        Opened.SEAT: _("One more seat in %(subject)s"),
        Opened.GROUP: _("A second group like %(subject)s, %(times)s, led by %(leader)s"),
        Opened.STAFF_HOUR: _("An hour of %(subject)s's outside their hours, %(day)s at %(time)s"),
        Opened.CREDENTIAL: _("%(subject)s also giving %(other)s"),
        Opened.LANGUAGE: _("%(subject)s also leading groups in %(other)s"),
    }
)


def opened(value: SeatValue, names: Mapping[str, str]) -> str:
    """Say what could be opened, and for how many it would be how many hours more."""
    series = value.series
    what = str(WHAT[value.opened]) % {
        "subject": names.get(value.subject, value.subject),
        "other": _other(value, names),
        "times": when(series.meetings) if series else "",
        "leader": names.get(series.facilitator or "", "") if series else "",
        "day": "" if value.day is None else weekday(value.day),
        "time": "" if value.start is None else clock(value.start),
    }
    people = len(value.helped)
    gives = ngettext(
        "%(what)s: %(hours)s h more for %(people)s person.",
        "%(what)s: %(hours)s h more for %(people)s people together.",
        people,
    )
    won = hours(value.quarters / QUARTERS_AN_HOUR, 0)
    return gives % {"what": what, "hours": won, "people": people}


def _other(value: SeatValue, names: Mapping[str, str]) -> str:
    languages = {code: str(label) for code, label in settings.LANGUAGES}
    return languages.get(value.other) or names.get(value.other, value.other)
