"""The chart of one person: who it is, what is dangerous, where they are; then one timeline."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from wayhome.faces.console import timeline
from wayhome.journey.admissions import queries as admissions
from wayhome.journey.admissions.codes import OPEN_STATUSES
from wayhome.journey.encounters import queries as encounters
from wayhome.journey.patients import queries as patients
from wayhome.journey.patients import rules as people
from wayhome.journey.patients.codes import FlagCategory
from wayhome.journey.placement import queries as placement
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.period import local_day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from uuid import UUID

    from django.utils.functional import Promise

    from wayhome.faces.console.timeline import Entry
    from wayhome.journey.admissions.codes import MissingItem
    from wayhome.journey.admissions.queries import Stay
    from wayhome.journey.encounters.queries import LedgerLine
    from wayhome.journey.patients.queries import Chart
    from wayhome.journey.placement.queries import Placement
    from wayhome.shared.audit.actor import Actor

MINUTES_IN_HOUR = 60
DAYS_IN_WEEK = 7


class Filter(StrEnum):
    """What of the story is shown."""

    ALL = "all"
    SESSIONS = "sessions"
    NOTES = "notes"
    STAYS = "stays"


FILTERS: Mapping[Filter, Promise] = MappingProxyType(
    {
        Filter.ALL: _("Everything"),
        Filter.SESSIONS: _("Sessions"),
        Filter.NOTES: _("Notes"),
        Filter.STAYS: _("Stays"),
    }
)


@dataclass(frozen=True, slots=True)
class Hours:
    """A week's hours as a page says them."""

    target: Decimal
    earned: Decimal
    booked: Decimal
    short: Decimal


@dataclass(frozen=True, slots=True)
class Person:
    """What the chart's header shows, and never scrolls away."""

    preferred_name: str
    pronouns: str
    age: int | None
    level_of_care: str
    week: int | None
    safety_flags: tuple[str, ...]
    allergies: tuple[str, ...]
    primary_counselor: str
    hours: Hours | None


@dataclass(frozen=True, slots=True)
class ChartPage:
    """A chart as the page shows it."""

    chart: Chart
    person: Person
    stay: Stay | None
    missing: tuple[MissingItem, ...]
    latest_placement: Placement | None
    entries: tuple[Entry, ...]
    shown: Filter
    zone: ZoneInfo
    today: date


def open_chart(by: Actor, patient_id: UUID, *, now: datetime, shown: Filter) -> ChartPage:
    """Return one person's chart, from every room that the actor may look into."""
    chart = patients.open_chart(by, patient_id)
    stays = admissions.stays_of(by, patient_id)
    stay = next((s for s in reversed(stays) if s.episode.status in OPEN_STATUSES), None)
    zone = ZoneInfo(stays[-1].episode.healthcare_service.time_zone if stays else "UTC")
    today = local_day(now, zone)
    return ChartPage(
        chart=chart,
        person=_person(by, chart, stay, today, now),
        stay=stay,
        missing=admissions.whats_missing(by, stay.episode) if stay else (),
        latest_placement=_latest_placement(by, patient_id),
        entries=_entries(by, patient_id, stays, shown),
        shown=shown,
        zone=zone,
        today=today,
    )


def hours_of(line: LedgerLine) -> Hours:
    week = line.hours
    return Hours(
        *(
            Decimal(minutes) / MINUTES_IN_HOUR
            for minutes in (week.target_minutes, week.earned, week.booked, week.shortfall)
        )
    )


def _person(by: Actor, chart: Chart, stay: Stay | None, today: date, now: datetime) -> Person:
    patient = chart.patient
    flags = chart.standing_flags
    episode = stay.episode if stay else None
    manager = episode.care_manager if episode else None
    admitted_on = episode.admission_date if episode else None
    return Person(
        preferred_name=people.display_name(
            patient.given_name, patient.family_name, patient.preferred_name
        ),
        pronouns=patient.pronouns,
        age=people.age_on(patient.birth_date, today) if patient.birth_date else None,
        level_of_care=episode.level_of_care if episode else "",
        week=(today - admitted_on).days // DAYS_IN_WEEK + 1 if admitted_on else None,
        safety_flags=tuple(f.text for f in flags if f.category == FlagCategory.SAFETY),
        allergies=tuple(f.text for f in flags if f.category == FlagCategory.DRUG),
        primary_counselor=f"{manager.given_name} {manager.family_name}" if manager else "",
        hours=_hours(by, chart, now) if stay else None,
    )


def _hours(by: Actor, chart: Chart, now: datetime) -> Hours | None:
    if not by.may(Permission.HOURS_VIEW):
        return None
    ids = [chart.patient.pk, *(record.pk for record in chart.replaced)]
    lines = encounters.week_ledger(by, now=now, patient_ids=ids)
    return hours_of(lines[0]) if lines else None


def _latest_placement(by: Actor, patient_id: UUID) -> Placement | None:
    if not by.may(Permission.PLACEMENT_VIEW):
        return None
    return placement.latest_placement(by, patient_id)


def _entries(
    by: Actor, patient_id: UUID, stays: tuple[Stay, ...], shown: Filter
) -> tuple[Entry, ...]:
    found: list[Entry] = []
    if shown in {Filter.ALL, Filter.SESSIONS} and by.may(Permission.ATTENDANCE_VIEW):
        found += timeline.of_sessions(by, patient_id)
    if shown in {Filter.ALL, Filter.NOTES} and by.may(Permission.NOTE_READ):
        found += timeline.of_notes(by, patient_id)
    if shown in {Filter.ALL, Filter.STAYS}:
        found += timeline.of_stays(stays)
    return tuple(sorted(found, key=lambda entry: entry.at, reverse=True))
