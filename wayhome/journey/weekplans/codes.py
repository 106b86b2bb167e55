"""Codes of weekly orders and of proposals of a week; a proposal's status is a FHIR Task's."""

from enum import StrEnum

from wayhome.engines.timetable.domain import Effort


class RecordStatus(StrEnum):
    """Of an order or a pair kept apart: nothing that was recorded is deleted."""

    ACTIVE = "active"
    ENTERED_IN_ERROR = "entered-in-error"


class ProposalStatus(StrEnum):
    """FHIR task-status, as far as a proposal has them; completed is published."""

    REQUESTED = "requested"
    IN_PROGRESS = "in-progress"
    READY = "ready"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    FAILED = "failed"


# The worker has it or will have it: nobody asks for a second one meanwhile.
UNDER_WORK = frozenset({ProposalStatus.REQUESTED, ProposalStatus.IN_PROGRESS})


class Cause(StrEnum):
    """What a proposal is for."""

    WHOLE_WEEK = "whole-week"
    ABSENCE = "absence"


class FitSieve(StrEnum):
    """What a group must pass before somebody can have a seat in it, in this order."""

    KIND = "kind"
    LANGUAGE = "language"
    GENDER = "gender"
    ADMISSION = "admission"
    WAY = "way"
    HOURS = "hours"
    TRAVEL = "travel"
    SEAT = "seat"


class FailureReason(StrEnum):
    """Why there is no proposal."""

    NOBODY_TO_PLAN = "nobody-to-plan"
    STOPPED_TOO_OFTEN = "stopped-too-often"
    FAULT = "fault"


class ProposalObstacle(StrEnum):
    """Why a week can't be asked for, changed, published or undone so."""

    UNDER_WORK = "under-work"
    WEEK_BEGUN = "week-begun"
    TOO_FAR_AHEAD = "too-far-ahead"
    NOT_A_MONDAY = "not-a-monday"
    NOT_READY = "not-ready"
    CHANGED_MEANWHILE = "changed-meanwhile"
    ROSTER_CHANGED = "roster-changed"
    NOTHING_CHOSEN = "nothing-chosen"
    BREAKS_A_RULE = "breaks-a-rule"
    CLIENT_UNKNOWN = "client-unknown"
    BOOKING_UNKNOWN = "booking-unknown"
    NOTHING_TO_KEEP = "nothing-to-keep"
    NO_ROOM_FREE = "no-room-free"
    REFUSED_BY_SCHEDULE = "refused-by-schedule"
    NOT_PUBLISHED = "not-published"
    ALREADY_UNDONE = "already-undone"
    UNDO_OVER = "undo-over"
    NOBODY_ABSENT = "nobody-absent"


class HoursSource(StrEnum):
    """Where it is said how many hours a week asks for, the narrowest first."""

    STAY = "stay"
    PROGRAM = "program"
    RULES = "rules"


class OrderObstacle(StrEnum):
    """Why what somebody should get in a week can't be recorded so."""

    STAY_OVER = "stay-over"
    NOTHING_ORDERED = "nothing-ordered"
    MINUTES_OUT_OF_RANGE = "minutes-out-of-range"
    NOT_IN_QUARTERS = "not-in-quarters"
    WEEKS_OUT_OF_RANGE = "weeks-out-of-range"
    PHASE_UNKNOWN = "phase-unknown"
    ORDERED_TWICE = "ordered-twice"
    STARTS_BEFORE_TODAY = "starts-before-today"
    STARTS_TOO_LATE = "starts-too-late"
    CHANGED_MEANWHILE = "changed-meanwhile"
    ALREADY_IN_FORCE = "already-in-force"
    ALREADY_TAKEN_BACK = "already-taken-back"


class SeparationObstacle(StrEnum):
    """Why two people can't be kept apart so."""

    SAME_PERSON = "same-person"
    APART_ALREADY = "apart-already"
    ALREADY_ENDED = "already-ended"


EFFORTS = (Effort.QUICK, Effort.NORMAL, Effort.THOROUGH)
