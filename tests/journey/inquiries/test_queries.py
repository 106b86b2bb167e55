"""What is read of first contacts, and who may."""

from datetime import timedelta

import pytest

from tests.factories.accounts import make_actor, make_practitioner
from tests.factories.inquiries import DUE, RECEIVED, make_contact_attempt, make_inquiry
from tests.factories.patients import make_contact_point, make_patient
from tests.factories.tenancy import make_organization, make_service
from wayhome.journey.inquiries import labels, queries
from wayhome.journey.inquiries.codes import (
    CallInstruction,
    ForWhom,
    InquiryStage,
    NextStep,
)
from wayhome.journey.inquiries.models import Inquiry
from wayhome.shared.accounts.codes import Role
from wayhome.shared.audit.actor import NotPermittedError
from wayhome.shared.audit.models import AuditEvent
from wayhome.shared.audit.permissions import Permission

pytestmark = pytest.mark.django_db

BEFORE_DUE, AFTER_DUE = DUE - timedelta(hours=1), DUE + timedelta(hours=1)


@pytest.fixture
def organization():
    return make_organization()


@pytest.fixture
def actor(organization):
    return make_actor(organization, Role.COUNSELOR)


@pytest.fixture(autouse=True)
def _acting(actor, acting):
    with acting(actor):
        yield


def test_open_inquiry_tells_how_to_call_what_was_tried_and_whether_it_is_late(organization, actor):
    inquiry = make_inquiry(organization, for_whom=ForWhom.LOVED_ONE, may_ask_by_name=True)
    first = make_contact_attempt(inquiry)
    second = make_contact_attempt(inquiry, made_at=RECEIVED + timedelta(minutes=5))
    page = queries.open_inquiry(actor, inquiry.pk, now=AFTER_DUE)
    assert (page.inquiry, page.attempts, page.is_overdue) == (inquiry, (second, first), True)
    assert page.instructions == (
        CallInstruction.ASK_FOR_BY_NAME,
        CallInstruction.GIVE_FIRST_NAME_ONLY,
        CallInstruction.NEVER_MENTION_THE_LOVED_ONE,
        CallInstruction.LEAVE_NO_MESSAGE,
    )
    assert not queries.open_inquiry(actor, inquiry.pk, now=BEFORE_DUE).is_overdue


def test_the_board_shows_open_inquiries_by_stage_the_one_due_first_at_the_top(organization, actor):
    later = make_inquiry(organization, next_step_due_at=AFTER_DUE)
    first = make_inquiry(organization)
    waiting = make_inquiry(organization, stage=InquiryStage.WAITING)
    make_inquiry(organization, stage=InquiryStage.CLOSED)
    make_inquiry(make_organization())
    board = queries.board(actor, now=BEFORE_DUE)
    cards = {column.stage: [card.id for card in column.cards] for column in board.columns}
    assert cards == {
        InquiryStage.NEW: [first.pk, later.pk],
        InquiryStage.CONTACTED: [],
        InquiryStage.SCREENING_BOOKED: [],
        InquiryStage.WAITING: [waiting.pk],
    }
    assert board.more == 0


def test_the_board_can_be_one_owner_s_or_one_program_s(organization, actor):
    owner, service = make_practitioner(organization), make_service(organization)
    mine = make_inquiry(organization, owner_id=owner.pk)
    theirs = make_inquiry(organization, healthcare_service_id=service.pk)

    def shown(**given):
        board = queries.board(actor, now=BEFORE_DUE, **given)
        return [card.id for column in board.columns for card in column.cards]

    assert shown(owner_id=owner.pk) == [mine.pk]
    assert shown(service_id=service.pk) == [theirs.pk]


def test_the_board_says_how_many_more_there_are(organization, actor, monkeypatch):
    monkeypatch.setattr(queries.lists, "MOST_CARDS", 2)
    for _ in range(5):
        make_inquiry(organization)
    board = queries.board(actor, now=BEFORE_DUE)
    assert (len(board.columns[0].cards), board.more) == (2, 3)


def test_a_card_shows_what_comes_next_and_no_full_name(organization, actor):
    owner = make_practitioner(organization, given_name="Nadia", family_name="Ortiz")
    service = make_service(organization, name="Evening IOP")
    make_inquiry(
        organization,
        preferred_name="Benji",
        owner_id=owner.pk,
        healthcare_service_id=service.pk,
        may_call=False,
        next_step=NextStep.CHECK_COVERAGE,
    )
    (card,) = queries.board(actor, now=AFTER_DUE).columns[0].cards
    assert (card.name, card.owner, card.service) == ("Benji T.", "Nadia O.", "Evening IOP")
    assert card.step == labels.NEXT_STEPS[NextStep.CHECK_COVERAGE]
    assert (card.due_at, card.is_overdue, card.may_call) == (DUE, True, False)


@pytest.mark.parametrize(
    ("given", "name", "asked_by"),
    [
        ({}, "Ben T.", ""),
        (
            {"for_whom": ForWhom.LOVED_ONE, "caller_name": "Ruth Ann Miller"},
            labels.A_LOVED_ONE,
            "Ruth M.",
        ),
        ({"given_name": "", "family_name": "", "caller_name": "Cher"}, "Cher", "Cher"),
        ({"given_name": "", "family_name": ""}, labels.UNNAMED, ""),
    ],
)
def test_a_list_names_whom_it_is_for_as_others_may_read_it(organization, given, name, asked_by):
    inquiry = make_inquiry(organization, **given)
    line = queries.line(inquiry, BEFORE_DUE)
    assert (line.name, line.asked_by) == (name, asked_by)
    assert (line.owner, line.service) == ("", "")


def test_a_closed_inquiry_shows_why_and_is_never_late(organization):
    inquiry = make_inquiry(organization, stage=InquiryStage.CLOSED, next_step_due_at=DUE)
    line = queries.line(inquiry, AFTER_DUE)
    assert (line.closing_reason, line.step, line.is_overdue) == ("Couldn't be reached", "", False)


def test_overdue_lists_open_inquiries_past_their_time_the_oldest_first(organization, actor):
    late = make_inquiry(organization)
    later = make_inquiry(organization, next_step_due_at=DUE + timedelta(minutes=5))
    make_inquiry(organization, next_step_due_at=AFTER_DUE)
    make_inquiry(organization, stage=InquiryStage.CLOSED, next_step_due_at=DUE)
    assert [*queries.overdue(actor, AFTER_DUE)] == [late, later]


def test_the_list_can_be_mine_late_or_ended(organization, actor):
    mine = make_inquiry(organization, owner_id=actor.practitioner_id, next_step_due_at=AFTER_DUE)
    late = make_inquiry(organization)
    ended = make_inquiry(organization, stage=InquiryStage.CLOSED)
    now = AFTER_DUE
    assert [*queries.inquiries(actor, now=now)] == [late, mine]
    assert [*queries.inquiries(actor, now=now, owner_id=actor.practitioner_id)] == [mine]
    assert [*queries.inquiries(actor, now=now, only_overdue=True)] == [late]
    closed = frozenset({InquiryStage.CLOSED, InquiryStage.ADMITTED})
    assert [*queries.inquiries(actor, now=now, stages=closed)] == [ended]


@pytest.mark.parametrize(
    "text", ["ben", "TAYLOR", "benji", "ruth mil", "(518) 555-0147", "+1518", "ben someone"]
)
def test_the_list_finds_by_part_of_a_name_or_a_number(organization, actor, text):
    found = make_inquiry(
        organization,
        stage=InquiryStage.CLOSED,
        preferred_name="Benji",
        caller_name="Ruth Miller",
    )
    make_inquiry(organization, given_name="Cora", family_name="Moss", phone="+12125550100")
    assert [*queries.inquiries(actor, now=DUE, text=text)] == [found]


def test_counts_say_how_many_each_filter_holds(organization, actor):
    make_inquiry(organization, owner_id=actor.practitioner_id, next_step_due_at=AFTER_DUE)
    make_inquiry(organization)
    make_inquiry(organization, stage=InquiryStage.CLOSED, next_step_due_at=DUE)
    assert queries.counts(actor, now=AFTER_DUE) == queries.Counts(
        open=2, mine=1, overdue=1, closed=1
    )


def test_other_inquiries_from_the_same_number_are_found(organization, actor):
    inquiry, other = make_inquiry(organization), make_inquiry(organization)
    make_inquiry(organization, phone="+12125550100")
    nameless = make_inquiry(organization, phone="")
    make_inquiry(organization, phone="")
    assert [*queries.same_number(actor, inquiry)] == [other]
    assert [*queries.same_number(actor, nameless)] == []


def test_an_inquiry_of_another_organization_is_not_there(actor):
    theirs = make_inquiry(make_organization())
    with pytest.raises(Inquiry.DoesNotExist):
        queries.get_inquiry(actor, theirs.pk)


def test_each_look_at_an_inquiry_is_an_event_and_of_the_chart_once_there_is_one(
    organization, acting
):
    desk = make_actor(organization, Role.FRONT_DESK)
    patient = make_patient(organization)
    asked = make_inquiry(organization)
    admitted = make_inquiry(organization, stage=InquiryStage.ADMITTED, patient_id=patient.pk)
    with acting(desk):
        for inquiry in (asked, admitted):
            queries.open_inquiry(desk, inquiry.pk, now=DUE)
            queries.open_facts(desk, inquiry.pk)
        events = AuditEvent.objects.filter(organization_id=organization.pk, agent_id=desk.agent_id)
        found = {(e.action, e.entity_type, e.entity_id, e.patient_id) for e in events}
    assert found == {
        (f"inquiries.{read}", "Inquiry", inquiry.pk, whose)
        for read in ("open_inquiry", "open_facts")
        for inquiry, whose in ((asked, None), (admitted, patient.pk))
    }


def test_an_inquiry_that_is_not_there_was_not_read(actor):
    with pytest.raises(Inquiry.DoesNotExist):
        queries.open_inquiry(actor, make_inquiry(make_organization()).pk, now=DUE)
    assert not AuditEvent.objects.filter(organization_id=actor.organization_id).exists()


READS = {
    "get_inquiry": lambda by, inquiry: queries.get_inquiry(by, inquiry.pk),
    "open_facts": lambda by, inquiry: queries.open_facts(by, inquiry.pk),
    "open_inquiry": lambda by, inquiry: queries.open_inquiry(by, inquiry.pk, now=DUE),
    "attempts_of": lambda by, inquiry: queries.attempts_of(by, inquiry.pk),
    "board": lambda by, _: queries.board(by, now=DUE),
    "overdue": lambda by, _: queries.overdue(by, DUE),
    "inquiries": lambda by, _: queries.inquiries(by, now=DUE),
    "counts": lambda by, _: queries.counts(by, now=DUE),
    "same_number": queries.same_number,
    "zone_of": lambda by, inquiry: queries.zone_of(by, inquiry.pk),
}


@pytest.mark.parametrize("name", READS)
def test_first_contacts_are_not_read_without_the_permission(organization, name):
    nobody = make_actor(organization, permissions=[])
    with pytest.raises(NotPermittedError):
        READS[name](nobody, make_inquiry(organization))


def test_records_of_the_same_person_show_to_whoever_may_search_people(organization, actor, acting):
    inquiry, patient = (
        make_inquiry(organization),
        make_patient(organization, given_name="Ben", family_name="Taylor"),
    )
    page = queries.open_inquiry(actor, inquiry.pk, now=BEFORE_DUE)
    assert [each.patient for each in page.known] == [patient]
    blind = make_actor(organization, permissions=[Permission.INQUIRY_VIEW])
    with acting(blind):
        assert queries.open_inquiry(blind, inquiry.pk, now=BEFORE_DUE).known == ()


def test_a_caller_s_number_says_nothing_of_the_loved_one(organization, actor):
    patient = make_patient(organization, given_name="Ruth", family_name="Miller", birth_date=None)
    make_contact_point(patient, value="+15185550147")
    inquiry = make_inquiry(
        organization, for_whom=ForWhom.LOVED_ONE, given_name="Rut", family_name="Miller"
    )
    assert queries.open_inquiry(actor, inquiry.pk, now=BEFORE_DUE).known == ()
