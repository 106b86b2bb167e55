"""Writes ask the database as often for twenty people and groups as for one."""

from datetime import time, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.rulepacks import make_rule_value
from tests.factories.scheduling import NOW, make_appointment, make_member, make_series, make_session
from wayhome.journey.scheduling import actions
from wayhome.journey.scheduling.codes import AppointmentStatus, EditScope
from wayhome.journey.scheduling.models import GroupSession

TODAY = NOW.date()
AHEAD = TODAY + timedelta(weeks=8)
EVERY_NUMBER = pytest.mark.parametrize("number", [1, 20])


@pytest.fixture(autouse=True)
def _large_groups(program):
    make_rule_value(program.organization, value=Decimal(30))


def statements(write, *args, **given):
    with CaptureQueriesContext(connection) as asked:
        write(*args, **given)
    return len(asked)


@EVERY_NUMBER
def test_joining_a_group(program, number):
    series = make_series(program.service, capacity=25)
    make_session(program.service, series=series)
    for _ in range(number):
        make_member(series, program.client())
    assert (
        statements(
            actions.join_series,
            program.by,
            series_id=series.pk,
            episode_id=program.client().pk,
            period_start=TODAY,
            now=NOW,
        )
        == 15
    )


@EVERY_NUMBER
def test_booking_and_marking_a_place(program, number):
    session = make_session(program.service, capacity=25)
    for seat in range(1, number + 1):
        place = make_appointment(session, program.client(), seat=seat)
    booked = statements(
        actions.book_appointment,
        program.by,
        group_session_id=session.pk,
        episode_id=program.client().pk,
        now=NOW,
    )
    marked = statements(
        actions.set_appointment_status,
        program.by,
        appointment_id=place.pk,
        status=AppointmentStatus.CHECKED_IN,
        now=NOW,
    )
    assert (booked, marked) == (12, 5)


@EVERY_NUMBER
def test_moving_a_group(program, number):
    series = program.plan(capacity=12)
    for _ in range(min(number, 12)):
        actions.join_series(
            program.by,
            series_id=series.pk,
            episode_id=program.client().pk,
            period_start=TODAY,
            now=NOW,
        )
    first = GroupSession.objects.order_by("period_start")[0]
    assert (
        statements(
            actions.change_session,
            program.by,
            session_id=first.pk,
            edition=1,
            scope=EditScope.FROM_NOW_ON,
            start_time=time(18, 0),
            now=NOW,
        )
        == 24
    )


@EVERY_NUMBER
def test_planning_ahead(program, number):
    for _ in range(number):
        make_member(make_series(program.service), program.client())
    assert statements(actions.generate_sessions, program.by, until=AHEAD, now=NOW) == 20
