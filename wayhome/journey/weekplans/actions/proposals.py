"""Writes of proposals: ask for one, and what the worker does with it, each on its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import Q

from wayhome.engines.timetable import store
from wayhome.engines.timetable.domain import VERSION, Effort
from wayhome.journey.weekplans import rules
from wayhome.journey.weekplans.actions.refusals import (
    CannotBuildWeekError,
    CannotStopBuildingError,
)
from wayhome.journey.weekplans.codes import (
    UNDER_WORK,
    Cause,
    FailureReason,
    ProposalObstacle,
    ProposalStatus,
)
from wayhome.journey.weekplans.models import ProposalContent, WeekProposal
from wayhome.journey.weekplans.queries.week import week_to_plan
from wayhome.shared.accounts import queries as accounts
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core import jobs
from wayhome.shared.core.period import local_day
from wayhome.shared.core.refusal import refusing
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from wayhome.engines.timetable.domain import Plan, Week
    from wayhome.journey.weekplans.rules import Findings
    from wayhome.shared.audit.actor import Actor

BUILD = "weekplans.build"
ONE_AT_A_TIME = {"week_proposal_one_under_work": ProposalObstacle.UNDER_WORK}


@dataclass(frozen=True, slots=True)
class Made:
    """What the worker made: a week, a plan of it, and what is said about it."""

    week: Week
    plan: Plan
    findings: Findings


@action(Permission.WEEK_BUILD)
def request_week(
    by: Actor,
    *,
    service_id: UUID,
    week_start: date,
    effort: Effort = Effort.NORMAL,
    now: datetime,
) -> WeekProposal:
    """Have the worker build a program's week. Of two who ask at once, the second is told.

    :raises CannotBuildWeekError: with every reason why not
    """
    proposal = WeekProposal(week_start=week_start, cause=Cause.WHOLE_WEEK, effort=effort.value)
    return _request(by, proposal, service_id, now)


@action(Permission.WEEK_BUILD)
def request_stand_ins(
    by: Actor, *, service_id: UUID, absentee_id: UUID, absence_date: date, now: datetime
) -> WeekProposal:
    """Have the worker propose what to do about a day on which somebody is away.

    :raises CannotBuildWeekError: with every reason why not
    """
    accounts.practitioners(by).get(pk=absentee_id)
    proposal = WeekProposal(
        week_start=rules.monday_of(absence_date),
        cause=Cause.ABSENCE,
        absentee_id=absentee_id,
        absence_date=absence_date,
    )
    return _request(by, proposal, service_id, now)


@action(Permission.WEEK_BUILD)
def begin_building(by: Actor, *, proposal_id: UUID, now: datetime) -> WeekProposal:
    """Let the worker take a proposal up, with the week as it is now; whoever comes second, doesn't.

    :raises CannotBuildWeekError: when nobody waits for it
    """
    proposal = locked(proposal_id)
    if proposal.status != ProposalStatus.REQUESTED:
        raise CannotBuildWeekError((ProposalObstacle.UNDER_WORK,))
    proposal.status, proposal.attempts = ProposalStatus.IN_PROGRESS, proposal.attempts + 1
    proposal.save(update_fields=["status", "attempts"])
    known = ProposalContent.objects.filter(proposal=proposal_id, number=0)
    if not known.exclude(plan="").update(beat_at=now, steps_done=0, steps=0):
        known.delete()
        week = week_of(by, proposal)
        ProposalContent.objects.create(
            organization_id=by.organization_id,
            proposal_id=proposal_id,
            week=store.to_json(week),
            beat_at=now,
        )
    return proposal


@action(Permission.WEEK_BUILD, records_itself=True)
def report_progress(
    _by: Actor, *, proposal_id: UUID, steps_done: int, steps: int, now: datetime
) -> int:
    """Say how far the worker is."""
    rows = ProposalContent.objects.filter(proposal=proposal_id, number=0)
    return rows.update(steps_done=steps_done, steps=steps, beat_at=now)


@action(Permission.WEEK_BUILD)
def finish_building(
    by: Actor, *, proposal_id: UUID, made: Sequence[Made], now: datetime
) -> WeekProposal:
    """Keep what the worker made; one that was stopped meanwhile stays stopped."""
    proposal = locked(proposal_id)
    if proposal.status != ProposalStatus.IN_PROGRESS:
        return proposal
    first = ProposalContent.objects.filter(proposal=proposal_id, number=0)
    was_made = first.values_list("made", flat=True).first()
    ProposalContent.objects.filter(proposal=proposal_id).delete()
    ProposalContent.objects.bulk_create(
        ProposalContent(
            organization_id=by.organization_id,
            proposal_id=proposal_id,
            number=number,
            week=store.to_json(each.week),
            plan=store.to_json(replace(each.plan, certificates=())),
            made=was_made or store.to_json(each.plan),
            findings=store.to_json(each.findings),
            beat_at=now,
        )
        for number, each in enumerate(made)
    )
    proposal.status, proposal.finished_at = ProposalStatus.READY, now
    proposal.engine_version = VERSION
    return saved(proposal)


@action(Permission.WEEK_BUILD)
def fail_building(
    _by: Actor, *, proposal_id: UUID, reason: FailureReason, now: datetime
) -> WeekProposal:
    """Say that there is no proposal, and why; what is published stays as it is."""
    proposal = locked(proposal_id)
    if proposal.status in UNDER_WORK:
        proposal.status, proposal.failure = ProposalStatus.FAILED, reason
        proposal.finished_at = now
        saved(proposal)
    return proposal


@action(Permission.WEEK_BUILD)
def stop_building(_by: Actor, *, proposal_id: UUID, now: datetime) -> WeekProposal:
    """Stop the worker between two steps; a proposal that stood before it began stands again.

    :raises CannotStopBuildingError: when there is nothing to stop
    """
    proposal = locked(proposal_id)
    if proposal.status not in UNDER_WORK:
        raise CannotStopBuildingError((ProposalObstacle.NOT_READY,))
    stood = ProposalContent.objects.filter(proposal=proposal_id).exclude(plan="").exists()
    proposal.status = ProposalStatus.READY if stood else ProposalStatus.CANCELLED
    proposal.finished_at = now
    return saved(proposal)


@action(Permission.WEEK_BUILD)
def restart_gone(by: Actor, *, now: datetime) -> list[WeekProposal]:
    """Begin again what a worker had when it was stopped; after some attempts, say so instead."""
    begun = WeekProposal.objects.filter(status=ProposalStatus.IN_PROGRESS)
    ids = [*begun.order_by("pk").values_list("pk", flat=True)]
    return [proposal for each in ids if (proposal := _restarted(by, each, now))]


def _restarted(by: Actor, proposal_id: UUID, now: datetime) -> WeekProposal | None:
    proposal = locked(proposal_id)
    content = ProposalContent.objects.filter(proposal=proposal_id, number=0)
    beat_at = content.values_list("beat_at", flat=True).first() or proposal.requested_at
    is_ours = proposal.status == ProposalStatus.IN_PROGRESS
    if not is_ours or not rules.is_gone(beat_at=beat_at, now=now):
        return None
    if proposal.attempts >= rules.MOST_ATTEMPTS:
        proposal.status, proposal.failure = ProposalStatus.FAILED, FailureReason.STOPPED_TOO_OFTEN
        proposal.finished_at = now
        return saved(proposal)
    proposal.status = ProposalStatus.REQUESTED
    defer(by, saved(proposal))
    return proposal


def week_of(by: Actor, proposal: WeekProposal) -> Week:
    """Return the week of a proposal as it is by now; rosters are planned on the usual one."""
    return week_to_plan(
        by,
        proposal.healthcare_service_id,
        proposal.week_start,
        is_usual=proposal.cause == Cause.WHOLE_WEEK,
    )


def locked(proposal_id: UUID) -> WeekProposal:
    rows = WeekProposal.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("healthcare_service").get(pk=proposal_id)


def locked_with_rivals(proposal_id: UUID) -> WeekProposal:
    """Lock a proposal and all others of its program's week, in one order for everybody."""
    one = WeekProposal.objects.get(pk=proposal_id)
    rows = WeekProposal.objects.filter(
        healthcare_service=one.healthcare_service_id, week_start=one.week_start
    )
    found = rows.select_related("healthcare_service").order_by("pk")
    rivals = {row.pk: row for row in found.select_for_update(of=("self",), no_key=True)}
    return rivals[proposal_id]


def saved(proposal: WeekProposal) -> WeekProposal:
    """Save under the next edition."""
    proposal.edition += 1
    proposal.save()
    return proposal


def defer(by: Actor, proposal: WeekProposal) -> None:
    jobs.defer(BUILD, organization_id=by.organization_id, proposal_id=proposal.pk)


def _request(by: Actor, proposal: WeekProposal, service_id: UUID, now: datetime) -> WeekProposal:
    service = tenancy.get_service(by, service_id)
    obstacles = rules.obstacles_to_asking(
        cause=Cause(proposal.cause),
        week_start=proposal.week_start,
        absence_date=proposal.absence_date,
        today=local_day(now, ZoneInfo(service.time_zone)),
    )
    if WeekProposal.objects.filter(_under_work(service_id, proposal.cause)).exists():
        obstacles = (ProposalObstacle.UNDER_WORK, *obstacles)
    if obstacles:
        raise CannotBuildWeekError(obstacles)
    proposal.organization_id, proposal.healthcare_service_id = by.organization_id, service.pk
    proposal.requested_at, proposal.requested_by_id = now, by.practitioner_id
    with refusing(CannotBuildWeekError, ONE_AT_A_TIME):
        proposal.save(force_insert=True)
    defer(by, proposal)
    return proposal


def _under_work(service_id: UUID, cause: str) -> Q:
    return Q(healthcare_service=service_id, cause=cause, status__in=sorted(UNDER_WORK))
