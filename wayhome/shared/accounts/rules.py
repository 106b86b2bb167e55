"""What each role may do, from which docs/permissions.md is made; who fits a role; credentials.

Pure: plain values in, plain values out. No Django, no database, no clock.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID

from wayhome.shared.accounts.codes import (
    CLINICAL_ROLES,
    STAFF_ROLES,
    CredentialCode,
    CredentialObstacle,
    CredentialState,
    MembershipObstacle,
    PractitionerObstacle,
    Role,
    SystemAgent,
)
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.period import ONE_DAY
from wayhome.shared.tenancy.codes import STATES

_STAFF = frozenset(
    {
        Permission.ADMISSION_VIEW,
        Permission.APPOINTMENT_BOOK,
        Permission.ATTENDANCE_RECORD,
        Permission.ATTENDANCE_VIEW,
        Permission.AVAILABILITY_RECORD,
        Permission.AVAILABILITY_VIEW,
        Permission.CALENDAR_FEED_OPEN,
        Permission.CHART_READ,
        Permission.HOURS_VIEW,
        Permission.INQUIRY_VIEW,
        Permission.MESSAGE_SEND,
        Permission.PATIENT_MANAGE,
        Permission.PATIENT_SEARCH,
        Permission.PRACTITIONER_VIEW,
        Permission.RULE_VIEW,
        Permission.SCHEDULE_VIEW,
        Permission.SETTINGS_VIEW,
        Permission.SITE_VIEW,
    }
)
_FRONT_DESK = _STAFF | {Permission.ADMISSION_MANAGE, Permission.INQUIRY_MANAGE}
_COUNSELOR = _STAFF | {
    Permission.NOTE_READ,
    Permission.NOTE_WRITE,
    Permission.PLACEMENT_RECORD,
    Permission.PLACEMENT_VIEW,
    Permission.WEEKLY_ORDER_RECORD,
}
_SUPERVISOR = (
    _COUNSELOR
    | _FRONT_DESK
    | {
        Permission.NOTE_COSIGN,
        Permission.PATIENT_MERGE,
        Permission.PRACTITIONER_MANAGE,
        Permission.REPORT_VIEW,
        Permission.SCHEDULE_MANAGE,
        Permission.SEPARATION_MANAGE,
        Permission.WEEK_BUILD,
    }
)
# a director runs the program and reads its figures; notes are read by those who treat
_DIRECTOR = _FRONT_DESK | {
    Permission.AUDIT_VIEW,
    Permission.DATA_EXPORT,
    Permission.DATA_IMPORT,
    Permission.PATIENT_MERGE,
    Permission.PLACEMENT_VIEW,
    Permission.PRACTITIONER_MANAGE,
    Permission.REPORT_VIEW,
    Permission.RULE_MANAGE,
    Permission.SCHEDULE_MANAGE,
    Permission.SEPARATION_MANAGE,
    Permission.SESSION_REVOKE,
    Permission.SITE_MANAGE,
    Permission.USER_MANAGE,
    Permission.WEEKLY_ORDER_RECORD,
    Permission.WEEK_BUILD,
}
# where to go and how many hours a week asks for; never another person's record
_CLIENT = frozenset(
    {
        Permission.OWN_AVAILABILITY_RECORD,
        Permission.OWN_CALENDAR_FEED_OPEN,
        Permission.OWN_RECORD_VIEW,
        Permission.RULE_VIEW,
        Permission.SITE_VIEW,
    }
)
_KIOSK = frozenset({Permission.CHECK_IN_SELF, Permission.RULE_VIEW, Permission.SITE_VIEW})

PERMISSIONS: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.FRONT_DESK: _FRONT_DESK,
        Role.COUNSELOR: _COUNSELOR,
        Role.CLINICAL_SUPERVISOR: _SUPERVISOR,
        Role.PROGRAM_DIRECTOR: _DIRECTOR,
        Role.CLIENT: _CLIENT,
        Role.KIOSK: _KIOSK,
    }
)

_INSTALLER = frozenset(
    {
        Permission.MESSAGE_SEND,
        Permission.ORGANIZATION_OPEN,
        Permission.PRACTITIONER_MANAGE,
        Permission.PRACTITIONER_VIEW,
        Permission.SITE_MANAGE,
        Permission.SITE_VIEW,
        Permission.USER_MANAGE,
    }
)
_IMPORTER = frozenset(
    {
        Permission.ADMISSION_MANAGE,
        Permission.ADMISSION_VIEW,
        Permission.APPOINTMENT_BOOK,
        Permission.ATTENDANCE_RECORD,
        Permission.ATTENDANCE_VIEW,
        Permission.DATA_EXPORT,
        Permission.DATA_IMPORT,
        Permission.ORGANIZATION_OPEN,
        Permission.PATIENT_MANAGE,
        Permission.PATIENT_SEARCH,
        Permission.PRACTITIONER_MANAGE,
        Permission.PRACTITIONER_VIEW,
        Permission.REPORT_VIEW,
        Permission.RULE_VIEW,
        Permission.SCHEDULE_MANAGE,
        Permission.SCHEDULE_VIEW,
        Permission.SITE_MANAGE,
        Permission.SITE_VIEW,
    }
)
_WORKER = frozenset(
    {
        Permission.ADMISSION_VIEW,
        Permission.APPOINTMENT_BOOK,
        Permission.AVAILABILITY_VIEW,
        Permission.HOURS_VIEW,
        Permission.MESSAGE_SEND,
        Permission.PATIENT_SEARCH,
        Permission.PRACTITIONER_VIEW,
        Permission.RULE_VIEW,
        Permission.SCHEDULE_MANAGE,
        Permission.SCHEDULE_VIEW,
        Permission.SITE_VIEW,
        Permission.WEEK_BUILD,
    }
)
# limited to the one person whose calendar asks
_CALENDAR = frozenset({Permission.CALENDAR_FEED_READ, Permission.OWN_RECORD_VIEW})
SYSTEM_PERMISSIONS: Mapping[SystemAgent, frozenset[Permission]] = MappingProxyType(
    {
        SystemAgent.INSTALLER: _INSTALLER,
        # it plays every person's part, in a made-up clinic only
        SystemAgent.DEMO_BUILDER: frozenset(Permission),
        SystemAgent.IMPORTER: _IMPORTER,
        SystemAgent.WORKER: _WORKER,
        SystemAgent.CALENDAR: _CALENDAR,
    }
)

# Associate-level and trainee credentials practise under supervision (domain sheet, 1.6).
UNDER_SUPERVISION = frozenset(
    {CredentialCode.ADC_T, CredentialCode.LMSW, CredentialCode.LPC_A, CredentialCode.AMFT}
)


def permissions_of(roles: Iterable[str]) -> frozenset[Permission]:
    """Return what the roles may do together; a role that no longer exists may nothing."""
    known = (Role(role) for role in roles if role in {*Role})
    return frozenset().union(*(PERMISSIONS[role] for role in known))


@dataclass(frozen=True, slots=True)
class CredentialFacts:
    """A credential as it stands on its card; the last day is included."""

    code: str
    number: str
    state: str
    issue_date: date
    expiry_date: date
    verified_date: date | None = None
    verification_source: str = ""


# Renewals take weeks at most boards, so the warning comes two months before.
WARN_DAYS = 60
_NPI_LENGTH = 10
_NPI_PREFIX = "80840"  # ISO 7812 issuer of health identifiers in the US, part of the check digit


@dataclass(frozen=True, slots=True)
class Standing:
    """How a credential stands on a day, and how many days it still covers (negative: lapsed)."""

    state: CredentialState
    days_left: int


def standing_on(day: date, cards: Iterable[CredentialFacts]) -> Standing:
    """Return how the cards of one number stand together: a renewal takes over without a gap."""
    ordered = sorted(cards, key=lambda card: card.issue_date)
    last_day = max(card.expiry_date for card in ordered)
    until = day - ONE_DAY
    for card in ordered:
        if card.issue_date <= until + ONE_DAY:
            until = max(until, card.expiry_date)
    if (left := (until - day).days) >= 0:
        is_soon = left <= WARN_DAYS
        return Standing(CredentialState.LAPSES_SOON if is_soon else CredentialState.VALID, left)
    state = CredentialState.LAPSED if last_day < day else CredentialState.NOT_YET_VALID
    return Standing(state, (last_day - day).days)


def obstacles_to_credential(
    facts: CredentialFacts, *, today: date
) -> tuple[CredentialObstacle, ...]:
    """Return every reason why a credential can't be recorded so."""
    verified = facts.verified_date
    checks = {
        CredentialObstacle.CODE_UNKNOWN: facts.code not in {*CredentialCode},
        CredentialObstacle.NUMBER_MISSING: not facts.number.strip(),
        CredentialObstacle.STATE_UNKNOWN: facts.state not in STATES,
        CredentialObstacle.EXPIRES_BEFORE_ITS_ISSUE: facts.expiry_date < facts.issue_date,
        CredentialObstacle.VERIFIED_IN_FUTURE: verified is not None and verified > today,
        CredentialObstacle.SOURCE_MISSING: verified is not None
        and not facts.verification_source.strip(),
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)


def obstacles_to_membership(
    roles: Collection[str],
    *,
    display_name: str,
    practitioner_id: UUID | None,
    patient_id: UUID | None,
) -> tuple[MembershipObstacle, ...]:
    """Return every reason why nobody can hold these roles so."""
    held = {*roles}
    checks = {
        MembershipObstacle.ROLE_MISSING: not held or not held <= {*Role},
        MembershipObstacle.CLIENT_AND_STAFF: Role.CLIENT in held and len(held) > 1,
        MembershipObstacle.KIOSK_AND_OTHERS: Role.KIOSK in held and len(held) > 1,
        MembershipObstacle.PATIENT_MISSING: Role.CLIENT in held and patient_id is None,
        MembershipObstacle.PRACTITIONER_MISSING: bool(held & CLINICAL_ROLES)
        and practitioner_id is None,
        MembershipObstacle.NAME_MISSING: bool(held & STAFF_ROLES) and not display_name.strip(),
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)


def obstacles_to_losing(
    *, is_own: bool, is_director: bool, stays_director: bool, other_directors: int
) -> tuple[MembershipObstacle, ...]:
    """Return every reason why a membership can't end, or lose the director's role.

    Somebody must always be able to let people in, and nobody shuts themselves out by a slip.
    """
    loses_director = is_director and not stays_director
    checks = {
        MembershipObstacle.OWN_MEMBERSHIP: is_own and loses_director,
        MembershipObstacle.LAST_DIRECTOR: loses_director and other_directors == 0,
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)


def obstacles_to_practitioner(
    *,
    given_name: str,
    family_name: str,
    npi: str,
    practitioner_id: UUID | None,
    supervisor_id: UUID | None,
    needs_cosignature: bool,
) -> tuple[PractitionerObstacle, ...]:
    """Return every reason why a practitioner can't be so."""
    checks = {
        PractitionerObstacle.NAME_MISSING: not (given_name.strip() and family_name.strip()),
        PractitionerObstacle.NPI_INVALID: bool(npi) and not is_npi(npi),
        PractitionerObstacle.SUPERVISOR_MISSING: needs_cosignature and supervisor_id is None,
        PractitionerObstacle.SUPERVISOR_IS_SELF: supervisor_id is not None
        and supervisor_id == practitioner_id,
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)


def is_npi(text: str) -> bool:
    """Say whether this is a National Provider Identifier: ten digits with Luhn's check digit."""
    if len(text) != _NPI_LENGTH or not (text.isascii() and text.isdigit()):
        return False
    digits = [int(digit) for digit in reversed(_NPI_PREFIX + text)]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
