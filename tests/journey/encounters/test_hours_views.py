"""The page of hours: who is short, who can't reach the target, and the seat that would help."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import make_counselor, make_membership
from tests.factories.encounters import (
    START,
    make_attendance,
    make_client,
    make_meeting,
    make_place,
)
from tests.factories.tenancy import make_organization, make_service
from wayhome.journey.encounters.codes import AttendanceKind
from wayhome.journey.scheduling.models import Appointment
from wayhome.shared.accounts.codes import Role
from wayhome.shared.accounts.queries import as_actor
from wayhome.shared.accounts.rules import roles
from wayhome.shared.audit.permissions import Permission

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
HOURS = "encounters:hours"
OFFER = "CBT skills has a seat"
AS_FRAGMENT = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _on_tuesday_evening(time_machine):
    time_machine.move_to(START)


@pytest.fixture
def organization():
    return make_organization()


@pytest.fixture
def service(organization):
    return make_service(organization, name="Evening IOP", weekly_target_minutes=180)


@pytest.fixture
def membership(organization, page):
    membership = make_counselor(organization)
    page.force_login(membership.user)
    return membership


@pytest.fixture
def show(page, membership):  # noqa: ARG001  # signs in
    """Return a function that opens the page and returns its text."""

    def open_page(**given):
        response = page.get(reverse(HOURS), given)
        page.check(response.text)
        assert response.status_code == 200
        return response.text

    return open_page


def book(page, episode, meeting, headers=AS_FRAGMENT):
    url = reverse("encounters:book-make-up", args=[episode.pk])
    given = {"session": meeting.pk, "week": "2026-11-23"}
    return page.post(url, given, headers=headers)


def test_a_row_says_what_is_earned_booked_and_to_go_and_what_would_help(show, service):
    ana = make_client(service)
    make_attendance(make_place(make_meeting(service, start=START - DAY, minutes=60), ana))
    make_place(make_meeting(service, start=START + DAY, minutes=60), ana)
    make_meeting(service, start=START + 2 * DAY, minutes=60, title="Life skills")
    page = show()
    assert "Ana R." in page
    assert page.count("<b>1.0</b>") == 3
    assert "Thu 5:30 pm Life skills has a seat" in page
    assert "Book" in page


def test_where_one_session_will_not_do_the_others_are_named(show, service):
    make_client(service)
    make_meeting(service, start=START + DAY, title="Life skills")
    make_meeting(service, start=START + 2 * DAY, title="Family")
    page = show()
    assert "Wed 5:30 pm Life skills has a seat" in page
    assert "Needed as well:" in page
    assert "Thu 5:30 pm Family" in page


def test_who_cannot_reach_the_target_is_told_apart_and_still_helped(show, service):
    make_client(service)
    make_meeting(service, start=START + DAY, minutes=60, title="Life skills")
    page = show(part="out-of-reach")
    assert "All open sessions together won't do; one helps:" in page
    assert "Wed 5:30 pm Life skills has a seat" in page


def test_where_no_seat_is_free_that_is_said(show, service):
    make_client(service)
    full = make_meeting(service, start=START + DAY, capacity=1)
    make_place(full, make_client(service, status="onhold"))
    assert "No open session has a seat this week." in show(part="out-of-reach")


@pytest.mark.parametrize(
    "kept_out",
    [
        {"service_type": "individual"},
        {"status": "cancelled"},
        {"start": START - timedelta(minutes=1)},
        {"start": START + 7 * DAY},
    ],
    ids=["individual", "cancelled", "begun", "next week"],
)
def test_only_groups_to_come_this_week_are_offered(show, service, kept_out):
    make_client(service)
    make_meeting(service, minutes=180, **{"start": START + DAY} | kept_out)
    assert OFFER not in show()


def test_a_session_beside_one_s_own_is_not_offered(show, service):
    ana = make_client(service)
    make_place(make_meeting(service, start=START + DAY, minutes=60), ana)
    make_meeting(service, start=START + DAY + timedelta(minutes=30), minutes=180)
    assert OFFER not in show()


@pytest.mark.parametrize("seats", [(3, 9), (9, 3)])
def test_of_two_sessions_at_one_time_the_one_with_most_seats_is_offered(show, service, seats):
    make_client(service)
    # sessions of one time come in the order of their titles
    for title, free in zip("AB", seats, strict=True):
        make_meeting(
            service, start=START + DAY, minutes=180, capacity=free, title=f"{title} group of {free}"
        )
    page = show()
    assert "group of 9 has a seat" in page
    assert "group of 3" not in page


def test_another_program_s_sessions_are_not_offered(show, organization, service):
    make_client(service)
    make_meeting(make_service(organization, name="Zoo program"), start=START + DAY, minutes=180)
    assert OFFER not in show(program=service.pk)


def test_parts_hold_whom_they_name_and_count_them(show, service):
    met = make_client(service, given_name="Met")
    make_attendance(make_place(make_meeting(service, start=START - DAY, minutes=180), met))
    make_client(service, given_name="Hold", status="onhold")
    short = make_client(service, given_name="Short")
    make_place(make_meeting(service, start=START + DAY, minutes=120, capacity=1), short)
    make_meeting(service, start=START + 3 * DAY, minutes=60)
    make_client(service, given_name="Far")
    everyone, in_short, far = show(), show(part="short"), show(part="out-of-reach")
    assert [name in everyone for name in ("Met R.", "Hold R.", "Short R.", "Far R.")] == [True] * 4
    assert [name in in_short for name in ("Met R.", "Hold R.")] == [False, False]
    assert [name in in_short for name in ("Short R.", "Far R.")] == [True, True]
    assert [name in far for name in ("Short R.", "Far R.")] == [False, True]
    for count in ("All", "Short", "Can&#x27;t reach"):
        assert count in everyone
    assert '<span class="wh-count">4</span>' in everyone
    assert "Not counted as short while on hold" in everyone
    assert "Done" in everyone


def test_my_caseload_is_whom_i_am_primary_counselor_of(show, membership, service):
    make_client(service, given_name="Mine", care_manager_id=membership.practitioner_id)
    make_client(service, given_name="Other")
    page = show(mine=1)
    assert "Mine R." in page
    assert "Other R." not in page


def test_the_page_opens_in_the_program_that_most_of_one_s_caseload_is_in(
    show, membership, organization, service
):
    day = make_service(organization, name="Day program", weekly_target_minutes=180)
    for program, people in ((service, 2), (day, 1)):
        for _ in range(people):
            make_client(program, care_manager_id=membership.practitioner_id)
    assert "Evening IOP ·" in show(mine=1)
    assert "Evening IOP ·" in show()
    assert "Day program ·" in show(program=day.pk)


def test_who_is_nobody_s_counselor_has_no_caseload_to_choose(page, organization, service):
    make_client(service)
    page.force_login(make_membership(organization, Role.PROGRAM_DIRECTOR).user)
    assert "My caseload only" not in page.get(reverse(HOURS)).text


def test_weeks_lead_to_one_another(show, service):
    make_client(service)
    this = show()
    assert "?week=2026-11-16" in this
    assert "?week=2026-11-30" in this
    assert "This week" not in this
    assert "this week, Mon, Nov 23" in this
    assert "Mon, Nov 30" in show(week="2026-11-30")
    assert "This week" in show(week="2026-11-30")


def test_a_past_week_says_who_missed_the_target_and_offers_nothing(show, service):
    make_client(service)
    make_meeting(service, start=START + DAY, minutes=180)
    page = show(week="2026-11-18")
    assert "Target missed" in page
    assert OFFER not in page
    assert "reach" not in page


def test_hours_that_are_over_and_not_recorded_are_pointed_out(show, service):
    make_place(make_meeting(service, start=START - DAY, minutes=60), make_client(service))
    assert "1.0 h of it are over and not recorded yet" in show()


def test_who_came_midweek_keeps_the_target_and_it_is_said(show, service):
    make_client(service, admission_date=date(2026, 11, 24))
    assert "Admitted Tue, Nov 24; the target stays 3 h" in show()


def test_a_level_without_weekly_hours_has_no_target(show, organization):
    service = make_service(organization)
    make_client(service, level_of_care="1")
    assert "0.0 earned, 0.0 booked; no weekly target" in show()


def test_a_long_list_has_pages(show, service):
    for number in range(51):
        make_client(service, given_name=f"Client{number:02d}")
    assert "Client50 R." not in show()
    second = show(page=2)
    assert "Client50 R." in second
    assert "Client49 R." not in second


@pytest.mark.usefixtures("membership")
def test_the_page_takes_as_many_statements_for_twenty_clients_as_for_one(page, organization):
    def statements(clients):
        service = make_service(organization, weekly_target_minutes=180)
        busy = make_meeting(service, start=START + DAY, minutes=60, capacity=20)
        for _ in range(clients):
            make_place(busy, make_client(service))
        make_meeting(service, start=START + 2 * DAY, minutes=60)
        with CaptureQueriesContext(connection) as captured:
            response = page.get(reverse(HOURS), {"program": service.pk})
        assert response.text.count('id="week-') == clients
        return len(captured)

    statements(1)  # what is read once a process
    assert statements(20) == statements(1)


@pytest.mark.usefixtures("organization")
def test_without_a_program_the_page_says_what_will_be_here(show):
    assert "No program yet" in show()


@pytest.mark.usefixtures("service")
def test_without_a_client_it_says_who_will_be_here(show):
    assert "Nobody is in care in this week" in show()
    assert "None of your clients is in this program" in show(mine=1)


def test_an_empty_part_says_so(show, service):
    make_attendance(
        make_place(make_meeting(service, start=START - DAY, minutes=180), make_client(service))
    )
    assert "Nobody of this program" in show(part="short")


@pytest.mark.parametrize(
    "given", [{"program": "x"}, {"week": "soon"}, {"part": "all-of-them"}, {"page": "-1"}]
)
def test_what_cannot_be_read_in_the_address_is_passed_over(show, service, given):
    make_client(service)
    assert "Ana R." in show(**given)


@pytest.mark.usefixtures("membership")
def test_another_organization_s_program_is_not_found(page):
    elsewhere = make_service(make_organization())
    assert page.get(reverse(HOURS), {"program": elsewhere.pk}).status_code == 404


def test_the_hours_are_not_a_client_s_to_see(page, organization):
    page.force_login(make_membership(organization, Role.CLIENT).user)
    assert page.get(reverse(HOURS)).status_code == 403


def test_a_make_up_session_is_booked_with_one_tap_and_counts_at_once(
    page, membership, acting, service
):
    ana = make_client(service)
    meeting = make_meeting(service, start=START + DAY, minutes=180)
    response = book(page, ana, meeting)
    page.check(response.text)
    assert response.status_code == 200
    assert "Booked" in response.text
    assert "<b>3.0</b> booked" in response.text
    with acting(as_actor(membership)):
        place = Appointment.objects.get(episode=ana.pk)
    assert (place.origin, place.status) == ("make-up", "booked")


@pytest.mark.usefixtures("membership")
def test_a_seat_that_someone_else_took_first_is_told_with_what_is_left(page, service):
    ana, meeting = make_client(service), make_meeting(service, start=START + DAY, capacity=1)
    make_place(meeting, make_client(service, status="onhold"))
    make_meeting(service, start=START + 2 * DAY, minutes=180, title="Family")
    response = book(page, ana, meeting)
    assert response.status_code == 422
    assert "The group is full" in response.text
    assert "Thu 5:30 pm Family has a seat" in response.text


@pytest.mark.usefixtures("membership")
def test_without_a_script_booking_leads_back_to_the_page_with_a_message(page, service):
    ana = make_client(service)
    meeting = make_meeting(service, start=START + DAY, capacity=1)
    url = reverse("encounters:book-make-up", args=[ana.pk])
    first = page.post(url, {"session": meeting.pk}, follow=True)
    assert "Booked." in first.text
    second = page.post(url, {"session": meeting.pk}, follow=True)
    assert "The client has a place in this session already." in second.text


@pytest.mark.usefixtures("membership")
def test_booking_nothing_is_refused(page, service):
    url = reverse("encounters:book-make-up", args=[make_client(service).pk])
    assert page.post(url).status_code == 400


@pytest.mark.usefixtures("membership")
def test_nobody_who_does_not_exist_is_booked(page, service):
    meeting = make_meeting(service, start=START + DAY)
    url = reverse("encounters:book-make-up", args=[uuid4()])
    assert page.post(url, {"session": meeting.pk}).status_code == 404


def test_whoever_may_not_book_is_shown_the_seat_without_a_button(
    page, membership, service, monkeypatch
):
    without = roles.PERMISSIONS[Role.COUNSELOR] - {Permission.APPOINTMENT_BOOK}
    monkeypatch.setattr(roles, "PERMISSIONS", {**roles.PERMISSIONS, Role.COUNSELOR: without})
    assert membership
    make_client(service)
    make_meeting(service, start=START + DAY, minutes=180)
    text = page.get(reverse(HOURS)).text
    assert OFFER in text
    assert ">Book<" not in text


def missed_monday(service, episode):
    missed = make_place(make_meeting(service, start=START - DAY, title="Life story"), episode)
    make_attendance(missed, AttendanceKind.ABSENT_UNKNOWN)
    return missed


def test_a_row_says_what_was_missed_and_leads_to_make_ups(show, service):
    missed = missed_monday(service, make_client(service))
    text = show()
    assert "Missed Mon 5:30 pm Life story" in text
    assert reverse("scheduling:make-up", args=[missed.pk]) in text


def test_a_row_says_what_makes_up_for_what_and_counts_it(
    show, service, page, membership, time_machine
):
    ana = make_client(service)
    missed = missed_monday(service, ana)
    thursday = make_meeting(service, start=START + 2 * DAY)
    place = make_place(thursday, ana, origin="make-up", makes_up_for_id=missed.pk)
    text = show()
    assert "Thu 5:30 pm CBT skills makes up for Mon 5:30 pm" in text
    assert "<b>1.5</b> booked" in text
    assert "Missed Mon" not in text
    make_attendance(place)
    time_machine.move_to(START + 3 * DAY)
    page.force_login(membership.user)
    text = show()
    assert "<b>1.5</b> earned" in text
    assert "makes up for Mon 5:30 pm" in text


def test_a_week_that_is_over_leads_to_no_make_ups(show, service, page, membership, time_machine):
    missed = missed_monday(service, make_client(service))
    time_machine.move_to(START + 7 * DAY)
    page.force_login(membership.user)
    text = show(week="2026-11-24")
    assert "Missed Mon 5:30 pm Life story" in text
    assert reverse("scheduling:make-up", args=[missed.pk]) not in text
