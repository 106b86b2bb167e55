"""Who signs, and with what: a signature needs a credential that is valid on the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from wayhome.journey.rulepacks import queries as rulepacks
from wayhome.journey.rulepacks.codes import RuleKey
from wayhome.shared.accounts import queries as accounts
from wayhome.shared.core.period import local_day
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from wayhome.journey.scheduling.models import GroupSession
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


def signature_with(
    by: Actor, credential: Credential, session: GroupSession, *, now: datetime
) -> Signature:
    return Signature(
        author=accounts.get_practitioner(by, credential.practitioner_id),
        credential=credential_words(credential),
        at=now,
        within=sign_within(by, session),
    )


def sign_within(by: Actor, session: GroupSession) -> timedelta:
    """Return how long after a session its notes may wait, as the program's rules say."""
    hours = rulepacks.number(
        by,
        RuleKey.NOTE_SIGN_HOURS,
        on=session.service_date,
        service=session.healthcare_service,
    )
    return timedelta(hours=float(hours))
