"""Writes of who belongs to an organization, in which roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayhome.shared.accounts import rules, sessions
from wayhome.shared.accounts.codes import MembershipObstacle, Role
from wayhome.shared.accounts.models import Membership, Practitioner, User
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.refusal import Refusal, refusing

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from django.db.models import QuerySet

    from wayhome.shared.audit.actor import Actor

_CHANGED = ["roles", "display_name", "practitioner_id", "must_use_second_factor"]
_CLASH = {"membership_once": MembershipObstacle.ALREADY_MEMBER}


class CannotGrantMembershipError(Refusal):
    """Someone can't become part of the organization so."""


class CannotChangeMembershipError(Refusal):
    """Someone's part in the organization can't change or end so."""


@action(Permission.USER_MANAGE)
def grant_membership(
    by: Actor,
    *,
    user_id: UUID,
    roles: Collection[Role],
    display_name: str = "",
    practitioner_id: UUID | None = None,
    patient_id: UUID | None = None,
    must_use_second_factor: bool = False,
) -> Membership:
    """Let a user act for the organization in these roles.

    `patient_id` is checked by whoever knows patients: this room comes before them.

    :raises CannotGrantMembershipError: with every reason why not
    """
    user = User.objects.get(pk=user_id)
    if _known(by, user):
        raise CannotGrantMembershipError((MembershipObstacle.ALREADY_MEMBER,))
    membership = Membership(user=user, organization_id=by.organization_id, patient_id=patient_id)
    membership.must_use_second_factor = must_use_second_factor
    _fill(membership, roles, display_name, practitioner_id, CannotGrantMembershipError)
    with refusing(CannotGrantMembershipError, _CLASH):
        membership.save(force_insert=True)
    return membership


@action(Permission.USER_MANAGE)
def change_membership(
    by: Actor,
    *,
    membership_id: UUID,
    roles: Collection[Role],
    display_name: str = "",
    practitioner_id: UUID | None = None,
    must_use_second_factor: bool = False,
) -> Membership:
    """Change someone's roles, name or second factor; it holds from their next request on.

    :raises CannotChangeMembershipError: with every reason why not
    """
    membership = _losing(by, membership_id, stays_director=Role.PROGRAM_DIRECTOR in roles)
    _fill(membership, roles, display_name, practitioner_id, CannotChangeMembershipError)
    membership.must_use_second_factor = must_use_second_factor
    membership.save(update_fields=_CHANGED)
    return membership


@action(Permission.USER_MANAGE)
def revoke_membership(by: Actor, *, membership_id: UUID) -> Membership:
    """End someone's access; their next request finds every door closed.

    :raises CannotChangeMembershipError: with the reason why not
    """
    membership = _losing(by, membership_id, stays_director=False)
    membership.is_active = False
    membership.save(update_fields=["is_active"])
    return membership


@action(Permission.USER_MANAGE)
def restore_membership(by: Actor, *, membership_id: UUID) -> Membership:
    """Give someone back the access that was ended, in the roles they had."""
    membership = _locked(by).get(pk=membership_id)
    membership.is_active = True
    membership.save(update_fields=["is_active"])
    return membership


@action(Permission.SESSION_REVOKE)
def end_sessions(by: Actor, *, membership_id: UUID) -> int:
    """Sign someone out everywhere, and return from how many places."""
    membership = _locked(by).get(pk=membership_id)
    return sessions.end_all(membership.user_id)


def _known(by: Actor, user: User) -> Membership | None:
    return Membership.objects.filter(user=user, organization=by.organization_id).first()


def _losing(by: Actor, membership_id: UUID, *, stays_director: bool) -> Membership:
    """Lock the membership and every director's, so that two can't each remove the other."""
    directors = _locked(by).filter(roles__contains=[Role.PROGRAM_DIRECTOR], is_active=True)
    others = {director.pk for director in directors.order_by("pk")} - {membership_id}
    membership = _locked(by).get(pk=membership_id)
    obstacles = rules.obstacles_to_losing(
        is_own=membership.user_id == by.agent_id,
        is_director=membership.is_active and Role.PROGRAM_DIRECTOR in membership.roles,
        stays_director=stays_director,
        other_directors=len(others),
    )
    if obstacles:
        raise CannotChangeMembershipError(obstacles)
    return membership


def _fill(
    membership: Membership,
    roles: Collection[Role],
    display_name: str,
    practitioner_id: UUID | None,
    error: type[Refusal],
) -> None:
    obstacles = rules.obstacles_to_membership(
        roles,
        display_name=display_name,
        practitioner_id=practitioner_id,
        patient_id=membership.patient_id,
    )
    if obstacles:
        raise error(obstacles)
    if practitioner_id is not None:
        Practitioner.objects.get(pk=practitioner_id)
    membership.roles = sorted(roles)
    membership.display_name = display_name.strip()
    membership.practitioner_id = practitioner_id


def _locked(by: Actor) -> QuerySet[Membership]:
    rows = Membership.objects.filter(organization=by.organization_id)
    return rows.select_for_update(of=("self",))
