"""Writes of sign-ins, of who belongs to an organization, and of practitioners."""

from wayhome.shared.accounts.actions.members import (
    CannotChangeMembershipError,
    CannotGrantMembershipError,
    change_membership,
    end_sessions,
    grant_membership,
    restore_membership,
    revoke_membership,
)
from wayhome.shared.accounts.actions.practitioners import (
    CannotRecordCredentialError,
    CannotSavePractitionerError,
    add_credential,
    add_practitioner,
    change_practitioner,
    deactivate_practitioner,
    reactivate_practitioner,
    renew_credential,
)
from wayhome.shared.accounts.actions.users import CannotCreateUserError, create_user

__all__ = [
    "CannotChangeMembershipError",
    "CannotCreateUserError",
    "CannotGrantMembershipError",
    "CannotRecordCredentialError",
    "CannotSavePractitionerError",
    "add_credential",
    "add_practitioner",
    "change_membership",
    "change_practitioner",
    "create_user",
    "deactivate_practitioner",
    "end_sessions",
    "grant_membership",
    "reactivate_practitioner",
    "renew_credential",
    "restore_membership",
    "revoke_membership",
]
