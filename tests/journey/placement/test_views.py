"""The pages of placement, through the whole stack."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import (
    make_counselor,
    make_credential,
    make_membership,
    make_practitioner,
)
from tests.factories.patients import make_patient
from tests.factories.placement import make_placement
from tests.factories.tenancy import make_organization
from tests.guards import no_inline_script
from wayhome.journey.placement.codes import DIMENSIONS, AsamEdition
from wayhome.shared.accounts.codes import Role

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 17, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def organization():
    return make_organization()


@pytest.fixture
def patient(organization):
    return make_patient(organization, preferred_name="Annie")


@pytest.fixture
def member(organization, client):
    membership = make_counselor(organization)
    client.force_login(membership.user)
    return membership


def filled(**given):
    form = {"edition": "asam-4", "assessed_on": "2026-03-02", "indicated": "2.1", "actual": "2.1"}
    for number in range(1, 7):
        form |= {f"rating_{number}": "2", f"rationale_{number}": f"Because of {number}"}
    return form | {"difference_reason": ""} | given


@pytest.mark.usefixtures("member")
def test_the_form_names_six_dimensions_and_who_records(client, patient):
    response = client.get(reverse("placement:record-placement", args=[patient.pk]))
    no_inline_script(response.text)
    assert response.status_code == 200
    assert "Annie Rios" in response.text
    assert "Nadia Ortiz</strong>, LCSW NY" in response.text
    assert response.text.count('name="rating_') == 30


@pytest.mark.usefixtures("member")
def test_the_title_of_the_tab_names_nobody(client, organization, patient):
    placement = make_placement(organization, patient=patient)
    for name, pk in [
        ("placements", patient.pk),
        ("record-placement", patient.pk),
        ("placement", placement.pk),
        ("correct-placement", placement.pk),
        ("mark-placement-entered-in-error", placement.pk),
    ]:
        text = client.get(reverse(f"placement:{name}", args=[pk])).text
        title = text[text.index("<title>") : text.index("</title>")]
        assert "Rios" not in title


@pytest.mark.usefixtures("member")
def test_a_complete_form_becomes_an_assessment_to_read(client, patient):
    response = client.post(
        reverse("placement:record-placement", args=[patient.pk]), filled(), follow=True
    )
    no_inline_script(response.text)
    assert "Recorded. The assessment is part of the chart now." in response.text
    assert "Because of 6" in response.text
    assert "2.1 Intensive outpatient" in response.text


@pytest.mark.usefixtures("member")
def test_a_refused_form_keeps_what_was_typed_and_says_what_is_missing(client, patient):
    sent = filled(rating_3="", indicated="3.5", rationale_1="Shaky since Monday")
    response = client.post(reverse("placement:record-placement", args=[patient.pk]), sent)
    assert response.status_code == 422
    assert "Shaky since Monday" in response.text
    assert "Rate dimension 3 and say why: Psychiatric and cognitive conditions" in response.text


@pytest.mark.usefixtures("member")
def test_each_error_leads_to_the_control_that_has_to_be_mended(client, patient):
    sent = filled(rating_1="", rationale_2="", actual="", assessed_on="soon")
    response = client.post(reverse("placement:record-placement", args=[patient.pk]), sent)
    for control in ("id_rating_1_0", "id_rationale_2", "id_actual", "id_assessed_on"):
        assert f'href="#{control}"' in response.text
        assert f'id="{control}"' in response.text


@pytest.mark.usefixtures("member")
def test_what_the_action_refuses_stands_beside_the_field(client, patient):
    sent = filled(indicated="3.5", assessed_on="2019-03-02")
    response = client.post(reverse("placement:record-placement", args=[patient.pk]), sent)
    assert response.status_code == 422
    form = response.context["form"]
    assert "The two levels differ." in form.errors["difference_reason"][0]
    assert "no valid credential" in form.errors["assessed_on"][0]


@pytest.mark.usefixtures("member")
def test_another_edition_changes_the_dimensions_and_keeps_what_was_typed(client, patient):
    sent = filled(switch_to="asam-3", rationale_4="Thinks about quitting", indicated="1.5")
    response = client.post(reverse("placement:record-placement", args=[patient.pk]), sent)
    assert response.status_code == 200
    assert "Readiness to change" in response.text
    assert "Thinks about quitting" in response.text
    assert 'value="asam-3"' in response.text
    assert "1.5 Outpatient therapy" not in response.text


@pytest.mark.usefixtures("member")
def test_the_edition_can_be_asked_for(client, patient):
    url = reverse("placement:record-placement", args=[patient.pk])
    assert "Readiness to change" in client.get(url, {"edition": "asam-3"}).text


def test_without_a_valid_credential_the_page_says_so_first(client, organization, patient):
    teacher = make_practitioner(organization, given_name="Yara", family_name="Lund")
    make_credential(teacher, code="RYT")
    client.force_login(make_membership(organization, practitioner_id=teacher.pk).user)
    response = client.get(reverse("placement:record-placement", args=[patient.pk]))
    assert "no credential for assessments that is valid today for Yara Lund" in response.text


def test_a_sign_in_without_a_name_is_told_before_typing(client, organization, patient):
    client.force_login(make_membership(organization).user)
    response = client.get(reverse("placement:record-placement", args=[patient.pk]))
    assert "an assessment needs a name" in response.text


@pytest.mark.usefixtures("member")
def test_the_list_says_when_there_is_none_and_offers_the_first(client, patient):
    response = client.get(reverse("placement:placements", args=[patient.pk]))
    no_inline_script(response.text)
    assert "No assessment yet" in response.text
    assert reverse("placement:record-placement", args=[patient.pk]) in response.text


@pytest.mark.usefixtures("member")
def test_an_assessment_in_error_says_so_wherever_it_is_read(client, organization, patient):
    wrong = make_placement(
        organization, patient=patient, entered_in_error=True, error_reason="Other client"
    )
    make_placement(organization, patient=patient, replaces_id=wrong.pk)
    page = client.get(reverse("placement:placement", args=[wrong.pk])).text
    assert "Other client" in page
    assert "Read the correction" in page
    assert "Correct it" not in page
    listed = client.get(reverse("placement:placements", args=[patient.pk])).text
    assert listed.count("Entered in error") == 1


@pytest.mark.usefixtures("member")
def test_a_correction_starts_from_what_was_written(client, organization, patient):
    wrong = make_placement(organization, patient=patient, edition=AsamEdition.THIRD)
    response = client.get(reverse("placement:correct-placement", args=[wrong.pk]))
    no_inline_script(response.text)
    assert f"Seen: {DIMENSIONS[AsamEdition.THIRD][3]}" in response.text
    assert response.context["form"].edition == AsamEdition.THIRD


@pytest.mark.usefixtures("member")
def test_a_correction_is_read_with_what_it_replaces(client, organization, patient):
    wrong = make_placement(organization, patient=patient)
    response = client.post(
        reverse("placement:correct-placement", args=[wrong.pk]),
        filled(reason="Mixed up"),
        follow=True,
    )
    assert "This corrects an earlier assessment." in response.text


@pytest.mark.usefixtures("member")
def test_a_refused_correction_is_told(client, organization, patient):
    wrong = make_placement(
        organization, patient=patient, entered_in_error=True, error_reason="Other client"
    )
    response = client.post(
        reverse("placement:correct-placement", args=[wrong.pk]), filled(reason="Mixed up")
    )
    assert response.status_code == 422
    assert "marked this assessment as entered in error already" in response.text


@pytest.mark.usefixtures("member")
def test_marking_asks_for_the_reason_and_leads_back(client, organization, patient):
    wrong = make_placement(organization, patient=patient)
    url = reverse("placement:mark-placement-entered-in-error", args=[wrong.pk])
    assert client.post(url, {"reason": ""}).status_code == 422
    response = client.post(url, {"reason": "Other client"}, follow=True)
    assert "Marked as entered in error. It stays readable." in response.text
    again = client.post(url, {"reason": "Other client"})
    assert again.status_code == 422
    assert "entered in error already" in again.text


def test_a_director_reads_without_being_offered_to_record(client, organization, patient):
    client.force_login(make_counselor(organization, Role.PROGRAM_DIRECTOR).user)
    placement = make_placement(organization, patient=patient)
    page = client.get(reverse("placement:placement", args=[placement.pk])).text
    assert "Correct it" not in page
    assert client.get(reverse("placement:record-placement", args=[patient.pk])).status_code == 403


@pytest.mark.usefixtures("member")
@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("placements", "patient"),
        ("record-placement", "patient"),
        ("placement", "placement"),
        ("correct-placement", "placement"),
        ("mark-placement-entered-in-error", "placement"),
    ],
)
def test_another_organization_s_pages_are_not_found(client, name, of):
    theirs = make_placement(make_organization())
    pk = theirs.patient_id if of == "patient" else theirs.pk
    assert client.get(reverse(f"placement:{name}", args=[pk])).status_code == 404


@pytest.mark.usefixtures("member")
def test_the_list_takes_as_many_statements_for_twenty_as_for_one(
    client, organization, patient, django_assert_num_queries
):
    url = reverse("placement:placements", args=[patient.pk])
    make_placement(organization, patient=patient)
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for _ in range(19):
        make_placement(organization, patient=patient)
    with django_assert_num_queries(len(one)):
        response = client.get(url)
    assert len(response.context["placements"]) == 20
