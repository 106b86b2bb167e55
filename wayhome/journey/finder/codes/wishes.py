"""What may matter to somebody who looks for a program, and which codes say that it is there.

The order of `Wish` is for good: a facility keeps one bit for each. A new wish comes last.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from types import MappingProxyType


class PlaceKind(StrEnum):
    ZIP = "zip"
    TOWN = "town"


class Precision(StrEnum):
    """What a facility's position is: its own, or the middle of the place where it says it is."""

    ADDRESS = "address"
    ZIP = "zip"
    TOWN = "town"
    AREA = "area"
    NONE = "none"


class Importance(IntEnum):
    """How much a wish weighs."""

    NICE = 1
    NEEDED = 3


class Verdict(StrEnum):
    MATCHED = "matched"
    NOT_OFFERED = "not-offered"
    NOT_KNOWN = "not-known"


class Wish(StrEnum):
    INTENSIVE_OUTPATIENT = "intensive-outpatient"
    DAY_TREATMENT = "day-treatment"
    WEEKLY_OUTPATIENT = "weekly-outpatient"
    RESIDENTIAL = "residential"
    MEDICAID = "medicaid"
    MEDICARE = "medicare"
    PRIVATE_INSURANCE = "private-insurance"
    MILITARY_INSURANCE = "military-insurance"
    INDIAN_HEALTH_MONEY = "indian-health-money"
    STATE_PLAN = "state-plan"
    SELF_PAY = "self-pay"
    NO_CHARGE = "no-charge"
    SLIDING_FEE = "sliding-fee"
    PAYMENT_HELP = "payment-help"
    ACCREDITED = "accredited"
    JOINT_COMMISSION = "joint-commission"
    CARF = "carf"
    STATE_LICENSED = "state-licensed"
    CBT = "cbt"
    MOTIVATIONAL = "motivational"
    RELAPSE_PREVENTION = "relapse-prevention"
    CONTINGENCY_MANAGEMENT = "contingency-management"
    TWELVE_STEP = "twelve-step"
    TRAUMA = "trauma"
    MATRIX = "matrix"
    ANGER = "anger"
    ACUPUNCTURE = "acupuncture"
    INDIVIDUAL_COUNSELING = "individual-counseling"
    GROUP_COUNSELING = "group-counseling"
    OPIOID_MEDICATION = "opioid-medication"
    BUPRENORPHINE = "buprenorphine"
    METHADONE = "methadone"
    NALTREXONE = "naltrexone"
    ALCOHOL_MEDICATION = "alcohol-medication"
    KEEPS_MEDICATION = "keeps-medication"
    MENTAL_HEALTH_TOO = "mental-health-too"
    CASE_MANAGEMENT = "case-management"
    AFTERCARE = "aftercare"
    FAMILY = "family"
    PEERS = "peers"
    SELF_HELP = "self-help"
    TELEHEALTH = "telehealth"
    EVENINGS = "evenings"
    WHEELCHAIR = "wheelchair"
    CHILD_CARE = "child-care"
    TRANSPORT = "transport"
    HOUSING = "housing"
    WORK = "work"
    PRIMARY_CARE = "primary-care"
    SPANISH = "spanish"
    SIGN_LANGUAGE = "sign-language"
    NATIVE_LANGUAGE = "native-language"
    ARABIC = "arabic"
    CHINESE = "chinese"
    CREOLE = "creole"
    FARSI = "farsi"
    FRENCH = "french"
    GERMAN = "german"
    GREEK = "greek"
    HEBREW = "hebrew"
    HINDI = "hindi"
    HMONG = "hmong"
    ITALIAN = "italian"
    JAPANESE = "japanese"
    KOREAN = "korean"
    POLISH = "polish"
    PORTUGUESE = "portuguese"
    RUSSIAN = "russian"
    TAGALOG = "tagalog"
    VIETNAMESE = "vietnamese"
    FOR_TEENAGERS = "for-teenagers"
    FOR_YOUNG_ADULTS = "for-young-adults"
    FOR_OLDER_ADULTS = "for-older-adults"
    FOR_WOMEN = "for-women"
    FOR_PREGNANCY = "for-pregnancy"
    FOR_MEN = "for-men"
    FOR_LGBTQ = "for-lgbtq"
    FOR_VETERANS = "for-veterans"
    FOR_ACTIVE_DUTY = "for-active-duty"
    FOR_MILITARY_FAMILIES = "for-military-families"
    FOR_COURT = "for-court"
    FOR_DUI = "for-dui"
    FOR_HIV = "for-hiv"
    FOR_PAIN = "for-pain"
    FOR_TRAUMA = "for-trauma"
    FOR_VIOLENCE = "for-violence"
    FOR_ABUSE = "for-abuse"
    TAKES_CHILDREN = "takes-children"
    TAKES_YOUNG_ADULTS = "takes-young-adults"
    TAKES_ADULTS = "takes-adults"
    TAKES_OLDER_ADULTS = "takes-older-adults"
    TAKES_WOMEN = "takes-women"
    TAKES_MEN = "takes-men"


@dataclass(frozen=True, slots=True)
class Meaning:
    """Any of `offered` says yes, any of `denied` says no; both or neither says nothing."""

    offered: frozenset[str]
    denied: frozenset[str]


def _said(offered: str, denied: str = "") -> Meaning:
    return Meaning(frozenset(offered.split()), frozenset(denied.split()))


_BUPRENORPHINE = "BU BUM BWN BWON BERI BSDM UB"
_METHADONE = "MU MM METH"
_NALTREXONE = "NU NXN VTRL UN RPN"
MEANINGS: Mapping[Wish, Meaning] = MappingProxyType(
    {
        Wish.INTENSIVE_OUTPATIENT: _said("OIT"),
        Wish.DAY_TREATMENT: _said("ODT"),
        Wish.WEEKLY_OUTPATIENT: _said("ORT"),
        Wish.RESIDENTIAL: _said("RES RS RL"),
        Wish.MEDICAID: _said("MD"),
        Wish.MEDICARE: _said("MC"),
        Wish.PRIVATE_INSURANCE: _said("PI"),
        Wish.MILITARY_INSURANCE: _said("MI"),
        Wish.INDIAN_HEALTH_MONEY: _said("ITU"),
        Wish.STATE_PLAN: _said("SI"),
        Wish.SELF_PAY: _said("SF"),
        Wish.NO_CHARGE: _said("NP"),
        Wish.SLIDING_FEE: _said("SS"),
        Wish.PAYMENT_HELP: _said("PA SS"),
        Wish.ACCREDITED: _said("JC CARF COA NCQA HFAP"),
        Wish.JOINT_COMMISSION: _said("JC"),
        Wish.CARF: _said("CARF"),
        Wish.STATE_LICENSED: _said("STAG STMH STDH HLA"),
        Wish.CBT: _said("CBT"),
        Wish.MOTIVATIONAL: _said("MOTI"),
        Wish.RELAPSE_PREVENTION: _said("RELP"),
        Wish.CONTINGENCY_MANAGEMENT: _said("CMI CRV"),
        Wish.TWELVE_STEP: _said("TWFA"),
        Wish.TRAUMA: _said("TRC"),
        Wish.MATRIX: _said("MXM"),
        Wish.ANGER: _said("ANG"),
        Wish.ACUPUNCTURE: _said("ACU"),
        Wish.INDIVIDUAL_COUNSELING: _said("ICO"),
        Wish.GROUP_COUNSELING: _said("GCO"),
        Wish.OPIOID_MEDICATION: _said(f"OTP {_BUPRENORPHINE} {_METHADONE} NU RPN", "NMOA NOOP"),
        Wish.BUPRENORPHINE: _said(_BUPRENORPHINE, "NMOA NOOP"),
        Wish.METHADONE: _said(_METHADONE, "NMOA NOOP"),
        Wish.NALTREXONE: _said(_NALTREXONE),
        Wish.ALCOHOL_MEDICATION: _said("PMAT ACM DSF", "NMAUT NAUT"),
        Wish.KEEPS_MEDICATION: _said("MOA ACMA"),
        Wish.MENTAL_HEALTH_TOO: _said("CO SUMH"),
        Wish.CASE_MANAGEMENT: _said("CM"),
        Wish.AFTERCARE: _said("ACC"),
        Wish.FAMILY: _said("FCO MCO"),
        Wish.PEERS: _said("PEER RC"),
        Wish.SELF_HELP: _said("SHG"),
        Wish.TELEHEALTH: _said("TELE"),
        Wish.EVENINGS: _said("WH-EVENING"),
        Wish.WHEELCHAIR: _said("WH-WHEELCHAIR"),
        Wish.CHILD_CARE: _said("CCC"),
        Wish.TRANSPORT: _said("TA"),
        Wish.HOUSING: _said("HS HH"),
        Wish.WORK: _said("EMP VOC"),
        Wish.PRIMARY_CARE: _said("IPC"),
        Wish.SPANISH: _said("SP"),
        Wish.SIGN_LANGUAGE: _said("AH"),
        Wish.NATIVE_LANGUAGE: _said("NX N24 N40"),
        Wish.ARABIC: _said("F4"),
        Wish.CHINESE: _said("F17"),
        Wish.CREOLE: _said("F19"),
        Wish.FARSI: _said("F25"),
        Wish.FRENCH: _said("F28"),
        Wish.GERMAN: _said("F30"),
        Wish.GREEK: _said("F31"),
        Wish.HEBREW: _said("F35"),
        Wish.HINDI: _said("F36"),
        Wish.HMONG: _said("F37"),
        Wish.ITALIAN: _said("F42"),
        Wish.JAPANESE: _said("F43"),
        Wish.KOREAN: _said("F47"),
        Wish.POLISH: _said("F66"),
        Wish.PORTUGUESE: _said("F67"),
        Wish.RUSSIAN: _said("F70"),
        Wish.TAGALOG: _said("F81"),
        Wish.VIETNAMESE: _said("F92"),
        Wish.FOR_TEENAGERS: _said("AD"),
        Wish.FOR_YOUNG_ADULTS: _said("TAY"),
        Wish.FOR_OLDER_ADULTS: _said("SE"),
        Wish.FOR_WOMEN: _said("WN"),
        Wish.FOR_PREGNANCY: _said("PW"),
        Wish.FOR_MEN: _said("MN"),
        Wish.FOR_LGBTQ: _said("GL"),
        Wish.FOR_VETERANS: _said("VET"),
        Wish.FOR_ACTIVE_DUTY: _said("ADM"),
        Wish.FOR_MILITARY_FAMILIES: _said("MF"),
        Wish.FOR_COURT: _said("CJ"),
        Wish.FOR_DUI: _said("DU DUO"),
        Wish.FOR_HIV: _said("HV"),
        Wish.FOR_PAIN: _said("COPSU"),
        Wish.FOR_TRAUMA: _said("TRMA"),
        Wish.FOR_VIOLENCE: _said("DV"),
        Wish.FOR_ABUSE: _said("XA"),
        Wish.TAKES_CHILDREN: _said("CHLD"),
        Wish.TAKES_YOUNG_ADULTS: _said("YAD"),
        Wish.TAKES_ADULTS: _said("ADLT"),
        Wish.TAKES_OLDER_ADULTS: _said("SNR"),
        Wish.TAKES_WOMEN: _said("FEM"),
        Wish.TAKES_MEN: _said("MALE"),
    }
)
