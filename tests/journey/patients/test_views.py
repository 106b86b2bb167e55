"""The pages of people, through the whole stack."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import make_counselor
from tests.factories.patients import (
    make_contact_point,
    make_flag,
    make_identifier,
    make_patient,
    make_related_person,
)
from tests.factories.tenancy import make_organization, make_service
from tests.guards import no_inline_script
from wayhome.journey.patients import actions
from wayhome.journey.patients.codes import MergeObstacle
from wayhome.journey.patients.models import (
    ContactPoint,
    Flag,
    Identifier,
    Patient,
    RelatedPerson,
)
from wayhome.shared.accounts.codes import Role
from wayhome.shared.core import context

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 17, tzinfo=UTC)
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def organization():
    organization = make_organization()
    make_service(organization)
    return organization


@pytest.fixture
def member(organization, client):
    """Sign in somebody who may also merge."""
    membership = make_counselor(organization, Role.CLINICAL_SUPERVISOR)
    client.force_login(membership.user)
    return membership


@pytest.fixture
def reader(organization, client):
    """Sign in somebody who may look but change nothing."""
    return client.force_login(make_counselor(organization, Role.FRONT_DESK).user)


@pytest.fixture
def patient(organization):
    return make_patient(organization, preferred_name="Nita", medical_record_number="000123")


@pytest.fixture
def rows(organization):
    """Return all rows of a table that the organization has."""

    def read(model):
        with context.acting_as(context.Acting(organization.pk, uuid4())):
            return [*model.objects.order_by("pk")]

    return read


def url(name, *ids):
    return reverse(f"patients:{name}", args=ids)


def get(client, address, status=200, **given):
    response = client.get(address, **given)
    assert response.status_code == status
    no_inline_script(response.text)
    return response


def post(client, address, data=None, status=200, **given):
    response = client.post(address, data or {}, **given)
    assert response.status_code == status
    no_inline_script(response.text)
    return response


@pytest.mark.usefixtures("member", "patient")
def test_the_list_shows_everyone_by_preferred_and_legal_name(client):
    text = get(client, url("patients")).text
    assert "Nita Rios" in text
    assert "(legal name Ana Rios)" in text
    assert "Mar 14, 1985" in text
    assert "(41)" in text


@pytest.mark.usefixtures("member")
def test_an_empty_list_offers_to_register_the_first_one(client):
    text = get(client, url("patients")).text
    assert "No clients yet" in text
    assert url("register-patient") in text


@pytest.mark.usefixtures("member")
def test_the_list_comes_in_pages(client, organization):
    for _ in range(51):
        make_patient(organization)
    assert "Page 1 of 2" in get(client, url("patients")).text
    assert get(client, url("patients") + "?page=2").text.count('<th scope="row">') == 1


@pytest.mark.usefixtures("member", "patient")
def test_a_search_answers_with_a_page_or_with_its_part(client):
    page = post(client, url("patients"), {"q": "nita riso"}).text
    assert "1 person may be meant" in page
    assert "<html" in page
    part = post(client, url("patients"), {"q": "riso"}, headers=HTMX).text
    assert "Nita Rios" in part
    assert "<html" not in part
    assert 'hx-swap-oob="innerHTML:#found"' in part


@pytest.mark.usefixtures("member", "patient")
def test_a_search_that_finds_nobody_says_what_to_try(client):
    text = post(client, url("patients"), {"q": "kowalczyk"}).text
    assert "Nobody found" in text
    assert "last four digits" in text


@pytest.mark.usefixtures("member", "patient")
def test_an_emptied_search_shows_everyone(client):
    assert "Nita Rios" in post(client, url("patients"), {"q": " "}).text


@pytest.mark.usefixtures("member")
@pytest.mark.parametrize("wanted", ["", "rios"])
def test_the_list_takes_as_many_statements_for_twenty_people_as_for_one(
    client, organization, wanted
):
    def statements():
        with CaptureQueriesContext(connection) as captured:
            post(client, url("patients"), {"q": wanted})
        return len(captured)

    make_patient(organization)
    statements()  # the first request of a sign-in writes its session
    one = statements()
    for _ in range(19):
        make_contact_point(make_patient(organization))
    assert statements() == one


NEW = {"given_name": "Ana", "family_name": "Rios", "gender": "unknown", "language": "en"}


@pytest.mark.usefixtures("member")
def test_someone_is_registered_with_what_may_be_said_on_the_phone(client, rows):
    form = NEW | {"phone": "518 555 0123", "may_leave_message": "on", "email": "a@example.org"}
    response = post(client, url("register-patient"), form, status=302)
    (patient,) = rows(Patient)
    assert response.url == url("record", patient.pk)
    assert patient.medical_record_number == "000001"
    email, phone = sorted(rows(ContactPoint), key=lambda point: point.system)
    assert (phone.value, phone.may_leave_message, phone.may_say_who_we_are) == (
        "+15185550123",
        True,
        False,
    )
    assert email.value == "a@example.org"


@pytest.mark.usefixtures("member", "patient")
def test_a_likely_duplicate_is_shown_before_a_second_record_is_made(client, rows):
    form = NEW | {"birth_date": "1985-03-14", "pronouns": "she/her"}
    response = post(client, url("register-patient"), form, status=422)
    assert "Is it one of these people?" in response.text
    assert "record 000123" in response.text
    assert "same date of birth" in response.text
    assert 'value="she/her"' in response.text
    assert len(rows(Patient)) == 1
    post(client, url("register-patient"), form | {"confirmed_new": "yes"}, status=302)
    assert len(rows(Patient)) == 2


@pytest.mark.usefixtures("member")
@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"given_name": "", "family_name": ""}, "given_name", "Enter a given name"),
        ({"birth_date": "2027-01-01"}, "birth_date", "hasn't come yet"),
        ({"birth_date": "1885-01-01"}, "birth_date", "Nobody alive"),
        ({"phone": "555"}, "phone", "complete phone number"),
        ({"email": "ana"}, "email", "e-mail address"),
        ({"gender": "x"}, "gender", "valid choice"),
    ],
)
def test_what_can_t_be_registered_is_told_beside_its_field(client, rows, given, field, sentence):
    response = post(client, url("register-patient"), NEW | given, status=422)
    assert sentence in response.context["form"].errors[field][0]
    assert rows(Patient) == []


@pytest.mark.usefixtures("member")
def test_the_record_shows_what_is_known_and_what_may_be_said(client, patient):
    make_contact_point(patient, may_leave_message=True)
    make_related_person(patient, role="C")
    make_flag(patient)
    make_flag(patient, text="Over", period_end=NOW)
    make_identifier(patient, type="MA", value="AB123", system="NY")
    text = get(client, url("record", patient.pk)).text
    for words in (
        "(518) 555-0123",
        "Leave a message with your first name only; don&#x27;t say who we are.",
        "Emergency contact",
        "Call 911 at once when short of breath",
        "1 flag that has ended",
        "AB123",
    ):
        assert words in text


@pytest.mark.usefixtures("member")
def test_the_record_takes_as_many_statements_for_twenty_of_each_as_for_one(client, patient):
    def statements():
        with CaptureQueriesContext(connection) as captured:
            get(client, url("record", patient.pk))
        return len(captured)

    statements()
    one = statements()
    for number in range(20):
        make_contact_point(patient, value=f"+1518555{number:04}")
        make_flag(patient)
        make_related_person(patient)
        make_identifier(patient)
    assert statements() == one


@pytest.mark.usefixtures("member")
def test_the_tab_of_a_page_names_nobody(client, organization, patient):
    other = make_patient(organization)
    old = make_patient(organization, replaced_by_id=patient.pk)
    for address in (
        url("record", patient.pk),
        url("change-patient", patient.pk),
        url("find-other-record", patient.pk),
        url("compare-patients", patient.pk, other.pk),
        url("replaced-record", old.pk),
    ):
        text = get(client, address).text
        assert "Rios" not in text[text.index("<title>") : text.index("</title>")]


@pytest.mark.usefixtures("member")
def test_a_merged_record_leads_to_the_one_that_stands_and_stays_readable(
    client, organization, patient
):
    old = make_patient(organization, medical_record_number="OLD-7", replaced_by_id=patient.pk)
    response = client.get(url("record", old.pk), follow=True)
    assert response.redirect_chain == [(url("record", patient.pk), 302)]
    assert "That record was merged into this one." in response.text
    assert url("replaced-record", old.pk) in response.text
    assert "OLD-7" in get(client, url("replaced-record", old.pk)).text


CHANGE = NEW | {"edition": "1", "preferred_name": "Nita"}


@pytest.mark.usefixtures("member")
def test_a_change_is_saved(client, patient, rows):
    form = CHANGE | {"address_city": "Albany", "address_state": "ny"}
    post(client, url("change-patient", patient.pk), form, status=302)
    (changed,) = rows(Patient)
    assert (changed.address_city, changed.address_state) == ("Albany", "NY")
    assert changed.birth_date is None


@pytest.mark.usefixtures("member")
def test_the_second_of_two_editors_is_told_keeps_what_they_typed_and_can_go_on(
    client, patient, rows
):
    first = CHANGE | {"pronouns": "she/her", "needs_interpreter": "on", "birth_date": "1985-03-15"}
    post(client, url("change-patient", patient.pk), first, status=302)
    second = CHANGE | {"pronouns": "they/them", "birth_date": "1985-03-14"}
    response = post(client, url("change-patient", patient.pk), second, status=422)
    assert "Somebody else changed this record" in response.text
    shown = {each.label: each.saved for each in response.context["form"].differences}
    assert shown == {
        "Pronouns": "she/her",
        "Date of birth": "Mar 15, 1985",
        "Needs an interpreter": "yes",
    }
    assert 'value="they/them"' in response.text
    assert 'name="edition" value="2"' in response.text
    post(client, url("change-patient", patient.pk), second | {"edition": "2"}, status=302)
    assert rows(Patient)[0].pronouns == "they/them"


@pytest.mark.usefixtures("member")
def test_a_change_that_can_t_be_is_told(client, patient):
    form = CHANGE | {"given_name": "", "family_name": ""}
    response = post(client, url("change-patient", patient.pk), form, status=422)
    assert "Enter a given name" in response.text


POINT = {"system": "phone", "value": "518 555 0199", "use": "mobile", "may_leave_message": "on"}
RELATED = {"name": "Luis Rios", "relationship": "SIB", "role": "C"}
FLAG = {"category": "safety", "text": "Seizures when withdrawing"}
NUMBER = {"identifier_type": "MA", "value": "AB123"}
PARTS = [
    ("add-contact-point", POINT, ContactPoint, "contacts", {"value": "12"}),
    ("add-related-person", RELATED, RelatedPerson, "related", {"phone": "12"}),
    ("raise-flag", FLAG, Flag, "flags", {"text": ""}),
    ("add-identifier", NUMBER, Identifier, "numbers", {"value": ""}),
]


@pytest.mark.usefixtures("member")
@pytest.mark.parametrize("given", PARTS, ids=lambda each: each[0])
def test_a_part_of_the_record_opens_its_form_saves_and_says_what_is_wrong(
    client, patient, rows, given
):
    name, form, model, part, wrong = given
    address = url(name, patient.pk)
    opened = get(client, address, headers=HTMX).text
    assert f'<section id="{part}"' in opened
    assert "autofocus" in opened
    assert "<html" not in opened
    assert "<html" in get(client, address).text
    refused = post(client, address, form | wrong, status=422, headers=HTMX)
    assert "Not saved yet" in refused.text
    assert rows(model) == []
    saved = post(client, address, form, headers=HTMX).text
    assert "Saved." in saved
    assert "<form" not in saved or "autofocus" not in saved
    assert len(rows(model)) == 1


@pytest.mark.usefixtures("member")
@pytest.mark.parametrize("given", PARTS, ids=lambda each: each[0])
def test_a_part_of_the_record_is_saved_without_script_too(client, patient, rows, given):
    name, form, model, part, wrong = given
    response = post(client, url(name, patient.pk), form, status=302)
    assert response.url == url("record", patient.pk) + f"#{part}"
    assert len(rows(model)) == 1
    assert "<html" in post(client, url(name, patient.pk), form | wrong, status=422).text


@pytest.mark.usefixtures("member")
def test_a_number_that_is_listed_is_refused_beside_its_field(client, patient):
    make_contact_point(patient, value="+15185550199")
    response = post(client, url("add-contact-point", patient.pk), POINT, status=422)
    assert "on the list already" in response.text


@pytest.mark.usefixtures("member")
def test_a_contact_and_a_related_person_are_changed_in_place(client, patient, rows):
    point, related = make_contact_point(patient), make_related_person(patient)
    address = url("change-contact-point", patient.pk, point.pk)
    assert 'value="(518) 555-0123"' in get(client, address, headers=HTMX).text
    post(client, address, POINT, headers=HTMX)
    address = url("change-related-person", patient.pk, related.pk)
    assert 'value="Luis Rios"' in get(client, address, headers=HTMX).text
    post(client, address, RELATED | {"role": "N"}, headers=HTMX)
    assert (rows(ContactPoint)[0].value, rows(RelatedPerson)[0].role) == ("+15185550199", "N")


@pytest.mark.usefixtures("member")
def test_what_is_taken_off_a_list_says_so_also_the_second_time(client, patient, rows):
    point, related, flag = (
        make_contact_point(patient),
        make_related_person(patient),
        make_flag(patient),
    )
    for name, row in (
        ("end-contact-point", point),
        ("end-related-person", related),
        ("end-flag", flag),
    ):
        address = url(name, patient.pk, row.pk)
        assert "Taken off the list" in post(client, address, headers=HTMX).text
        assert "taken off the list already" in post(client, address, headers=HTMX).text
    assert not rows(ContactPoint)[0].is_active
    assert not rows(RelatedPerson)[0].is_active
    assert rows(Flag)[0].period_end is not None


@pytest.mark.usefixtures("member")
def test_what_was_taken_off_a_list_stands_below_it_and_is_put_back(client, patient, rows):
    point = make_contact_point(patient)
    related = make_related_person(patient, name="Luis Rios")
    for kind, row in (("contact-point", point), ("related-person", related)):
        restore = url(f"restore-{kind}", patient.pk, row.pk)
        assert restore in post(client, url(f"end-{kind}", patient.pk, row.pk), headers=HTMX).text
        assert restore in get(client, url("record", patient.pk)).text
        put_back = post(client, restore, headers=HTMX).text
        assert "Back on the list." in put_back
        assert restore not in put_back
        assert "on the list already" in post(client, restore, headers=HTMX).text
    assert rows(ContactPoint)[0].is_active
    assert rows(RelatedPerson)[0].is_active


@pytest.mark.usefixtures("member")
def test_the_other_record_is_offered_or_searched_for(client, organization, patient):
    twin = make_patient(organization, given_name="Anna", medical_record_number="000777")
    make_patient(organization, given_name="Walter", family_name="Moss", birth_date=date(1961, 7, 9))
    address = url("find-other-record", patient.pk)
    text = get(client, address).text
    assert "000777" in text
    assert "record 000123" not in text
    assert url("compare-patients", patient.pk, twin.pk) in text
    assert "Walter Moss" in post(client, address, {"q": "moss"}).text
    assert "Nobody else found." in post(client, address, {"q": "kowalczyk"}).text


@pytest.mark.usefixtures("member")
def test_two_records_are_compared_merged_and_taken_apart(client, organization, patient, rows):
    other = make_patient(organization, given_name="Anna", medical_record_number="000777")
    address = url("compare-patients", patient.pk, other.pk)
    compared = get(client, address).text
    assert compared.count("differs") == 3
    assert "Record 000777, made on" in compared
    assert "Not saved yet" in post(client, address, status=422).text
    response = post(client, address, {"kept": str(other.pk)}, status=302)
    assert response.url == url("record", other.pk)
    assert {each.pk: each.replaced_by_id for each in rows(Patient)} == {
        patient.pk: other.pk,
        other.pk: None,
    }
    again = client.get(address, follow=True)
    assert "one record already" in again.text
    response = client.post(url("unmerge-patients", patient.pk), follow=True)
    assert "Taken apart." in response.text
    assert (
        "stands for itself already"
        in client.post(url("unmerge-patients", patient.pk), follow=True).text
    )


@pytest.mark.usefixtures("member")
def test_a_merge_that_came_second_is_told(client, organization, patient, monkeypatch):
    def came_second(*_args, **_kwargs):
        raise actions.CannotMergePatientsError((MergeObstacle.TARGET_REPLACED,))

    other = make_patient(organization)
    monkeypatch.setattr(actions, "merge_patients", came_second)
    address = url("compare-patients", patient.pk, other.pk)
    response = post(client, address, {"kept": str(other.pk)}, status=422)
    assert "was itself merged into another" in response.text


@pytest.mark.usefixtures("reader")
def test_whoever_may_not_merge_is_not_offered_it_and_is_denied(client, organization, patient):
    old = make_patient(organization, replaced_by_id=patient.pk)
    assert url("find-other-record", patient.pk) not in get(client, url("record", patient.pk)).text
    assert "Take the two apart" not in get(client, url("replaced-record", old.pk)).text
    for address in (
        url("find-other-record", patient.pk),
        url("compare-patients", patient.pk, old.pk),
    ):
        assert client.get(address).status_code == 403
    assert client.post(url("unmerge-patients", old.pk)).status_code == 403


@pytest.mark.usefixtures("member")
def test_another_organization_s_people_are_not_there(client):
    theirs = make_patient(make_organization())
    point, related, flag = (
        make_contact_point(theirs),
        make_related_person(theirs),
        make_flag(theirs),
    )
    for name in ("record", "change-patient", "find-other-record", "replaced-record"):
        assert client.get(url(name, theirs.pk)).status_code == 404
    for address in (
        url("unmerge-patients", theirs.pk),
        url("end-contact-point", theirs.pk, point.pk),
        url("end-related-person", theirs.pk, related.pk),
        url("end-flag", theirs.pk, flag.pk),
        url("restore-contact-point", theirs.pk, point.pk),
        url("restore-related-person", theirs.pk, related.pk),
        url("change-contact-point", theirs.pk, point.pk),
        url("change-related-person", theirs.pk, related.pk),
    ):
        assert client.post(address).status_code == 404


def test_nobody_sees_people_without_signing_in(client, patient):
    for address in (url("patients"), url("record", patient.pk), url("register-patient")):
        response = client.get(address)
        assert response.status_code == 302
        assert "login" in response.url
