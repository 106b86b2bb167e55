"""Writes that change a proposal before it is published: what people pin, move and refuse."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wayhome.engines.timetable import store
from wayhome.engines.timetable.check import effects
from wayhome.journey.weekplans import rules
from wayhome.journey.weekplans.actions.proposals import defer, locked, saved
from wayhome.journey.weekplans.actions.refusals import CannotChangeProposalError
from wayhome.journey.weekplans.codes import Cause, ProposalObstacle, ProposalStatus
from wayhome.journey.weekplans.models import ProposalContent
from wayhome.journey.weekplans.queries.drafts import read
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from wayhome.engines.timetable.domain import Booking, Plan, Week
    from wayhome.journey.weekplans.models import WeekProposal
    from wayhome.journey.weekplans.queries import Draft
    from wayhome.shared.audit.actor import Actor


@action(Permission.WEEK_BUILD)
def set_bookings(
    by: Actor, *, proposal_id: UUID, client: str, bookings: Collection[Booking], edition: int
) -> WeekProposal:
    """Give somebody these bookings in a proposal, pinned; everybody else keeps theirs.

    :raises CannotChangeProposalError: with every reason why not, and what would be broken
    """
    _ = by
    proposal = locked(proposal_id)
    draft, plan = _draft(proposal, client, edition)
    known, before = {each.id for each in draft.week.series}, dict(draft.week.published)
    if not rules.are_known(bookings, known, plan.of(client), before.get(client, ())):
        raise CannotChangeProposalError((ProposalObstacle.BOOKING_UNKNOWN,))
    free = _pinned(draft.week, client, ())
    changed = effects(free, plan, client, bookings)
    if changed.broken:
        raise CannotChangeProposalError((ProposalObstacle.BREAKS_A_RULE,), changed.broken)
    moved = replace(
        rules.with_bookings(plan, client, tuple(bookings)), levels=plan.levels + changed.change
    )
    _write(proposal_id, _pinned(draft.week, client, tuple(bookings)), moved)
    return saved(proposal)


@action(Permission.WEEK_BUILD)
def keep_bookings(
    by: Actor, *, proposal_id: UUID, client: str, edition: int, now: datetime
) -> WeekProposal:
    """Refuse what a proposal changes for somebody: they keep what they have.

    Where others stand in the way, the worker mends the proposal, with the fewest people moved.

    :raises CannotChangeProposalError: with every reason why not
    """
    _ = now
    proposal = locked(proposal_id)
    draft, plan = _draft(proposal, client, edition)
    before = dict(draft.week.published).get(client, ())
    if {*before} == {*plan.of(client)}:
        raise CannotChangeProposalError((ProposalObstacle.NOTHING_TO_KEEP,))
    week = _pinned(draft.week, client, before)
    if not {*before} <= {*plan.of(client)}:
        _write(proposal_id, week, plan)
        proposal.status, proposal.attempts = ProposalStatus.REQUESTED, 0
        saved(proposal)
        defer(by, proposal)
        return proposal
    changed = effects(draft.week, plan, client, before)
    levels = plan.levels + changed.change
    _write(proposal_id, week, replace(rules.with_bookings(plan, client, before), levels=levels))
    return saved(proposal)


@action(Permission.WEEK_BUILD)
def pin_bookings(
    _by: Actor, *, proposal_id: UUID, client: str, is_pinned: bool, edition: int
) -> WeekProposal:
    """Let what somebody has in a proposal stay, whatever else is mended; or let go of it.

    :raises CannotChangeProposalError: with every reason why not
    """
    proposal = locked(proposal_id)
    draft, plan = _draft(proposal, client, edition)
    pins = plan.of(client) if is_pinned else ()
    _write(proposal_id, _pinned(draft.week, client, pins), plan)
    return saved(proposal)


@action(Permission.WEEK_BUILD)
def forget_changes(_by: Actor, *, proposal_id: UUID, edition: int) -> WeekProposal:
    """Have a proposal be as the worker made it, without what people changed of it since.

    :raises CannotChangeProposalError: with every reason why not
    """
    proposal = locked(proposal_id)
    draft, plan = _draft(proposal, "", edition)
    _write(proposal_id, _unpinned(draft.week), draft.made or plan)
    return saved(proposal)


def _unpinned(week: Week) -> Week:
    """Return a week in which nobody is pinned but those who told nothing of theirs."""
    before = dict(week.published)
    return replace(
        week,
        clients=tuple(
            each
            if rules.keeps_what_they_have(each, each.pinned, week)
            and each.pinned == before.get(each.id)
            else replace(each, pinned=())
            for each in week.clients
        ),
    )


def _draft(proposal: WeekProposal, client: str, edition: int) -> tuple[Draft, Plan]:
    """Return a proposal and its plan, as somebody saw it; of no client: of all.

    :raises CannotChangeProposalError: when it isn't ready, has changed since, or knows them not
    """
    obstacles = rules.obstacles_to_changing(
        status=ProposalStatus(proposal.status), edition=edition, known_edition=proposal.edition
    )
    if proposal.cause != Cause.WHOLE_WEEK:
        obstacles = (*obstacles, ProposalObstacle.NOT_READY)
    if obstacles:
        raise CannotChangeProposalError(tuple(dict.fromkeys(obstacles)))
    draft = read(proposal, ProposalContent.objects.get(proposal=proposal.pk, number=0))
    plan = draft.plan
    if plan is None or (client and client not in dict(plan.bookings)):
        raise CannotChangeProposalError((ProposalObstacle.CLIENT_UNKNOWN,))
    return draft, plan


def _pinned(week: Week, client: str, bookings: tuple[Booking, ...]) -> Week:
    return replace(
        week,
        clients=tuple(
            replace(each, pinned=bookings) if each.id == client else each for each in week.clients
        ),
    )


def _write(proposal_id: UUID, week: Week, plan: Plan) -> None:
    rows = ProposalContent.objects.filter(proposal=proposal_id, number=0)
    rows.update(week=store.to_json(week), plan=store.to_json(plan))
