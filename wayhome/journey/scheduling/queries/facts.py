"""Facts that decide whether a session can be planned or a place given: who is busy, who may."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from wayhome.journey.rulepacks import queries as rulepacks
from wayhome.journey.rulepacks.codes import RuleKey
from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.codes import (
    HOLDS_SEAT,
    AppointmentStatus,
    GroupKind,
    ServiceType,
    SessionStatus,
)
from wayhome.journey.scheduling.models import Appointment, GroupSession
from wayhome.journey.scheduling.rules import Session
from wayhome.shared.accounts import queries as accounts
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.period import ONE_DAY, DatePeriod, Period
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.tenancy.models import HealthcareService, Location

LONGEST_SESSION = timedelta(days=1)  # a series lasts less than a day; so does a single session
CAP_KEYS: Mapping[RuleKey, GroupKind] = {
    RuleKey.GROUP_CAP_THERAPY: GroupKind.THERAPY,
    RuleKey.GROUP_CAP_EDUCATION: GroupKind.EDUCATION,
    RuleKey.GROUP_CAP_INDIVIDUAL: GroupKind.INDIVIDUAL,
}


class BusySession(NamedTuple):
    id: UUID
    title: str
    facilitator_id: UUID
    room_id: UUID | None
    period: Period


class BusyPlace(NamedTuple):
    patient_id: UUID
    title: str
    period: Period


def as_session(row: GroupSession, *, cap: int | None = None) -> Session:
    return Session(
        id=row.pk,
        day=row.service_date,
        period=Period(row.period_start, row.period_end),
        capacity=row.capacity,
        status=SessionStatus(row.status),
        is_exception=row.is_exception,
        cap=cap,
    )


def group_caps(by: Actor, service: HealthcareService, *, on: date) -> dict[GroupKind, int]:
    """Return how many may sit in each kind of group; a program's own cap is for therapy."""
    return group_caps_by_day(by, service, days=[on])[on]


def group_caps_by_day(
    by: Actor, service: HealthcareService, *, days: Collection[date]
) -> dict[date, dict[GroupKind, int]]:
    """Return the same on each of these days, in one statement."""
    numbers = rulepacks.numbers_by_day(by, CAP_KEYS, days=days, service=service)
    return {day: _caps(held, service) for day, held in numbers.items()}


def caps_of(by: Actor, sessions: Iterable[GroupSession]) -> dict[UUID, int]:
    """Return how many may sit in each session on its day, with a statement for each program."""
    by_service: dict[UUID, list[GroupSession]] = defaultdict(list)
    for row in sessions:
        by_service[row.healthcare_service_id].append(row)
    found: dict[UUID, int] = {}
    for rows in by_service.values():
        service, days = rows[0].healthcare_service, {row.service_date for row in rows}
        numbers = rulepacks.numbers_by_day(by, CAP_KEYS, days=days, service=service)
        caps = {day: _caps(held, service) for day, held in numbers.items()}
        for row in rows:
            kind = ServiceType(row.service_type)
            found[row.pk] = rules.group_cap(kind, caps=caps[row.service_date])
    return found


def credential_periods(by: Actor, practitioner_ids: Iterable[UUID]) -> dict[UUID, list[DatePeriod]]:
    periods: dict[UUID, list[DatePeriod]] = defaultdict(list)
    for held in accounts.credentials_of(by, practitioner_ids):
        periods[held.practitioner_id].append(
            DatePeriod(held.issue_date, held.expiry_date + ONE_DAY)
        )
    return periods


def room_capacities(by: Actor, room_ids: Iterable[UUID]) -> dict[UUID, int | None]:
    found = tenancy.rooms(by).filter(pk__in=[*room_ids])
    return dict(found.values_list("pk", "capacity"))


def open_room(by: Actor, room_id: UUID) -> Location:
    return tenancy.rooms(by).get(pk=room_id)


def busy_sessions(
    by: Actor, period: Period, *, facilitator_ids: Iterable[UUID], room_ids: Iterable[UUID]
) -> list[BusySession]:
    """Return the planned sessions that overlap with the period and take one of these."""
    by.require(Permission.SCHEDULE_VIEW)
    rows = GroupSession.objects.filter(status=SessionStatus.PLANNED, **_overlapping(period))
    columns = ("pk", "title", "facilitator_id", "room_id", "period_start", "period_end")
    ours = rows.filter(facilitator__in=[*facilitator_ids]).values_list(*columns)
    theirs = rows.filter(room__in=[*room_ids]).values_list(*columns)
    return [
        BusySession(pk, title, facilitator, room, Period(start, end))
        for pk, title, facilitator, room, start, end in ours.union(theirs)
    ]


def busy_people(
    by: Actor, period: Period, patient_ids: Iterable[UUID], *, apart_from: Iterable[UUID] = ()
) -> dict[UUID, list[BusyPlace]]:
    """Return these people's places in the period, but for those in these sessions."""
    by.require(Permission.SCHEDULE_VIEW)
    rows = (
        Appointment.objects.filter(
            patient__in=[*patient_ids], status__in=sorted(HOLDS_SEAT), **_overlapping(period)
        )
        .exclude(group_session__in=[*apart_from])
        .order_by("period_start")
    )
    busy: dict[UUID, list[BusyPlace]] = defaultdict(list)
    columns = ("patient_id", "group_session__title", "period_start", "period_end")
    for patient, title, start, end in rows.values_list(*columns):
        busy[patient].append(BusyPlace(patient, title, Period(start, end)))
    return busy


def places_in(by: Actor, session_ids: Iterable[UUID]) -> list[Appointment]:
    """Return every place that is or was in these sessions, but for errors."""
    by.require(Permission.SCHEDULE_VIEW)
    found = Appointment.objects.filter(group_session__in=[*session_ids]).exclude(
        status=AppointmentStatus.ENTERED_IN_ERROR
    )
    return list(found.order_by("group_session", "seat", "pk"))


def _caps(numbers: Mapping[RuleKey, Decimal], service: HealthcareService) -> dict[GroupKind, int]:
    caps = {kind: int(numbers[key]) for key, kind in CAP_KEYS.items()}
    if service.group_cap is not None:
        caps[GroupKind.THERAPY] = service.group_cap
    return caps


def _overlapping(period: Period) -> dict[str, object]:
    return {
        "period_start__gt": period.start - LONGEST_SESSION,
        "period_start__lt": period.end,
        "period_end__gt": period.start,
    }
