"""What a person reads for roles, permissions, credentials, and why something can't be so."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wayhome.shared.accounts.codes import (
    CredentialCode,
    CredentialObstacle,
    MembershipObstacle,
    PractitionerObstacle,
    Role,
    SystemAgent,
    UserObstacle,
)
from wayhome.shared.audit.permissions import Permission

ROLES: Mapping[Role, Promise] = MappingProxyType(
    {
        Role.FRONT_DESK: _("Front desk"),
        Role.COUNSELOR: _("Counselor"),
        Role.CLINICAL_SUPERVISOR: _("Clinical supervisor"),
        Role.PROGRAM_DIRECTOR: _("Program director"),
        Role.CLIENT: _("Client"),
        Role.KIOSK: _("Check-in kiosk"),
    }
)
SYSTEM_AGENTS: Mapping[SystemAgent, Promise] = MappingProxyType(
    {
        SystemAgent.INSTALLER: _("Installer"),
        SystemAgent.DEMO_BUILDER: _("Demo builder"),
        SystemAgent.IMPORTER: _("Import"),
        SystemAgent.WORKER: _("Background worker"),
        SystemAgent.CALENDAR: _("Calendar feed"),
    }
)
PERMISSIONS: Mapping[Permission, Promise] = MappingProxyType(
    {
        Permission.ADMISSION_MANAGE: _("Admit, hold, transfer and discharge"),
        Permission.ADMISSION_VIEW: _("See who is admitted, and the waiting list"),
        Permission.APPOINTMENT_BOOK: _("Book and cancel places in sessions"),
        Permission.ATTENDANCE_RECORD: _("Record who came, and when they left"),
        Permission.ATTENDANCE_VIEW: _("See who came"),
        Permission.AUDIT_VIEW: _("See who read and changed what"),
        Permission.AVAILABILITY_RECORD: _("Write down when clients can come"),
        Permission.AVAILABILITY_VIEW: _("See when clients can come, and what keeps them away"),
        Permission.CALENDAR_FEED_OPEN: _("Have the sessions one leads in one's own calendar"),
        Permission.CALENDAR_FEED_READ: _("Answer a calendar that has somebody's private address"),
        Permission.CHART_READ: _("Open a client's chart; each opening is recorded"),
        Permission.CHECK_IN_SELF: _("Take a client's own check-in by code"),
        Permission.DATA_EXPORT: _("Export the organization's data"),
        Permission.DATA_IMPORT: _("Import data"),
        Permission.DIRECTORY_IMPORT: _("Import the directory of programs"),
        Permission.DIRECTORY_SEARCH: _("Search the directory of programs"),
        Permission.HOURS_VIEW: _("See the week's hours"),
        Permission.INQUIRY_MANAGE: _("Record and work on inquiries"),
        Permission.INQUIRY_VIEW: _("See inquiries"),
        Permission.MESSAGE_SEND: _("Send messages that ask someone to sign in"),
        Permission.NOTE_COSIGN: _("Co-sign notes of supervised staff"),
        Permission.NOTE_READ: _("Read notes"),
        Permission.NOTE_WRITE: _("Write and sign notes"),
        Permission.ORGANIZATION_OPEN: _("Open an organization"),
        Permission.OWN_AVAILABILITY_RECORD: _("Say when oneself can come"),
        Permission.OWN_CALENDAR_FEED_OPEN: _("Have one's own sessions in one's own calendar"),
        Permission.OWN_MAKE_UP_BOOK: _("Take a seat for a session that oneself missed"),
        Permission.OWN_RECORD_VIEW: _("See one's own week and record"),
        Permission.PATIENT_MANAGE: _("Register clients and change what is known of them"),
        Permission.PATIENT_MERGE: _("Merge two records of one person"),
        Permission.PATIENT_SEARCH: _("Search for clients"),
        Permission.PLACEMENT_RECORD: _("Record a placement assessment"),
        Permission.PLACEMENT_VIEW: _("See placement assessments"),
        Permission.PRACTITIONER_MANAGE: _("Change staff and their credentials"),
        Permission.PRACTITIONER_VIEW: _("See staff and their credentials"),
        Permission.REPORT_VIEW: _("See reports"),
        Permission.RULE_MANAGE: _("Change numbers such as hours, caps and due times"),
        Permission.RULE_VIEW: _("Use numbers such as hours, caps and due times"),
        Permission.SCHEDULE_MANAGE: _("Plan groups and change the schedule"),
        Permission.SCHEDULE_VIEW: _("See the schedule"),
        Permission.SEPARATION_MANAGE: _("Say who must not share a group, and see it"),
        Permission.SESSION_REVOKE: _("Sign a member of staff out everywhere"),
        Permission.SETTINGS_VIEW: _("Open the pages of staff, programs and numbers"),
        Permission.SITE_MANAGE: _("Change programs, sites and rooms"),
        Permission.SITE_VIEW: _("See programs, sites and rooms"),
        Permission.USER_MANAGE: _("Give and end access, and roles"),
        Permission.WEEKLY_ORDER_RECORD: _("Record what a client should get in a week"),
        Permission.WEEK_BUILD: _("Build a program's week, change and publish it"),
    }
)
CREDENTIALS: Mapping[CredentialCode, Promise] = MappingProxyType(
    {
        CredentialCode.CADC: _("CADC, certified alcohol and drug counselor"),
        CredentialCode.LADC: _("LADC, licensed alcohol and drug counselor"),
        CredentialCode.ADC_T: _("ADC-T, alcohol and drug counselor trainee"),
        CredentialCode.LCSW: _("LCSW, licensed clinical social worker"),
        CredentialCode.LMSW: _("LMSW, licensed master social worker"),
        CredentialCode.LPC: _("LPC, licensed professional counselor"),
        CredentialCode.LPC_A: _("LPC-A, licensed professional counselor associate"),
        CredentialCode.LMFT: _("LMFT, licensed marriage and family therapist"),
        CredentialCode.AMFT: _("AMFT, associate marriage and family therapist"),
        CredentialCode.PSYCHOLOGIST: _("PhD or PsyD, licensed psychologist"),
        CredentialCode.PEER: _("CPS, certified peer specialist"),
        CredentialCode.RN: _("RN, registered nurse"),
        CredentialCode.LPN: _("LPN, licensed practical nurse"),
        CredentialCode.MD: _("MD or DO, physician"),
        CredentialCode.NP: _("NP, nurse practitioner"),
        CredentialCode.PA: _("PA, physician assistant"),
        CredentialCode.YOGA: _("RYT, registered yoga teacher"),
    }
)
# One mapping for each kind: two kinds may spell a code alike.
USER_OBSTACLES: Mapping[UserObstacle, Promise] = MappingProxyType(
    {
        UserObstacle.EMAIL_INVALID: _("This isn't an email address. Please check it."),
    }
)
MEMBERSHIP_OBSTACLES: Mapping[MembershipObstacle, Promise] = MappingProxyType(
    {
        MembershipObstacle.ROLE_MISSING: _("Choose at least one role."),
        MembershipObstacle.CLIENT_AND_STAFF: _("A client's account can't have a staff role too."),
        MembershipObstacle.KIOSK_AND_OTHERS: _("A kiosk's account can't have another role."),
        MembershipObstacle.PATIENT_MISSING: _("A client's account is made from their chart."),
        MembershipObstacle.PRACTITIONER_MISSING: _(
            "Counselors and supervisors sign notes. Choose who this is, or add them as a"
            " practitioner first."
        ),
        MembershipObstacle.NAME_MISSING: _("Give the name under which colleagues know them."),
        MembershipObstacle.ALREADY_MEMBER: _(
            "This person has an account here already. Change it, or restore it, in the staff list."
        ),
        MembershipObstacle.LAST_DIRECTOR: _(
            "Nobody else is a director. Make someone else one first, so that somebody can let"
            " people in."
        ),
        MembershipObstacle.OWN_MEMBERSHIP: _(
            "You can't take your own director's role away. Ask another director."
        ),
    }
)
PRACTITIONER_OBSTACLES: Mapping[PractitionerObstacle, Promise] = MappingProxyType(
    {
        PractitionerObstacle.NAME_MISSING: _("Give both names."),
        PractitionerObstacle.NPI_INVALID: _("An NPI has ten digits; one of these is mistyped."),
        PractitionerObstacle.SUPERVISOR_MISSING: _(
            "Choose who co-signs, or say that no co-signature is needed."
        ),
        PractitionerObstacle.SUPERVISOR_IS_SELF: _("Nobody supervises themselves."),
        PractitionerObstacle.SUPERVISOR_INACTIVE: _("This supervisor is no longer active."),
        PractitionerObstacle.SUPERVISES_OTHERS: _(
            "They still supervise others. Give those another supervisor first."
        ),
    }
)
CREDENTIAL_OBSTACLES: Mapping[CredentialObstacle, Promise] = MappingProxyType(
    {
        CredentialObstacle.NUMBER_MISSING: _("Give the number on the card."),
        CredentialObstacle.CODE_UNKNOWN: _("Choose what kind it is."),
        CredentialObstacle.STATE_UNKNOWN: _("Give the state by its two letters."),
        CredentialObstacle.EXPIRES_BEFORE_ITS_ISSUE: _("It can't end before it was issued."),
        CredentialObstacle.VERIFIED_IN_FUTURE: _("It can't have been checked in the future."),
        CredentialObstacle.SOURCE_MISSING: _("Say where it was checked, such as the board's site."),
        CredentialObstacle.NUMBER_OF_SOMEONE_ELSE: _(
            "Another person here has this number. Please check it."
        ),
        CredentialObstacle.ALREADY_RECORDED: _("This card is recorded already."),
        CredentialObstacle.RENEWAL_ENDS_EARLIER: _(
            "A renewal lasts longer than what it renews. Please check the last day."
        ),
    }
)
