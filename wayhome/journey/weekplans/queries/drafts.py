"""A proposal with what the worker made of it, as the week builder's own values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from wayhome.engines.timetable import store
from wayhome.journey.weekplans.codes import ProposalStatus
from wayhome.journey.weekplans.models import ProposalContent, WeekProposal
from wayhome.journey.weekplans.queries.names import names_of
from wayhome.journey.weekplans.rules import UNDO_FOR, Findings, obstacles_to_undoing
from wayhome.shared.audit.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from wayhome.engines.timetable.domain import Plan, Week
    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.tenancy.models import HealthcareService

NEWEST = 20
LATE_AFTER = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposal's week and, once there is one, its plan; `made` is how the worker made it."""

    proposal: WeekProposal
    number: int
    week: Week
    plan: Plan | None
    made: Plan | None
    findings: Findings
    accepted: tuple[str, ...]
    steps_done: int
    steps: int

    @property
    def absence(self) -> tuple[str, int]:
        """Return who is away, and on which day of the week."""
        day = self.proposal.absence_date or self.proposal.week_start
        return str(self.proposal.absentee_id), (day - self.proposal.week_start).days

    @property
    def planned(self) -> Plan:
        """Return the plan.

        :raises LookupError: there is none yet
        """
        if self.plan is None:
            raise LookupError(self.proposal.pk)
        return self.plan

    @property
    def service(self) -> HealthcareService:
        return self.proposal.healthcare_service

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.proposal.healthcare_service.time_zone)


def get_proposal(by: Actor, proposal_id: UUID) -> WeekProposal:
    by.require(Permission.WEEK_BUILD)
    return _proposals().get(pk=proposal_id)


def status_of(by: Actor, proposal_id: UUID) -> ProposalStatus:
    by.require(Permission.WEEK_BUILD)
    statuses = WeekProposal.objects.values_list("status", flat=True)
    return ProposalStatus(statuses.get(pk=proposal_id))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the worker is; `is_late` when it hasn't been heard of for a while."""

    steps_done: int
    steps: int
    is_late: bool


def progress_of(by: Actor, proposal_id: UUID, *, now: datetime) -> Progress:
    by.require(Permission.WEEK_BUILD)
    rows = ProposalContent.objects.filter(proposal=proposal_id, number=0)
    content = rows.only("organization", "steps_done", "steps", "beat_at").first()
    if content is None:
        return Progress(0, 0, is_late=False)
    is_late = now - content.beat_at > LATE_AFTER
    return Progress(content.steps_done, content.steps, is_late=is_late)


def undo_until(proposal: WeekProposal, *, now: datetime) -> datetime | None:
    """Return until when a published week can be taken back; None when it can't be."""
    if obstacles_to_undoing(
        published_at=proposal.published_at, is_undone=proposal.undone_at is not None, now=now
    ):
        return None
    return proposal.published_at and proposal.published_at + UNDO_FOR


def names_in(by: Actor, proposal_id: UUID) -> Mapping[str, str]:
    """Return what people call the ids in a proposal, for a sentence about it."""
    found = draft(by, proposal_id)
    return names_of(by, found.service, found.week)


def draft(by: Actor, proposal_id: UUID, number: int = 0) -> Draft:
    """Return one of the plans of a proposal; 0 for the only one, or the one being made."""
    proposal = get_proposal(by, proposal_id)
    content = ProposalContent.objects.get(proposal=proposal_id, number=number)
    return read(proposal, content)


def drafts(by: Actor, proposal_id: UUID) -> tuple[Draft, ...]:
    """Return every plan of a proposal, the least disturbing first; none before it is begun."""
    proposal = get_proposal(by, proposal_id)
    rows = ProposalContent.objects.filter(proposal=proposal_id).order_by("number")
    return tuple(read(proposal, content) for content in rows)


def read(proposal: WeekProposal, content: ProposalContent) -> Draft:
    findings = content.findings
    return Draft(
        proposal=proposal,
        number=content.number,
        week=store.week_from_json(content.week),
        plan=store.plan_from_json(content.plan) if content.plan else None,
        made=store.plan_from_json(content.made) if content.made else None,
        findings=store.from_json(Findings, findings) if findings else Findings(),
        accepted=tuple(content.accepted.split()),
        steps_done=content.steps_done,
        steps=content.steps,
    )


def newest_of(by: Actor, service_id: UUID) -> tuple[WeekProposal, ...]:
    """Return a program's proposals, the newest first."""
    by.require(Permission.WEEK_BUILD)
    found = _proposals().filter(healthcare_service=service_id)
    return tuple(found.order_by("-requested_at", "-pk")[:NEWEST])


def _proposals() -> QuerySet[WeekProposal]:
    return WeekProposal.objects.select_related(
        "healthcare_service", "requested_by", "published_by", "absentee"
    )
