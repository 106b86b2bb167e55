"""The pages of first contacts, through the whole stack."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import make_counselor, make_practitioner
from tests.factories.inquiries import make_contact_attempt, make_inquiry
from tests.factories.patients import make_patient
from tests.factories.tenancy import make_organization, make_service
from tests.guards import no_inline_script
from wayhome.journey.inquiries.codes import ForWhom, InquiryStage, NextStep
from wayhome.journey.inquiries.models import ContactAttempt, Inquiry
from wayhome.shared.accounts.codes import Role
from wayhome.shared.audit.models import AuditEvent
from wayhome.shared.core import context

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 17, tzinfo=UTC)  # noon in New York
LATER = NOW + timedelta(hours=6)
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def organization():
    organization = make_organization()
    make_service(organization, name="Evening IOP", time_zone="America/New_York")
    return organization


@pytest.fixture
def member(organization, client):
    membership = make_counselor(organization, Role.FRONT_DESK)
    client.force_login(membership.user)
    return membership


@pytest.fixture
def reader(organization, client):
    client.force_login(make_counselor(organization, Role.COUNSELOR).user)


@pytest.fixture
def inquiry(organization, member):
    return make_inquiry(
        organization, owner_id=member.practitioner_id, next_step_due_at=LATER, may_call=True
    )


@pytest.fixture
def rows(organization):
    """Return all rows of a table that the organization has."""

    def read(model):
        with context.acting_as(context.Acting(organization.pk, uuid4())):
            return [*model.objects.order_by("pk")]

    return read


def url(name, *ids):
    return reverse(f"inquiries:{name}", args=ids)


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


def statements(client, address):
    with CaptureQueriesContext(connection) as captured:
        get(client, address)
    return len(captured)


def told(**given):
    form = {
        "for_whom": "self",
        "given_name": "Ben",
        "family_name": "Taylor",
        "phone": "518 555 0147",
        "may_call": "on",
        "language": "en",
        "source": "1",
        "channel": "phone",
    }
    return form | given


def step(member, **given):
    form = {
        "next_step": "call-back",
        "next_step_due_at": "2026-11-24T18:00",
        "owner_id": str(member.practitioner_id),
    }
    return form | given


def test_a_call_is_written_down_in_the_program_s_time(client, member, rows):
    form = told(may_leave_message="on", reason="Evenings only") | step(member)
    response = post(client, url("record-inquiry"), form, status=302)
    (inquiry,) = rows(Inquiry)
    assert response.url == url("inquiry", inquiry.pk)
    assert inquiry.next_step_due_at == datetime(2026, 11, 24, 23, tzinfo=UTC)
    assert (inquiry.may_leave_message, inquiry.may_say_who_we_are) == (True, False)


def test_a_first_call_is_due_when_the_rule_pack_says(client, member):
    text = get(client, url("record-inquiry")).text
    assert 'value="2026-11-25T12:00"' in text
    assert f'<option value="{member.practitioner_id}" selected>' in text


@pytest.mark.parametrize(
    "case",
    [
        ({"phone": ""}, "next_step", "no number to call"),
        ({"may_call": ""}, "next_step", "asked us not to call"),
        ({"phone": "555"}, "phone", "complete phone number"),
        ({"email": "ben"}, "email", "e-mail address"),
        ({"birth_date": "2030-01-01"}, "birth_date", "hasn't come yet"),
        ({"birth_date": "0001-01-01"}, "birth_date", "Check the year."),
        ({"next_step_due_at": ""}, "next_step_due_at", "required"),
    ],
)
def test_what_can_t_be_written_down_is_told_beside_its_field_and_kept(client, member, rows, case):
    given, field, sentence = case
    form = told(reason="Evenings only") | step(member) | given
    if not form["may_call"]:
        del form["may_call"]
    response = post(client, url("record-inquiry"), form, status=422)
    assert sentence in response.context["form"].errors[field][0]
    assert "Evenings only" in response.text
    assert rows(Inquiry) == []


@pytest.mark.usefixtures("member")
def test_the_board_shows_what_is_due_and_no_full_name(client, organization):
    make_inquiry(organization, next_step_due_at=NOW - timedelta(hours=1))
    make_inquiry(
        organization,
        for_whom=ForWhom.LOVED_ONE,
        caller_name="Ruth Miller",
        given_name="Sam",
        next_step_due_at=LATER,
        may_call=False,
        next_step=NextStep.SEND_INFORMATION,
    )
    text = get(client, url("board")).text
    for words in ("Ben T.", "A loved one", "asked by Ruth M.", "Overdue", "No calls"):
        assert words in text
    assert "Today, 6:00 pm" in text
    assert "Nobody's yet" in text
    for hidden in ("Taylor", "Sam", "Miller", "555"):
        assert hidden not in text


@pytest.mark.usefixtures("member")
def test_an_empty_board_offers_to_write_the_first_call_down(client):
    text = get(client, url("board")).text
    assert "No inquiry is open" in text
    assert "Record the first call" in text


def test_the_board_can_show_mine_alone(client, organization, inquiry):
    make_inquiry(organization, given_name="Cora", family_name="Moss")
    text = get(client, url("board") + "?whose=mine").text
    assert f"card-{inquiry.pk}" in text
    assert "Cora" not in text


@pytest.mark.usefixtures("member")
def test_a_long_board_says_how_many_more_there_are(client, organization, monkeypatch):
    monkeypatch.setattr("wayhome.journey.inquiries.queries.lists.MOST_CARDS", 1)
    for _ in range(3):
        make_inquiry(organization)
    assert "2 more that are due later" in get(client, url("board")).text


@pytest.mark.usefixtures("member")
@pytest.mark.parametrize("name", ["board", "inquiries"])
def test_a_list_takes_as_many_statements_for_twenty_inquiries_as_for_one(
    client, organization, name
):
    make_inquiry(organization, owner_id=make_practitioner(organization).pk)
    statements(client, url(name))  # the first request of a sign-in writes its session
    one = statements(client, url(name))
    for _ in range(19):
        make_inquiry(
            organization,
            owner_id=make_practitioner(organization).pk,
            healthcare_service_id=make_service(organization).pk,
        )
    assert statements(client, url(name)) == one


def test_a_card_is_moved_and_the_board_shows_it_there(client, inquiry, rows):
    form = {"edition": "1", "to": "contacted"}
    text = post(client, url("move-inquiry", inquiry.pk), form, headers=HTMX).text
    assert "<html" not in text
    contacted = text[text.index('data-stage="contacted"') : text.index('data-stage="waiting"')]
    assert f"card-{inquiry.pk}" in contacted
    assert rows(Inquiry)[0].stage == InquiryStage.CONTACTED


def test_a_card_is_moved_without_script_too(client, inquiry, rows):
    address = url("move-inquiry", inquiry.pk)
    response = post(client, address + "?whose=mine", {"edition": "1", "to": "waiting"}, status=302)
    assert response.url == url("board") + "?whose=mine"
    form = {"edition": "2", "to": "contacted", "from_page": "yes"}
    assert post(client, address, form, status=302).url == url("inquiry", inquiry.pk)
    assert rows(Inquiry)[0].stage == InquiryStage.CONTACTED


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"edition": "1", "to": ""}, "Choose a stage to move it to."),
        ({"edition": "7", "to": "waiting"}, "Somebody else changed this inquiry"),
    ],
)
def test_a_card_that_can_t_be_moved_says_why_at_its_place(client, inquiry, rows, form, sentence):
    address = url("move-inquiry", inquiry.pk)
    part = post(client, address, form, status=422, headers=HTMX).text
    assert sentence in part
    assert sentence in client.post(address, form, follow=True).text
    assert rows(Inquiry)[0].stage == InquiryStage.NEW


def test_the_list_has_a_filter_for_each_worklist(client, organization, inquiry):
    late = make_inquiry(organization, given_name="Cora", next_step_due_at=NOW - timedelta(days=1))
    ended = make_inquiry(organization, given_name="Dana", stage=InquiryStage.CLOSED)

    def shown(show):
        text = get(client, url("inquiries") + f"?show={show}").text
        return {each.pk for each in (inquiry, late, ended) if url("inquiry", each.pk) in text}

    assert shown("open") == {inquiry.pk, late.pk}
    assert shown("mine") == {inquiry.pk}
    assert shown("overdue") == {late.pk}
    assert shown("ended") == {ended.pk}
    assert "be reached" in get(client, url("inquiries") + "?show=ended").text


@pytest.mark.usefixtures("member")
@pytest.mark.parametrize(
    ("show", "sentence"),
    [
        ("open", "No inquiry is open"),
        ("mine", "None is yours"),
        ("overdue", "Nothing is overdue"),
        ("ended", "None has ended yet"),
    ],
)
def test_an_empty_list_says_so(client, show, sentence):
    assert sentence in get(client, url("inquiries") + f"?show={show}").text


@pytest.mark.usefixtures("member")
def test_an_inquiry_is_found_by_name_or_number(client, organization):
    found = make_inquiry(organization, stage=InquiryStage.CLOSED)
    for wanted in ("taylor", "518-555-0147"):
        assert url("inquiry", found.pk) in post(client, url("inquiries"), {"q": wanted}).text
    assert "Nothing found" in post(client, url("inquiries"), {"q": "moss"}).text


def test_an_inquiry_says_how_to_call_and_what_was_tried(client, organization, inquiry):
    make_contact_attempt(inquiry, text="Rang out", made_at=NOW - timedelta(hours=2))
    make_contact_attempt(inquiry, was_reached=True, made_by_id=inquiry.owner_id)
    make_inquiry(organization, stage=InquiryStage.CLOSED)
    make_patient(organization, given_name="Ben", family_name="Taylor")
    text = get(client, url("inquiry", inquiry.pk)).text
    for words in (
        "(518) 555-0147",
        "Leave no message, not even a neutral one.",
        "Rang out",
        "Today, 10:00 am",
        "Other inquiries from this number",
        "May have a record already",
        reverse("admissions:admit-inquiry", args=[inquiry.pk]),
    ):
        assert words in text


@pytest.mark.usefixtures("member")
def test_an_inquiry_says_who_called_for_a_loved_one(client, organization):
    caller = {"for_whom": ForWhom.LOVED_ONE, "caller_name": "Ruth Miller"}
    parent = make_inquiry(organization, caller_relationship="PRN", **caller)
    assert "Ruth Miller, Parent" in get(client, url("inquiry", parent.pk)).text
    unclear = make_inquiry(organization, caller_relationship="aunt", **caller)
    assert "Ruth Miller, Someone else" in get(client, url("inquiry", unclear.pk)).text


@pytest.mark.usefixtures("member")
def test_a_number_that_may_not_be_called_is_not_offered(client, organization):
    inquiry = make_inquiry(organization, may_call=False)
    text = get(client, url("inquiry", inquiry.pk)).text
    assert "Don&#x27;t call. They asked us not to." in text
    assert "plan another step" in text
    assert "tel:" not in text


@pytest.mark.usefixtures("member")
def test_an_inquiry_that_ended_says_how(client, organization):
    patient = make_patient(organization)
    admitted = make_inquiry(
        organization, stage=InquiryStage.ADMITTED, patient_id=patient.pk, closed_at=NOW
    )
    text = get(client, url("inquiry", admitted.pk)).text
    assert reverse("console:chart", args=[patient.pk]) in text
    closed = make_inquiry(organization, stage=InquiryStage.CLOSED, closing_note="Six tries")
    text = get(client, url("inquiry", closed.pk)).text
    assert "Six tries" in text
    assert reverse("admissions:admit-inquiry", args=[closed.pk]) not in text


def test_a_page_that_shows_an_inquiry_says_who_saw_it_on_which_page(client, member, inquiry):
    get(client, url("inquiry", inquiry.pk))
    get(client, url("change-inquiry", inquiry.pk))
    get(client, reverse("admissions:admit-inquiry", args=[inquiry.pk]))
    with context.acting_as(context.Acting(inquiry.organization_id, uuid4())):
        found = AuditEvent.objects.filter(
            organization_id=inquiry.organization_id, entity_id=inquiry.pk
        )
        events = [*found.order_by("pk")]
    pages = {"inquiries:inquiry", "inquiries:change-inquiry", "admissions:admit-inquiry"}
    assert {event.detail for event in events} == pages
    assert len(events) == len(pages)
    assert {event.agent_id for event in events} == {member.user_id}


def test_an_inquiry_is_shown_and_planned_in_its_own_program_s_time(
    client, member, organization, inquiry, rows
):
    # given a program in Arizona beside the one in New York, whose board keeps New York's time
    there = make_service(organization, name="A desert IOP", time_zone="America/Phoenix")
    make_service(organization, name="Day IOP", time_zone="America/New_York")
    away = make_inquiry(organization, healthcare_service_id=there.pk)
    page = get(client, url("inquiry", away.pk)).text
    assert "Arizona" in page
    assert 'data-zone="America/Phoenix"' in page
    assert 'data-zone="America/New_York"' in get(client, url("inquiry", inquiry.pk)).text
    assert 'data-zone="America/New_York"' in get(client, url("record-inquiry")).text
    given = step(member, edition=1, next_step_due_at="2026-11-27T16:00")
    post(client, url("plan-next-step", away.pk), given, status=302)
    due = next(each for each in rows(Inquiry) if each.pk == away.pk).next_step_due_at
    assert due == datetime(2026, 11, 27, 23, tzinfo=UTC)


def test_an_inquiry_takes_as_many_statements_for_twenty_calls_as_for_one(
    client, organization, inquiry
):
    make_contact_attempt(inquiry)
    statements(client, url("inquiry", inquiry.pk))
    one = statements(client, url("inquiry", inquiry.pk))
    for _ in range(20):
        make_contact_attempt(inquiry, made_by_id=make_practitioner(organization).pk)
        make_inquiry(organization)
    assert statements(client, url("inquiry", inquiry.pk)) == one


def test_the_next_step_is_planned_in_its_place(client, member, inquiry, rows):
    address = url("plan-next-step", inquiry.pk)
    part = get(client, address, headers=HTMX).text
    assert '<section id="next"' in part
    assert 'value="2026-11-24T18:00"' in part
    form = step(member, edition="1", next_step="book-screening")
    post(client, address, form, status=302)
    assert rows(Inquiry)[0].next_step == NextStep.BOOK_SCREENING


def test_the_second_of_two_planners_is_told_and_keeps_what_they_chose(
    client, member, inquiry, rows
):
    address = url("plan-next-step", inquiry.pk)
    post(client, address, step(member, edition="1", next_step="admit"), status=302)
    second = step(member, edition="1", next_step="send-information")
    response = post(client, address, second, status=422)
    assert "Somebody else changed this inquiry" in response.text
    assert [each.saved for each in response.context["opened"].form.differences] == ["Admit"]
    assert '<option value="send-information" selected>' in response.text
    post(client, address, second | {"edition": "2"}, status=302)
    assert rows(Inquiry)[0].next_step == NextStep.SEND_INFORMATION


@pytest.mark.parametrize("moment", ["0001-01-01T00:30", "9999-12-31T23:59"])
def test_a_moment_at_the_end_of_time_is_told_and_kept(client, member, inquiry, rows, moment):
    plan = step(member, edition="1", next_step_due_at=moment)
    call = {"edition": "1", "channel": "phone", "made_at": moment, "text": "Rang out"}
    for name, given in (("plan-next-step", plan), ("record-contact-attempt", call)):
        response = post(client, url(name, inquiry.pk), given, status=422)
        assert f'value="{moment}"' in response.text
    assert rows(Inquiry)[0].edition == 1
    assert rows(ContactAttempt) == []


def test_a_call_is_written_down_in_its_place_and_may_plan_the_next(client, inquiry, rows):
    address = url("record-contact-attempt", inquiry.pk)
    assert 'value="2026-11-24T12:00"' in get(client, address, headers=HTMX).text
    form = {
        "edition": "1",
        "channel": "phone",
        "made_at": "2026-11-24T11:30",
        "was_reached": "on",
        "text": "Wants to come",
        "next_step": "book-screening",
        "next_step_due_at": "2026-11-25T09:00",
    }
    post(client, address, form, status=302)
    (attempt,) = rows(ContactAttempt)
    assert (attempt.text, attempt.made_at) == ("Wants to come", NOW - timedelta(minutes=30))
    assert rows(Inquiry)[0].stage == InquiryStage.CONTACTED


@pytest.mark.parametrize(
    "case",
    [
        ({"made_at": "2026-11-24T13:00"}, "made_at", "hasn't come yet"),
        ({"next_step": "call-back"}, "next_step_due_at", "when the next step is due"),
    ],
)
def test_a_call_that_can_t_be_written_down_is_told_and_kept(client, inquiry, rows, case):
    given, field, sentence = case
    form = {
        "edition": "1",
        "channel": "phone",
        "made_at": "2026-11-24T11:30",
        "text": "Wants to come",
    }
    response = post(client, url("record-contact-attempt", inquiry.pk), form | given, status=422)
    assert sentence in response.context["opened"].form.errors[field][0]
    assert "Wants to come" in response.text
    assert rows(ContactAttempt) == []


def test_a_call_written_after_another_s_change_is_kept_and_can_be_sent_again(client, inquiry, rows):
    post(client, url("move-inquiry", inquiry.pk), {"edition": "1", "to": "waiting"}, status=302)
    form = {
        "edition": "1",
        "channel": "phone",
        "made_at": "2026-11-24T11:30",
        "text": "Wants to come",
    }
    address = url("record-contact-attempt", inquiry.pk)
    response = post(client, address, form, status=422)
    assert "Wants to come" in response.text
    assert 'name="edition" value="2"' in response.text
    post(client, address, form | {"edition": "2"}, status=302)
    assert [each.text for each in rows(ContactAttempt)] == ["Wants to come"]


def test_an_inquiry_is_closed_with_a_reason_and_taken_up_again(client, member, inquiry, rows):
    address = url("close-inquiry", inquiry.pk)
    assert "Why does it end?" in get(client, address, headers=HTMX).text
    refused = post(client, address, {"edition": "1", "reason": "", "note": "Six tries"}, status=422)
    assert "Six tries" in refused.text
    post(client, address, {"edition": "1", "reason": "not-reached"}, status=302)
    assert rows(Inquiry)[0].stage == InquiryStage.CLOSED
    address = url("reopen-inquiry", inquiry.pk)
    assert 'value="2026-11-25T12:00"' in get(client, address, headers=HTMX).text
    post(client, address, step(member, edition="2"), status=302)
    assert rows(Inquiry)[0].stage == InquiryStage.CONTACTED


CHANGED = {"edition": "1", "reason": "Evenings only"}


@pytest.mark.usefixtures("member")
def test_what_was_told_is_changed(client, inquiry, rows):
    assert 'value="Ben"' in get(client, url("change-inquiry", inquiry.pk)).text
    post(client, url("change-inquiry", inquiry.pk), told(**CHANGED), status=302)
    assert rows(Inquiry)[0].reason == "Evenings only"


@pytest.mark.usefixtures("member")
def test_the_second_of_two_editors_is_told_and_keeps_what_they_typed(
    client, organization, inquiry, rows
):
    service = make_service(organization, name="Day program")
    address = url("change-inquiry", inquiry.pk)
    first = told(**CHANGED, healthcare_service_id=str(service.pk))
    post(client, address, first, status=302)
    second = told(edition="1", reason="Asked about mornings", phone="(518) 555-0147")
    response = post(client, address, second, status=422)
    shown = {each.label: each.saved for each in response.context["form"].differences}
    assert shown == {"What they ask for": "Evenings only", "Program": "Day program"}
    assert "Asked about mornings" in response.text
    post(client, address, second | {"edition": "2"}, status=302)
    assert rows(Inquiry)[0].reason == "Asked about mornings"


@pytest.mark.usefixtures("member")
def test_a_change_that_can_t_be_is_told(client, inquiry):
    response = post(
        client, url("change-inquiry", inquiry.pk), told(edition="1", phone="5"), status=422
    )
    assert "complete phone number" in response.text


@pytest.mark.usefixtures("reader")
def test_whoever_may_only_read_is_offered_nothing_to_write_and_is_denied(client, organization):
    inquiry = make_inquiry(organization)
    text = get(client, url("board")).text + get(client, url("inquiry", inquiry.pk)).text
    for name in ("move-inquiry", "plan-next-step", "close-inquiry", "change-inquiry"):
        assert url(name, inquiry.pk) not in text
    assert url("record-inquiry") not in text
    assert client.get(url("record-inquiry")).status_code == 403
    form = {"edition": "1", "to": "waiting"}
    assert client.post(url("move-inquiry", inquiry.pk), form).status_code == 403


@pytest.mark.usefixtures("member")
def test_another_organization_s_inquiries_are_not_there(client):
    theirs = make_inquiry(make_organization())
    for name in (
        "inquiry",
        "change-inquiry",
        "plan-next-step",
        "close-inquiry",
        "reopen-inquiry",
        "record-contact-attempt",
    ):
        assert client.get(url(name, theirs.pk)).status_code == 404
    form = {"edition": "1", "to": "waiting"}
    assert client.post(url("move-inquiry", theirs.pk), form).status_code == 404


def test_nobody_sees_inquiries_without_signing_in(client, organization):
    inquiry = make_inquiry(organization)
    for address in (url("board"), url("inquiries"), url("inquiry", inquiry.pk)):
        response = client.get(address)
        assert response.status_code == 302
        assert "login" in response.url
