"""Codes of first contacts."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class InquiryStage(StrEnum):
    NEW = "new"
    CONTACTED = "contacted"
    SCREENING_BOOKED = "screening-booked"
    WAITING = "waiting"
    ADMITTED = "admitted"
    CLOSED = "closed"


OPEN_STAGES = frozenset(
    {
        InquiryStage.NEW,
        InquiryStage.CONTACTED,
        InquiryStage.SCREENING_BOOKED,
        InquiryStage.WAITING,
    }
)

# A caller may ring back after a closing, and a call may bring someone straight to admission.
TRANSITIONS: Mapping[InquiryStage, frozenset[InquiryStage]] = MappingProxyType(
    {
        InquiryStage.NEW: frozenset(InquiryStage) - {InquiryStage.NEW},
        InquiryStage.CONTACTED: frozenset(
            {
                InquiryStage.SCREENING_BOOKED,
                InquiryStage.WAITING,
                InquiryStage.ADMITTED,
                InquiryStage.CLOSED,
            }
        ),
        InquiryStage.SCREENING_BOOKED: frozenset(
            {
                InquiryStage.CONTACTED,
                InquiryStage.WAITING,
                InquiryStage.ADMITTED,
                InquiryStage.CLOSED,
            }
        ),
        InquiryStage.WAITING: frozenset(
            {
                InquiryStage.CONTACTED,
                InquiryStage.SCREENING_BOOKED,
                InquiryStage.ADMITTED,
                InquiryStage.CLOSED,
            }
        ),
        InquiryStage.ADMITTED: frozenset(),
        InquiryStage.CLOSED: frozenset({InquiryStage.CONTACTED}),
    }
)


class ForWhom(StrEnum):
    SELF = "self"
    LOVED_ONE = "loved-one"


class Channel(StrEnum):
    """How the inquiry came, or how it was answered."""

    PHONE = "phone"
    TEXT_MESSAGE = "text-message"
    EMAIL = "email"
    WEB = "web"
    WALK_IN = "walk-in"


class ReferralSource(StrEnum):
    """TEDS-A PSOURCE."""

    SELF_OR_INDIVIDUAL = "1"
    SUBSTANCE_USE_PROVIDER = "2"
    OTHER_HEALTH_PROVIDER = "3"
    SCHOOL = "4"
    EMPLOYER = "5"
    COMMUNITY = "6"
    COURT_OR_CRIMINAL_JUSTICE = "7"


class ClosingReason(StrEnum):
    """Why an inquiry ended without an admission here."""

    REFERRED_ELSEWHERE = "referred-elsewhere"
    ADMITTED_ELSEWHERE = "admitted-elsewhere"
    DECIDED_AGAINST = "decided-against"
    NOT_REACHED = "not-reached"
    COST_OR_COVERAGE = "cost-or-coverage"
    OTHER_LEVEL_NEEDED = "other-level-needed"
    NO_OPENING = "no-opening"
    ASKED_NOT_TO_CALL = "asked-not-to-call"
    DUPLICATE = "duplicate"
    NOT_AN_INQUIRY = "not-an-inquiry"
    OTHER = "other"


class NextStep(StrEnum):
    CALL_BACK = "call-back"
    SEND_INFORMATION = "send-information"
    CHECK_COVERAGE = "check-coverage"
    BOOK_SCREENING = "book-screening"
    HOLD_SCREENING = "hold-screening"
    OFFER_PLACE = "offer-place"
    ADMIT = "admit"
    REFER_ELSEWHERE = "refer-elsewhere"


class CallInstruction(StrEnum):
    """What a caller from the program does and doesn't say, in the order of a call."""

    DO_NOT_CALL = "do-not-call"
    ASK_FOR_BY_NAME = "ask-for-by-name"
    ASK_FOR_NOBODY_BY_NAME = "ask-for-nobody-by-name"
    SAY_WHO_WE_ARE = "say-who-we-are"
    GIVE_FIRST_NAME_ONLY = "give-first-name-only"
    NEVER_MENTION_THE_LOVED_ONE = "never-mention-the-loved-one"
    MESSAGE_MAY_SAY_WHO_WE_ARE = "message-may-say-who-we-are"
    MESSAGE_ONLY_NEUTRAL = "message-only-neutral"
    LEAVE_NO_MESSAGE = "leave-no-message"


class InquiryObstacle(StrEnum):
    """Why an inquiry can't be so, move, be closed or become an admission."""

    TRANSITION_NOT_ALLOWED = "transition-not-allowed"
    CLOSING_REASON_MISSING = "closing-reason-missing"
    NEXT_STEP_MISSING = "next-step-missing"
    DUE_TIME_MISSING = "due-time-missing"
    OWNER_MISSING = "owner-missing"
    PERSON_UNNAMED = "person-unnamed"
    CALL_NOT_ALLOWED = "call-not-allowed"
    PHONE_MISSING = "phone-missing"
    NOT_A_PHONE_NUMBER = "not-a-phone-number"
    NOT_AN_EMAIL_ADDRESS = "not-an-email-address"
    BIRTH_DATE_IN_THE_FUTURE = "birth-date-in-the-future"
    MADE_IN_THE_FUTURE = "made-in-the-future"
    EDITED_MEANWHILE = "edited-meanwhile"
