"""How a session may be planned: caps, rooms, credentials, clashes.

Pure: plain values in, plain values out. No Django, no database, no clock.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from wayhome.journey.scheduling.codes import (
    GROUP_KINDS,
    GroupKind,
    Modality,
    PlanningObstacle,
    ServiceType,
    SessionStatus,
)
from wayhome.journey.scheduling.rules.sessions import Session
from wayhome.shared.core.period import DatePeriod, Period


@dataclass(frozen=True, slots=True)
class Plan:
    """How a session is meant to be; days are all those on which the facilitator is to work."""

    starts_at: datetime
    ends_at: datetime
    capacity: int
    modality: Modality
    days: tuple[date, ...]
    room_capacity: int | None = None


def group_cap(
    service_type: ServiceType,
    *,
    caps: Mapping[GroupKind, int],
    cofacilitator_cap: int | None = None,
    has_cofacilitator: bool = False,
) -> int:
    """Return how many may sit in such a group; some payers allow more with a second facilitator."""
    kind = GROUP_KINDS[service_type]
    if kind is GroupKind.THERAPY and has_cofacilitator and cofacilitator_cap is not None:
        return max(cofacilitator_cap, caps[kind])
    return caps[kind]


def uncovered_days(credentials: Iterable[DatePeriod], days: Iterable[date]) -> tuple[date, ...]:
    """Return the days of service on which none of these credentials is valid."""
    periods = tuple(credentials)
    return tuple(day for day in days if not any(period.contains(day) for period in periods))


def obstacles_to_planning(
    plan: Plan,
    *,
    cap: int,
    booked: int,
    credentials: Iterable[DatePeriod],
    facilitator_busy: Iterable[Period] = (),
    room_busy: Iterable[Period] = (),
    people_busy: Iterable[Period] = (),
) -> tuple[PlanningObstacle, ...]:
    """Return every reason why a session can't be planned, or changed, so.

    `cap` is the rule pack's, `booked` the highest number of places already given, the busy periods
    those of other sessions. A room counts seats for clients, the facilitator's apart.
    """
    on_site = plan.modality is Modality.ON_SITE
    room = plan.room_capacity
    checks = {
        PlanningObstacle.ENDS_BEFORE_IT_STARTS: plan.ends_at <= plan.starts_at,
        PlanningObstacle.CAPACITY_BELOW_ONE: plan.capacity < 1,
        PlanningObstacle.CAPACITY_OVER_CAP: plan.capacity > cap,
        PlanningObstacle.CAPACITY_BELOW_BOOKED: plan.capacity < booked,
        PlanningObstacle.ROOM_MISSING: on_site and room is None,
        PlanningObstacle.ROOM_TOO_SMALL: on_site and room is not None and room < plan.capacity,
        PlanningObstacle.CREDENTIAL_LAPSED: bool(uncovered_days(credentials, plan.days)),
        PlanningObstacle.FACILITATOR_BUSY: _meets(plan, facilitator_busy),
        PlanningObstacle.ROOM_BUSY: on_site and _meets(plan, room_busy),
        PlanningObstacle.PERSON_BUSY: _meets(plan, people_busy),
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)


def obstacles_to_changing(
    session: Session, *, has_attendance: bool, now: datetime
) -> tuple[PlanningObstacle, ...]:
    """Return every reason why a session can't be moved any more."""
    checks = {
        PlanningObstacle.SESSION_CANCELLED: session.status is SessionStatus.CANCELLED,
        PlanningObstacle.ALREADY_BEGUN: session.period.start <= now,
        PlanningObstacle.ATTENDANCE_RECORDED: has_attendance,
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)


def obstacles_to_cancelling(
    session: Session, *, has_attendance: bool
) -> tuple[PlanningObstacle, ...]:
    """Return every reason why a session can't be cancelled.

    One that should have been held and wasn't is cancelled afterwards.
    """
    checks = {
        PlanningObstacle.SESSION_CANCELLED: session.status is SessionStatus.CANCELLED,
        PlanningObstacle.ATTENDANCE_RECORDED: has_attendance,
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)


def _meets(plan: Plan, busy: Iterable[Period]) -> bool:
    return any(plan.starts_at < period.end and period.start < plan.ends_at for period in busy)
