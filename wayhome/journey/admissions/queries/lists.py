"""Lines of the census, the waiting list and a caseload, and what a form offers to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from wayhome.journey.admissions import labels
from wayhome.journey.admissions.codes import DischargeReason, EpisodeStatus
from wayhome.journey.admissions.queries.episodes import caseload, today_at
from wayhome.journey.admissions.rules import MINUTES_IN_HOUR, week_number
from wayhome.journey.patients.rules import display_name
from wayhome.journey.placement.codes import LevelOfCare
from wayhome.journey.placement.labels import LEVELS
from wayhome.shared.accounts import queries as accounts
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet
    from django_stubs_ext import StrOrPromise

    from wayhome.journey.admissions.models import EpisodeOfCare, EpisodeStatusHistory
    from wayhome.journey.admissions.queries.persons import Stay
    from wayhome.shared.accounts.models import Practitioner
    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.tenancy.models import HealthcareService


@dataclass(frozen=True, slots=True)
class EpisodeLine:
    """A stay as a list shows it; `since` is the admission, or the day since which one waits."""

    episode: EpisodeOfCare
    name: str
    counselor: str
    level: StrOrPromise
    status: StrOrPromise
    tone: str
    since: date | None
    week: int
    days: int
    today: date


@dataclass(frozen=True, slots=True)
class StretchLine:
    """One stretch of a stay in words: since when, as what, why, who wrote it down."""

    stretch: EpisodeStatusHistory
    status: StrOrPromise
    tone: str
    level: StrOrPromise
    recorder: str


@dataclass(frozen=True, slots=True)
class StayLine:
    """A whole stay in words, newest stretch first."""

    line: EpisodeLine
    began_on: date | None
    stretches: tuple[StretchLine, ...]
    discharge_reason: StrOrPromise
    weekly_hours: Decimal | None


@dataclass(frozen=True, slots=True)
class Options:
    """The programs and counselors that a form offers, and the day that it begins with."""

    services: tuple[HealthcareService, ...]
    practitioners: tuple[Practitioner, ...]
    today: date

    @property
    def zone(self) -> str:
        """The time zone in which a page says what belongs to no program."""
        return self.services[0].time_zone if self.services else "UTC"


def lines(episodes: Iterable[EpisodeOfCare], *, now: datetime) -> tuple[EpisodeLine, ...]:
    """Return episodes that a query gave as lines of a list."""
    return tuple(_line(episode, now) for episode in episodes)


def stay_lines(stays: Iterable[Stay], *, now: datetime) -> tuple[StayLine, ...]:
    """Return stays that a query gave, in words and in their order."""
    return tuple(_stay_line(stay, now) for stay in stays)


def caseload_of(by: Actor, practitioner_id: UUID) -> tuple[Practitioner, QuerySet[EpisodeOfCare]]:
    """Return a counselor of this organization with their caseload."""
    return accounts.get_practitioner(by, practitioner_id), caseload(by, practitioner_id)


def options(by: Actor, *, now: datetime) -> Options:
    services = tuple(tenancy.services(by))
    today = max((today_at(service, now) for service in services), default=now.date())
    return Options(services, tuple(accounts.treating(by)), today)


def _line(episode: EpisodeOfCare, now: datetime) -> EpisodeLine:
    patient, counselor = episode.patient, episode.care_manager
    status, today = EpisodeStatus(episode.status), today_at(episode.healthcare_service, now)
    since = episode.admission_date or getattr(episode, "waiting_since", None)
    return EpisodeLine(
        episode=episode,
        name=display_name(patient.given_name, patient.family_name, patient.preferred_name),
        counselor=_full_name(counselor),
        level=LEVELS[LevelOfCare(episode.level_of_care)],
        status=labels.STATUSES[status],
        tone=labels.TONES[status],
        since=since,
        week=week_number(since, today) if since else 0,
        days=(today - since).days if since else 0,
        today=today,
    )


def _stay_line(stay: Stay, now: datetime) -> StayLine:
    episode = stay.episode
    reason, minutes = episode.discharge_reason, episode.weekly_target_minutes
    return StayLine(
        line=_line(episode, now),
        began_on=stay.began_on,
        stretches=tuple(_stretch_line(each) for each in reversed(stay.history)),
        discharge_reason=labels.DISCHARGE_REASONS[DischargeReason(reason)] if reason else "",
        weekly_hours=Decimal(minutes) / MINUTES_IN_HOUR if minutes else None,
    )


def _stretch_line(stretch: EpisodeStatusHistory) -> StretchLine:
    status = EpisodeStatus(stretch.status)
    return StretchLine(
        stretch=stretch,
        status=labels.STATUSES[status],
        tone=labels.TONES[status],
        level=LEVELS[LevelOfCare(stretch.level_of_care)],
        recorder=_full_name(stretch.recorder),
    )


def _full_name(practitioner: Practitioner | None) -> str:
    return f"{practitioner.given_name} {practitioner.family_name}" if practitioner else ""
