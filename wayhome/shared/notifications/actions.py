"""Writes of messages: queue one, send it, give up on it; and let someone in with a welcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import translation

from wayhome.shared.accounts import actions as accounts
from wayhome.shared.accounts import queries as accounts_queries
from wayhome.shared.accounts.codes import Role
from wayhome.shared.accounts.queries import user_by_email
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core import jobs
from wayhome.shared.core.refusal import Refusal
from wayhome.shared.notifications.codes import (
    WITH_PASSWORD_LINK,
    MessageObstacle,
    MessageStatus,
    MessageTemplate,
)
from wayhome.shared.notifications.labels import WORDS
from wayhome.shared.notifications.models import Message
from wayhome.shared.tenancy import actions as tenancy

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime
    from uuid import UUID

    from wayhome.shared.accounts.models import Membership
    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.tenancy.models import Organization

SEND = "notifications.send_message"


class CannotQueueMessageError(Refusal):
    """A message can't be queued."""


@action(Permission.MESSAGE_SEND)
def queue_message(
    by: Actor, *, recipient: str, template: MessageTemplate, language: str, now: datetime
) -> Message:
    """Have a message sent once this transaction is committed.

    :raises CannotQueueMessageError: with every reason why not
    """
    if obstacles := _obstacles(recipient, language):
        raise CannotQueueMessageError(obstacles)
    message = Message.objects.create(
        organization_id=by.organization_id,
        recipient=recipient,
        template=template,
        language=language,
        queued_at=now,
    )
    jobs.defer(SEND, organization_id=by.organization_id, message_id=message.pk)
    return message


@action(Permission.MESSAGE_SEND)
def tell_of_news(
    by: Actor,
    *,
    patients: Mapping[UUID, str],
    practitioner_ids: Collection[UUID] = (),
    now: datetime,
) -> list[Message]:
    """Ask those of these people who can sign in to do so: one message each, whatever is new.

    :param patients: whom, and in which language
    """
    told = accounts_queries.addresses_of(
        by, patient_ids=patients, practitioner_ids=practitioner_ids
    )
    languages = dict(settings.LANGUAGES)
    asked = {each.email: patients.get(each.patient_id or by.agent_id, "") for each in told}
    return [
        queue_message(
            by,
            recipient=email,
            template=MessageTemplate.SOMETHING_NEW,
            language=language if language in languages else "en",
            now=now,
        )
        for email, language in asked.items()
    ]


@action(Permission.MESSAGE_SEND)
def send_message(_by: Actor, *, message_id: UUID, now: datetime) -> Message:
    """Send a message that waits; one that was sent or given up stays as it is.

    The row is locked while it is sent, so that two workers never send it twice.
    """
    message = _locked(message_id)
    if message.status == MessageStatus.PREPARATION:
        subject, body = _written(message)
        EmailMessage(subject, body, to=[message.recipient]).send()
        message.status, message.sent_at = MessageStatus.COMPLETED, now
        message.attempts += 1
        message.save(update_fields=["status", "sent_at", "attempts"])
    return message


@action(Permission.MESSAGE_SEND)
def record_failed_attempt(_by: Actor, *, message_id: UUID, is_last: bool) -> Message:
    """Count an attempt that failed; after the last one the message is given up."""
    message = _locked(message_id)
    if message.status == MessageStatus.PREPARATION:
        message.attempts += 1
        message.status = MessageStatus.NOT_DONE if is_last else MessageStatus.PREPARATION
        message.save(update_fields=["status", "attempts"])
    return message


@action(Permission.USER_MANAGE)
def invite_member(
    by: Actor,
    *,
    email: str,
    roles: Collection[Role],
    display_name: str,
    practitioner_id: UUID | None = None,
    must_use_second_factor: bool = True,
    language: str,
    now: datetime,
) -> Membership:
    """Let someone act for the organization and tell them where to choose their password."""
    user = accounts.create_user(by, email=email)
    membership = accounts.grant_membership(
        by,
        user_id=user.pk,
        roles=roles,
        display_name=display_name,
        practitioner_id=practitioner_id,
        must_use_second_factor=must_use_second_factor,
    )
    welcome = MessageTemplate.SOMETHING_NEW
    if not user.has_usable_password():
        welcome = MessageTemplate.WELCOME
    queue_message(by, recipient=user.email, template=welcome, language=language, now=now)
    return membership


@action(Permission.ORGANIZATION_OPEN)
def open_organization(
    by: Actor,
    *,
    slug: str,
    name: str,
    director_name: str,
    director_email: str,
    language: str,
    now: datetime,
) -> Organization:
    """Open the organization that the system agent acts for, and let its first director in."""
    opened = tenancy.open_organization(by, name=name, slug=slug)
    invite_member(
        by,
        email=director_email,
        roles=[Role.PROGRAM_DIRECTOR],
        display_name=director_name,
        language=language,
        now=now,
    )
    return opened


def _obstacles(recipient: str, language: str) -> tuple[MessageObstacle, ...]:
    obstacles = []
    try:
        validate_email(recipient)
    except ValidationError:
        obstacles.append(MessageObstacle.RECIPIENT_INVALID)
    if language not in dict(settings.LANGUAGES):
        obstacles.append(MessageObstacle.LANGUAGE_UNKNOWN)
    return tuple(obstacles)


def _locked(message_id: UUID) -> Message:
    return Message.objects.select_for_update(of=("self",)).get(pk=message_id)


def _written(message: Message) -> tuple[str, str]:
    words = WORDS[MessageTemplate(message.template)]
    links = {
        "sign_in": settings.SITE_URL + reverse("account_login"),
        "reset": settings.SITE_URL + reverse("account_reset_password"),
        "link": _password_link(message),
    }
    with translation.override(message.language):
        return str(words.subject), str(words.body).format(**links)


def _password_link(message: Message) -> str:
    """Return a link that sets a password, made now: no table ever holds it."""
    user = user_by_email(message.recipient) if message.template in WITH_PASSWORD_LINK else None
    if user is None:
        return settings.SITE_URL + reverse("account_reset_password")
    parts = {"uidb36": user.pk.hex, "key": default_token_generator.make_token(user)}
    return settings.SITE_URL + reverse("account_reset_password_from_key", kwargs=parts)
