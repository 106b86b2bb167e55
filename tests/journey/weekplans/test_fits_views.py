"""Pages of what could be promised, as somebody at the front desk opens them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories.accounts import make_counselor, make_membership
from tests.factories.admissions import make_waiting
from tests.factories.inquiries import make_inquiry
from tests.factories.patients import make_patient
from tests.factories.scheduling import NOW, make_availability, make_client, make_member
from tests.factories.tenancy import make_organization, make_service
from tests.guards import no_inline_script
from tests.journey.weekplans.conftest import MONDAY, picture
from wayhome.journey.admissions.codes import EpisodeStatus
from wayhome.journey.scheduling.codes import Attends
from wayhome.shared.accounts.codes import Role


@pytest.fixture(autouse=True)
def _that_day(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def get(program, client):
    """Return a function that gets a page as the front desk."""
    client.force_login(make_counselor(program.organization, Role.FRONT_DESK).user)

    def get_page(name, *args, status=200):
        answer = client.get(reverse(f"weekplans:{name}", args=args))
        assert answer.status_code == status
        no_inline_script(answer.text)
        return answer

    return get_page


@pytest.fixture
def waiting(program):
    def wait(days=(0, 2, 3), **given):
        episode = make_waiting(program.organization, service=program.service, **given)
        if days:
            told = {"patient_id": episode.patient_id, "week": picture(days)}
            make_availability(program.organization, **told)
        return episode

    return wait


def inquiry_of(program, days=(0, 2, 3), **given):
    made = make_inquiry(program.organization, healthcare_service_id=program.service.pk, **given)
    if days:
        make_availability(program.organization, inquiry_id=made.pk, week=picture(days))
    return made


def test_the_inquirys_page_says_in_plain_words_what_may_be_promised(program, get):
    text = get("fit-of-inquiry", inquiry_of(program).pk).text
    for words in (
        "Ben T.: do their hours fit?",
        "Their hours fit: Mon, Wed, Thu evenings",
        "<b>9 of 9 hours</b>, from the week of Nov 30",
        "This is what is free now.",
        "Group of day 0",
    ):
        assert words in text
    assert "Why not more" not in text


def test_it_is_honest_about_what_does_not_fit(program, get):
    for _ in range(2):
        other = make_patient(program.organization, given_name="Secretive")
        make_member(program.groups[0], program.client(patient=other, days=(0,)))
    text = get("fit-of-inquiry", inquiry_of(program).pk).text
    assert "Some of their hours fit: Wed, Thu evenings" in text
    assert "Of 4 groups: 3 when they can come, 2 with a free seat." in text
    assert "A seat is free when somebody leaves." in text
    assert "Secretive" not in text


def test_it_names_the_day_from_which_a_seat_is_free(program, get):
    program.group(4, capacity=1)
    until = MONDAY + timedelta(weeks=9)
    make_member(program.groups[0], program.client(days=(0,)), period_end=until)
    make_member(program.groups[0], program.client(days=(0,)), period_end=until)
    make_member(program.groups[2], program.client(days=(2,)))
    ends = MONDAY + timedelta(weeks=2)
    make_member(program.groups[2], program.client(days=(2,)), period_end=ends)
    made = inquiry_of(program)
    assert "from the week of Dec 14" in get("fit-of-inquiry", made.pk).text
    episode = make_waiting(program.organization, service=program.service)
    make_availability(program.organization, patient_id=episode.patient_id, week=picture((0, 2)))
    assert "A seat is free from Wed, Dec 16." in get("waiting").text


def test_when_no_hour_fits_it_says_so(program, get):
    text = get("fit-of-inquiry", inquiry_of(program, days=(5,)).pk).text
    assert "None of their hours fit yet" in text


def test_a_week_that_nobody_told_is_asked_for(program, get):
    made = inquiry_of(program, days=())
    text = get("fit-of-inquiry", made.pk).text
    assert "Nothing is told of their week yet" in text
    assert reverse("scheduling:availability-of-inquiry", args=[made.pk]) in text


def test_an_inquiry_of_somebody_with_a_stay_leads_there(program, get, waiting):
    episode = waiting()
    made = inquiry_of(program, days=(), patient_id=episode.patient_id)
    answer = get("fit-of-inquiry", made.pk, status=302)
    assert answer.url == reverse("weekplans:fit-of-stay", args=[episode.pk])


def test_without_a_program_there_is_nothing_to_fit_into(client, db):  # noqa: ARG001
    organization = make_organization()
    made = make_inquiry(organization)
    make_availability(organization, inquiry_id=made.pk)
    client.force_login(make_counselor(organization, Role.FRONT_DESK).user)
    for path in (
        reverse("weekplans:fit-of-inquiry", args=[made.pk]),
        reverse("weekplans:waiting"),
    ):
        assert "No program yet" in client.get(path).text


def test_somebody_known_without_a_stay_has_the_page(program, get):
    patient = make_patient(program.organization)
    make_availability(program.organization, patient_id=patient.pk)
    text = get("fit-of-client", patient.pk).text
    assert "Ana Rios: do their hours fit?" in text
    assert reverse("admissions:admit-patient", args=[patient.pk]) in text


def test_a_stays_page_shows_its_earliest_good_week(program, get, waiting):
    episode = waiting()
    text = get("fit-of-stay", episode.pk).text
    assert "Earliest good week of Ana Rios" in text
    assert "The next eight weeks" in text
    assert reverse("weekplans:waiting-for-program", args=[program.service.pk]) in text


def test_a_stay_on_hold_or_untold_says_why_there_is_nothing(program, get, waiting):
    paused = make_client(program.service, status=EpisodeStatus.ONHOLD)
    assert "No week to look at" in get("fit-of-stay", paused.pk).text
    assert "Nothing is told of their week yet" in get("fit-of-stay", waiting(days=()).pk).text


def test_a_group_by_video_is_named_as_one(program, get):
    program.group(4, modality="telehealth", room_id=None)
    made = make_inquiry(program.organization, healthcare_service_id=program.service.pk)
    make_availability(
        program.organization, inquiry_id=made.pk, week=picture((4,)), attends=Attends.EITHER
    )
    assert ", by video" in get("fit-of-inquiry", made.pk).text


def test_the_waiting_list_says_what_would_free_it(program, get, waiting):
    make_service(program.organization, name="Morning IOP")
    waiting()
    waiting(days=(0,))
    waiting(days=())
    text = get("waiting-for-program", program.service.pk).text
    assert "all 9 hours fit" in text
    assert "3 of 9 hours fit" in text
    assert "Nothing is told of their week yet." in text
    assert "Morning IOP" in text


def test_an_empty_waiting_list_says_what_will_be_there(get):
    assert "Nobody waits" in get("waiting").text


@pytest.mark.parametrize("role", [Role.CLIENT, Role.KIOSK])
def test_whoever_is_no_staff_sees_none_of_it(program, client, waiting, role):
    episode, made = waiting(), inquiry_of(program)
    client.force_login(make_membership(program.organization, role).user)
    for path in (
        reverse("weekplans:fit-of-stay", args=[episode.pk]),
        reverse("weekplans:fit-of-inquiry", args=[made.pk]),
        reverse("weekplans:fit-of-client", args=[episode.patient_id]),
        reverse("weekplans:waiting"),
    ):
        assert client.get(path).status_code == 403


def test_the_pages_before_lead_there(program, client, waiting):
    episode, made = waiting(), inquiry_of(program)
    patient = make_patient(program.organization)
    client.force_login(make_counselor(program.organization, Role.FRONT_DESK).user)
    links = {
        reverse("inquiries:inquiry", args=[made.pk]): ("fit-of-inquiry", made.pk),
        reverse("admissions:admit-inquiry", args=[made.pk]): ("fit-of-inquiry", made.pk),
        reverse("admissions:admit-patient", args=[patient.pk]): ("fit-of-client", patient.pk),
        reverse("admissions:admit-waiting", args=[episode.pk]): ("fit-of-stay", episode.pk),
    }
    for page, (name, key) in links.items():
        assert reverse(f"weekplans:{name}", args=[key]) in client.get(page).text
    assert reverse("weekplans:waiting") in client.get(reverse("admissions:waitlist")).text
