"""Reads of sign-ins and practitioners."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from wayhome.shared.accounts.models import Credential, Membership, Practitioner, User
from wayhome.shared.accounts.rules import permissions_of
from wayhome.shared.audit.actor import Actor
from wayhome.shared.audit.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet


def actor_of(user: AbstractBaseUser | AnonymousUser) -> Actor | None:
    """Return who the user is at work; none when no organization has them (any more)."""
    membership = (
        Membership.objects.filter(user=cast("User", user), is_active=True).order_by("pk").first()
    )
    return as_actor(membership) if membership else None


def as_actor(membership: Membership) -> Actor:
    return Actor(
        agent_id=membership.user_id,
        organization_id=membership.organization_id,
        permissions=permissions_of(membership.roles),
        practitioner_id=membership.practitioner_id,
        patient_id=membership.patient_id,
    )


def get_practitioner(by: Actor, practitioner_id: UUID) -> Practitioner:
    by.require(Permission.PRACTITIONER_VIEW)
    return Practitioner.objects.get(pk=practitioner_id)


def practitioners(by: Actor) -> QuerySet[Practitioner]:
    by.require(Permission.PRACTITIONER_VIEW)
    return Practitioner.objects.filter(is_active=True).order_by("family_name", "given_name", "pk")


def credentials_of(by: Actor, practitioner_ids: Iterable[UUID]) -> QuerySet[Credential]:
    by.require(Permission.PRACTITIONER_VIEW)
    return Credential.objects.filter(practitioner__in=practitioner_ids).order_by("-expiry_date")


def valid_credential(by: Actor, practitioner_id: UUID, *, on: date) -> Credential | None:
    """Return the credential that lasts longest among those valid on the day."""
    return (
        credentials_of(by, [practitioner_id]).filter(issue_date__lte=on, expiry_date__gte=on)
    ).first()
