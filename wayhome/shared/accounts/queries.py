"""Reads of sign-ins, of who belongs to an organization, and of practitioners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from wayhome.shared.accounts import rules, sessions
from wayhome.shared.accounts.codes import CLINICAL_ROLES, CredentialState, Role
from wayhome.shared.accounts.labels import ROLES
from wayhome.shared.accounts.models import Credential, Membership, Practitioner, User
from wayhome.shared.accounts.rules import CredentialFacts
from wayhome.shared.accounts.system import AGENT_IDS
from wayhome.shared.audit.actor import Actor
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.prepared import Prepared, given_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from django.db.models import QuerySet
    from django.utils.functional import Promise

    from wayhome.shared.accounts.sessions import OpenSession


@dataclass(frozen=True, slots=True)
class CredentialLine:
    """A credential by its latest card, and how it stands today."""

    credential: Credential
    state: CredentialState
    days_left: int


@dataclass(frozen=True, slots=True)
class StaffLine:
    """Someone on the staff list: a sign-in, a practitioner, or both."""

    membership: Membership | None
    practitioner: Practitioner | None
    credentials: tuple[CredentialLine, ...]

    @property
    def role_names(self) -> tuple[Promise, ...]:
        held = self.membership.roles if self.membership else ()
        return tuple(ROLES[role] for role in Role if role in held)

    @property
    def lacks_credential(self) -> bool:
        """Whether someone who may treat has none on record; a desk or an office needs none."""
        if self.practitioner is None or self.credentials:
            return False
        return self.membership is None or bool(CLINICAL_ROLES & {*self.membership.roles})


class Address(NamedTuple):
    """Where somebody is written to who can sign in."""

    email: str
    patient_id: UUID | None
    practitioner_id: UUID | None


_MEMBERSHIPS = Prepared(
    lambda: (
        Membership.objects.select_related("user", "organization")
        .filter(user=given_id("user"), user__is_active=True, is_active=True)
        .order_by("pk")
    )
)


def load_user(user_id: UUID) -> User | None:
    """Return the user with their active memberships, in one statement for whoever has one."""
    rows = tuple(_MEMBERSHIPS.rows(user=user_id))
    user = rows[0].user if rows else User.objects.filter(pk=user_id, is_active=True).first()
    if user is not None:
        user.memberships = rows
    return user


def user_by_email(email: str) -> User | None:
    """Return the user who signs in with this address."""
    return User.objects.filter(email=email.strip().lower(), is_active=True).first()


def as_actor(membership: Membership) -> Actor:
    return Actor(
        agent_id=membership.user_id,
        organization_id=membership.organization_id,
        permissions=rules.permissions_of(membership.roles),
        practitioner_id=membership.practitioner_id,
        patient_id=membership.patient_id,
    )


def actor_now(by: Actor, user_id: UUID) -> Actor:
    """Return a user with what they may do here now, for what was given to them and outlasts it.

    :raises Membership.DoesNotExist: when they have no access here (any more)
    """
    by.require(Permission.CALENDAR_FEED_READ)
    for member in _MEMBERSHIPS.rows(user=user_id):
        if member.organization_id == by.organization_id:
            return as_actor(member)
    raise Membership.DoesNotExist


def get_membership(by: Actor, membership_id: UUID) -> Membership:
    by.require(Permission.USER_MANAGE)
    rows = Membership.objects.select_related("user").filter(organization=by.organization_id)
    return rows.get(pk=membership_id)


def agent_names(by: Actor, agent_ids: Iterable[UUID]) -> Mapping[UUID, str]:
    """Return the names under which colleagues know these agents; a system agent has its own."""
    by.require(Permission.SETTINGS_VIEW)
    system = {agent_id: str(agent) for agent, agent_id in AGENT_IDS.items()}
    wanted = {*agent_ids}
    rows = Membership.objects.filter(organization=by.organization_id, user__in=wanted)
    people = dict(rows.values_list("user_id", "display_name"))
    return {agent_id: name for agent_id, name in (people | system).items() if agent_id in wanted}


def addresses_of(
    by: Actor, *, patient_ids: Iterable[UUID] = (), practitioner_ids: Iterable[UUID] = ()
) -> tuple[Address, ...]:
    """Return where those of these people who can sign in are written to; each user once."""
    by.require(Permission.MESSAGE_SEND)
    rows = Membership.objects.filter(
        Q(patient_id__in=[*patient_ids]) | Q(practitioner_id__in=[*practitioner_ids]),
        organization=by.organization_id,
        is_active=True,
        user__is_active=True,
    )
    found = rows.order_by("pk").values_list("user__email", "patient_id", "practitioner_id")
    return tuple({row[0]: Address(*row) for row in found}.values())


def get_practitioner(by: Actor, practitioner_id: UUID) -> Practitioner:
    by.require(Permission.PRACTITIONER_VIEW)
    return Practitioner.objects.get(pk=practitioner_id)


def practitioners(by: Actor, *, with_inactive: bool = False) -> QuerySet[Practitioner]:
    by.require(Permission.PRACTITIONER_VIEW)
    found = Practitioner.objects.order_by("family_name", "given_name", "pk")
    return found if with_inactive else found.filter(is_active=True)


def treating(by: Actor) -> QuerySet[Practitioner]:
    """Return who may treat: all practitioners but those with neither credential nor clinical role.

    Someone at the front desk is a practitioner too, so that inquiries have an owner.
    """
    members = Membership.objects.filter(
        organization=by.organization_id, practitioner_id=OuterRef("pk")
    )
    at_a_desk = Exists(members.exclude(roles__overlap=sorted(CLINICAL_ROLES)))
    has_card = Exists(Credential.objects.filter(practitioner=OuterRef("pk")))
    return practitioners(by).exclude(at_a_desk & ~has_card)


def get_credential(by: Actor, credential_id: UUID) -> Credential:
    by.require(Permission.PRACTITIONER_VIEW)
    return Credential.objects.select_related("practitioner").get(pk=credential_id)


def credentials_of(by: Actor, practitioner_ids: Iterable[UUID]) -> QuerySet[Credential]:
    by.require(Permission.PRACTITIONER_VIEW)
    found = Credential.objects.filter(practitioner__in=practitioner_ids)
    return found.order_by("-expiry_date", "pk")


def valid_credential(by: Actor, practitioner_id: UUID, *, on: date) -> Credential | None:
    """Return the credential that lasts longest among those valid on the day."""
    return (
        credentials_of(by, [practitioner_id]).filter(issue_date__lte=on, expiry_date__gte=on)
    ).first()


def credential_lines(
    by: Actor, practitioner_ids: Iterable[UUID], *, today: date
) -> dict[UUID, tuple[CredentialLine, ...]]:
    """Return each practitioner's credentials, the cards of one number as one line."""
    cards: dict[tuple[UUID, str, str, str], list[Credential]] = {}
    for row in credentials_of(by, practitioner_ids):
        cards.setdefault((row.practitioner_id, row.code, row.state, row.number), []).append(row)
    lines: dict[UUID, tuple[CredentialLine, ...]] = {}
    for (practitioner_id, *_rest), rows in cards.items():
        standing = rules.standing_on(today, (_facts(row) for row in rows))
        line = CredentialLine(rows[0], standing.state, standing.days_left)
        lines[practitioner_id] = (*lines.get(practitioner_id, ()), line)
    return lines


def permissions_by_role(by: Actor) -> Mapping[Role, frozenset[Permission]]:
    by.require(Permission.SETTINGS_VIEW)
    return rules.PERMISSIONS


def staff(by: Actor, *, today: date, with_former: bool = False) -> tuple[StaffLine, ...]:
    """Return everyone on the staff list in the order of names, in three statements."""
    by.require(Permission.SETTINGS_VIEW)
    members = Membership.objects.select_related("user").filter(organization=by.organization_id)
    members = members.exclude(roles__contains=[Role.CLIENT])
    people = {row.pk: row for row in practitioners(by, with_inactive=with_former)}
    credentials = credential_lines(by, people, today=today)
    lines = []
    for member in (members if with_former else members.filter(is_active=True)).order_by("pk"):
        known = people.pop(member.practitioner_id, None) if member.practitioner_id else None
        lines.append(StaffLine(member, known, credentials.get(known.pk, ()) if known else ()))
    lines += [StaffLine(None, known, credentials.get(known.pk, ())) for known in people.values()]
    return tuple(sorted(lines, key=lambda line: name_of(line).lower()))


def practitioner_choices(by: Actor, *, but: UUID | None = None) -> tuple[tuple[UUID, str], ...]:
    """Return the active practitioners as choices of a form, without the one it is about."""
    by.require(Permission.PRACTITIONER_MANAGE)
    return tuple(
        (row.pk, f"{row.family_name}, {row.given_name}")
        for row in practitioners(by)
        if row.pk != but
    )


def name_of(line: StaffLine) -> str:
    if line.practitioner:
        return f"{line.practitioner.family_name}, {line.practitioner.given_name}"
    return line.membership.display_name if line.membership else ""


def sessions_of(by: Actor, membership_id: UUID, *, now: datetime) -> tuple[OpenSession, ...]:
    """Return the browsers in which a member of staff is signed in."""
    by.require(Permission.SESSION_REVOKE)
    rows = Membership.objects.filter(organization=by.organization_id)
    return sessions.open_of(rows.get(pk=membership_id).user_id, now=now, current_key=None)


def _facts(row: Credential) -> CredentialFacts:
    return CredentialFacts(row.code, row.number, row.state, row.issue_date, row.expiry_date)
