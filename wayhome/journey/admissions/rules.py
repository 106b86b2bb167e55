"""Rules of episodes of care: how they move, what is still missing, which week it is.

Pure: plain values in, plain values out. No Django, no database, no clock.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from wayhome.journey.admissions.codes import (
    MOVES,
    TRANSITIONS,
    DischargeReason,
    EpisodeObstacle,
    EpisodeStatus,
    MissingItem,
    Move,
)
from wayhome.shared.core.period import DatePeriod

DAYS_IN_WEEK = 7
MINUTES_IN_HOUR = 60
REASON_NEEDED = frozenset(
    {EpisodeStatus.ONHOLD, EpisodeStatus.CANCELLED, EpisodeStatus.ENTERED_IN_ERROR}
)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Whoever is registered on the way in, as a form or an inquiry tells of them."""

    given_name: str
    family_name: str
    preferred_name: str = ""
    pronouns: str = ""
    birth_date: date | None = None
    language: str = "en"
    phone: str = ""
    may_leave_message: bool = False
    may_say_who_we_are: bool = False
    email: str = ""


@dataclass(frozen=True, slots=True)
class AdmissionFacts:
    """What is known of an admitted person, as far as the missing items derive from it.

    Rostered minutes are those of an ordinary week of the groups that the person belongs to; None
    where nobody has asked, and then nothing is said to be missing.
    """

    has_emergency_contact: bool
    has_safe_phone: bool
    has_birth_date: bool
    has_primary_counselor: bool
    has_placement_assessment: bool
    has_preferred_language: bool
    rostered_minutes: int | None
    target_minutes: int


def whats_missing(facts: AdmissionFacts) -> tuple[MissingItem, ...]:
    """Return what this person's record still lacks, most pressing first."""
    rostered = facts.rostered_minutes
    checks = {
        MissingItem.EMERGENCY_CONTACT: not facts.has_emergency_contact,
        MissingItem.SAFE_PHONE: not facts.has_safe_phone,
        MissingItem.BIRTH_DATE: not facts.has_birth_date,
        MissingItem.PRIMARY_COUNSELOR: not facts.has_primary_counselor,
        MissingItem.PLACEMENT_ASSESSMENT: not facts.has_placement_assessment,
        MissingItem.GROUP_ROSTER: rostered == 0,
        MissingItem.HOURS_BELOW_TARGET: rostered is not None
        and 0 < rostered < facts.target_minutes,
        MissingItem.PREFERRED_LANGUAGE: not facts.has_preferred_language,
    }
    return tuple(item for item, applies in checks.items() if applies)


def week_number(admitted_on: date, day: date) -> int:
    """Return in which week since admission this day lies: 1 for the first seven days, 0 before."""
    return max((day - admitted_on).days // DAYS_IN_WEEK + 1, 0)


def obstacles_to_opening(
    *, has_open_episode_here: bool, program_is_open: bool, record_is_replaced: bool
) -> tuple[EpisodeObstacle, ...]:
    """Return every reason why this person can't be planned or put on the waiting list here."""
    checks = {
        EpisodeObstacle.ALREADY_OPEN_HERE: has_open_episode_here,
        EpisodeObstacle.PROGRAM_CLOSED: not program_is_open,
        EpisodeObstacle.RECORD_REPLACED: record_is_replaced,
    }
    return _applying(checks)


def obstacles_to_moving(
    *, status: EpisodeStatus, to: EpisodeStatus, day: date, last_change_on: date, today: date
) -> tuple[EpisodeObstacle, ...]:
    """Return every reason why the episode can't take this status on this day."""
    checks = {
        EpisodeObstacle.TRANSITION_NOT_ALLOWED: to not in TRANSITIONS[status],
        EpisodeObstacle.DAY_IN_FUTURE: day > today,
        EpisodeObstacle.DAY_BEFORE_LAST_CHANGE: day < last_change_on,
    }
    return _applying(checks)


def obstacles_to_changing_status(
    *,
    status: EpisodeStatus,
    to: EpisodeStatus,
    day: date,
    last_change_on: date,
    today: date,
    reason: str,
) -> tuple[EpisodeObstacle, ...]:
    """Return every reason why the stay can't be paused, cancelled or called a mistake."""
    moving = obstacles_to_moving(
        status=status, to=to, day=day, last_change_on=last_change_on, today=today
    )
    reason_is_missing = to in REASON_NEEDED and not reason.strip()
    return moving + _applying({EpisodeObstacle.REASON_MISSING: reason_is_missing})


def obstacles_to_resuming(
    *, status: EpisodeStatus, day: date, last_change_on: date, today: date
) -> tuple[EpisodeObstacle, ...]:
    """Return every reason why the stay can't go on on this day; one from the list is admitted."""
    checks = {
        EpisodeObstacle.TRANSITION_NOT_ALLOWED: Move.RESUME not in MOVES[status],
        EpisodeObstacle.DAY_IN_FUTURE: day > today,
        EpisodeObstacle.DAY_BEFORE_LAST_CHANGE: day < last_change_on,
    }
    return _applying(checks)


def obstacles_to_changing(
    *, status: EpisodeStatus, today: date, counselor_credentials: Iterable[DatePeriod] | None
) -> tuple[EpisodeObstacle, ...]:
    """Return every reason why an open stay can't have this counselor; None is nobody yet."""
    checks = {
        EpisodeObstacle.TRANSITION_NOT_ALLOWED: Move.CHANGE not in MOVES[status],
        EpisodeObstacle.COUNSELOR_CREDENTIAL_NOT_VALID: counselor_credentials is not None
        and not any(period.contains(today) for period in counselor_credentials),
    }
    return _applying(checks)


def obstacles_to_admitting(
    *,
    status: EpisodeStatus,
    day: date,
    last_change_on: date,
    today: date,
    program_is_open: bool,
    record_is_replaced: bool,
    counselor_credentials: Iterable[DatePeriod] | None,
) -> tuple[EpisodeObstacle, ...]:
    """Return every reason why the person can't be admitted on this day.

    `counselor_credentials` are the periods of the primary counselor's credentials, ends excluded;
    None when no counselor is named yet, which is missing but no obstacle.
    """
    moving = obstacles_to_moving(
        status=status,
        to=EpisodeStatus.ACTIVE,
        day=day,
        last_change_on=last_change_on,
        today=today,
    )
    checks = {
        EpisodeObstacle.PROGRAM_CLOSED: not program_is_open,
        EpisodeObstacle.RECORD_REPLACED: record_is_replaced,
        EpisodeObstacle.COUNSELOR_CREDENTIAL_NOT_VALID: counselor_credentials is not None
        and not any(period.contains(day) for period in counselor_credentials),
    }
    return moving + _applying(checks)


def obstacles_to_transferring(
    *,
    status: EpisodeStatus,
    day: date,
    last_change_on: date,
    today: date,
    same_program: bool,
    has_open_episode_there: bool,
    target_is_open: bool,
    last_attended_on: date | None,
) -> tuple[EpisodeObstacle, ...]:
    """Return every reason why the person can't go on in another program or level on this day.

    A transfer to another program finishes this episode and opens the next one on the same day;
    `last_attended_on` is None where it finishes nothing.
    """
    to = EpisodeStatus.FINISHED
    moving = obstacles_to_moving(
        status=status, to=to, day=day, last_change_on=last_change_on, today=today
    )
    checks = {
        EpisodeObstacle.SAME_PROGRAM: same_program,
        EpisodeObstacle.ALREADY_OPEN_HERE: has_open_episode_there and not same_program,
        EpisodeObstacle.PROGRAM_CLOSED: not target_is_open,
        EpisodeObstacle.ATTENDED_AFTER_DISCHARGE: last_attended_on is not None
        and last_attended_on > day,
    }
    return moving + _applying(checks)


def obstacles_to_discharging(
    *,
    status: EpisodeStatus,
    day: date,
    last_change_on: date,
    today: date,
    reason: DischargeReason | None,
    last_attended_on: date | None,
) -> tuple[EpisodeObstacle, ...]:
    """Return every reason why the person can't be discharged on this day."""
    moving = obstacles_to_moving(
        status=status,
        to=EpisodeStatus.FINISHED,
        day=day,
        last_change_on=last_change_on,
        today=today,
    )
    checks = {
        EpisodeObstacle.REASON_MISSING: reason is None,
        EpisodeObstacle.ATTENDED_AFTER_DISCHARGE: last_attended_on is not None
        and last_attended_on > day,
    }
    return moving + _applying(checks)


def _applying(checks: dict[EpisodeObstacle, bool]) -> tuple[EpisodeObstacle, ...]:
    return tuple(obstacle for obstacle, applies in checks.items() if applies)
