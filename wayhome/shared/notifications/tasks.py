"""Background work of messages."""

from __future__ import annotations

from smtplib import SMTPException
from typing import TYPE_CHECKING
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from wayhome.shared.accounts import system
from wayhome.shared.core import clock
from wayhome.shared.notifications import actions

if TYPE_CHECKING:
    from procrastinate import JobContext

MOST_ATTEMPTS = 8  # the last one comes about two hours after the first
RETRY = RetryStrategy(max_attempts=MOST_ATTEMPTS, exponential_wait=3)


class MessageNotSentError(RuntimeError):
    """The mail server didn't take a message. Says nothing of to whom."""


@app.task(name=actions.SEND, retry=RETRY, pass_context=True)
def send_message(context: JobContext, organization_id: str, message_id: str) -> None:
    """Send a message as the worker; several attempts, each harmless if the mail is out already.

    :raises MessageNotSentError: so that it is tried again, without the server's words in a log
    """
    by = system.worker(UUID(organization_id))
    try:
        actions.send_message(by, message_id=UUID(message_id), now=clock.now())
    except (OSError, SMTPException) as error:
        is_last = context.job.attempts + 1 >= MOST_ATTEMPTS
        actions.record_failed_attempt(by, message_id=UUID(message_id), is_last=is_last)
        kind = type(error).__name__
        raise MessageNotSentError(kind) from None
