"""What the worker does with a proposal: plan, explain, price what might be refused, repair.

Loaded by the worker alone: it needs the solver.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from wayhome.engines.timetable.calendar import QUARTERS_A_DAY, span
from wayhome.engines.timetable.domain import Bound, ClientChanged, Effort, Levels, Plan, StaffAway
from wayhome.engines.timetable.solver.explain import Explainer
from wayhome.engines.timetable.solver.opening import what_to_open
from wayhome.engines.timetable.solver.planner import plan
from wayhome.engines.timetable.solver.repair import proposals, repair
from wayhome.journey.weekplans import actions, queries, rules
from wayhome.journey.weekplans.actions import Made
from wayhome.journey.weekplans.codes import Cause, FailureReason, ProposalStatus
from wayhome.journey.weekplans.rules import Findings, Lengths, Refusal
from wayhome.shared.core import clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from uuid import UUID

    from wayhome.engines.timetable.domain import Client, Repair, SeatValue, Week
    from wayhome.journey.weekplans.queries import Draft
    from wayhome.journey.weekplans.rules import Difference
    from wayhome.shared.audit.actor import Actor

A_WHILE = timedelta(seconds=1)
MOST_OPENINGS = 3
# With 60 clients it takes 3 seconds, with 100 half a minute (docs/performance.md).
MOST_TO_OPEN_FOR = 80


def make(by: Actor, proposal_id: UUID) -> None:
    """Make what was asked for of a proposal that is begun, and keep it."""
    with transaction.atomic():
        draft = queries.draft(by, proposal_id)
    if not draft.week.clients:
        reason = FailureReason.NOBODY_TO_PLAN
        actions.fail_building(by, proposal_id=proposal_id, reason=reason, now=clock.now())
        return
    watch = Watch(by, proposal_id)
    if draft.proposal.cause == Cause.ABSENCE:
        made = [*stand_ins(draft, clock.now())]
    elif draft.plan is None:
        made = [whole_week(draft, watch)]
    else:
        made = [as_wished(draft, draft.plan, watch)]
    actions.finish_building(by, proposal_id=proposal_id, made=made, now=clock.now())


class Watch:
    """Reports how far the work is, and notices when somebody stops it; at most once a second."""

    def __init__(self, by: Actor, proposal_id: UUID) -> None:
        self._by, self._proposal_id = by, proposal_id
        self._looked_at = clock.now()
        self._is_stopped = False

    def progress(self, done: int, steps: int) -> None:
        actions.report_progress(
            self._by, proposal_id=self._proposal_id, steps_done=done, steps=steps, now=clock.now()
        )

    def is_stopped(self) -> bool:
        now = clock.now()
        if now - self._looked_at >= A_WHILE and not self._is_stopped:
            self._looked_at = now
            with transaction.atomic():
                status = queries.status_of(self._by, self._proposal_id)
            self._is_stopped = status != ProposalStatus.IN_PROGRESS
        return self._is_stopped


def whole_week(draft: Draft, watch: Watch) -> Made:
    """Plan everybody's week anew, as near to the published one as their hours allow."""
    made = plan(
        draft.week,
        effort=Effort(draft.proposal.effort),
        progress=watch.progress,
        stopped=watch.is_stopped,
    )
    return Made(draft.week, made, findings(draft.week, made, watch.is_stopped))


def as_wished(draft: Draft, before: Plan, watch: Watch) -> Made:
    """Mend a proposal after somebody pinned what people have, with the fewest others moved."""
    pinned = [client for client in draft.week.clients if client.pinned]
    mended = repair(draft.week, before, [ClientChanged(client) for client in pinned])
    made = replace(before, bookings=mended.plan.bookings, levels=mended.plan.levels)
    return Made(draft.week, made, findings(draft.week, made, watch.is_stopped))


def stand_ins(draft: Draft, now: datetime) -> Iterator[Made]:
    """Propose what to do about a day on which somebody is away, the least disturbing first."""
    week, (absentee, day) = rules.as_it_stands(draft.week), draft.absence
    away = StaffAway(absentee, span(day, 0, QUARTERS_A_DAY))
    held = rules.quarters_held(draft.proposal.week_start, draft.zone, now)
    for each in proposals(week, published(week), [away], held=held):
        yield Made(week, each.plan, _of_repair(week, each))


def published(week: Week) -> Plan:
    """Return what is published as a plan, of which nothing is proven."""
    known = dict(week.published)
    bookings = tuple(sorted((each.id, known.get(each.id, ())) for each in week.clients))
    return Plan(bookings, Levels(), Bound(0, 0))


def findings(week: Week, made: Plan, is_stopped: Callable[[], bool]) -> Findings:
    """Say why people are short, and what it would cost not to change somebody's bookings."""
    explainer = Explainer(week, made)
    return Findings(
        explanations=tuple(
            explainer.explain(client) for client in explainer.short() if not is_stopped()
        ),
        refusals=tuple(refusals(week, made, is_stopped)),
        openings=openings(week, made, explainer) if not is_stopped() else (),
    )


def openings(week: Week, made: Plan, explainer: Explainer) -> tuple[SeatValue, ...]:
    """Name what would give most hours, each proven by planning again; of large programs nothing.

    It costs six plans, and can't be stopped between them.
    """
    if not explainer.short() or len(week.clients) > MOST_TO_OPEN_FOR:
        return ()
    return what_to_open(week, made, top=MOST_OPENINGS)


def refusals(week: Week, made: Plan, is_stopped: Callable[[], bool]) -> Iterator[Refusal]:
    clients = {client.id: client for client in week.clients}
    for each in rules.differences(week, made):
        if each.lost and not is_stopped():
            yield _refusal(week, made, clients[each.client], each)


def _refusal(week: Week, made: Plan, client: Client, change: Difference) -> Refusal:
    """Solve the week again in which somebody keeps what they have; more may come beside it."""
    kept = replace(client, pinned=change.before)
    then = repair(week, made, [ClientChanged(kept)]).plan
    if not {*change.before} <= {*then.of(client.id)}:
        return Refusal(client.id, is_possible=False)
    lengths, now = Lengths(week), dict(made.bookings)
    own = _counted(lengths, client, made) - _counted(lengths, client, then)
    together = sum(lengths.counted(week, now)) - sum(lengths.counted(week, dict(then.bookings)))
    others = (name for name, had in then.bookings if name != client.id and {*had} != {*now[name]})
    return Refusal(client.id, own, together, tuple(others))


def _counted(lengths: Lengths, client: Client, of: Plan) -> int:
    return min(lengths.together(of.of(client.id)), client.prescription.weekly)


def _of_repair(week: Week, each: Repair) -> Findings:
    had = sum(Lengths(week).counted(week, dict(week.published)))
    has = sum(Lengths(each.week).counted(week, dict(each.plan.bookings)))
    return Findings(
        moves=each.moves,
        substitutes=each.substitutes,
        not_held=each.not_held,
        missed=each.missed,
        hit=each.hit,
        rings=each.rings,
        lost=had - has,
    )
