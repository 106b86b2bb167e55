"""Users, memberships, practitioners, credentials, and the actors that come of them."""

from datetime import date

from tests.factories.base import made, unique
from tests.factories.tenancy import make_organization
from wayhome.shared.accounts.codes import Role
from wayhome.shared.accounts.models import Credential, Membership, Practitioner, User
from wayhome.shared.accounts.queries import as_actor
from wayhome.shared.audit.actor import Actor
from wayhome.shared.core import gate

PASSWORD = "correct horse battery staple"  # noqa: S105


def make_practitioner(organization, **given):
    given.setdefault("given_name", "Nadia")
    given.setdefault("family_name", "Ortiz")
    return made(Practitioner, organization, **given)


def make_credential(practitioner, **given):
    given.setdefault("code", "LCSW")
    given.setdefault("number", unique("LC"))
    given.setdefault("state", "NY")
    given.setdefault("issue_date", date(2020, 1, 1))
    given.setdefault("expiry_date", date(2099, 12, 31))
    return made(Credential, practitioner.organization_id, practitioner_id=practitioner.pk, **given)


def make_user(**given):
    given.setdefault("email", f"{unique('someone')}@example.org")
    user = User(**given)
    user.set_password(PASSWORD)
    with gate.opened("tests.factory"):
        user.save()
    return user


def make_membership(organization, *roles, user=None, **given):
    with gate.opened("tests.factory"):
        return Membership.objects.create(
            user=user or make_user(),
            organization=organization,
            roles=[*(roles or (Role.COUNSELOR,))],
            **given,
        )


def make_counselor(organization, *roles, **given):
    """Return the membership of a practitioner with a valid credential who can sign in."""
    practitioner = make_practitioner(organization, **given)
    make_credential(practitioner)
    return make_membership(
        organization, *(roles or (Role.COUNSELOR,)), practitioner_id=practitioner.pk
    )


def make_actor(organization=None, *roles, permissions=None, **given) -> Actor:
    """Return someone at work; `permissions` in place of roles' when given (an empty set: none)."""
    organization = organization or make_organization()
    actor = as_actor(make_counselor(organization, *roles, **given))
    if permissions is None:
        return actor
    return Actor(
        agent_id=actor.agent_id,
        organization_id=actor.organization_id,
        permissions=frozenset(permissions),
        practitioner_id=actor.practitioner_id,
        patient_id=actor.patient_id,
    )
