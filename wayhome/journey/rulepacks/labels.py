"""What a person reads for the numbers, what they count, and why one can't be set so."""

from collections.abc import Mapping
from decimal import Decimal
from math import ceil
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from wayhome.journey.rulepacks.codes import Payer, RuleKey, RuleObstacle, Unit
from wayhome.journey.rulepacks.rules import COMMON_PRACTICE, OWN_DEFAULT

KEYS: Mapping[RuleKey, Promise] = MappingProxyType(
    {
        RuleKey.WEEKLY_MIN_HOURS_ADULT: _("Least hours a week, adults"),
        RuleKey.WEEKLY_MIN_HOURS_ADOLESCENT: _("Least hours a week, under 18"),
        RuleKey.WEEKLY_MAX_HOURS: _("Most hours a week at this level"),
        RuleKey.WEEKLY_MIN_HOURS_HIGH_INTENSITY: _("Least hours a week, level 2.5"),
        RuleKey.BILLABLE_DAY_MIN_MINUTES: _("Least time for a billable day"),
        RuleKey.BILLABLE_WEEK_MIN_DAYS: _("Least days of service a week"),
        RuleKey.GROUP_CAP_THERAPY: _("Most people in a therapy group"),
        RuleKey.GROUP_CAP_EDUCATION: _("Most people in an education group"),
        RuleKey.GROUP_CAP_INDIVIDUAL: _("Most people in an individual session"),
        RuleKey.GROUP_CAP_COFACILITATED: _("Most people with a second facilitator"),
        RuleKey.GROUP_WARN_AT: _("Warn when a therapy group has"),
        RuleKey.CASELOAD_CAP: _("Most clients for one primary counselor"),
        RuleKey.CALL_BACK_HOURS: _("Call an inquiry back within"),
        RuleKey.BIOPSYCHOSOCIAL_DAYS: _("Biopsychosocial assessment within"),
        RuleKey.INITIAL_PLAN_DAYS: _("First plan within"),
        RuleKey.FULL_PLAN_DAYS: _("Full treatment plan within"),
        RuleKey.PLAN_REVIEW_DAYS: _("Plan reviewed every"),
        RuleKey.NOTE_SIGN_HOURS: _("Note signed within"),
        RuleKey.HISTORY_AND_PHYSICAL_DAYS: _("History and physical within"),
        RuleKey.DISCHARGE_SUMMARY_DAYS: _("Discharge summary within"),
        RuleKey.MEDICARE_RECERTIFICATION_DAYS: _("Medicare recertification every"),
        RuleKey.INACTIVE_DISCHARGE_DAYS: _("Discharge after this long without contact"),
        RuleKey.CHECK_IN_OPENS_MINUTES: _("Check-in opens before a session"),
        RuleKey.KIOSK_WRONG_CODES: _("Wrong codes before a kiosk pauses"),
        RuleKey.KIOSK_FIRST_PAUSE_SECONDS: _("First pause of a kiosk; the next are twice as long"),
        RuleKey.KIOSK_LONGEST_PAUSE_SECONDS: _("Longest pause of a kiosk"),
        RuleKey.KIOSK_FORGETS_MINUTES: _("A kiosk forgets wrong codes after"),
    }
)
GROUPS: tuple[tuple[Promise, tuple[RuleKey, ...]], ...] = (
    (
        _("Hours"),
        (
            RuleKey.WEEKLY_MIN_HOURS_ADULT,
            RuleKey.WEEKLY_MIN_HOURS_ADOLESCENT,
            RuleKey.WEEKLY_MAX_HOURS,
            RuleKey.WEEKLY_MIN_HOURS_HIGH_INTENSITY,
            RuleKey.BILLABLE_DAY_MIN_MINUTES,
            RuleKey.BILLABLE_WEEK_MIN_DAYS,
        ),
    ),
    (
        _("Groups and caseloads"),
        (
            RuleKey.GROUP_CAP_THERAPY,
            RuleKey.GROUP_WARN_AT,
            RuleKey.GROUP_CAP_COFACILITATED,
            RuleKey.GROUP_CAP_EDUCATION,
            RuleKey.GROUP_CAP_INDIVIDUAL,
            RuleKey.CASELOAD_CAP,
        ),
    ),
    (
        _("Due times"),
        (
            RuleKey.CALL_BACK_HOURS,
            RuleKey.BIOPSYCHOSOCIAL_DAYS,
            RuleKey.INITIAL_PLAN_DAYS,
            RuleKey.FULL_PLAN_DAYS,
            RuleKey.PLAN_REVIEW_DAYS,
            RuleKey.NOTE_SIGN_HOURS,
            RuleKey.HISTORY_AND_PHYSICAL_DAYS,
            RuleKey.DISCHARGE_SUMMARY_DAYS,
            RuleKey.MEDICARE_RECERTIFICATION_DAYS,
            RuleKey.INACTIVE_DISCHARGE_DAYS,
        ),
    ),
    (
        _("Check-in"),
        (
            RuleKey.CHECK_IN_OPENS_MINUTES,
            RuleKey.KIOSK_WRONG_CODES,
            RuleKey.KIOSK_FIRST_PAUSE_SECONDS,
            RuleKey.KIOSK_LONGEST_PAUSE_SECONDS,
            RuleKey.KIOSK_FORGETS_MINUTES,
        ),
    ),
)
AMOUNTS: Mapping[Unit, Promise] = MappingProxyType(
    {
        Unit.HOURS: ngettext_lazy("%(number)s hour", "%(number)s hours", "count"),
        Unit.MINUTES: ngettext_lazy("%(number)s minute", "%(number)s minutes", "count"),
        Unit.SECONDS: ngettext_lazy("%(number)s second", "%(number)s seconds", "count"),
        Unit.DAYS: ngettext_lazy("%(number)s day", "%(number)s days", "count"),
        Unit.PEOPLE: ngettext_lazy("%(number)s person", "%(number)s people", "count"),
        Unit.CODES: ngettext_lazy("%(number)s code", "%(number)s codes", "count"),
    }
)
PAYERS: Mapping[Payer, Promise] = MappingProxyType(
    {Payer.MEDICARE: _("Medicare"), Payer.MEDICAID: _("Medicaid")}
)
SOURCES: Mapping[str, Promise] = MappingProxyType(
    {
        COMMON_PRACTICE: _("common practice; check what your state and payers ask"),
        OWN_DEFAULT: _("Wayhome's default; no rule asks for it"),
    }
)
OBSTACLES: Mapping[RuleObstacle, Promise] = MappingProxyType(
    {
        RuleObstacle.TOO_LOW: _("This is too low to mean anything."),
        RuleObstacle.TOO_HIGH: _("This is higher than can be meant. Please check the number."),
        RuleObstacle.NOT_WHOLE: _("Only a whole number counts here."),
        RuleObstacle.SOURCE_MISSING: _("Say where the number stands, such as a rule or contract."),
        RuleObstacle.ENDS_BEFORE_IT_STARTS: _("It would end before it starts to hold."),
        RuleObstacle.ALREADY_ENDED: _("It ends before that day already."),
        RuleObstacle.JURISDICTION_UNKNOWN: _("Give the state by its two letters."),
        RuleObstacle.CHANGED_MEANWHILE: _(
            "Someone else changed this number just now. Look at theirs, then set yours again."
        ),
    }
)


def amount(value: Decimal, unit: Unit) -> str:
    """Return the number with what it counts: 1 person, 9.5 hours."""
    count = ceil(value)
    return str(AMOUNTS[unit] % {"number": f"{value.normalize():f}", "count": count})
