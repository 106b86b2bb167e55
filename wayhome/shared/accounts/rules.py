"""What each role may do: documented lists, from which docs/permissions.md is made."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from wayhome.shared.accounts.codes import CredentialCode, Role
from wayhome.shared.audit.permissions import Permission

_FRONT_DESK = frozenset(
    {
        Permission.ADMISSION_MANAGE,
        Permission.ADMISSION_VIEW,
        Permission.APPOINTMENT_BOOK,
        Permission.ATTENDANCE_RECORD,
        Permission.ATTENDANCE_VIEW,
        Permission.CHART_READ,
        Permission.HOURS_VIEW,
        Permission.INQUIRY_MANAGE,
        Permission.INQUIRY_VIEW,
        Permission.MESSAGE_SEND,
        Permission.PATIENT_MANAGE,
        Permission.PATIENT_SEARCH,
        Permission.PRACTITIONER_VIEW,
        Permission.RULE_VIEW,
        Permission.SCHEDULE_VIEW,
        Permission.SITE_VIEW,
    }
)
_COUNSELOR = frozenset(
    {
        Permission.ADMISSION_VIEW,
        Permission.APPOINTMENT_BOOK,
        Permission.ATTENDANCE_RECORD,
        Permission.ATTENDANCE_VIEW,
        Permission.CHART_READ,
        Permission.HOURS_VIEW,
        Permission.INQUIRY_VIEW,
        Permission.MESSAGE_SEND,
        Permission.NOTE_READ,
        Permission.NOTE_WRITE,
        Permission.PATIENT_MANAGE,
        Permission.PATIENT_SEARCH,
        Permission.PLACEMENT_RECORD,
        Permission.PLACEMENT_VIEW,
        Permission.PRACTITIONER_VIEW,
        Permission.RULE_VIEW,
        Permission.SCHEDULE_VIEW,
        Permission.SITE_VIEW,
    }
)
_SUPERVISOR = (
    _COUNSELOR
    | _FRONT_DESK
    | {
        Permission.NOTE_COSIGN,
        Permission.PATIENT_MERGE,
        Permission.PRACTITIONER_MANAGE,
        Permission.REPORT_VIEW,
        Permission.SCHEDULE_MANAGE,
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
    Permission.SESSION_REVOKE,
    Permission.SITE_MANAGE,
    Permission.USER_MANAGE,
}

PERMISSIONS: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.FRONT_DESK: _FRONT_DESK,
        Role.COUNSELOR: _COUNSELOR,
        Role.CLINICAL_SUPERVISOR: _SUPERVISOR,
        Role.PROGRAM_DIRECTOR: _DIRECTOR,
        Role.CLIENT: frozenset({Permission.OWN_RECORD_VIEW}),
        Role.KIOSK: frozenset({Permission.CHECK_IN_SELF}),
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


def is_valid_on(day: date, *, issue_date: date, expiry_date: date) -> bool:
    return issue_date <= day <= expiry_date
