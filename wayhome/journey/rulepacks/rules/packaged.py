"""The numbers that come with Wayhome, each with its source.

What stands in no public source is marked as common practice: fine as a default that a program
changes, never a hard rule. What only Wayhome's own pages go by is marked so. A state's or payer's
number holds only where its scope fits.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wayhome.journey.rulepacks.codes import Payer, RuleKey

COMMON_PRACTICE = "common-practice"
OWN_DEFAULT = "own-default"


@dataclass(frozen=True, slots=True)
class PackagedValue:
    """A number, where it holds and since when; without a start it holds as far back as needed."""

    key: RuleKey
    value: Decimal
    source: str = COMMON_PRACTICE
    jurisdiction: str = ""
    payer: str = ""
    start: date | None = None


def _value(key: RuleKey, value: int, **scope: str) -> PackagedValue:
    return PackagedValue(key, Decimal(value), **scope)  # type: ignore[arg-type]  # all are text


_MEDICARE_IOP = "Medicare IOP benefit, 42 CFR 424.24(d) and contractor guidance (Noridian)"
_KANSAS = "Kansas R03-704"
_NEW_JERSEY = "N.J.A.C. 10:161B-10.1"
_ARIZONA = "AHCCCS IOP coding clarification of 1 April 2024 (S9480)"
_INDIANA = "405 IAC 5-21.5-11"
_NORTH_CAROLINA = "North Carolina SAIOP service definition"
_SAMHSA = "SAMHSA Advisory 2021, Clinical Issues in Intensive Outpatient Treatment"
_HIGH_INTENSITY = "Medicare partial hospitalization, contractor guidance (Noridian)"

_EVERYWHERE = (
    _value(RuleKey.WEEKLY_MIN_HOURS_ADULT, 9, source=_SAMHSA),
    _value(RuleKey.WEEKLY_MIN_HOURS_ADOLESCENT, 6, source=_SAMHSA),
    _value(RuleKey.WEEKLY_MAX_HOURS, 19, source=_SAMHSA),
    _value(RuleKey.WEEKLY_MIN_HOURS_HIGH_INTENSITY, 20, source=_HIGH_INTENSITY),
    _value(RuleKey.BILLABLE_DAY_MIN_MINUTES, 180),
    _value(RuleKey.BILLABLE_WEEK_MIN_DAYS, 3),
    _value(RuleKey.GROUP_CAP_THERAPY, 12),
    _value(RuleKey.GROUP_CAP_EDUCATION, 25),
    _value(RuleKey.GROUP_CAP_INDIVIDUAL, 1),
    _value(RuleKey.GROUP_CAP_COFACILITATED, 15),
    _value(RuleKey.GROUP_WARN_AT, 10),
    _value(RuleKey.CASELOAD_CAP, 16),
    _value(RuleKey.CALL_BACK_HOURS, 24),
    _value(RuleKey.BIOPSYCHOSOCIAL_DAYS, 7),
    _value(RuleKey.INITIAL_PLAN_DAYS, 0),
    _value(RuleKey.FULL_PLAN_DAYS, 7),
    _value(RuleKey.PLAN_REVIEW_DAYS, 30),
    _value(RuleKey.NOTE_SIGN_HOURS, 48),
    _value(RuleKey.HISTORY_AND_PHYSICAL_DAYS, 30),
    _value(RuleKey.DISCHARGE_SUMMARY_DAYS, 15),
    _value(RuleKey.MEDICARE_RECERTIFICATION_DAYS, 60),
    _value(RuleKey.INACTIVE_DISCHARGE_DAYS, 30),
    _value(RuleKey.CHECK_IN_OPENS_MINUTES, 60, source=OWN_DEFAULT),
    _value(RuleKey.KIOSK_WRONG_CODES, 5, source=OWN_DEFAULT),
    _value(RuleKey.KIOSK_FIRST_PAUSE_SECONDS, 10, source=OWN_DEFAULT),
    _value(RuleKey.KIOSK_LONGEST_PAUSE_SECONDS, 300, source=OWN_DEFAULT),
    _value(RuleKey.KIOSK_FORGETS_MINUTES, 15, source=OWN_DEFAULT),
)
_BY_STATE = (
    _value(RuleKey.WEEKLY_MIN_HOURS_ADULT, 9, jurisdiction="KS", source=_KANSAS),
    _value(RuleKey.WEEKLY_MIN_HOURS_ADOLESCENT, 6, jurisdiction="KS", source=_KANSAS),
    _value(RuleKey.CASELOAD_CAP, 24, jurisdiction="NJ", source=_NEW_JERSEY),
)
_MEDICAID_AZ = {"jurisdiction": "AZ", "payer": Payer.MEDICAID, "source": _ARIZONA}
_MEDICAID_IN = {"jurisdiction": "IN", "payer": Payer.MEDICAID, "source": _INDIANA}
_MEDICAID_NC = {"jurisdiction": "NC", "payer": Payer.MEDICAID, "source": _NORTH_CAROLINA}
_MEDICARE = {"payer": Payer.MEDICARE, "source": _MEDICARE_IOP}
_BY_PAYER = (
    _value(RuleKey.WEEKLY_MIN_HOURS_ADULT, 9, **_MEDICAID_AZ),
    _value(RuleKey.BILLABLE_DAY_MIN_MINUTES, 180, **_MEDICAID_AZ),
    _value(RuleKey.BILLABLE_WEEK_MIN_DAYS, 2, **_MEDICAID_AZ),
    _value(RuleKey.GROUP_CAP_THERAPY, 8, **_MEDICAID_AZ),
    _value(RuleKey.CASELOAD_CAP, 16, **_MEDICAID_AZ),
    _value(RuleKey.BILLABLE_DAY_MIN_MINUTES, 180, **_MEDICAID_IN),
    _value(RuleKey.BILLABLE_WEEK_MIN_DAYS, 3, **_MEDICAID_IN),
    _value(RuleKey.BILLABLE_DAY_MIN_MINUTES, 180, **_MEDICAID_NC),
    _value(RuleKey.BILLABLE_WEEK_MIN_DAYS, 3, **_MEDICAID_NC),
    _value(RuleKey.WEEKLY_MIN_HOURS_ADULT, 9, **_MEDICARE),
    _value(RuleKey.WEEKLY_MAX_HOURS, 19, **_MEDICARE),
)
PACKAGED: tuple[PackagedValue, ...] = (*_EVERYWHERE, *_BY_STATE, *_BY_PAYER)
