"""Signed-in browsers: listed for their owner and the director, ended by either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.usersessions.models import UserSession

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID


def of_users(user_ids: Iterable[UUID]) -> tuple[UserSession, ...]:
    """Return the browsers in which these users signed in and haven't signed out, newest first."""
    rows = UserSession.objects.filter(user__in=[*user_ids]).order_by("-created_at", "pk")
    return tuple(rows)


def end_all(user_id: UUID) -> int:
    """Sign the user out everywhere, and return from how many browsers."""
    open_ones = of_users([user_id])
    for session in open_ones:
        session.end()
    return len(open_ones)
