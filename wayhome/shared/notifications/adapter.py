"""Sign-in's own messages, sent through the outbox: the accounts room stands below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, override

from django.utils.translation import get_language

from wayhome.shared.accounts import adapter, sign_ins, system
from wayhome.shared.core import clock, context
from wayhome.shared.notifications import actions
from wayhome.shared.notifications.codes import MessageTemplate

if TYPE_CHECKING:
    from wayhome.shared.accounts.models import User

_PASSWORD_CHANGED = frozenset({"password_changed", "password_reset", "password_set"})


class AccountAdapter(adapter.AccountAdapter):
    @override
    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Queue the message: whether the address is known can't be told by how long it takes."""
        _queue(user, MessageTemplate.PASSWORD_RESET)

    @override
    def send_notification_mail(
        self, template_prefix: str, user: User, *args: Any, **kwargs: Any
    ) -> None:
        super().send_notification_mail(template_prefix, user, *args, **kwargs)
        changed = template_prefix.rpartition("/")[2] in _PASSWORD_CHANGED
        _queue(
            user,
            MessageTemplate.PASSWORD_CHANGED if changed else MessageTemplate.SECOND_FACTOR_CHANGED,
        )


def _queue(user: User, template: MessageTemplate) -> None:
    """Queue for the first organization that has the user; nobody's user gets no message."""
    for membership in sign_ins.memberships_of(user)[:1]:
        by = system.worker(membership.organization_id)
        with context.acting_as(by.acting):
            actions.queue_message(
                by,
                recipient=user.email,
                template=template,
                language=(get_language() or "en").partition("-")[0],
                now=clock.now(),
            )
