"""Which groups aren't held in the week of a proposal, since their session is cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayhome.journey.scheduling import queries as schedule
from wayhome.journey.scheduling.codes import SessionStatus
from wayhome.journey.weekplans.rules import slots
from wayhome.shared.core.period import Period, day_bounds

if TYPE_CHECKING:
    from wayhome.journey.scheduling.models import GroupSession
    from wayhome.journey.weekplans.queries.drafts import Draft
    from wayhome.shared.audit.actor import Actor


def called_off(by: Actor, draft: Draft) -> tuple[GroupSession, ...]:
    """Return the week's cancelled sessions of groups; rosters are planned as if they were held."""
    monday = draft.proposal.week_start
    first, last = (day_bounds(slots.day_of(monday, day), draft.zone) for day in (0, 6))
    found = schedule.sessions_between(
        by, Period(first.start, last.end), service_id=draft.service.pk, with_cancelled=True
    )
    return tuple(found.filter(status=SessionStatus.CANCELLED, series__isnull=False))
