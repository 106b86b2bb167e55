"""Writes at the kiosk: day codes, and checking in by one."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from wayhome.journey.encounters.actions.attendance import record_attendance
from wayhome.journey.encounters.codes import AttendanceKind, CheckInObstacle
from wayhome.journey.encounters.models import LIVE, DayCode, Encounter
from wayhome.journey.encounters.queries.opening import opens_before
from wayhome.journey.encounters.rules.check_in import (
    CODE_DIGITS,
    KioskPlace,
    place_to_check_in,
)
from wayhome.journey.patients import queries as patients
from wayhome.journey.scheduling import queries as schedule
from wayhome.journey.scheduling.codes import AppointmentStatus
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.period import ONE_DAY, Period
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime
    from uuid import UUID

    from wayhome.shared.audit.actor import Actor

# What a valid code lets the kiosk do for its owner, and nothing else does.
FOR_ITS_OWNER = frozenset(
    {Permission.ATTENDANCE_RECORD, Permission.OWN_RECORD_VIEW, Permission.SCHEDULE_VIEW}
)


class CannotCheckInError(Refusal):
    """A code doesn't let anyone check in now."""


@action(Permission.CHECK_IN_SELF)
def check_in_by_code(by: Actor, *, code: str, now: datetime) -> Encounter:
    """Check in whoever the code belongs to; a second time changes nothing.

    :raises CannotCheckInError: for every reason alike, since others may be looking
    :raises CannotRecordAttendanceError: when someone recorded it at the same moment
    """
    able = replace(by, permissions=by.permissions | FOR_ITS_OWNER)
    place = place_to_check_in(_places_of(able, code, now), now)
    if place is None:
        raise CannotCheckInError((CheckInObstacle.CODE_NOT_VALID,))
    recorded = Encounter.objects.filter(LIVE, appointment=place.appointment).first()
    return recorded or record_attendance(
        able, appointment_id=place.appointment, kind=AttendanceKind.ATTENDED, now=now
    )


@action(Permission.ATTENDANCE_RECORD)
def give_day_codes(by: Actor, *, group_session_id: UUID) -> list[DayCode]:
    """Return the codes of the day for everyone on the roster, and make those that are missing."""
    session = schedule.get_session(by, group_session_id)
    roster = schedule.roster_of(by, group_session_id)
    return _codes(by, {place.patient_id for place in roster}, session.service_date)


@action(Permission.OWN_RECORD_VIEW)
def give_own_day_code(by: Actor, *, day: date) -> list[DayCode]:
    """Return the client's own code for the day; none for someone who isn't a client."""
    return _codes(by, [by.patient_id] if by.patient_id else [], day)


def _codes(by: Actor, patient_ids: Iterable[UUID], day: date) -> list[DayCode]:
    wanted = {*patient_ids}
    found = DayCode.objects.filter(patient__in=wanted, service_date=day)
    codes = list(found)
    # A number that is taken, or a colleague who was faster, is passed over; then we look again.
    while missing := sorted(wanted - {code.patient_id for code in codes}):
        DayCode.objects.bulk_create(
            [
                DayCode(
                    organization_id=by.organization_id,
                    patient_id=patient_id,
                    service_date=day,
                    code=_random_code(),
                )
                for patient_id in missing
            ],
            ignore_conflicts=True,
        )
        codes = list(found.all())
    return codes


def _random_code() -> str:
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def _places_of(able: Actor, code: str, now: datetime) -> Iterator[KioskPlace]:
    """Yield the places, around now, of whoever has this code on the place's own day."""
    today = now.date()  # a local day is UTC's or one of its neighbors
    held = DayCode.objects.filter(code=code, service_date__range=(today - ONE_DAY, today + ONE_DAY))
    # What is still going on began less than a day ago; no door opens longer than a day before.
    period = Period(now - ONE_DAY, now + ONE_DAY)
    for owner_id, day in held.values_list("patient_id", "service_date"):
        records = patients.ids_of_person(replace(able, patient_id=owner_id), owner_id)
        for place in schedule.appointments_of(able, records, period):
            if place.service_date == day:
                session = Period(place.period_start, place.period_end)
                opens_at = session.start - opens_before(able, place.group_session, now=now)
                yield KioskPlace(place.pk, session, opens_at, AppointmentStatus(place.status))
