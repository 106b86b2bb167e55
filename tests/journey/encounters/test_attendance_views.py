"""The check-in pages, through the whole stack."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import make_counselor, make_membership
from tests.factories.encounters import (
    START,
    make_attendance,
    make_client,
    make_day_code,
    make_meeting,
    make_note,
    make_place,
)
from tests.factories.tenancy import make_organization, make_service
from wayhome.journey.encounters.codes import AttendanceKind
from wayhome.journey.encounters.models import LIVE, DayCode, Encounter
from wayhome.journey.scheduling.models import Appointment
from wayhome.shared.accounts.codes import Role
from wayhome.shared.accounts.queries import as_actor

pytestmark = pytest.mark.django_db

AS_FRAGMENT = {"HX-Request": "true"}
END = START + timedelta(minutes=90)


@pytest.fixture(autouse=True)
def _at_the_session_s_start(time_machine):
    time_machine.move_to(START)


@pytest.fixture
def organization():
    return make_organization()


@pytest.fixture
def service(organization):
    return make_service(organization, weekly_target_minutes=540)


@pytest.fixture
def meeting(service):
    return make_meeting(service)


@pytest.fixture
def place(meeting, service):
    return make_place(meeting, make_client(service, given_name="Ana", family_name="Rivera"))


@pytest.fixture
def membership(organization, page):
    membership = make_counselor(organization)
    page.force_login(membership.user)
    return membership


@pytest.fixture
def reading(membership, acting):
    """Return a context manager that reads as the one who is signed in."""
    return lambda: acting(as_actor(membership))


def tap(page, place, headers=AS_FRAGMENT):
    return page.post(reverse("encounters:check-in", args=[place.pk]), headers=headers)


def fill_in(page, place, headers=AS_FRAGMENT, **given):
    url = reverse("encounters:attendance", args=[place.pk])
    return page.post(url, {"kind": "attended", **given}, headers=headers)


def live(place):
    return Encounter.objects.get(LIVE, appointment=place.pk)


@pytest.mark.usefixtures("membership", "place")
def test_the_roster_shows_who_is_expected_with_the_week_s_hours(page, meeting):
    response = page.get(reverse("encounters:roster", args=[meeting.pk]))
    page.check(response.text)
    assert "Ana R." in response.text
    assert "Rivera" not in response.text
    assert "0.0 of 9 h earned" in response.text
    assert "7.5 to go" in response.text


@pytest.mark.usefixtures("membership")
def test_the_roster_takes_as_many_statements_for_twenty_clients_as_for_one(page, service):
    def statements(clients):
        meeting = make_meeting(service, capacity=20)
        for number in range(clients):
            place = make_place(meeting, make_client(service))
            if number % 2:
                make_note(make_attendance(place))
        with CaptureQueriesContext(connection) as captured:
            response = page.get(reverse("encounters:roster", args=[meeting.pk]))
        assert response.text.count('id="line-') == clients
        return len(captured)

    statements(1)  # what is read once a process
    assert statements(20) == statements(1)


def test_one_tap_answers_with_the_line_its_new_hours_and_the_count(page, reading, place):
    response = tap(page, place)
    page.check(response.text)
    assert response.status_code == 200
    assert response.text.count("<li") == 1
    assert "5:30\u20137:00 pm" in response.text
    assert "90 min" in response.text
    assert "1.5 booked" in response.text
    assert "1 of 1 came" in response.text
    assert "Undo" in response.text
    with reading():
        assert live(place).arrived_at == START


@pytest.mark.usefixtures("membership")
def test_the_group_note_is_next_once_something_is_known_of_everyone(page, meeting, place, service):
    other = make_place(meeting, make_client(service))
    roster = reverse("encounters:roster", args=[meeting.pk])

    def is_next(response):
        button = next(tag for tag in re.findall("<a [^>]*>", response.text) if "to-note" in tag)
        return "btn-primary" in button

    assert not is_next(page.get(roster))
    assert not is_next(tap(page, place))
    last = tap(page, other)
    assert is_next(last)
    assert 'hx-swap-oob="true"' in last.text
    assert is_next(page.get(roster))


@pytest.mark.usefixtures("membership")
def test_the_group_note_is_not_next_when_nobody_came_or_it_is_signed(page, service):
    empty, signed = make_meeting(service), make_meeting(service, start=START + timedelta(days=1))
    make_attendance(make_place(empty, make_client(service)), "absent-excused")
    make_note(make_attendance(make_place(signed, make_client(service))))
    for meeting in (empty, signed):
        roster = page.get(reverse("encounters:roster", args=[meeting.pk])).text
        assert 'id="to-note" class="btn btn-secondary"' in roster


@pytest.mark.usefixtures("membership")
def test_a_tap_takes_as_many_statements_in_a_full_group_as_in_an_empty_one(page, service):
    def statements(others):
        meeting = make_meeting(service, capacity=20)
        for _ in range(others):
            make_attendance(make_place(meeting, make_client(service)))
        place = make_place(meeting, make_client(service))
        with CaptureQueriesContext(connection) as captured:
            assert tap(page, place).status_code == 200
        return len(captured)

    statements(0)
    assert statements(19) == statements(0)


@pytest.mark.usefixtures("membership")
def test_without_a_script_a_tap_leads_back_to_the_line(page, place):
    response = tap(page, place, headers={})
    assert response.status_code == 302
    assert response["Location"].endswith(f"{place.group_session_id}/#line-{place.pk}")


@pytest.mark.usefixtures("membership")
def test_undo_stands_beside_the_attendance_after_a_reload_too(page, place):
    encounter = make_attendance(place, is_over=False)
    response = page.get(reverse("encounters:roster", args=[place.group_session_id]))
    assert reverse("encounters:undo-attendance", args=[place.pk, encounter.pk]) in response.text


def test_undo_answers_with_the_line_as_it_was(page, reading, place):
    encounter = make_attendance(place, is_over=False)
    url = reverse("encounters:undo-attendance", args=[place.pk, encounter.pk])
    response = page.post(url, headers=AS_FRAGMENT)
    assert "Here" in response.text
    assert "0 of 1 came" in response.text
    with reading():
        assert not Encounter.objects.filter(LIVE).exists()


@pytest.mark.usefixtures("membership")
def test_a_second_undo_says_how_it_stands(page, place):
    encounter = make_attendance(place, is_over=False)
    url = reverse("encounters:undo-attendance", args=[place.pk, encounter.pk])
    page.post(url, headers=AS_FRAGMENT)
    again = page.post(url, headers=AS_FRAGMENT)
    assert again.status_code == 409
    assert "undone already" in again.text


def test_who_is_second_is_told_and_sees_what_the_first_recorded(page, reading, place):
    make_attendance(place, AttendanceKind.ABSENT_EXCUSED)
    response = tap(page, place)
    assert response.status_code == 409
    assert "Someone else recorded this first" in response.text
    assert "Missed, excused" in response.text
    with reading():
        assert live(place).attendance == AttendanceKind.ABSENT_EXCUSED


@pytest.mark.usefixtures("membership")
def test_the_form_for_an_absence_opens_in_the_line_and_closes_again(page, place):
    url = reverse("encounters:attendance", args=[place.pk])
    opened = page.get(url, headers=AS_FRAGMENT)
    page.check(opened.text)
    assert "Missed, no word" in opened.text
    closed = page.get(reverse("encounters:roster-line", args=[place.pk]), headers=AS_FRAGMENT)
    assert "Missed, no word" not in closed.text


@pytest.mark.usefixtures("membership")
def test_without_a_script_the_form_is_a_page(page, place):
    response = page.get(reverse("encounters:attendance", args=[place.pk]))
    page.check(response.text)
    assert "<h1>Ana R.</h1>" in response.text
    assert "Record for Ana R." in response.text


@pytest.mark.usefixtures("membership")
def test_the_form_holds_what_was_recorded_as_the_program_s_clock_shows_it(page, place):
    make_attendance(place, arrived_at=START + timedelta(minutes=3), reason="Bus")
    opened = page.get(reverse("encounters:attendance", args=[place.pk]), headers=AS_FRAGMENT).text
    for value in ('value="17:33"', 'value="19:00"', 'value="Bus"', 'value="attended" required'):
        assert value in opened


def test_an_absence_is_recorded_with_its_reason_and_no_times(page, reading, place):
    fill_in(page, place, kind="absent-excused", reason="Court", arrived="17:30", left="19:00")
    with reading():
        encounter = live(place)
    assert (encounter.attendance, encounter.reason) == ("absent-excused", "Court")
    assert encounter.arrived_at is None


def correction(encounter, **given):
    return {"encounter": encounter.pk, "seen_at": encounter.recorded_at.isoformat(), **given}


def test_times_are_corrected_as_the_program_s_clock_shows_them(page, reading, place, time_machine):
    time_machine.move_to(END)
    encounter = make_attendance(place)
    response = fill_in(page, place, **correction(encounter, arrived="17:40", left="18:30"))
    assert "5:40\u20136:30 pm" in response.text
    assert "50 min" in response.text
    with reading():
        assert live(place).pk == encounter.pk
        assert live(place).minutes == 50


@pytest.mark.usefixtures("membership")
def test_a_mistake_keeps_what_was_typed_and_names_the_way_out(page, place, time_machine):
    time_machine.move_to(END)
    encounter = make_attendance(place)
    given = correction(encounter, arrived="18:00", left="17:50", reason="Bus")
    for headers in (AS_FRAGMENT, {}):
        response = fill_in(page, place, headers=headers, **given)
        page.check(response.text)
        assert response.status_code == 422
        assert "Enter a leaving time after the arrival time." in response.text
        assert 'value="17:50"' in response.text
        assert 'value="Bus"' in response.text


@pytest.mark.usefixtures("membership")
def test_a_kind_that_does_not_exist_is_a_mistake_in_the_form(page, place):
    response = fill_in(page, place, kind="asleep")
    assert response.status_code == 422
    assert "Not saved yet" in response.text


@pytest.mark.usefixtures("membership")
def test_a_correction_of_what_a_colleague_changed_shows_the_change(page, place, time_machine):
    time_machine.move_to(END)
    encounter = make_attendance(place)
    fill_in(page, place, **correction(encounter, left="18:30"))
    response = fill_in(page, place, **correction(encounter, left="18:00"))
    assert response.status_code == 409
    assert "Someone else changed this meanwhile" in response.text
    assert "6:30 pm" in response.text


def test_who_leaves_now_has_the_minutes_until_now(page, reading, place, time_machine):
    encounter = make_attendance(place, is_over=False)
    time_machine.move_to(START + timedelta(minutes=41, seconds=30))
    url = reverse("encounters:leave-now", args=[place.pk, encounter.pk])
    response = page.post(url, headers=AS_FRAGMENT)
    assert "left early" in response.text
    with reading():
        assert live(place).minutes == 41


@pytest.mark.usefixtures("membership")
def test_nobody_leaves_who_was_not_there(page, place):
    encounter = make_attendance(place, AttendanceKind.ABSENT_EXCUSED)
    url = reverse("encounters:leave-now", args=[place.pk, encounter.pk])
    assert page.post(url, headers=AS_FRAGMENT).status_code == 409


@pytest.mark.usefixtures("membership")
def test_a_signed_note_stands_instead_of_the_buttons_with_the_way_to_an_addendum(page, place):
    note = make_note(make_attendance(place))
    roster = page.get(reverse("encounters:roster", args=[place.group_session_id])).text
    assert reverse("encounters:note", args=[place.patient_id, note.pk]) in roster
    assert "Undo" not in roster


def test_whoever_may_not_read_notes_is_only_told_that_one_is_signed(page, organization, place):
    make_note(make_attendance(place))
    page.force_login(make_membership(organization, Role.FRONT_DESK).user)
    roster = page.get(reverse("encounters:roster", args=[place.group_session_id])).text
    assert "Note signed" in roster
    assert "/notes/" not in roster.partition("<main")[2]


@pytest.mark.usefixtures("membership")
def test_what_a_signed_note_stands_on_is_not_undone(page, place):
    encounter = make_attendance(place)
    make_note(encounter)
    url = reverse("encounters:undo-attendance", args=[place.pk, encounter.pk])
    response = page.post(url, headers=AS_FRAGMENT)
    assert response.status_code == 422
    assert "addendum" in response.text


@pytest.mark.usefixtures("membership", "place")
def test_before_check_in_opens_nobody_can_be_checked_in(page, meeting, time_machine):
    time_machine.move_to(START - timedelta(hours=5))
    roster = page.get(reverse("encounters:roster", args=[meeting.pk])).text
    assert "Check-in opens: Today, 4:30 pm." in roster
    assert "Not here…" in roster
    assert "/here/" not in roster


@pytest.mark.usefixtures("membership")
def test_a_cancelled_session_checks_nobody_in(page, service):
    meeting = make_meeting(service, status="cancelled")
    make_place(meeting, make_client(service))
    roster = page.get(reverse("encounters:roster", args=[meeting.pk])).text
    assert "This session is cancelled" in roster
    assert "/here/" not in roster


@pytest.mark.usefixtures("membership", "place")
@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (START + timedelta(minutes=4), "Expected"),
        (START + timedelta(minutes=5), "Late?"),
        (END, "To be recorded"),
    ],
)
def test_who_is_late_and_who_was_never_recorded_is_pointed_out(
    page, meeting, time_machine, moment, said
):
    time_machine.move_to(moment)
    assert said in page.get(reverse("encounters:roster", args=[meeting.pk])).text


@pytest.mark.usefixtures("membership")
def test_a_late_cancellation_stays_on_the_list_and_other_cancellations_do_not(
    page, service, meeting
):
    make_attendance(
        make_place(meeting, make_client(service, given_name="Cora")), AttendanceKind.LATE_CANCEL
    )
    make_place(meeting, make_client(service, given_name="Dee"), status="cancelled")
    roster = page.get(reverse("encounters:roster", args=[meeting.pk])).text
    assert "Cora R." in roster
    assert "Dee R." not in roster
    assert "0 of 0 came" in roster


@pytest.mark.usefixtures("membership")
def test_someone_on_hold_is_shown_as_such_and_not_as_short(page, service, meeting):
    make_place(meeting, make_client(service, status="onhold"))
    roster = page.get(reverse("encounters:roster", args=[meeting.pk])).text
    assert "On hold" in roster
    assert "to go" not in roster


@pytest.mark.usefixtures("membership")
def test_a_session_without_anyone_says_how_people_get_here(page, meeting):
    roster = page.get(reverse("encounters:roster", args=[meeting.pk])).text
    assert "Nobody is booked into this session" in roster


@pytest.mark.usefixtures("membership")
def test_a_walk_in_is_found_among_those_in_care_and_checked_in(page, reading, service, meeting):
    wanda = make_client(service, given_name="Wanda", family_name="Walker")
    make_client(service, given_name="Wanda", family_name="Left", status="planned")
    make_place(meeting, make_client(service, given_name="Wanda", family_name="Seated"))
    url = reverse("encounters:walk-ins", args=[meeting.pk])
    found = page.post(url, {"q": "Wanda"}, headers=AS_FRAGMENT).text
    assert "Wanda Walker" in found
    assert "Wanda Left" not in found
    assert "Wanda Seated" not in found
    added = page.post(
        reverse("encounters:add-walk-in", args=[meeting.pk]), {"episode": wanda.pk}, follow=True
    )
    page.check(added.text)
    assert "Added and checked in." in added.text
    assert "Walk-in" in added.text
    with reading():
        assert Encounter.objects.get(episode=wanda.pk).minutes == 90


@pytest.mark.usefixtures("membership")
def test_a_search_that_finds_nobody_says_why(page, meeting):
    url = reverse("encounters:walk-ins", args=[meeting.pk])
    response = page.post(url, {"q": "Nobody"})
    page.check(response.text)
    assert "Nobody in care fits" in response.text


@pytest.mark.usefixtures("membership")
def test_a_full_group_takes_no_walk_in_and_says_so(page, service):
    meeting = make_meeting(service, capacity=1)
    make_place(meeting, make_client(service))
    url = reverse("encounters:add-walk-in", args=[meeting.pk])
    response = page.post(url, {"episode": make_client(service).pk}, follow=True)
    assert "The group is full" in response.text


@pytest.mark.usefixtures("membership")
def test_adding_nobody_leads_back_to_the_search(page, meeting):
    response = page.post(reverse("encounters:add-walk-in", args=[meeting.pk]))
    assert response["Location"] == reverse("encounters:walk-ins", args=[meeting.pk])


@pytest.mark.usefixtures("membership")
def test_a_walk_in_is_taken_off_the_list(page, reading, service, meeting):
    place = make_place(meeting, make_client(service), origin="walk-in")
    response = page.post(
        reverse("encounters:drop-walk-in", args=[meeting.pk, place.pk]), follow=True
    )
    assert "The seat is free again." in response.text
    with reading():
        assert Appointment.objects.get(pk=place.pk).status == "entered-in-error"


@pytest.mark.usefixtures("membership")
def test_someone_who_was_booked_is_not_taken_off_the_list(page, place):
    url = reverse("encounters:drop-walk-in", args=[place.group_session_id, place.pk])
    assert "Book it again first" in page.post(url, follow=True).text


def test_day_codes_are_made_once_and_listed_by_the_names_in_use(page, reading, place):
    listed = reverse("encounters:day-codes", args=[place.group_session_id])
    assert "No codes yet" in page.get(listed).text
    give = reverse("encounters:give-day-codes", args=[place.group_session_id])
    response = page.post(give, follow=True)
    page.check(response.text)
    with reading():
        code = DayCode.objects.get().code
    assert "Ana R." in response.text
    assert code in response.text
    assert code in page.post(give, follow=True).text


@pytest.mark.usefixtures("membership")
def test_codes_of_other_days_are_not_listed(page, place):
    make_day_code(place, "987654", place.service_date - timedelta(days=1))
    listed = reverse("encounters:day-codes", args=[place.group_session_id])
    assert "987654" not in page.get(listed).text


PAGES = ["roster", "walk-ins", "day-codes"]


@pytest.mark.usefixtures("membership")
@pytest.mark.parametrize("name", PAGES)
def test_another_organization_s_session_is_not_found(page, name):
    meeting = make_meeting(make_service(make_organization()))
    assert page.get(reverse(f"encounters:{name}", args=[meeting.pk])).status_code == 404


@pytest.mark.usefixtures("membership")
def test_another_organization_s_place_is_not_found(page):
    service = make_service(make_organization())
    place = make_place(make_meeting(service), make_client(service))
    assert tap(page, place).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_a_client_opens_no_page_of_the_desk(page, organization, meeting, name):
    page.force_login(make_membership(organization, Role.CLIENT).user)
    assert page.get(reverse(f"encounters:{name}", args=[meeting.pk])).status_code == 403


def test_a_client_records_nothing(page, organization, place):
    page.force_login(make_membership(organization, Role.CLIENT).user)
    assert tap(page, place).status_code == 403


def test_a_missed_line_leads_to_make_ups_and_a_make_up_says_for_what(
    page, service, meeting, reading
):
    ana = make_client(service, given_name="Ana", family_name="Rivera")
    missed = make_place(make_meeting(service, start=START - timedelta(days=1)), ana)
    make_attendance(missed, AttendanceKind.ABSENT_UNKNOWN)
    offers = reverse("scheduling:make-up", args=[missed.pk])
    text = page.get(reverse("encounters:roster", args=[missed.group_session_id])).text
    assert offers in text
    place = make_place(meeting, ana, origin="make-up", makes_up_for_id=missed.pk)
    text = page.get(reverse("encounters:roster", args=[meeting.pk])).text
    assert "Makes up for Mon 5:30 pm" in text
    assert offers not in text
    checked_in = tap(page, place).text
    assert "Makes up for Mon 5:30 pm" in checked_in
    with reading():
        undo = reverse("encounters:undo-attendance", args=[place.pk, live(place).pk])
    assert "Makes up for Mon 5:30 pm" in page.post(undo, headers=AS_FRAGMENT).text
