"""A front-desk worker takes a call for a loved one, works the board, and registers a client."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories.accounts import make_counselor
from tests.factories.inquiries import make_contact_attempt, make_inquiry
from tests.factories.patients import (
    make_contact_point,
    make_flag,
    make_identifier,
    make_patient,
    make_related_person,
)
from tests.factories.tenancy import make_organization, make_service
from wayhome.journey.inquiries.codes import ForWhom, InquiryStage
from wayhome.shared.accounts.codes import Role


@pytest.fixture
def organization():
    organization = make_organization(name="Harbor Recovery")
    make_service(organization, name="Evening IOP")
    return organization


@pytest.fixture
def member(organization):
    return make_counselor(organization, Role.CLINICAL_SUPERVISOR)


@pytest.fixture
def visitor(visit, member):
    visitor = visit()
    visitor.sign_in(member.user)
    return visitor


def test_a_call_for_a_loved_one_is_written_down_and_says_how_to_call_back(visitor):
    page = visitor.page
    visitor.go("/inquiries/")
    visitor.look()
    page.get_by_role("link", name="Record a call").click()
    visitor.look()
    page.get_by_label("For a loved one").check()
    page.get_by_label("Who is calling").fill("Ruth Miller")
    page.get_by_role("button", name="Write it down").click()
    page.get_by_text("There is no number to call.").first.wait_for()
    visitor.look()
    page.get_by_label("Phone").fill("518 555 0147")
    page.get_by_role("button", name="Write it down").click()
    page.get_by_role("heading", name="How to call").wait_for()
    page.get_by_text("Never mention the loved one first").wait_for()
    visitor.look()
    for opens in ("Write one down", "Plan the next step"):
        page.get_by_role("link", name=opens).click()
        page.get_by_role("link", name="Cancel").last.wait_for()
        visitor.look()


def test_a_card_moves_by_keyboard_and_by_mouse(visitor, organization, member):
    due = datetime.now(UTC) - timedelta(hours=1)  # noqa: TID251
    inquiry = make_inquiry(
        organization, owner_id=member.practitioner_id, next_step_due_at=due, may_call=False
    )
    make_inquiry(organization, for_whom=ForWhom.LOVED_ONE, caller_name="Ruth Miller")
    page, card = visitor.page, f"#card-{inquiry.pk}"
    visitor.go("/inquiries/")
    visitor.look()
    page.locator(f"{card} select").select_option("contacted")
    page.locator(f"{card} button").press("Enter")
    page.locator(f"[data-stage=contacted] {card}").wait_for()
    assert page.evaluate("document.activeElement.id") == f"move-{inquiry.pk}"
    page.locator(card).drag_to(page.locator("[data-stage=waiting] h2"))
    page.locator(f"[data-stage=waiting] {card}").wait_for()
    visitor.go("/inquiries/list/?show=overdue")
    visitor.look()


def test_an_ended_inquiry_is_fit_to_read(visitor, organization):
    patient = make_patient(organization)
    closed = make_inquiry(organization, stage=InquiryStage.CLOSED, closing_note="Six tries")
    make_contact_attempt(closed, text="Rang out")
    admitted = make_inquiry(organization, stage=InquiryStage.ADMITTED, patient_id=patient.pk)
    for inquiry in (closed, admitted):
        visitor.go(f"/inquiries/{inquiry.pk}/")
        visitor.look()


def test_a_second_record_is_made_only_after_looking_at_who_is_known(visitor, organization):
    make_contact_point(make_patient(organization, preferred_name="Nita"))
    page = visitor.page
    visitor.go("/clients/")
    visitor.look()
    page.get_by_label("Find a client").last.fill("nita riso")
    page.get_by_role("heading", name="1 person may be meant").wait_for()
    visitor.look()
    visitor.go("/clients/new/")
    visitor.look()
    page.get_by_label("Given name").fill("Ana")
    page.get_by_label("Family name").fill("Rios")
    page.get_by_role("button", name="Register", exact=True).click()
    page.get_by_role("heading", name="Is it one of these people?").wait_for()
    visitor.look()
    page.get_by_role("button", name="No, this is someone new").click()
    page.get_by_role("heading", name="How to reach them").wait_for()
    visitor.look()


def test_a_record_opens_saves_and_refuses_in_place(visitor, organization):
    patient = make_patient(organization)
    make_contact_point(patient)
    make_related_person(patient)
    make_identifier(patient)
    make_flag(patient, period_end=datetime.now(UTC))  # noqa: TID251
    page = visitor.page
    visitor.go(f"/clients/{patient.pk}/")
    page.get_by_role("link", name="Raise a flag").click()
    page.get_by_label("What everyone must know first").fill("Seizures when withdrawing")
    visitor.look()
    page.get_by_role("button", name="Raise the flag").click()
    page.get_by_text("Saved.").wait_for()
    page.get_by_role("link", name="Add a phone or e-mail").click()
    page.get_by_label("Number or address").fill("555")
    page.get_by_role("button", name="Add to the list").click()
    page.get_by_text("Not saved yet").wait_for()
    visitor.look()
    visitor.go(f"/clients/{patient.pk}/")
    page.locator("#related").get_by_role("button", name="Take off").click()
    page.locator("#related summary").click()
    visitor.look()
    page.locator("#related").get_by_role("button", name="Put back").click()
    page.get_by_text("Back on the list.").wait_for()
    visitor.go(f"/clients/{patient.pk}/change/")
    visitor.look()


def test_two_records_are_compared_and_merged(visitor, organization):
    patient = make_patient(organization, medical_record_number="000123")
    make_patient(organization, medical_record_number="000777")
    page = visitor.page
    visitor.go(f"/clients/{patient.pk}/merge/")
    visitor.look()
    page.locator("main .wh-list a").first.click()
    visitor.look()
    page.get_by_label("Record 000777").check()
    page.get_by_role("button", name="Merge the two records").click()
    page.get_by_role("link", name="Record 000123").click()
    visitor.look()
    page.get_by_role("button", name="Take the two apart").click()
    page.get_by_text("Taken apart.").wait_for()
