"""What the first page of the week builder shows: what can be built, what was, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from wayhome.engines.timetable.sound import sound
from wayhome.journey.weekplans import rules
from wayhome.journey.weekplans.codes import UNDER_WORK
from wayhome.journey.weekplans.queries.drafts import newest_of
from wayhome.journey.weekplans.queries.names import names_of
from wayhome.journey.weekplans.queries.pages import problem_words
from wayhome.journey.weekplans.queries.week import week_to_plan
from wayhome.shared.accounts import queries as accounts
from wayhome.shared.core.period import local_day
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from wayhome.journey.weekplans.models import WeekProposal
    from wayhome.shared.accounts.models import Practitioner
    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.tenancy.models import HealthcareService

WEEKS_AHEAD = 8


@dataclass(frozen=True, slots=True)
class Desk:
    """One program's weeks: which can be built, what stands in the way of a good one."""

    services: Sequence[HealthcareService]
    service: HealthcareService
    today: date
    weeks: tuple[date, ...]
    proposals: tuple[WeekProposal, ...]
    staff: tuple[Practitioner, ...]
    people: int
    problems: tuple[str, ...]

    @property
    def under_work(self) -> WeekProposal | None:
        return next((each for each in self.proposals if each.status in UNDER_WORK), None)


def desk(by: Actor, service_id: UUID | None, *, now: datetime) -> Desk | None:
    """Return the desk of a program, the first one unless told; None where there is none."""
    chosen = service_id or next((each.pk for each in tenancy.programs(by)), None)
    return get_desk(by, chosen, now=now) if chosen else None


def get_desk(by: Actor, service_id: UUID, *, now: datetime) -> Desk:
    """Return the desk of this program."""
    services, service = tenancy.programs(by), tenancy.get_service(by, service_id)
    today = local_day(now, ZoneInfo(service.time_zone))
    first = rules.next_monday(today)
    week = week_to_plan(by, service.pk, first)
    proposals = newest_of(by, service.pk)
    return Desk(
        services=services,
        service=service,
        today=today,
        weeks=tuple(first + number * rules.ONE_WEEK for number in range(WEEKS_AHEAD)),
        proposals=proposals,
        staff=tuple(accounts.treating(by)),
        people=sum(not each.waiting for each in week.clients),
        problems=problem_words(sound(week).problems, names_of(by, service, week)),
    )
