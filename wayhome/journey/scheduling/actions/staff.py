"""Writes of when staff work, from a day on, and when they are off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.actions import locks
from wayhome.journey.scheduling.actions.refusals import (
    CannotRecordStaffWeekError,
    CannotRecordTimeOffError,
    CannotTakeBackStaffWeekError,
    CannotTakeBackTimeOffError,
)
from wayhome.journey.scheduling.codes import (
    STAFF_USES,
    AvailabilityStatus,
    TimeOffObstacle,
    TimeOffReason,
)
from wayhome.journey.scheduling.models import StaffWeek, TimeOff
from wayhome.journey.scheduling.queries import staff
from wayhome.journey.scheduling.queries.dated import beginning_on, edition_of
from wayhome.shared.accounts import queries as accounts
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.period import local_day
from wayhome.shared.core.refusal import refusing
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from wayhome.journey.scheduling.rules import ToldStaffWeek
    from wayhome.shared.audit.actor import Actor

_OFF_CLASH = {"time_off_once_at_a_time": TimeOffObstacle.OFF_ALREADY}


@action(Permission.PRACTITIONER_MANAGE)
def record_staff_week(
    by: Actor,
    *,
    practitioner_id: UUID,
    told: ToldStaffWeek,
    period_start: date,
    edition: int,
    now: datetime,
) -> StaffWeek:
    """Write down how somebody works from a day on; edition 0: nothing was known before.

    :raises CannotRecordStaffWeekError: with every reason why not
    """
    accounts.practitioners(by).get(pk=practitioner_id)
    locks.hold([practitioner_id])
    known = staff.told_of_staff(by, practitioner_id)
    if obstacles := rules.obstacles_to_week(
        told.week,
        STAFF_USES,
        period_start=period_start,
        today=local_day(now, tenancy.zone_of(by)),
        is_current=edition == edition_of(known),
    ):
        raise CannotRecordStaffWeekError(obstacles)
    standing = beginning_on(known, period_start)
    row = standing or _new(by, practitioner_id, period_start)
    _fill(row, told, edition + 1, now)
    row.save(force_insert=standing is None)
    return row


@action(Permission.PRACTITIONER_MANAGE)
def take_back_staff_week(
    by: Actor, *, staff_week_id: UUID, edition: int, now: datetime
) -> StaffWeek:
    """Take back a week that doesn't count yet.

    :raises CannotTakeBackStaffWeekError: with every reason why not
    """
    practitioner_id = staff.get_staff_week(by, staff_week_id).practitioner_id
    locks.hold([practitioner_id])
    known = staff.told_of_staff(by, practitioner_id)
    row = next(each for each in known if each.pk == staff_week_id)
    if obstacles := rules.obstacles_to_taking_back(
        period_start=row.period_start,
        today=local_day(now, tenancy.zone_of(by)),
        is_active=row.status == AvailabilityStatus.ACTIVE,
        edition=edition,
        known_edition=edition_of(known),
    ):
        raise CannotTakeBackStaffWeekError(obstacles)
    row.status, row.edition = AvailabilityStatus.ENTERED_IN_ERROR, edition + 1
    row.save()
    return row


@action(Permission.PRACTITIONER_MANAGE)
def record_time_off(
    by: Actor,
    *,
    practitioner_id: UUID,
    starts_at: datetime,
    ends_at: datetime,
    reason: TimeOffReason,
    now: datetime,
) -> TimeOff:
    """Write down when somebody doesn't work. Their sessions stay planned until someone acts.

    :raises CannotRecordTimeOffError: with every reason why not
    """
    accounts.practitioners(by).get(pk=practitioner_id)
    if obstacles := rules.obstacles_to_time_off(starts_at=starts_at, ends_at=ends_at, now=now):
        raise CannotRecordTimeOffError(obstacles)
    locks.hold([practitioner_id])
    off = TimeOff(
        organization_id=by.organization_id,
        practitioner_id=practitioner_id,
        period_start=starts_at,
        period_end=ends_at,
        reason=reason,
        recorded_at=now,
    )
    with refusing(CannotRecordTimeOffError, _OFF_CLASH):
        off.save(force_insert=True)
    return off


@action(Permission.PRACTITIONER_MANAGE)
def take_back_time_off(_by: Actor, *, time_off_id: UUID, now: datetime) -> TimeOff:
    """Take back time off that isn't over.

    :raises CannotTakeBackTimeOffError: when it is, or was taken back before
    """
    off = TimeOff.objects.select_for_update(of=("self",), no_key=True).get(pk=time_off_id)
    if obstacles := rules.obstacles_to_taking_back_time_off(
        is_active=off.status == AvailabilityStatus.ACTIVE, ends_at=off.period_end, now=now
    ):
        raise CannotTakeBackTimeOffError(obstacles)
    off.status = AvailabilityStatus.ENTERED_IN_ERROR
    off.save(update_fields=["status"])
    return off


def _new(by: Actor, practitioner_id: UUID, period_start: date) -> StaffWeek:
    return StaffWeek(
        organization_id=by.organization_id,
        practitioner_id=practitioner_id,
        period_start=period_start,
    )


def _fill(row: StaffWeek, told: ToldStaffWeek, edition: int, now: datetime) -> None:
    row.week, row.caseload, row.recorded_at = told.week, told.caseload, now
    row.languages, row.services = [*told.languages], [*told.services]
    row.edition = edition
