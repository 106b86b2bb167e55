"""What each role may do, who fits a role, credentials.

Pure: plain values in, plain values out. No Django, no database, no clock.
"""

from wayhome.shared.accounts.rules.credentials import (
    UNDER_SUPERVISION,
    WARN_DAYS,
    CredentialFacts,
    Standing,
    obstacles_to_credential,
    standing_on,
)
from wayhome.shared.accounts.rules.members import (
    is_npi,
    obstacles_to_losing,
    obstacles_to_membership,
    obstacles_to_practitioner,
)
from wayhome.shared.accounts.rules.roles import (
    PERMISSIONS,
    SYSTEM_PERMISSIONS,
    permissions_of,
)

__all__ = [
    "PERMISSIONS",
    "SYSTEM_PERMISSIONS",
    "UNDER_SUPERVISION",
    "WARN_DAYS",
    "CredentialFacts",
    "Standing",
    "is_npi",
    "obstacles_to_credential",
    "obstacles_to_losing",
    "obstacles_to_membership",
    "obstacles_to_practitioner",
    "permissions_of",
    "standing_on",
]
