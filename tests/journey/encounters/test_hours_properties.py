"""The ledger's one statement says of any week what the rule says of it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.accounts import make_actor
from tests.factories.base import writing_for
from tests.factories.encounters import make_attendance, make_client, make_meeting, make_place
from tests.factories.tenancy import make_organization, make_service
from wayhome.journey.encounters import rules
from wayhome.journey.encounters.codes import PRESENT, AttendanceKind, EncounterStatus
from wayhome.journey.encounters.queries import ProgramWeek, week_ledger
from wayhome.journey.encounters.rules import LedgerPlace
from wayhome.journey.scheduling.codes import AppointmentStatus
from wayhome.journey.scheduling.models import Appointment
from wayhome.shared.core import context
from wayhome.shared.core.period import ONE_DAY, Period, at_local, week_bounds, week_start_of

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
# Clocks change on March 8 and November 1; the third week is an ordinary one.
MONDAYS = [date(2026, 3, 2), date(2026, 10, 26), date(2026, 11, 16)]
ZONES = ["America/New_York", "America/Los_Angeles", "America/Phoenix"]
UNRECORDED = ["booked", "arrived", "proposed", "waitlist", "cancelled", "entered-in-error"]


@dataclass(frozen=True)
class Planned:
    """A place in the days around the week: on a day, at a time, as it was recorded, if at all."""

    day: int
    start_minute: int
    minutes: int
    kind: AttendanceKind | None
    status: str
    arrives: int
    stays: int
    recorded_after: int
    is_undone: bool


places = st.builds(
    Planned,
    day=st.integers(-2, 9),
    start_minute=st.integers(0, 1200),
    minutes=st.integers(15, 200),
    kind=st.none() | st.sampled_from(AttendanceKind),
    status=st.sampled_from(UNRECORDED),
    arrives=st.integers(-20, 60),
    stays=st.integers(1, 220),
    recorded_after=st.integers(0, 300),
    is_undone=st.booleans(),
)


def times_of(planned, session, recorded_at):
    """Return when they came and left; who is still there is expected to stay to the end."""
    if planned.kind not in PRESENT:
        return None, None
    arrived = session.start + planned.arrives * MINUTE
    left = max(arrived + planned.stays * MINUTE, session.start + MINUTE)
    return arrived, left if left <= recorded_at else max(session.end, arrived + MINUTE)


def put_down(service, episode, monday, planned):
    """Write the place and what was recorded of it; return them as the rule takes them."""
    start = at_local(
        monday + planned.day * ONE_DAY,
        time(planned.start_minute // 60, planned.start_minute % 60),
        ZoneInfo(service.time_zone),
    )
    meeting = make_meeting(service, start=start, minutes=planned.minutes)
    session = Period(meeting.period_start, meeting.period_end)
    place = make_place(meeting, episode, status=planned.status)
    if planned.kind is None:
        return LedgerPlace(session, AppointmentStatus(planned.status))
    recorded_at = session.start + planned.recorded_after * MINUTE
    arrived, left = times_of(planned, session, recorded_at)
    is_over = session.end <= recorded_at or (left is not None and left <= recorded_at)
    given = {"status": EncounterStatus.ENTERED_IN_ERROR} if planned.is_undone else {}
    encounter = make_attendance(
        place, planned.kind, is_over=is_over, arrived_at=arrived, left_at=left, **given
    )
    status = rules.appointment_status_after(planned.kind, is_over=is_over)
    if planned.is_undone:
        status = AppointmentStatus(planned.status)
        with writing_for(service.organization_id):
            Appointment.objects.filter(pk=place.pk).update(status=status)
    return LedgerPlace(
        session,
        status,
        planned.kind,
        EncounterStatus(encounter.status),
        arrived,
        left,
    )


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    monday=st.sampled_from(MONDAYS),
    zone=st.sampled_from(ZONES),
    starts_on=st.integers(0, 6),
    drawn=st.lists(places, max_size=7, unique_by=lambda planned: planned.day),
    hours_into_the_week=st.integers(-10, 200),
)
def test_the_statement_and_the_rule_agree(monday, zone, starts_on, drawn, hours_into_the_week):
    organization = make_organization()
    service = make_service(
        organization, weekly_target_minutes=540, time_zone=zone, week_starts_on=starts_on
    )
    episode = make_client(service, admission_date=date(2026, 1, 5))
    written = [put_down(service, episode, monday, planned) for planned in drawn]
    now = at_local(monday, time(0), ZoneInfo(zone)) + timedelta(hours=hours_into_the_week)
    week = week_bounds(now, ZoneInfo(zone), starts_on)
    of_the_week = [place for place in written if week.contains(place.session.start)]
    by = make_actor(organization)
    with context.acting_as(by.acting):
        (line,) = week_ledger(by, now=now)
    assert line.hours == rules.week_hours(540, of_the_week, now)
    assert line.week.bounds == week


@given(
    day=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    starts_on=st.integers(0, 6),
    zone=st.sampled_from(ZONES),
)
def test_a_week_holds_seven_local_days_whatever_the_clocks_do(day, starts_on, zone):
    first = week_start_of(day, starts_on)
    week = ProgramWeek(None, ZoneInfo(zone), first, first + 7 * ONE_DAY)
    assert week.first <= day < week.ends
    noon = at_local(day, time(12), week.zone)
    assert week.bounds.contains(noon)
    assert week.bounds.duration in {timedelta(hours=hours) for hours in (167, 168, 169)}
    assert isinstance(noon, datetime)
