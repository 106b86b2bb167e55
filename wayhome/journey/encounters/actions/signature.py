"""Who signs, and with what: a signature needs a credential that is valid on the day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from wayhome.shared.accounts import queries as accounts
from wayhome.shared.core.period import local_day
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from datetime import datetime, timedelta
    from uuid import UUID

    from wayhome.shared.accounts.models import Credential, Practitioner
    from wayhome.shared.audit.actor import Actor


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, with which credential, when, and how long after a session that is in time."""

    author: Practitioner
    credential: str
    at: datetime
    within: timedelta


def credential_today(by: Actor, now: datetime, service_id: UUID) -> Credential | None:
    if by.practitioner_id is None:
        return None
    zone = ZoneInfo(tenancy.get_service(by, service_id).time_zone)
    return accounts.valid_credential(by, by.practitioner_id, on=local_day(now, zone))


def credential_words(credential: Credential) -> str:
    return f"{credential.code} {credential.state} {credential.number}"
