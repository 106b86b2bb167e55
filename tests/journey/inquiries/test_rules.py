"""How to call safely, when a step is overdue, how an inquiry moves."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.journey.inquiries import rules
from wayhome.journey.inquiries.codes import (
    OPEN_STAGES,
    TRANSITIONS,
    CallInstruction,
    ClosingReason,
    ForWhom,
    InquiryObstacle,
    InquiryStage,
    NextStep,
)
from wayhome.journey.inquiries.rules import NextMove, SafeContact

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
MOVE = NextMove(NextStep.CALL_BACK, NOW, has_owner=True)
CONTACTS = st.builds(
    SafeContact,
    may_call=st.booleans(),
    may_ask_by_name=st.booleans(),
    may_say_who_we_are=st.booleans(),
    may_leave_message=st.booleans(),
)


@pytest.mark.parametrize(
    ("for_whom", "allowed", "instructions"),
    [
        ("self", "call", "ask-for-nobody-by-name give-first-name-only leave-no-message"),
        ("self", "call name", "ask-for-by-name give-first-name-only leave-no-message"),
        (
            "self",
            "call message",
            "ask-for-nobody-by-name give-first-name-only message-only-neutral",
        ),
        (
            "self",
            "call name who message",
            "ask-for-by-name say-who-we-are message-may-say-who-we-are",
        ),
        # The awkward one: a mother calls about her son, and he must not learn of it.
        (
            "loved-one",
            "call",
            "ask-for-nobody-by-name give-first-name-only never-mention-the-loved-one leave-no-message",
        ),
        ("self", "name who message", "do-not-call"),
        ("loved-one", "", "do-not-call"),
    ],
)
def test_how_to_call_follows_what_was_allowed(for_whom, allowed, instructions):
    contact = SafeContact(
        may_call="call" in allowed,
        may_ask_by_name="name" in allowed,
        may_say_who_we_are="who" in allowed,
        may_leave_message="message" in allowed,
    )
    expected = tuple(map(CallInstruction, instructions.split()))
    assert rules.how_to_call(ForWhom(for_whom), contact) == expected


@given(st.sampled_from(ForWhom), CONTACTS)
def test_nothing_is_said_that_was_not_allowed(for_whom, contact):
    said = set(rules.how_to_call(for_whom, contact))
    tells = {CallInstruction.SAY_WHO_WE_ARE, CallInstruction.MESSAGE_MAY_SAY_WHO_WE_ARE}
    messages = {
        CallInstruction.MESSAGE_MAY_SAY_WHO_WE_ARE,
        CallInstruction.MESSAGE_ONLY_NEUTRAL,
    }
    assert contact.may_call or said == {CallInstruction.DO_NOT_CALL}
    assert contact.may_say_who_we_are or not said & tells
    assert contact.may_leave_message or not said & messages
    assert contact.may_ask_by_name or CallInstruction.ASK_FOR_BY_NAME not in said


@pytest.mark.parametrize(
    ("due_at", "overdue"),
    [(None, False), (NOW, False), (NOW - timedelta(seconds=1), True), (NOW + timedelta(1), False)],
)
def test_a_step_is_overdue_once_its_time_has_passed(due_at, overdue):
    assert rules.is_overdue(due_at, NOW) is overdue


@pytest.mark.parametrize(
    ("stage", "to", "move", "obstacles"),
    [
        ("new", "contacted", MOVE, ()),
        ("new", "admitted", NextMove(), ()),
        ("closed", "contacted", MOVE, ()),
        ("new", "waiting", NextMove(), ("next-step-missing", "due-time-missing", "owner-missing")),
        ("contacted", "new", MOVE, ("transition-not-allowed",)),
        ("admitted", "closed", NextMove(), ("transition-not-allowed",)),
        ("waiting", "contacted", NextMove(NextStep.ADMIT, NOW), ("owner-missing",)),
    ],
)
def test_an_inquiry_that_stays_open_needs_a_next_step(stage, to, move, obstacles):
    found = rules.obstacles_to_moving(stage=InquiryStage(stage), to=InquiryStage(to), move=move)
    assert found == tuple(map(InquiryObstacle, obstacles))


@pytest.mark.parametrize(
    ("stage", "reason", "obstacles"),
    [
        ("contacted", ClosingReason.NOT_REACHED, ()),
        ("contacted", None, ("closing-reason-missing",)),
        ("closed", ClosingReason.OTHER, ("transition-not-allowed",)),
    ],
)
def test_an_inquiry_closes_with_a_reason(stage, reason, obstacles):
    found = rules.obstacles_to_closing(stage=InquiryStage(stage), reason=reason)
    assert found == tuple(map(InquiryObstacle, obstacles))


@pytest.mark.parametrize(
    ("stage", "given_name", "family", "obstacles"),
    [
        ("waiting", "Ana", "López", ()),
        ("waiting", "Sukarno", "", ()),
        ("waiting", " ", "", ("person-unnamed",)),
        ("closed", "Ana", "López", ("transition-not-allowed",)),
    ],
)
def test_an_inquiry_becomes_an_admission_with_a_name(stage, given_name, family, obstacles):
    found = rules.obstacles_to_admitting(stage=InquiryStage(stage), given=given_name, family=family)
    assert found == tuple(map(InquiryObstacle, obstacles))


def test_every_stage_has_its_moves_and_every_open_one_can_be_closed():
    assert set(TRANSITIONS) == set(InquiryStage)
    assert all(InquiryStage.CLOSED in TRANSITIONS[stage] for stage in OPEN_STAGES)
    assert all(stage not in TRANSITIONS[stage] for stage in InquiryStage)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Ruth Miller", "Ruth M."),
        ("Ruth Ann Miller", "Ruth M."),
        (" Cher ", "Cher"),
        ("Ruth (work)", "Ruth"),
        ("", ""),
    ],
)
def test_a_caller_s_name_is_short_where_others_see_it(name, short):
    assert rules.short_name(name) == short


@pytest.mark.parametrize(
    ("step", "may_call", "phone", "obstacles"),
    [
        (NextStep.CALL_BACK, True, "+15185550147", ()),
        (NextStep.CALL_BACK, True, "", (InquiryObstacle.PHONE_MISSING,)),
        (NextStep.CALL_BACK, False, "+15185550147", (InquiryObstacle.CALL_NOT_ALLOWED,)),
        (NextStep.CALL_BACK, False, "", (InquiryObstacle.CALL_NOT_ALLOWED,)),
        (NextStep.SEND_INFORMATION, False, "", ()),
        (None, False, "", ()),
    ],
)
def test_nobody_is_called_against_their_wish_or_without_a_number(step, may_call, phone, obstacles):
    found = rules.obstacles_to_planning(step=step, may_call=may_call, phone=phone)
    assert found == obstacles
