"""Codes of groups, sessions and places in them, as FHIR R4 spells them."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class AppointmentStatus(StrEnum):
    """FHIR appointmentstatus."""

    PROPOSED = "proposed"
    PENDING = "pending"
    BOOKED = "booked"
    ARRIVED = "arrived"
    CHECKED_IN = "checked-in"
    FULFILLED = "fulfilled"
    NOSHOW = "noshow"
    CANCELLED = "cancelled"
    WAITLIST = "waitlist"
    ENTERED_IN_ERROR = "entered-in-error"


# A missed place stays taken: nobody else sat in it.
HOLDS_SEAT = frozenset(
    {
        AppointmentStatus.BOOKED,
        AppointmentStatus.ARRIVED,
        AppointmentStatus.CHECKED_IN,
        AppointmentStatus.FULFILLED,
        AppointmentStatus.NOSHOW,
    }
)

# Someone is known to have come, or not to: only attendance itself moves such a place.
HAS_ATTENDANCE = HOLDS_SEAT - {AppointmentStatus.BOOKED}

# Someone came.
CAME = HAS_ATTENDANCE - {AppointmentStatus.NOSHOW}

_HELD = HOLDS_SEAT | {AppointmentStatus.CANCELLED, AppointmentStatus.ENTERED_IN_ERROR}
_WISHED = frozenset(
    {
        AppointmentStatus.PENDING,
        AppointmentStatus.BOOKED,
        AppointmentStatus.WAITLIST,
        AppointmentStatus.CANCELLED,
        AppointmentStatus.ENTERED_IN_ERROR,
    }
)
# Attendance can be corrected and undone, so a place moves back as well as forward.
TRANSITIONS: Mapping[AppointmentStatus, frozenset[AppointmentStatus]] = MappingProxyType(
    {
        **{status: _HELD - {status} for status in HOLDS_SEAT},
        AppointmentStatus.PROPOSED: _WISHED,
        AppointmentStatus.PENDING: _WISHED - {AppointmentStatus.PENDING},
        AppointmentStatus.WAITLIST: _WISHED - {AppointmentStatus.WAITLIST},
        AppointmentStatus.CANCELLED: frozenset(
            {AppointmentStatus.BOOKED, AppointmentStatus.ENTERED_IN_ERROR}
        ),
        AppointmentStatus.ENTERED_IN_ERROR: frozenset(),
    }
)


class ServiceType(StrEnum):
    CBT = "cbt"
    RELAPSE_PREVENTION = "relapse-prevention"
    EDUCATION = "education"
    LIFE_SKILLS = "life-skills"
    FAMILY = "family"
    YOGA_MEDITATION = "yoga-meditation"
    INDIVIDUAL = "individual"


class GroupKind(StrEnum):
    """What decides how many may sit in a group; the numbers are the rule pack's."""

    THERAPY = "therapy"
    EDUCATION = "education"
    INDIVIDUAL = "individual"


# Where a state is silent the stricter cap holds, so a family group counts as therapy.
GROUP_KINDS: Mapping[ServiceType, GroupKind] = MappingProxyType(
    {
        ServiceType.CBT: GroupKind.THERAPY,
        ServiceType.RELAPSE_PREVENTION: GroupKind.THERAPY,
        ServiceType.FAMILY: GroupKind.THERAPY,
        ServiceType.EDUCATION: GroupKind.EDUCATION,
        ServiceType.LIFE_SKILLS: GroupKind.EDUCATION,
        ServiceType.YOGA_MEDITATION: GroupKind.EDUCATION,
        ServiceType.INDIVIDUAL: GroupKind.INDIVIDUAL,
    }
)


class Enrollment(StrEnum):
    """Whether others may join once a group has started."""

    ROLLING = "rolling"
    CLOSED = "closed"


class GroupGender(StrEnum):
    """For whom a group is, as FHIR spells it; empty for everyone."""

    EVERYONE = ""
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


PHASES = (1, 2, 3, 4)  # of a program, from its beginning to what comes after it


class Modality(StrEnum):
    ON_SITE = "on-site"
    TELEHEALTH = "telehealth"


class SessionStatus(StrEnum):
    PLANNED = "planned"
    CANCELLED = "cancelled"


class SessionState(StrEnum):
    """How a session stands at a moment: what its board's columns are."""

    TO_COME = "to-come"
    UNDER_WAY = "under-way"
    OVER = "over"
    CANCELLED = "cancelled"


class AppointmentOrigin(StrEnum):
    """How a place in a session came about; only the roster's own follow the roster."""

    ROSTER = "roster"
    WALK_IN = "walk-in"
    MAKE_UP = "make-up"
    ONE_OFF = "one-off"


class CancellationReason(StrEnum):
    """Why a place was given up; the roster reopens only what the roster itself had cancelled."""

    LEFT_ROSTER = "left-roster"
    SESSION_CANCELLED = "session-cancelled"
    EPISODE_ENDED = "episode-ended"
    CLIENT_ASKED = "client-asked"
    LATE_CANCEL = "late-cancel"
    OTHER = "other"


class EditScope(StrEnum):
    THIS_ONE = "this-one"
    FROM_NOW_ON = "from-now-on"


class BookingObstacle(StrEnum):
    """Why a place can't be booked."""

    GROUP_FULL = "group-full"
    OVER_CAP = "over-cap"
    PERSON_BUSY = "person-busy"
    ALREADY_BOOKED = "already-booked"
    NOT_ADMITTED = "not-admitted"
    SESSION_CANCELLED = "session-cancelled"
    SESSION_OVER = "session-over"


class PlanningObstacle(StrEnum):
    """Why a group or one of its sessions can't be planned or changed so."""

    FACILITATOR_BUSY = "facilitator-busy"
    ROOM_BUSY = "room-busy"
    PERSON_BUSY = "person-busy"
    CREDENTIAL_LAPSED = "credential-lapsed"
    ROOM_MISSING = "room-missing"
    ROOM_TOO_SMALL = "room-too-small"
    ROOM_LACKS_FEATURE = "room-lacks-feature"
    TARGET_OUT_OF_RANGE = "target-out-of-range"
    ENDS_BEFORE_IT_STARTS = "ends-before-it-starts"
    CAPACITY_BELOW_ONE = "capacity-below-one"
    CAPACITY_OVER_CAP = "capacity-over-cap"
    CAPACITY_BELOW_BOOKED = "capacity-below-booked"
    ALREADY_BEGUN = "already-begun"
    ATTENDANCE_RECORDED = "attendance-recorded"
    SESSION_CANCELLED = "session-cancelled"
    CHANGED_MEANWHILE = "changed-meanwhile"
    OTHER_WEEK = "other-week"
    STARTS_IN_THE_PAST = "starts-in-the-past"
    ENDS_BEFORE_TODAY = "ends-before-today"


class AppointmentObstacle(StrEnum):
    """Why a place can't be given up or marked so."""

    ATTENDANCE_RECORDED = "attendance-recorded"
    ALREADY_CANCELLED = "already-cancelled"
    NOT_ON_ROSTER = "not-on-roster"
    TRANSITION_NOT_ALLOWED = "transition-not-allowed"


class RosterObstacle(StrEnum):
    """Why someone can't join or leave a group so."""

    ALREADY_ON_ROSTER = "already-on-roster"
    NOT_ON_ROSTER = "not-on-roster"
    NOT_ADMITTED = "not-admitted"
    GROUP_ENDED = "group-ended"
    LEAVES_BEFORE_JOINING = "leaves-before-joining"
