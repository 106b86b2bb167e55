"""Who a session belongs to: the user and what they are where, in one statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, override

from allauth.account.auth_backends import AuthenticationBackend as AllauthBackend

from wayhome.shared.accounts import queries

if TYPE_CHECKING:
    from uuid import UUID

    from wayhome.shared.accounts.models import User


class AuthenticationBackend(AllauthBackend):  # type: ignore[misc]  # ships no types
    @override
    def get_user(self, user_id: UUID) -> User | None:
        return queries.load_user(user_id)
