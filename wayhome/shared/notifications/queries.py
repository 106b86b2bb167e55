"""Reads of messages, and of the folder that stands in for the mail in a demo."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

from wayhome.shared.audit.permissions import Permission
from wayhome.shared.notifications.models import Message

if TYPE_CHECKING:
    from email.message import EmailMessage
    from pathlib import Path
    from uuid import UUID

    from wayhome.shared.audit.actor import Actor

NEWEST = 50


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as it lies in the folder."""

    recipient: str
    subject: str
    date: str
    body: str


def get_message(by: Actor, message_id: UUID) -> Message:
    by.require(Permission.MESSAGE_SEND)
    return Message.objects.get(pk=message_id)


def letters(folder: Path) -> tuple[Letter, ...]:
    """Return the newest mails of the folder, newest first."""
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    return tuple(_letter(path) for path in files[:NEWEST])


def _letter(path: Path) -> Letter:
    mail: EmailMessage = message_from_bytes(path.read_bytes(), policy=policy.default)
    body = mail.get_body(("plain",))
    text = body.get_content() if body else ""
    return Letter(
        recipient=str(mail["To"]),
        subject=str(mail["Subject"]),
        date=str(mail["Date"]),
        body=text.partition("\n" + "-" * 79)[0].strip(),
    )
