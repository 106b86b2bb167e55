"""What signing in and out leaves in the trail of every organization that the user belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import logout
from django.db import transaction

from wayhome.shared.accounts import queries
from wayhome.shared.audit import trail
from wayhome.shared.audit.actor import NOBODY, Actor
from wayhome.shared.core import context

if TYPE_CHECKING:
    from django.http import HttpRequest

    from wayhome.shared.accounts.models import Membership, User

ORGANIZATION = "organization_id"  # in the session: whom its owner acts for, if they have a choice


def record(user: User, name: str, *, detail: str = "") -> None:
    """Record what a user did to their own sign-in."""
    for actor in _actors(user):
        with context.acting_as(actor.acting), transaction.atomic():
            trail.record_success(actor, f"accounts.{name}", entity=user, detail=detail)


def record_failure(email: str, name: str, *, detail: str) -> None:
    """Record that a sign-in failed. An address that is nobody's isn't kept: it may be a slip."""
    user = queries.user_by_email(email)
    for actor in _actors(user) if user else (Actor.public(),):
        trail.record_failure(actor, f"accounts.{name}", "refused", detail)


def sign_out(request: HttpRequest, *, detail: str = "") -> None:
    if request.user.is_authenticated:
        record(request.user, "sign_out", detail=detail)
    logout(request)


def memberships_of(user: User) -> tuple[Membership, ...]:
    """Return the user's active memberships, which a request's own user already carries."""
    known: tuple[Membership, ...] | None = getattr(user, "memberships", None)
    if known is None:
        loaded = queries.load_user(user.pk)
        known = loaded.memberships if loaded else ()
    return known


def _actors(user: User) -> tuple[Actor, ...]:
    nowhere = Actor(agent_id=user.pk, organization_id=NOBODY, permissions=frozenset())
    return tuple(queries.as_actor(member) for member in memberships_of(user)) or (nowhere,)
