"""Reads of the numbers that check-in goes by: when it opens, what wrong codes cost at a kiosk."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from wayhome.journey.encounters.rules.check_in import KioskPauses
from wayhome.journey.rulepacks import queries as rulepacks
from wayhome.journey.rulepacks.codes import RuleKey

if TYPE_CHECKING:
    from datetime import datetime

    from wayhome.journey.scheduling.models import GroupSession
    from wayhome.shared.audit.actor import Actor

PAUSES = (
    RuleKey.KIOSK_WRONG_CODES,
    RuleKey.KIOSK_FIRST_PAUSE_SECONDS,
    RuleKey.KIOSK_LONGEST_PAUSE_SECONDS,
    RuleKey.KIOSK_FORGETS_MINUTES,
)


def opens_before(by: Actor, session: GroupSession, *, now: datetime) -> timedelta:
    """Return how long before the session one may check in.

    A session that has begun is open whatever the number is, so none is asked for.
    """
    if session.period_start <= now:
        return timedelta(0)
    minutes = rulepacks.number(
        by,
        RuleKey.CHECK_IN_OPENS_MINUTES,
        on=session.service_date,
        service=session.healthcare_service,
    )
    return timedelta(minutes=int(minutes))


def kiosk_pauses(by: Actor, *, now: datetime) -> KioskPauses:
    """Return what wrong codes cost; a kiosk is the organization's, so the day is taken in UTC."""
    numbers = rulepacks.numbers(by, PAUSES, on=now.date())
    after, first, longest, forgets = (int(numbers[key]) for key in PAUSES)
    return KioskPauses(
        after, timedelta(seconds=first), timedelta(seconds=longest), timedelta(minutes=forgets)
    )
