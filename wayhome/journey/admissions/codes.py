"""Codes of episodes of care, as FHIR R4 and TEDS-D spell them."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class EpisodeStatus(StrEnum):
    """FHIR episode-of-care-status."""

    PLANNED = "planned"
    WAITLIST = "waitlist"
    ACTIVE = "active"
    ONHOLD = "onhold"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    ENTERED_IN_ERROR = "entered-in-error"


# An episode in one of these stands in the way of a second one in the same program.
OPEN_STATUSES = frozenset(
    {
        EpisodeStatus.PLANNED,
        EpisodeStatus.WAITLIST,
        EpisodeStatus.ACTIVE,
        EpisodeStatus.ONHOLD,
    }
)
ADMITTED_STATUSES = frozenset({EpisodeStatus.ACTIVE, EpisodeStatus.ONHOLD})
WAITING_STATUSES = OPEN_STATUSES - ADMITTED_STATUSES

# A return after discharge is a new episode: finished and cancelled lead nowhere but to correction.
TRANSITIONS: Mapping[EpisodeStatus, frozenset[EpisodeStatus]] = MappingProxyType(
    {
        EpisodeStatus.PLANNED: frozenset(
            {
                EpisodeStatus.WAITLIST,
                EpisodeStatus.ACTIVE,
                EpisodeStatus.CANCELLED,
                EpisodeStatus.ENTERED_IN_ERROR,
            }
        ),
        EpisodeStatus.WAITLIST: frozenset(
            {
                EpisodeStatus.PLANNED,
                EpisodeStatus.ACTIVE,
                EpisodeStatus.CANCELLED,
                EpisodeStatus.ENTERED_IN_ERROR,
            }
        ),
        EpisodeStatus.ACTIVE: frozenset(
            {EpisodeStatus.ONHOLD, EpisodeStatus.FINISHED, EpisodeStatus.ENTERED_IN_ERROR}
        ),
        EpisodeStatus.ONHOLD: frozenset(
            {EpisodeStatus.ACTIVE, EpisodeStatus.FINISHED, EpisodeStatus.ENTERED_IN_ERROR}
        ),
        EpisodeStatus.FINISHED: frozenset({EpisodeStatus.ENTERED_IN_ERROR}),
        EpisodeStatus.CANCELLED: frozenset({EpisodeStatus.ENTERED_IN_ERROR}),
        EpisodeStatus.ENTERED_IN_ERROR: frozenset(),
    }
)


class Move(StrEnum):
    """What someone may do to an episode; the name of the page that does it."""

    ADMIT = "admit-waiting"
    CANCEL_WAIT = "cancel-wait"
    PUT_ON_HOLD = "put-on-hold"
    RESUME = "resume"
    TRANSFER_LEVEL = "transfer-level"
    DISCHARGE = "discharge-patient"
    CHANGE = "change-episode"
    ENTER_IN_ERROR = "mark-entered-in-error"


# In the order in which a page offers them.
MOVES: Mapping[EpisodeStatus, tuple[Move, ...]] = MappingProxyType(
    {
        EpisodeStatus.PLANNED: (Move.ADMIT, Move.CANCEL_WAIT, Move.CHANGE, Move.ENTER_IN_ERROR),
        EpisodeStatus.WAITLIST: (Move.ADMIT, Move.CANCEL_WAIT, Move.CHANGE, Move.ENTER_IN_ERROR),
        EpisodeStatus.ACTIVE: (
            Move.DISCHARGE,
            Move.TRANSFER_LEVEL,
            Move.PUT_ON_HOLD,
            Move.CHANGE,
            Move.ENTER_IN_ERROR,
        ),
        EpisodeStatus.ONHOLD: (
            Move.RESUME,
            Move.DISCHARGE,
            Move.TRANSFER_LEVEL,
            Move.CHANGE,
            Move.ENTER_IN_ERROR,
        ),
        EpisodeStatus.FINISHED: (Move.ENTER_IN_ERROR,),
        EpisodeStatus.CANCELLED: (Move.ENTER_IN_ERROR,),
        EpisodeStatus.ENTERED_IN_ERROR: (),
    }
)


# Whoever's stay ends loses the places to come. A later room has these pages: it knows of places.
ENDINGS = frozenset({Move.TRANSFER_LEVEL, Move.DISCHARGE, Move.ENTER_IN_ERROR})


class DischargeReason(StrEnum):
    """TEDS-D REASON."""

    COMPLETED = "1"
    DROPPED_OUT = "2"
    TERMINATED_BY_FACILITY = "3"
    TRANSFERRED = "4"
    INCARCERATED = "5"
    DIED = "6"
    OTHER = "7"


class MissingItem(StrEnum):
    """What an admitted person's record still lacks, most pressing first."""

    EMERGENCY_CONTACT = "emergency-contact"
    SAFE_PHONE = "safe-phone"
    BIRTH_DATE = "birth-date"
    PRIMARY_COUNSELOR = "primary-counselor"
    PLACEMENT_ASSESSMENT = "placement-assessment"
    GROUP_ROSTER = "group-roster"
    HOURS_BELOW_TARGET = "hours-below-target"
    PREFERRED_LANGUAGE = "preferred-language"


class EpisodeObstacle(StrEnum):
    """Why an episode can't be opened or moved."""

    ALREADY_OPEN_HERE = "already-open-here"
    TRANSITION_NOT_ALLOWED = "transition-not-allowed"
    DAY_IN_FUTURE = "day-in-future"
    DAY_BEFORE_LAST_CHANGE = "day-before-last-change"
    PROGRAM_CLOSED = "program-closed"
    RECORD_REPLACED = "record-replaced"
    COUNSELOR_CREDENTIAL_NOT_VALID = "counselor-credential-not-valid"
    SAME_PROGRAM = "same-program"
    REASON_MISSING = "reason-missing"
    DAY_MISSING = "day-missing"
    ATTENDED_AFTER_DISCHARGE = "attended-after-discharge"
    CHANGED_MEANWHILE = "changed-meanwhile"
    EXTERNAL_ID_TAKEN = "external-id-taken"
