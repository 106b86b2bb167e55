"""Codes of when people can come and work, and of why it can't be recorded so."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class TimeUse(StrEnum):
    """What a part of someone's usual week is; whatever nobody told is none of these."""

    FREE = "free"
    WORK = "work"
    SCHOOL = "school"
    CHILDCARE = "childcare"
    COURT = "court"
    OTHER = "other"
    BREAK = "break"


# What clients tell of their week, and what is kept of the week of staff.
CLIENT_USES = (
    TimeUse.FREE,
    TimeUse.WORK,
    TimeUse.SCHOOL,
    TimeUse.CHILDCARE,
    TimeUse.COURT,
    TimeUse.OTHER,
)
STAFF_USES = (TimeUse.WORK, TimeUse.BREAK)
# How a week is kept: a letter for each quarter of an hour.
LETTERS: Mapping[TimeUse, str] = MappingProxyType(
    {
        TimeUse.FREE: "f",
        TimeUse.WORK: "w",
        TimeUse.SCHOOL: "s",
        TimeUse.CHILDCARE: "c",
        TimeUse.COURT: "j",
        TimeUse.OTHER: "o",
        TimeUse.BREAK: "b",
    }
)
UNTOLD = "-"
LONGEST_TRAVEL_MINUTES = 240


class Attends(StrEnum):
    """How someone can take part, in the week builder's words."""

    IN_PERSON = "in_person"
    EITHER = "either"
    VIDEO = "video"


class AvailabilityStatus(StrEnum):
    """Of a week or of time off: nothing that was told is deleted."""

    ACTIVE = "active"
    ENTERED_IN_ERROR = "entered-in-error"


class TimeOffReason(StrEnum):
    VACATION = "vacation"
    SICK = "sick"
    TRAINING = "training"
    OTHER = "other"


class TimeOffObstacle(StrEnum):
    """Why somebody's time off can't be recorded or taken back so."""

    ENDS_BEFORE_IT_STARTS = "ends-before-it-starts"
    OVER_ALREADY = "over-already"
    TOO_LONG = "too-long"
    OFF_ALREADY = "off-already"
    ALREADY_TAKEN_BACK = "already-taken-back"


class Reporter(StrEnum):
    """Who told when they can come."""

    CLIENT = "client"
    STAFF = "staff"


class AvailabilityObstacle(StrEnum):
    """Why it can't be recorded so when someone can come, or be taken back."""

    NOTHING_TOLD = "nothing-told"
    WEEK_UNREADABLE = "week-unreadable"
    STARTS_BEFORE_TODAY = "starts-before-today"
    STARTS_TOO_LATE = "starts-too-late"
    TRAVEL_TOO_LONG = "travel-too-long"
    CHANGED_MEANWHILE = "changed-meanwhile"
    ALREADY_IN_FORCE = "already-in-force"
    ALREADY_TAKEN_BACK = "already-taken-back"
