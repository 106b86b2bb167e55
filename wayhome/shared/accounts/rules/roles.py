"""What each role and each system agent may do, from which docs/permissions.md is made."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from wayhome.shared.accounts.codes import Role, SystemAgent
from wayhome.shared.audit.permissions import Permission

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
        Permission.DIRECTORY_SEARCH,
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
        Permission.DIRECTORY_SEARCH,
        Permission.OWN_AVAILABILITY_RECORD,
        Permission.OWN_CALENDAR_FEED_OPEN,
        Permission.OWN_MAKE_UP_BOOK,
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
        Permission.DIRECTORY_IMPORT,
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


def permissions_of(roles: Iterable[str]) -> frozenset[Permission]:
    """Return what the roles may do together; a role that no longer exists may nothing."""
    known = (Role(role) for role in roles if role in {*Role})
    return frozenset().union(*(PERMISSIONS[role] for role in known))
