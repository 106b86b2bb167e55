"""The chart of one person: who it is, what is dangerous, where they are; then one timeline."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from wayhome.faces.console import timeline
from wayhome.faces.console.timeline import Window
from wayhome.journey.admissions import queries as admissions
from wayhome.journey.admissions.codes import OPEN_STATUSES
from wayhome.journey.encounters import queries as encounters
from wayhome.journey.patients import queries as patients
from wayhome.journey.patients import rules as people
from wayhome.journey.patients.codes import FlagCategory
from wayhome.journey.patients.labels import MAY_BE_SAID
from wayhome.journey.placement import queries as placement
from wayhome.journey.scheduling import queries as schedule
from wayhome.journey.weekplans import queries as weekplans
from wayhome.journey.weekplans.rules import monday_of
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.period import local_day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from uuid import UUID

    from django.utils.functional import Promise
    from django_stubs_ext import StrOrPromise

    from wayhome.faces.console.timeline import Entry
    from wayhome.journey.admissions.codes import MissingItem
    from wayhome.journey.admissions.models import EpisodeOfCare
    from wayhome.journey.admissions.queries import Stay
    from wayhome.journey.encounters.queries import LedgerLine
    from wayhome.journey.patients.models import ContactPoint, Flag
    from wayhome.journey.patients.queries import Chart
    from wayhome.journey.placement.queries import Placement
    from wayhome.journey.scheduling.queries import Availabilities
    from wayhome.journey.weekplans.rules import Ordered
    from wayhome.shared.audit.actor import Actor

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
        Filter.STAYS: _("Stays and placement"),
    }
)


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
    hours: LedgerLine | None


class Contact(NamedTuple):
    """A number or an address as people write it, and what may be said there."""

    value: str
    may_be_said: StrOrPromise


@dataclass(frozen=True, slots=True)
class ChartPage:
    """A chart as the page shows it; nothing is `ordered` of somebody who isn't in care."""

    chart: Chart
    person: Person
    contacts: tuple[Contact, ...]
    stay: Stay | None
    missing: tuple[MissingItem, ...]
    latest_placement: Placement | None
    availability: Availabilities | None
    ordered: tuple[Ordered, ...] | None
    entries: tuple[Entry, ...]
    older: datetime | None
    shown: Filter
    is_latest: bool
    zone: ZoneInfo
    today: date


def open_chart(
    by: Actor, patient_id: UUID, *, now: datetime, shown: Filter, before: datetime | None = None
) -> ChartPage:
    """Return one person's chart, from every room that the actor may look into."""
    chart = patients.open_chart(by, patient_id)
    stays = admissions.stays_of(by, patient_id)
    stay = next((s for s in reversed(stays) if s.episode.status in OPEN_STATUSES), None)
    zone = _zone(by, stays)
    today = local_day(now, zone)
    week = _week(by, chart, now) if stay else None
    placements, window = _placements(by, patient_id), Window(before)
    found = _entries(by, patient_id, (stays, placements), shown, window)
    entries, older = timeline.page_of(found, window)
    return ChartPage(
        chart=chart,
        person=_person(chart, stay, today, week),
        contacts=tuple(map(_contact, chart.contact_points)),
        stay=stay,
        missing=_missing(by, stay.episode, week, today) if stay else (),
        latest_placement=next((p for p in placements if not p.assessment.entered_in_error), None),
        availability=_availability(by, patient_id, now, zone),
        ordered=_ordered(by, stay.episode, today) if stay else None,
        entries=entries,
        older=older,
        shown=shown,
        is_latest=before is None,
        zone=zone,
        today=today,
    )


def _zone(by: Actor, stays: tuple[Stay, ...]) -> ZoneInfo:
    if stays:
        return ZoneInfo(stays[-1].episode.healthcare_service.time_zone)
    return patients.zone_of(by)


def _person(chart: Chart, stay: Stay | None, today: date, week: LedgerLine | None) -> Person:
    patient, flags = chart.patient, chart.standing_flags
    episode = stay.episode if stay else None
    manager = episode.care_manager if episode else None
    admitted_on = episode.admission_date if episode else None
    others = [flag for flag in flags if flag.category != FlagCategory.DRUG]
    return Person(
        preferred_name=people.display_name(
            patient.given_name, patient.family_name, patient.preferred_name
        ),
        pronouns=patient.pronouns,
        age=people.age_on(patient.birth_date, today) if patient.birth_date else None,
        level_of_care=episode.level_of_care if episode else "",
        week=(today - admitted_on).days // DAYS_IN_WEEK + 1 if admitted_on else None,
        safety_flags=tuple(f.text for f in sorted(others, key=_is_lesser)),
        allergies=tuple(f.text for f in flags if f.category == FlagCategory.DRUG),
        primary_counselor=f"{manager.given_name} {manager.family_name}" if manager else "",
        hours=week if week and week.hours.target_minutes else None,
    )


def _contact(point: ContactPoint) -> Contact:
    said = MAY_BE_SAID[point.may_leave_message, point.may_say_who_we_are]
    return Contact(people.phone_words(point.value), said)


def _is_lesser(flag: Flag) -> bool:
    return flag.category != FlagCategory.SAFETY


def _week(by: Actor, chart: Chart, now: datetime) -> LedgerLine | None:
    if not by.may(Permission.HOURS_VIEW):
        return None
    ids = [chart.patient.pk, *(record.pk for record in chart.replaced)]
    return next(iter(encounters.week_ledger(by, now=now, patient_ids=ids)), None)


def _missing(
    by: Actor, episode: EpisodeOfCare, week: LedgerLine | None, today: date
) -> tuple[MissingItem, ...]:
    """Return what the record lacks; of someone in care, what their groups lack too."""
    facts = None
    if week and week.episode_id == episode.pk and by.may(Permission.SCHEDULE_VIEW):
        rostered = schedule.rostered_minutes(by, [episode.pk], on=today)[episode.pk]
        facts = admissions.RosterFacts(rostered, week.hours.target_minutes)
    return admissions.whats_missing(by, episode, extra=facts)


def _availability(
    by: Actor, patient_id: UUID, now: datetime, zone: ZoneInfo
) -> Availabilities | None:
    if not by.may(Permission.AVAILABILITY_VIEW):
        return None
    return schedule.availability_of(by, patient_id, now=now, zone=zone)


def _ordered(by: Actor, episode: EpisodeOfCare, today: date) -> tuple[Ordered, ...] | None:
    """Return what they should get this week, by their own order or the program's usual one."""
    if not by.may(Permission.HOURS_VIEW):
        return None
    orders = weekplans.orders_of_week(
        by,
        service_id=episode.healthcare_service_id,
        episode_ids=[episode.pk],
        monday=monday_of(today),
    )
    return orders[episode.pk].items if episode.pk in orders else ()


def _placements(by: Actor, patient_id: UUID) -> tuple[Placement, ...]:
    if not by.may(Permission.PLACEMENT_VIEW):
        return ()
    return placement.placements_of(by, patient_id)


def _entries(
    by: Actor,
    patient_id: UUID,
    turns: tuple[tuple[Stay, ...], tuple[Placement, ...]],
    shown: Filter,
    window: Window,
) -> list[Entry]:
    found: list[Entry] = []
    if shown in {Filter.ALL, Filter.SESSIONS} and by.may(Permission.ATTENDANCE_VIEW):
        found += timeline.of_sessions(by, patient_id, window)
    if shown in {Filter.ALL, Filter.NOTES} and by.may(Permission.NOTE_READ):
        found += timeline.of_notes(by, patient_id, window)
    if shown in {Filter.ALL, Filter.STAYS}:
        stays, placements = turns
        found += timeline.of_stays(stays)
        found += timeline.of_placements(placements)
    return found
