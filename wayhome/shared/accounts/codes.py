"""Roles, as a program's staff list names them, credentials, and why something can't be so."""

from enum import StrEnum


class Role(StrEnum):
    FRONT_DESK = "front-desk"
    COUNSELOR = "counselor"
    CLINICAL_SUPERVISOR = "clinical-supervisor"
    PROGRAM_DIRECTOR = "program-director"
    CLIENT = "client"
    KIOSK = "kiosk"


STAFF_ROLES = frozenset(
    {Role.FRONT_DESK, Role.COUNSELOR, Role.CLINICAL_SUPERVISOR, Role.PROGRAM_DIRECTOR}
)
# These sign notes, so their sign-in belongs to a practitioner with a credential.
CLINICAL_ROLES = frozenset({Role.COUNSELOR, Role.CLINICAL_SUPERVISOR})


class SystemAgent(StrEnum):
    """Named agents that are no person: each has a fixed id and its own list of permissions."""

    INSTALLER = "installer"
    DEMO_BUILDER = "demo-builder"
    IMPORTER = "importer"
    WORKER = "worker"
    CALENDAR = "calendar"


class CredentialCode(StrEnum):
    """Licenses and certificates (names vary by state); trainees' notes need a co-signature."""

    CADC = "CADC"
    LADC = "LADC"
    ADC_T = "ADC-T"
    LCSW = "LCSW"
    LMSW = "LMSW"
    LPC = "LPC"
    LPC_A = "LPC-A"
    LMFT = "LMFT"
    AMFT = "AMFT"
    PSYCHOLOGIST = "PhD"
    PEER = "CPS"
    RN = "RN"
    LPN = "LPN"
    MD = "MD"
    NP = "NP"
    PA = "PA"
    YOGA = "RYT"


class CredentialState(StrEnum):
    """How a credential stands on a day."""

    NOT_YET_VALID = "not-yet-valid"
    VALID = "valid"
    LAPSES_SOON = "lapses-soon"
    LAPSED = "lapsed"


class UserObstacle(StrEnum):
    """Why a sign-in can't be made."""

    EMAIL_INVALID = "email-invalid"


class MembershipObstacle(StrEnum):
    """Why someone can't be, or stop being, part of an organization so."""

    ROLE_MISSING = "role-missing"
    CLIENT_AND_STAFF = "client-and-staff"
    KIOSK_AND_OTHERS = "kiosk-and-others"
    PATIENT_MISSING = "patient-missing"
    PRACTITIONER_MISSING = "practitioner-missing"
    NAME_MISSING = "name-missing"
    ALREADY_MEMBER = "already-member"
    LAST_DIRECTOR = "last-director"
    OWN_MEMBERSHIP = "own-membership"


class PractitionerObstacle(StrEnum):
    """Why a practitioner can't be so."""

    NAME_MISSING = "name-missing"
    NPI_INVALID = "npi-invalid"
    SUPERVISOR_MISSING = "supervisor-missing"
    SUPERVISOR_IS_SELF = "supervisor-is-self"
    SUPERVISOR_INACTIVE = "supervisor-inactive"
    SUPERVISES_OTHERS = "supervises-others"


class CredentialObstacle(StrEnum):
    """Why a credential can't be recorded so."""

    NUMBER_MISSING = "number-missing"
    CODE_UNKNOWN = "code-unknown"
    STATE_UNKNOWN = "state-unknown"
    EXPIRES_BEFORE_ITS_ISSUE = "expires-before-its-issue"
    VERIFIED_IN_FUTURE = "verified-in-future"
    SOURCE_MISSING = "source-missing"
    NUMBER_OF_SOMEONE_ELSE = "number-of-someone-else"
    ALREADY_RECORDED = "already-recorded"
    RENEWAL_ENDS_EARLIER = "renewal-ends-earlier"
