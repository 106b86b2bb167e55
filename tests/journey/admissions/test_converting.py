"""From inquiry to stay: one action registers or links the person and ends the inquiry."""

from dataclasses import replace

import pytest
from django.core.exceptions import ObjectDoesNotExist

from tests.factories.accounts import make_actor
from tests.factories.admissions import make_episode
from tests.factories.inquiries import make_inquiry
from tests.factories.patients import make_contact_point, make_patient, make_related_person
from tests.factories.tenancy import make_organization
from tests.journey.admissions.conftest import NOW, TODAY, episodes_of, refusal_of
from wayhome.journey.admissions import actions, queries
from wayhome.journey.admissions.codes import EpisodeObstacle
from wayhome.journey.inquiries.codes import ForWhom, InquiryObstacle, InquiryStage
from wayhome.journey.patients import queries as patients
from wayhome.journey.patients.codes import ContactObstacle, PatientObstacle
from wayhome.shared.accounts.codes import Role
from wayhome.shared.audit.actor import NotPermittedError

pytestmark = pytest.mark.django_db

NUMBER = "+15185550147"


@pytest.fixture
def inquiry(desk):
    return make_inquiry(
        desk.organization,
        preferred_name="Benny",
        pronouns="he/him",
        language="es",
        email="ben@example.org",
        may_leave_message=True,
        may_say_who_we_are=False,
    )


@pytest.fixture
def loved_one(desk):
    return make_inquiry(
        desk.organization,
        for_whom=ForWhom.LOVED_ONE,
        caller_name="Rosa Taylor",
        caller_relationship="PRN",
        may_call=True,
        may_say_who_we_are=True,
        email="rosa@example.org",
    )


def admit(desk, inquiry, **given):
    given = {"healthcare_service_id": desk.service.pk, "admission_date": TODAY, "now": NOW} | given
    return actions.admit_inquiry(desk.by, inquiry_id=inquiry.pk, **given)


def chart_of(desk, episode, acting):
    with acting(desk.by):
        return patients.open_chart(desk.by, episode.patient_id)


def test_the_person_is_registered_as_the_inquiry_tells(desk, inquiry, acting):
    episode = admit(desk, inquiry)
    chart = chart_of(desk, episode, acting)
    person = chart.patient
    assert (person.given_name, person.family_name, person.preferred_name, person.pronouns) == (
        "Ben",
        "Taylor",
        "Benny",
        "he/him",
    )
    assert person.language == "es"
    assert {
        (each.value, each.may_leave_message, each.may_say_who_we_are)
        for each in chart.contact_points
    } == {
        (NUMBER, True, False),
        ("ben@example.org", True, False),
    }


def test_the_inquiry_ends_and_the_stay_points_to_it(desk, inquiry, acting):
    episode = admit(desk, inquiry)
    with acting(desk.by):
        ended = inquiry.refreshed()
    assert (ended.stage, ended.patient_id) == (InquiryStage.ADMITTED, episode.patient_id)
    assert episode.inquiry_id == inquiry.pk


def test_what_was_corrected_on_the_way_is_registered(desk, inquiry, acting):
    with acting(desk.by):
        told = queries.newcomer_of(desk.by, inquiry)
    corrected = replace(told, family_name="Tailor", phone="(518) 555-0199", email="")
    chart = chart_of(desk, admit(desk, inquiry, newcomer=corrected), acting)
    assert chart.patient.family_name == "Tailor"
    assert [each.value for each in chart.contact_points] == ["+15185550199"]


def test_someone_known_is_linked_and_gets_the_number(desk, inquiry, acting):
    known = make_patient(desk.organization)
    episode = admit(desk, inquiry, patient_id=known.pk)
    chart = chart_of(desk, episode, acting)
    assert chart.patient.pk == known.pk
    assert chart.patient.given_name == "Ana"
    assert [(each.value, each.may_leave_message) for each in chart.contact_points] == [
        (NUMBER, True)
    ]


def test_a_number_that_is_known_keeps_its_own_answers(desk, inquiry, acting):
    known = make_patient(desk.organization)
    make_contact_point(known, value=NUMBER, may_leave_message=False)
    chart = chart_of(desk, admit(desk, inquiry, patient_id=known.pk), acting)
    assert [each.may_leave_message for each in chart.contact_points] == [False]


def test_whoever_may_be_known_is_not_registered_again_unconfirmed(desk, inquiry):
    make_patient(desk.organization, given_name="Ben", family_name="Taylor", birth_date=None)
    obstacles = refusal_of(lambda: admit(desk, inquiry))
    assert obstacles == (PatientObstacle.LIKELY_DUPLICATE,)
    assert admit(desk, inquiry, confirmed_new=True).pk


def test_a_number_not_to_be_called_is_not_taken_over(desk, acting):
    inquiry = make_inquiry(desk.organization, may_call=False, may_leave_message=True)
    assert chart_of(desk, admit(desk, inquiry), acting).contact_points == ()


def test_a_caller_s_number_is_not_the_loved_one_s(desk, loved_one, acting):
    chart = chart_of(desk, admit(desk, loved_one), acting)
    assert chart.contact_points == ()
    (caller,) = chart.related_persons
    assert (caller.name, caller.relationship, caller.phone, caller.email) == (
        "Rosa Taylor",
        "PRN",
        NUMBER,
        "rosa@example.org",
    )


@pytest.mark.parametrize("given", [{"may_call": False}, {"may_say_who_we_are": False}])
def test_a_caller_to_be_called_with_care_is_listed_without_a_number(desk, acting, given):
    inquiry = make_inquiry(
        desk.organization,
        for_whom=ForWhom.LOVED_ONE,
        caller_name="Rosa Taylor",
        caller_relationship="mother",
        **{"may_call": True, "may_say_who_we_are": True} | given,
    )
    (caller,) = chart_of(desk, admit(desk, inquiry), acting).related_persons
    assert (caller.relationship, caller.phone, caller.email) == ("O", "", "")


def test_a_caller_who_is_listed_already_is_not_listed_again(desk, loved_one, acting):
    known = make_patient(desk.organization)
    make_related_person(known, name="Rosa Taylor")
    chart = chart_of(desk, admit(desk, loved_one, patient_id=known.pk), acting)
    assert len(chart.related_persons) == 1


def test_a_caller_without_a_name_is_not_listed(desk, acting):
    inquiry = make_inquiry(desk.organization, for_whom=ForWhom.LOVED_ONE)
    assert chart_of(desk, admit(desk, inquiry), acting).related_persons == ()


def test_an_inquiry_may_lead_to_the_waiting_list(desk, inquiry):
    episode = actions.place_inquiry_on_waitlist(
        desk.by,
        inquiry_id=inquiry.pk,
        healthcare_service_id=desk.service.pk,
        waiting_since=TODAY,
        now=NOW,
    )
    assert (episode.status, episode.inquiry_id) == ("waitlist", inquiry.pk)


def test_an_inquiry_leads_to_one_stay(desk, inquiry):
    admit(desk, inquiry)
    obstacles = refusal_of(lambda: admit(desk, inquiry, confirmed_new=True))
    assert obstacles == (InquiryObstacle.TRANSITION_NOT_ALLOWED,)
    assert len(episodes_of(desk.by)) == 1


def test_what_can_not_be_admitted_registers_nobody_and_leaves_the_inquiry_open(
    desk, inquiry, acting
):
    known = make_patient(desk.organization)
    make_episode(desk.organization, patient=known, service=desk.service)
    obstacles = refusal_of(lambda: admit(desk, inquiry, patient_id=known.pk))
    assert obstacles == (EpisodeObstacle.ALREADY_OPEN_HERE,)
    with acting(desk.by):
        assert inquiry.refreshed().stage == InquiryStage.NEW
        assert patients.contact_points_of(desk.by, known.pk) == ()


def test_a_number_that_is_none_is_refused(desk, inquiry, acting):
    with acting(desk.by):
        told = queries.newcomer_of(desk.by, inquiry)
    known = make_patient(desk.organization)
    make_contact_point(known, system="email", value="a@example.org", digits="")
    for who in (None, known.pk):
        obstacles = refusal_of(
            lambda who=who: admit(
                desk, inquiry, patient_id=who, newcomer=replace(told, phone="call me")
            )
        )
        assert obstacles == (ContactObstacle.NOT_A_PHONE_NUMBER,)


def test_a_nameless_inquiry_registers_nobody(desk):
    inquiry = make_inquiry(desk.organization, given_name="", family_name="")
    assert refusal_of(lambda: admit(desk, inquiry)) == (PatientObstacle.NAME_MISSING,)


def test_another_organization_s_inquiry_does_not_exist(desk):
    with pytest.raises(ObjectDoesNotExist):
        admit(desk, make_inquiry(make_organization()))


def test_another_organization_s_person_is_not_linked(desk, inquiry):
    with pytest.raises(ObjectDoesNotExist):
        admit(desk, inquiry, patient_id=make_patient(make_organization()).pk)


def test_admit_inquiry_is_denied_to_a_counselor(desk, inquiry):
    desk.by = make_actor(desk.organization, Role.COUNSELOR)
    with pytest.raises(NotPermittedError):
        admit(desk, inquiry)


def test_place_inquiry_on_waitlist_is_denied_to_a_counselor(desk, inquiry):
    with pytest.raises(NotPermittedError):
        actions.place_inquiry_on_waitlist(
            make_actor(desk.organization, Role.COUNSELOR),
            inquiry_id=inquiry.pk,
            healthcare_service_id=desk.service.pk,
            waiting_since=TODAY,
            now=NOW,
        )
