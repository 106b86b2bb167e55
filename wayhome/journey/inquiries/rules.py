"""Rules of first contacts: how to call safely, when a step is overdue, how an inquiry moves.

Pure: plain values in, plain values out. No Django, no database, no clock.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NotRequired, TypedDict
from uuid import UUID

from wayhome.journey.inquiries.codes import (
    OPEN_STAGES,
    TRANSITIONS,
    CallInstruction,
    Channel,
    ClosingReason,
    ForWhom,
    InquiryObstacle,
    InquiryStage,
    NextStep,
    ReferralSource,
)


class InquiryFacts(TypedDict, total=False):
    """What whoever called has told; what is left out stays as it is, or empty on a new inquiry."""

    channel: Channel
    source: ReferralSource
    for_whom: ForWhom
    caller_name: str
    caller_relationship: str
    phone: str
    email: str
    best_time: str
    may_call: bool
    may_leave_message: bool
    may_say_who_we_are: bool
    may_ask_by_name: bool
    given_name: str
    family_name: str
    preferred_name: str
    pronouns: str
    birth_date: date | None
    language: str
    reason: str
    healthcare_service_id: UUID | None


class Attempt(TypedDict):
    """A call or message that was made, and what came of it."""

    channel: Channel
    was_reached: bool
    made_at: datetime
    text: NotRequired[str]


@dataclass(frozen=True, slots=True)
class SafeContact:
    """What whoever called has allowed."""

    may_call: bool
    may_ask_by_name: bool
    may_say_who_we_are: bool
    may_leave_message: bool


@dataclass(frozen=True, slots=True)
class NextMove:
    """What is to be done next, by when, by whom."""

    step: NextStep | None = None
    due_at: datetime | None = None
    has_owner: bool = False


def how_to_call(for_whom: ForWhom, contact: SafeContact) -> tuple[CallInstruction, ...]:
    """Return what the person who calls back does and doesn't say, in the order of the call.

    Whoever answers, or finds the message, may be the one who must not know. So a message names the
    program only where the caller allowed both, and a loved one is never spoken of by us first.
    """
    if not contact.may_call:
        return (CallInstruction.DO_NOT_CALL,)
    instructions = [
        CallInstruction.ASK_FOR_BY_NAME
        if contact.may_ask_by_name
        else CallInstruction.ASK_FOR_NOBODY_BY_NAME,
        CallInstruction.SAY_WHO_WE_ARE
        if contact.may_say_who_we_are
        else CallInstruction.GIVE_FIRST_NAME_ONLY,
    ]
    if for_whom is ForWhom.LOVED_ONE:
        instructions.append(CallInstruction.NEVER_MENTION_THE_LOVED_ONE)
    return (*instructions, _message(contact))


def is_overdue(due_at: datetime | None, now: datetime) -> bool:
    """Return whether the next step should have been done; one due right now is not overdue yet."""
    return due_at is not None and due_at < now


def short_name(name: str) -> str:
    """Return a caller's name for a list that others see: the first word and the last initial."""
    first, _, rest = name.strip().partition(" ")
    initials = [word[0] for word in rest.split() if word[0].isalpha()]
    return f"{first} {initials[-1].upper()}." if initials else first


def obstacles_to_planning(
    *, step: NextStep | None, may_call: bool, phone: str
) -> tuple[InquiryObstacle, ...]:
    """Return every reason why this can't be the next step; nobody is called against their wish."""
    calls = step is NextStep.CALL_BACK
    checks = {
        InquiryObstacle.CALL_NOT_ALLOWED: calls and not may_call,
        InquiryObstacle.PHONE_MISSING: calls and may_call and not phone,
    }
    return _applying(checks)


def obstacles_to_moving(
    *, stage: InquiryStage, to: InquiryStage, move: NextMove
) -> tuple[InquiryObstacle, ...]:
    """Return every reason why the inquiry can't go to this stage; an open one needs a next step."""
    stays_open = to in OPEN_STAGES
    checks = {
        InquiryObstacle.TRANSITION_NOT_ALLOWED: to not in TRANSITIONS[stage],
        InquiryObstacle.NEXT_STEP_MISSING: stays_open and move.step is None,
        InquiryObstacle.DUE_TIME_MISSING: stays_open and move.due_at is None,
        InquiryObstacle.OWNER_MISSING: stays_open and not move.has_owner,
    }
    return _applying(checks)


def obstacles_to_closing(
    *, stage: InquiryStage, reason: ClosingReason | None
) -> tuple[InquiryObstacle, ...]:
    """Return every reason why the inquiry can't be closed."""
    checks = {
        InquiryObstacle.TRANSITION_NOT_ALLOWED: InquiryStage.CLOSED not in TRANSITIONS[stage],
        InquiryObstacle.CLOSING_REASON_MISSING: reason is None,
    }
    return _applying(checks)


def obstacles_to_admitting(
    *, stage: InquiryStage, given: str, family: str
) -> tuple[InquiryObstacle, ...]:
    """Return every reason why the inquiry can't become an admission."""
    checks = {
        InquiryObstacle.TRANSITION_NOT_ALLOWED: InquiryStage.ADMITTED not in TRANSITIONS[stage],
        InquiryObstacle.PERSON_UNNAMED: not (given.strip() or family.strip()),
    }
    return _applying(checks)


def _message(contact: SafeContact) -> CallInstruction:
    if not contact.may_leave_message:
        return CallInstruction.LEAVE_NO_MESSAGE
    if contact.may_say_who_we_are:
        return CallInstruction.MESSAGE_MAY_SAY_WHO_WE_ARE
    return CallInstruction.MESSAGE_ONLY_NEUTRAL


def _applying(checks: dict[InquiryObstacle, bool]) -> tuple[InquiryObstacle, ...]:
    return tuple(obstacle for obstacle, applies in checks.items() if applies)
