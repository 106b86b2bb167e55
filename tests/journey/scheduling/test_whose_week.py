"""Somebody's week, and a day by rooms and facilitators, through the whole stack."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import make_membership
from tests.factories.base import writing_for
from tests.factories.patients import make_patient
from tests.factories.scheduling import (
    NOW,
    START,
    make_appointment,
    make_facilitator,
    make_series,
    make_session,
)
from tests.factories.tenancy import make_organization, make_room, make_service, make_site
from wayhome.journey.scheduling import queries
from wayhome.shared.accounts.codes import Role
from wayhome.shared.audit.models import AuditEvent

pytestmark = pytest.mark.django_db

STATEMENTS = {
    "week-of-client": 16,
    "week-of-group": 13,
    "week-of-room": 13,
    "week-of-facilitator": 13,
    "rooms": 9,
    "facilitators": 9,
}
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOW, tick=False)


def titles(week):
    return [line.session.title for day in week.week.days for line in day.sessions]


def test_a_client_sees_where_they_have_a_place_and_what_was_cancelled(program):
    ana = program.client()
    there = make_session(program.service, title="CBT skills")
    make_appointment(there, ana)
    make_session(program.service, title="Of others", start=START + DAY)
    given_up = make_session(program.service, title="Given up", start=START + 2 * DAY)
    make_appointment(given_up, ana, status="cancelled")
    off = make_session(program.service, title="Off", start=START + 3 * DAY, status="cancelled")
    make_appointment(off, ana, status="cancelled")
    found = queries.week_of_client(program.by, ana.patient_id, now=NOW)
    assert titles(found) == ["CBT skills", "Off"]


def test_a_room_a_group_and_a_facilitator_see_their_own(program):
    series = make_series(program.service, title="Ours", room_id=program.room.pk)
    of_group = make_session(program.service, series=series, title="Ours")
    other = make_session(program.service, title="Theirs", facilitator_id=program.facilitator.pk)
    room = queries.week_of_room(program.by, of_group.room_id, now=NOW)
    group = queries.week_of_group(program.by, series.pk, now=NOW)
    facilitator = queries.week_of_facilitator(program.by, other.facilitator_id, now=NOW)
    assert (titles(room), titles(group), titles(facilitator)) == (["Ours"], ["Ours"], ["Theirs"])


def test_a_week_has_rows_for_the_hours_in_which_something_begins(program):
    facilitator = program.facilitator.pk
    make_session(program.service, title="Late", facilitator_id=facilitator)
    make_session(
        program.service, title="Early", start=START + DAY - 9 * HOUR, facilitator_id=facilitator
    )
    found = queries.week_of_facilitator(program.by, facilitator, now=NOW)
    rows = [(row.hour.hour, [len(lines) for lines in row.days]) for row in found.hours]
    assert [hour for hour, _days in rows] == [8, 17]
    assert [sum(days) for _hour, days in rows] == [1, 1]


def test_a_week_keeps_the_clock_of_the_program_when_it_changes(program):
    # clocks went back on November 1, 2026, at 2 am
    facilitator = program.facilitator.pk
    before = datetime(2026, 10, 30, 21, 30, tzinfo=UTC)
    after = datetime(2026, 11, 1, 22, 30, tzinfo=UTC)
    for start in (before, after):
        make_session(program.service, start=start, facilitator_id=facilitator)
    weeks = {
        (line.starts.hour, line.starts.minute)
        for day in (before.date(), after.date())
        for each in queries.week_of_facilitator(program.by, facilitator, day=day, now=NOW).week.days
        for line in each.sessions
    }
    assert weeks == {(17, 30)}


def test_a_day_of_rooms_shows_bars_and_the_gaps_between(program):
    shown = queries.frame(program.by, service_id=None, facilitator_id=None, now=NOW)
    room = program.room.pk
    make_session(program.service, room_id=room)
    make_session(program.service, room_id=room, start=START + 2 * HOUR, minutes=60)
    found = queries.timeline_of_rooms(program.by, shown, NOW.date())
    (row,) = [row for row in found.rows if row.id == room]
    widths = [(span.width, span.line is None) for span in row.lanes[0]]
    # from 9 am on: 8.5 hours free, 90 minutes, half an hour free, an hour, half an hour free
    assert widths == [(102, True), (18, False), (6, True), (12, False), (6, True)]
    assert [hour.hour for hour in found.hours] == list(range(9, 21))


def test_sessions_by_video_at_once_get_lanes_of_one_row(program):
    shown = queries.frame(program.by, service_id=None, facilitator_id=None, now=NOW)
    for _number in range(2):
        make_session(program.service, room_id=None, modality="telehealth")
    found = queries.timeline_of_rooms(program.by, shown, NOW.date())
    assert [len(row.lanes) for row in found.rows if row.id is None] == [2]


def test_a_day_of_facilitators_leaves_cancelled_sessions_out(program):
    shown = queries.frame(program.by, service_id=None, facilitator_id=None, now=NOW)
    make_session(program.service, facilitator_id=program.facilitator.pk, status="cancelled")
    found = queries.timeline_of_facilitators(program.by, shown, NOW.date())
    (row,) = [row for row in found.rows if row.id == program.facilitator.pk]
    assert [span.line for span in row.lanes[0]] == [None]


def test_a_session_past_midnight_ends_with_the_day(program):
    shown = queries.frame(program.by, service_id=None, facilitator_id=None, now=NOW)
    late = make_session(program.service, start=START + 5 * HOUR, minutes=180)
    found = queries.timeline_of_facilitators(program.by, shown, NOW.date())
    (row,) = [row for row in found.rows if row.id == late.facilitator_id]
    assert row.lanes[0][-1].width == 18


def test_the_choice_leads_to_the_week_and_keeps_the_day(get, program):
    own = get("whose-week", status=302)
    chosen = get("whose-week", of=f"room:{program.room.pk}", day="2026-12-01", status=302)
    assert own.url == reverse("scheduling:week-of-facilitator", args=[program.facilitator.pk])
    room = reverse("scheduling:week-of-room", args=[program.room.pk])
    assert chosen.url == f"{room}?day=2026-12-01"


@pytest.mark.parametrize("of", ["", "room", "room:x", "nothing:1", "client:"])
def test_a_choice_that_is_none_leads_to_ones_own_week(get, of, program):
    own = reverse("scheduling:week-of-facilitator", args=[program.facilitator.pk])
    assert get("whose-week", of=of, status=302).url == own


def test_a_client_is_found_by_name_and_no_address_holds_it(get, client, program):
    one = make_patient(program.organization, given_name="Ana", family_name="Rivera")
    ana = program.client(patient=one)
    response = client.post(reverse("scheduling:whose-week"), {"q": "Rivera"})
    assert reverse("scheduling:week-of-client", args=[ana.patient_id]) in response.text
    page = get("week-of-client", ana.patient_id)
    assert "Week of Ana Rivera" in page.text
    assert "No sessions in this week" in page.text


def test_opening_a_clients_week_is_recorded_as_a_read(get, program):
    ana = program.client()
    get("week-of-client", ana.patient_id)
    with writing_for(program.organization.pk):
        reads = AuditEvent.objects.filter(
            organization_id=program.organization.pk, patient_id=ana.patient_id
        )
        assert [each.action for each in reads] == ["patients.get_patient"]


def test_pages_say_seats_taken_and_free(get, program):
    session = make_session(program.service, room_id=program.room.pk)
    make_appointment(session, program.client())
    assert "1 of 10 seats" in get("week-of-room", program.room.pk).text
    assert "1 taken, 9 free" in get("timeline").text
    assert "1 taken, 9 free" in get("timeline", rows="facilitators").text
    empty = get("timeline", day="2026-11-23").text
    assert re.search("Nothing planned 9:00 am.{1,9}5:00 pm", empty)


def test_another_organizations_weeks_are_not_there(get):
    elsewhere = make_organization()
    service = make_service(elsewhere)
    get("week-of-room", make_room(elsewhere).pk, status=404)
    get("week-of-group", make_series(service).pk, status=404)
    get("week-of-facilitator", make_facilitator(elsewhere).pk, status=404)
    session = make_session(service)
    get("week-of-client", make_appointment(session, service=service).patient_id, status=404)


@pytest.mark.parametrize("role", [Role.CLIENT, Role.KIOSK])
def test_who_may_not_see_the_schedule_sees_no_week_of_it(client, program, role):
    ana = program.client()
    patient_id = ana.patient_id if role is Role.CLIENT else None
    client.force_login(make_membership(program.organization, role, patient_id=patient_id).user)
    pages = [
        reverse("scheduling:timeline"),
        reverse("scheduling:whose-week"),
        reverse("scheduling:week-of-room", args=[program.room.pk]),
        reverse("scheduling:week-of-facilitator", args=[program.facilitator.pk]),
        reverse("scheduling:week-of-group", args=[make_series(program.service).pk]),
        reverse("scheduling:week-of-client", args=[ana.patient_id]),
    ]
    assert [client.get(page).status_code for page in pages] == [403] * len(pages)


@pytest.mark.parametrize("number", [1, 20])
def test_a_page_asks_the_database_as_often_for_twenty_sessions_as_for_one(get, program, number):
    ana = program.client()
    facilitator, site = program.facilitator.pk, make_site(program.organization)
    series = make_series(program.service)
    for count in range(number):
        session = make_session(
            program.service,
            start=START + count % 4 * DAY - count // 4 * 2 * HOUR,
            room_id=make_room(program.organization, part_of=site).pk,
            facilitator_id=facilitator,
            series_id=series.pk,
        )
        make_appointment(session, ana)
    pages = {
        "week-of-client": ana.patient_id,
        "week-of-group": series.pk,
        "week-of-room": session.room_id,
        "week-of-facilitator": facilitator,
    }
    asked = {name: statements(get, name, key) for name, key in pages.items()}
    asked |= {rows: statements(get, "timeline", rows=rows) for rows in ("rooms", "facilitators")}
    assert asked == STATEMENTS


def statements(get, *args, **query):
    """Count after a first look, which opens the browser's session."""
    get(*args, **query)
    with CaptureQueriesContext(connection) as asked:
        get(*args, **query)
    return len(asked)
