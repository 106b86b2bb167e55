"""What could be promised: somebody's earliest good week, the waiting list by what would free it.

Front desks read this, so it asks for no right to build weeks. Of others it tells only that a group
is full, never who is in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wayhome.journey.admissions import queries as admissions
from wayhome.journey.admissions.codes import WAITING_STATUSES
from wayhome.journey.inquiries import queries as inquiries
from wayhome.journey.patients import queries as patients
from wayhome.journey.patients.codes import AdministrativeGender
from wayhome.journey.patients.rules import display_name
from wayhome.journey.scheduling import queries as schedule
from wayhome.journey.scheduling.queries.availability import told_at
from wayhome.journey.scheduling.queries.dated import standing
from wayhome.journey.weekplans.queries.ahead import Ahead, ProgramFit
from wayhome.journey.weekplans.queries.found import Newcomer
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.reads import chart_read, record_read
from wayhome.shared.core.period import ONE_DAY
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from django_stubs_ext import StrOrPromise

    from wayhome.journey.admissions.models import EpisodeOfCare
    from wayhome.journey.admissions.queries import EpisodeLine
    from wayhome.journey.patients.models import Patient
    from wayhome.journey.scheduling.models import Availability
    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.tenancy.models import HealthcareService


FAR_AHEAD = 100 * ONE_DAY


@dataclass(frozen=True, slots=True)
class StayFit:
    """A stay's earliest good week; no `fit` for one that is over or on hold."""

    episode: EpisodeOfCare
    name: str
    fit: ProgramFit | None
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class NewcomerFit:
    """What could be promised to somebody without a stay, in each program that may be theirs.

    `stay_id`: the open stay that they have after all; then their page is that one's.
    """

    name: StrOrPromise
    inquiry_id: UUID | None
    patient_id: UUID | None
    stay_id: UUID | None
    is_told: bool
    fits: tuple[ProgramFit, ...]


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """Somebody who waits, and what they could have from next week on."""

    line: EpisodeLine
    fit: ProgramFit


@dataclass(frozen=True, slots=True)
class WaitingList:
    """Everyone who waits for a program: who could start with all hours first."""

    services: Sequence[HealthcareService]
    service: HealthcareService
    monday: date
    lines: tuple[WaitingLine, ...]


def _of_stay(found: StayFit) -> UUID:
    return found.episode.patient_id


def _of_newcomer(found: NewcomerFit) -> UUID | None:
    return found.patient_id


@record_read(Permission.AVAILABILITY_VIEW, "EpisodeOfCare", patient_of=_of_stay)
def earliest_good_week(by: Actor, episode_id: UUID, *, now: datetime) -> StayFit:
    """Return the first of the weeks ahead in which all hours of a stay fit, else the best."""
    episode = admissions.get_episode(by, episode_id)
    ahead = Ahead(by, episode.healthcare_service, now=now)
    return StayFit(
        episode=episode,
        name=_name(episode.patient),
        fit=ahead.of_stay(episode),
        is_waiting=episode.status in WAITING_STATUSES,
    )


@record_read(Permission.AVAILABILITY_VIEW, "Inquiry", patient_of=_of_newcomer)
def earliest_good_week_of_inquiry(by: Actor, inquiry_id: UUID, *, now: datetime) -> NewcomerFit:
    """Return what could be promised to whom an inquiry is for, from what was told of their week."""
    inquiry = inquiries.get_inquiry(by, inquiry_id)
    name, service = inquiries.name_on_lists(inquiry), inquiry.healthcare_service
    if inquiry.patient is not None:
        return _of_patient(
            by, inquiry.patient, name, now=now, inquiry_id=inquiry_id, service=service
        )
    newcomer = Newcomer(
        id=inquiry_id,
        patient_id=None,
        birth_date=inquiry.birth_date,
        language=inquiry.language,
        gender=AdministrativeGender.UNKNOWN,
        told=tuple(standing(told_at(by, inquiry_id))),
    )
    fits = _in_programs(by, newcomer, service, now)
    return NewcomerFit(name, inquiry_id, None, None, bool(newcomer.told), fits)


@chart_read(Permission.AVAILABILITY_VIEW)
def earliest_good_week_of_client(by: Actor, patient_id: UUID, *, now: datetime) -> NewcomerFit:
    """Return what could be promised to somebody known who has no stay, in each program."""
    patient = patients.get_patient(by, patient_id)
    return _of_patient(by, patient, _name(patient), now=now)


def waitlist_fits(by: Actor, service_id: UUID, *, now: datetime) -> WaitingList:
    """Return everyone who waits: who could start with all hours now first, then the longest wait.

    Statements are as many for one who waits as for a hundred.
    """
    by.require(Permission.AVAILABILITY_VIEW)
    service = tenancy.get_service(by, service_id)
    ahead = Ahead(by, service, now=now)
    waiting = ahead.waiting
    lines = (
        WaitingLine(line, ahead.next_week_of(line.episode))
        for line in admissions.lines(waiting, now=now)
    )
    return WaitingList(
        services=tenancy.programs(by),
        service=service,
        monday=ahead.mondays[0],
        lines=tuple(sorted(lines, key=lambda each: not each.fit.is_whole)),
    )


def first_waitlist_fits(by: Actor, *, now: datetime) -> WaitingList | None:
    """Return the first program's waiting list; None where there is no program."""
    return next((waitlist_fits(by, each.pk, now=now) for each in tenancy.programs(by)), None)


def _of_patient(
    by: Actor,
    patient: Patient,
    name: StrOrPromise,
    *,
    now: datetime,
    inquiry_id: UUID | None = None,
    service: HealthcareService | None = None,
) -> NewcomerFit:
    stay = next(iter(admissions.open_episodes_of(by, patient.pk)), None)
    if stay is not None:
        return NewcomerFit(name, inquiry_id, patient.pk, stay.pk, is_told=True, fits=())
    told = _told_of(by, patient.pk, now)
    newcomer = Newcomer(
        id=patient.pk,
        patient_id=patient.pk,
        birth_date=patient.birth_date,
        language=patient.language,
        gender=patient.gender,
        told=told,
    )
    fits = _in_programs(by, newcomer, service, now)
    return NewcomerFit(name, inquiry_id, patient.pk, None, bool(told), fits)


def _told_of(by: Actor, patient_id: UUID, now: datetime) -> tuple[Availability, ...]:
    """Return what was told of their weeks; a picture that begins after them isn't looked at."""
    until = now.date() + FAR_AHEAD
    person = patients.people_of_records(by, [patient_id])[patient_id]
    return schedule.weeks_of(by, [person], until=until).get(person, ())


def _in_programs(
    by: Actor, newcomer: Newcomer, service: HealthcareService | None, now: datetime
) -> tuple[ProgramFit, ...]:
    """Return what fits in the program that was chosen, else in each; nothing if nothing is told."""
    if not newcomer.told:
        return ()
    programs: Iterable[HealthcareService] = [service] if service else tenancy.programs(by)
    fits = (Ahead(by, each, now=now, newcomer=newcomer).of_newcomer() for each in programs)
    return tuple(sorted(fits, key=lambda each: (not each.is_whole, each.monday)))


def _name(patient: Patient) -> str:
    return display_name(patient.given_name, patient.family_name, patient.preferred_name)
