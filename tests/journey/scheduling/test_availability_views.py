"""The pages on which a week is told: painted or row by row, by whom, and what they say back."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories.accounts import make_counselor, make_membership
from tests.factories.inquiries import make_inquiry
from tests.factories.scheduling import NOW, make_availability
from tests.guards import no_inline_script
from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.codes import AvailabilityStatus, TimeUse
from wayhome.journey.scheduling.models import Availability
from wayhome.journey.scheduling.rules import Habit
from wayhome.shared.accounts.codes import Role

pytestmark = pytest.mark.django_db

TODAY = NOW.date()
DAY = timedelta(days=1)
EVENINGS = rules.week_of([Habit((0, 1, 2, 3, 4), 68, 84, TimeUse.FREE)])
ROWS = {
    "row-TOTAL_FORMS": "3",
    "row-INITIAL_FORMS": "0",
    "row-0-days": ["0", "1", "2", "3", "4"],
    "row-0-start": "17:00",
    "row-0-end": "21:00",
    "row-0-use": "free",
    "row-1-days": ["5"],
    "row-1-start": "9:15",
    "row-1-end": "12:30",
    "row-1-use": "childcare",
    "row-2-use": "free",
}


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def ana(program):
    return program.client().patient_id


@pytest.fixture
def desk(program, client):
    client.force_login(make_counselor(program.organization, Role.FRONT_DESK).user)
    return client


@pytest.fixture
def desk_of(client):
    """Return a function that signs somebody of the front desk in, in place of whoever was."""

    def sign_in(program):
        client.force_login(make_counselor(program.organization, Role.FRONT_DESK).user)
        return client

    return sign_in


@pytest.fixture
def herself(program, client, ana):
    member = make_membership(program.organization, Role.CLIENT, patient_id=ana)
    client.force_login(member.user)
    return client


def told(**given):
    return {
        "week": EVENINGS,
        "period_start": str(TODAY),
        "travel_minutes": "25",
        "attends": "either",
        "prefers": "evening",
        "edition": "0",
        **given,
    }


def page_of(patient_id):
    return reverse("scheduling:availability", args=[patient_id])


OWN = "/my-week/when/"


def test_the_empty_page_has_the_painter_and_rows_for_those_without_scripts(desk, ana):
    text = desk.get(page_of(ana)).text
    no_inline_script(text)
    for words in ("When Ana Rios can come", "data-week-letters", "Row 6", "The week, row by row"):
        assert words in text


def test_a_painted_week_is_saved_and_shown(desk, ana):
    answer = desk.post(page_of(ana), told(), follow=True)
    assert "Saved. The week is planned with it." in answer.text
    assert "Mon\u2013Fri 5:00\u20139:00 pm" in answer.text
    assert "Written down by Nadia Ortiz" in answer.text
    assert "25 minutes on the way" in answer.text


def test_without_scripts_the_rows_tell_the_week(desk, ana):
    sent = {key: value for key, value in told().items() if key != "week"}
    assert desk.post(page_of(ana), sent | ROWS).status_code == 302
    (row,) = Availability.objects.all()
    assert rules.habits_of(row.week) == (
        Habit((0, 1, 2, 3, 4), 68, 84, TimeUse.FREE),
        Habit((5,), 37, 50, TimeUse.CHILDCARE),
    )
    assert 'value="17:00"' in desk.get(page_of(ana)).text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"row-0-end": ""}, "Fill in the whole row, or leave it empty."),
        ({"row-0-days": []}, "Fill in the whole row, or leave it empty."),
        ({"row-0-start": "17:05"}, "Choose a quarter of an hour"),
        ({"row-0-start": "noon"}, "Enter a valid time."),
        ({"row-0-days": ["9"]}, "Select a valid choice"),
    ],
)
def test_a_row_that_is_wrong_says_how_to_mend_it_and_keeps_the_others(desk, ana, changes, words):
    sent = {key: value for key, value in told().items() if key != "week"}
    answer = desk.post(page_of(ana), sent | ROWS | changes)
    assert answer.status_code == 422
    assert words in answer.text
    assert "A row of the week needs a correction" in answer.text
    assert 'value="12:30"' in answer.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"week": "x"}, "The week could not be read."),
        ({"week": rules.BLANK}, "The week is still empty."),
        ({"period_start": str(TODAY - DAY)}, "Choose today or a later day."),
        ({"travel_minutes": "500"}, "less than or equal to 240"),
        ({"attends": "boat"}, "Select a valid choice"),
        ({"edition": "x"}, "Not saved yet"),
    ],
)
def test_what_is_refused_is_said_and_kept(desk, ana, changes, words):
    answer = desk.post(page_of(ana), told(**changes))
    assert answer.status_code == 422
    assert words in answer.text
    assert not Availability.objects.exists()


def test_whoever_comes_second_sees_what_was_saved_and_keeps_what_they_painted(desk, program, ana):
    mornings = rules.week_of([Habit((0,), 32, 48, TimeUse.FREE)])
    make_availability(program.organization, patient_id=ana, week=mornings)
    answer = desk.post(page_of(ana), told())
    assert answer.status_code == 422
    assert "Someone else saved another week in the meantime" in answer.text
    assert "Mon 8:00 am\u201312:00 pm" in answer.text
    assert f'value="{EVENINGS}"' in answer.text
    assert '<input type="hidden" name="edition" value="1"' in answer.text
    assert desk.post(page_of(ana), told(edition="1")).status_code == 302


def test_a_client_sees_and_saves_their_own_week_alone(herself, program, ana):
    make_availability(program.organization, patient_id=program.client().patient_id)
    text = herself.get(OWN).text
    assert "When can you come?" in text
    assert "Counts now" not in text
    answer = herself.post(OWN, told(), follow=True)
    assert "Saved. Your program plans with this week." in answer.text
    assert "Saved by you" in answer.text
    assert Availability.objects.get(patient=ana).week == EVENINGS


def test_what_a_client_or_a_caller_told_wrongly_is_said_and_kept(herself, desk_of, program):
    wrong = told(period_start=str(TODAY - DAY))
    assert "Choose today or a later day." in herself.post(OWN, wrong).text
    inquiry = make_inquiry(program.organization)
    page = reverse("scheduling:availability-of-inquiry", args=[inquiry.pk])
    answer = desk_of(program).post(page, wrong)
    assert (answer.status_code, EVENINGS in answer.text) == (422, True)


def test_a_client_is_told_in_spanish(herself):
    text = herself.get(OWN, headers={"accept-language": "es"}).text
    assert "¿Cuándo puede venir?" in text


@pytest.mark.parametrize("lead", ["clients", "inquiries"])
def test_a_client_has_no_way_to_the_pages_of_staff(herself, program, lead):
    whose = (
        program.client().patient_id if lead == "clients" else make_inquiry(program.organization).pk
    )
    assert herself.get(f"/schedule/{lead}/{whose}/").status_code == 403


def test_a_counselor_has_no_week_of_their_own(desk):
    assert desk.get(OWN).status_code == 403


def test_the_navigation_marks_the_page_that_is_open(herself):
    entries = herself.get(OWN).context["shell_nav"]
    assert [entry.active for entry in entries] == [False, True]
    assert [e.active for e in herself.get("/my-week/").context["shell_nav"]] == [True, False]


def test_what_is_told_at_an_inquiry_is_saved_there_and_then_on_the_chart(desk, program):
    inquiry = make_inquiry(program.organization, given_name="Ben", family_name="Taylor")
    page = reverse("scheduling:availability-of-inquiry", args=[inquiry.pk])
    assert "When Ben T. can come" in desk.get(page).text
    answer = desk.post(page, told(), follow=True)
    assert "Saved. It comes along when they are admitted." in answer.text
    assert "Mon\u2013Fri 5:00\u20139:00 pm" in answer.text


def test_the_page_of_an_inquiry_leads_to_the_chart_s_once_there_is_a_patient(desk, program, ana):
    inquiry = make_inquiry(program.organization, patient_id=ana)
    page = reverse("scheduling:availability-of-inquiry", args=[inquiry.pk])
    assert desk.get(page).url == page_of(ana)


def test_a_later_week_is_taken_back_by_a_button(desk, program, ana):
    later = make_availability(
        program.organization, patient_id=ana, period_start=TODAY + DAY, edition=3
    )
    assert "Take it back" in desk.get(page_of(ana)).text
    take_back = reverse("scheduling:take-back-availability", args=[later.pk])
    stale = desk.post(take_back, {"edition": "2"}, follow=True)
    assert "Someone else saved another week" in stale.text
    assert desk.post(take_back, {"edition": "nonsense"}).status_code == 302
    done = desk.post(take_back, {"edition": "3"}, follow=True)
    assert "Taken back." in done.text
    assert Availability.objects.get().status == AvailabilityStatus.ENTERED_IN_ERROR


def test_a_later_week_of_an_inquiry_is_taken_back_on_its_own_page(desk, program):
    inquiry = make_inquiry(program.organization)
    later = make_availability(program.organization, inquiry_id=inquiry.pk, period_start=TODAY + DAY)
    take_back = reverse("scheduling:take-back-availability", args=[later.pk])
    answer = desk.post(take_back, {"edition": "1"})
    assert answer.url == reverse("scheduling:availability-of-inquiry", args=[inquiry.pk])


def test_a_client_takes_a_later_week_back(herself, program, ana):
    later = make_availability(program.organization, patient_id=ana, period_start=TODAY + DAY)
    answer = herself.post(f"{OWN}{later.pk}/take-back/", {"edition": "1"}, follow=True)
    assert "Taken back." in answer.text


def test_the_chart_says_when_they_can_come_or_that_nobody_has_asked(desk, program, ana):
    chart = reverse("console:chart", args=[ana])
    assert "Nobody has asked yet." in desk.get(chart).text
    make_availability(program.organization, patient_id=ana)
    make_availability(program.organization, patient_id=ana, period_start=TODAY + 9 * DAY)
    text = desk.get(chart).text
    assert "Mon\u2013Fri 5:00\u20139:00 pm" in text
    assert "Another week from Thu, Dec 3" in text
