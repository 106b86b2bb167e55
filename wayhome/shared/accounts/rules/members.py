"""Who can hold which roles, who can lose them, and who can be a practitioner."""

from collections.abc import Collection
from uuid import UUID

from wayhome.shared.accounts.codes import (
    CLINICAL_ROLES,
    STAFF_ROLES,
    MembershipObstacle,
    PractitionerObstacle,
    Role,
)

_NPI_LENGTH = 10
_NPI_PREFIX = "80840"  # ISO 7812 issuer of health identifiers in the US, part of the check digit


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
