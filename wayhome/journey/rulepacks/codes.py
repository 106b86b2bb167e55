"""Names of the numbers that law, payers and programs set, and what they count."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class RuleKey(StrEnum):
    """A number that differs by state, payer or program; the name ends in what it counts."""

    WEEKLY_MIN_HOURS_ADULT = "weekly-min-hours-adult"
    WEEKLY_MIN_HOURS_ADOLESCENT = "weekly-min-hours-adolescent"
    WEEKLY_MAX_HOURS = "weekly-max-hours"
    WEEKLY_MIN_HOURS_HIGH_INTENSITY = "weekly-min-hours-high-intensity"
    BILLABLE_DAY_MIN_MINUTES = "billable-day-min-minutes"
    BILLABLE_WEEK_MIN_DAYS = "billable-week-min-days"
    GROUP_CAP_THERAPY = "group-cap-therapy"
    GROUP_CAP_EDUCATION = "group-cap-education"
    GROUP_CAP_INDIVIDUAL = "group-cap-individual"
    GROUP_CAP_COFACILITATED = "group-cap-cofacilitated"
    GROUP_WARN_AT = "group-warn-at"
    CASELOAD_CAP = "caseload-cap"
    CALL_BACK_HOURS = "call-back-hours"
    BIOPSYCHOSOCIAL_DAYS = "biopsychosocial-days"
    INITIAL_PLAN_DAYS = "initial-plan-days"
    FULL_PLAN_DAYS = "full-plan-days"
    PLAN_REVIEW_DAYS = "plan-review-days"
    NOTE_SIGN_HOURS = "note-sign-hours"
    HISTORY_AND_PHYSICAL_DAYS = "history-and-physical-days"
    DISCHARGE_SUMMARY_DAYS = "discharge-summary-days"
    MEDICARE_RECERTIFICATION_DAYS = "medicare-recertification-days"
    INACTIVE_DISCHARGE_DAYS = "inactive-discharge-days"
    CHECK_IN_OPENS_MINUTES = "check-in-opens-minutes"
    KIOSK_WRONG_CODES = "kiosk-wrong-codes"
    KIOSK_FIRST_PAUSE_SECONDS = "kiosk-first-pause-seconds"
    KIOSK_LONGEST_PAUSE_SECONDS = "kiosk-longest-pause-seconds"
    KIOSK_FORGETS_MINUTES = "kiosk-forgets-minutes"


class Unit(StrEnum):
    """UCUM's letters for times; people, codes and days of service are counted."""

    HOURS = "h"
    MINUTES = "min"
    SECONDS = "s"
    DAYS = "d"
    PEOPLE = "{people}"
    CODES = "{codes}"


UNITS: Mapping[RuleKey, Unit] = MappingProxyType(
    {
        RuleKey.WEEKLY_MIN_HOURS_ADULT: Unit.HOURS,
        RuleKey.WEEKLY_MIN_HOURS_ADOLESCENT: Unit.HOURS,
        RuleKey.WEEKLY_MAX_HOURS: Unit.HOURS,
        RuleKey.WEEKLY_MIN_HOURS_HIGH_INTENSITY: Unit.HOURS,
        RuleKey.BILLABLE_DAY_MIN_MINUTES: Unit.MINUTES,
        RuleKey.BILLABLE_WEEK_MIN_DAYS: Unit.DAYS,
        RuleKey.GROUP_CAP_THERAPY: Unit.PEOPLE,
        RuleKey.GROUP_CAP_EDUCATION: Unit.PEOPLE,
        RuleKey.GROUP_CAP_INDIVIDUAL: Unit.PEOPLE,
        RuleKey.GROUP_CAP_COFACILITATED: Unit.PEOPLE,
        RuleKey.GROUP_WARN_AT: Unit.PEOPLE,
        RuleKey.CASELOAD_CAP: Unit.PEOPLE,
        RuleKey.CALL_BACK_HOURS: Unit.HOURS,
        RuleKey.BIOPSYCHOSOCIAL_DAYS: Unit.DAYS,
        RuleKey.INITIAL_PLAN_DAYS: Unit.DAYS,
        RuleKey.FULL_PLAN_DAYS: Unit.DAYS,
        RuleKey.PLAN_REVIEW_DAYS: Unit.DAYS,
        RuleKey.NOTE_SIGN_HOURS: Unit.HOURS,
        RuleKey.HISTORY_AND_PHYSICAL_DAYS: Unit.DAYS,
        RuleKey.DISCHARGE_SUMMARY_DAYS: Unit.DAYS,
        RuleKey.MEDICARE_RECERTIFICATION_DAYS: Unit.DAYS,
        RuleKey.INACTIVE_DISCHARGE_DAYS: Unit.DAYS,
        RuleKey.CHECK_IN_OPENS_MINUTES: Unit.MINUTES,
        RuleKey.KIOSK_WRONG_CODES: Unit.CODES,
        RuleKey.KIOSK_FIRST_PAUSE_SECONDS: Unit.SECONDS,
        RuleKey.KIOSK_LONGEST_PAUSE_SECONDS: Unit.SECONDS,
        RuleKey.KIOSK_FORGETS_MINUTES: Unit.MINUTES,
    }
)


class Payer(StrEnum):
    """Kinds of payers whose numbers are packaged; a program may name others."""

    MEDICARE = "medicare"
    MEDICAID = "medicaid"


class RuleObstacle(StrEnum):
    """Why a number can't be set so."""

    TOO_LOW = "too-low"
    TOO_HIGH = "too-high"
    NOT_WHOLE = "not-whole"
    SOURCE_MISSING = "source-missing"
    JURISDICTION_UNKNOWN = "jurisdiction-unknown"
    ENDS_BEFORE_IT_STARTS = "ends-before-it-starts"
    ALREADY_ENDED = "already-ended"
    CHANGED_MEANWHILE = "changed-meanwhile"
