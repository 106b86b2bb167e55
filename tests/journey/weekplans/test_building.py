"""The worker makes a proposal of a week from what the tables have; nothing else is touched."""

from datetime import timedelta

import pytest
import time_machine

from tests.factories.scheduling import NOW
from tests.factories.weekplans import make_order
from tests.journey.weekplans.conftest import MONDAY
from wayhome.engines.timetable.check import check
from wayhome.engines.timetable.domain import Seat, Visit
from wayhome.journey.weekplans import actions, queries, tasks
from wayhome.journey.weekplans.codes import Cause, ProposalObstacle, ProposalStatus
from wayhome.journey.weekplans.rules import Ordered


def seats(draft, episode):
    return {each.series for each in draft.plan.of(str(episode.pk)) if isinstance(each, Seat)}


def test_a_week_is_built_from_when_people_can_come(program):
    evenings = program.client(days=(0, 1, 2))
    late = program.client(days=(1, 2, 3))
    asked = program.build()
    draft = queries.draft(program.by, asked.pk)
    ids = [str(each.pk) for each in program.groups]
    assert asked.status == ProposalStatus.READY
    assert seats(draft, evenings) == {*ids[:3]}
    assert seats(draft, late) == {*ids[1:]}
    assert check(draft.week, draft.made).is_clean


def test_individual_sessions_are_planned_as_ordered_with_the_own_counselor(program):
    items = (Ordered("cbt", 540), Ordered("individual", 60))
    make_order(service=program.service, items=items)
    episode = program.client()
    draft = queries.draft(program.by, program.build().pk)
    visits = [each for each in draft.plan.of(str(episode.pk)) if isinstance(each, Visit)]
    assert [each.staff for each in visits] == [str(program.counselor.pk)]
    assert visits[0].meeting.quarters == 4
    assert len(seats(draft, episode)) == 3


def test_somebody_short_is_explained_and_everybody_else_is_planned(program):
    rare = program.client(days=(0,))
    other = program.client()
    draft = queries.draft(program.by, program.build().pk)
    assert [each.client for each in draft.findings.explanations] == [str(rare.pk)]
    assert len(seats(draft, other)) == 3


def test_what_would_help_most_is_named_and_was_tried(program):
    for _ in range(6):
        program.client(days=(0, 1, 2))
    draft = queries.draft(program.by, program.build().pk)
    assert draft.findings.openings
    assert all(each.quarters > 0 and each.helped for each in draft.findings.openings)
    page = queries.proposal_page(program.by, draft)
    assert len(page.openings) == len(draft.findings.openings)
    assert all(" h more for " in sentence for sentence in page.openings)


def test_who_told_nothing_is_left_out_by_name_and_the_rest_is_built(program):
    silent = program.client(days=())
    other = program.client()
    draft = queries.draft(program.by, program.build().pk)
    assert [(each.subject, each.reason.value) for each in draft.plan.problems] == [
        (str(silent.pk), "no-availability")
    ]
    assert len(seats(draft, other)) == 3


def test_refusing_a_move_has_its_price(program):
    flexible = program.client(program.groups[0], days=(0, 1), weekly_target_minutes=180)
    others = {str(program.client(days=(0,)).pk) for _ in range(2)}
    draft = queries.draft(program.by, program.build().pk)
    refusal = draft.findings.refusals[0]
    assert refusal.client == str(flexible.pk)
    assert refusal.all == 12
    assert {*refusal.others} < others


def test_a_move_that_new_hours_force_cannot_be_refused(program):
    program.client(program.groups[0], days=(1,))
    draft = queries.draft(program.by, program.build().pk)
    assert [each.is_possible for each in draft.findings.refusals] == [False]


def test_the_second_who_asks_sees_the_first(program):
    program.client()
    request = {"service_id": program.service.pk, "week_start": MONDAY, "now": NOW}
    actions.request_week(program.by, **request)
    with pytest.raises(actions.CannotBuildWeekError) as refused:
        actions.request_week(program.by, **request)
    assert refused.value.obstacles == (ProposalObstacle.UNDER_WORK,)


def test_an_absence_gets_stand_ins(program):
    program.client(*program.groups[:3])
    program.client(*program.groups[1:])
    with time_machine.travel(NOW, tick=False):
        asked = actions.request_stand_ins(
            program.by,
            service_id=program.service.pk,
            absentee_id=program.counselor.pk,
            absence_date=MONDAY,
            now=NOW,
        )
        tasks.build(str(program.organization.pk), str(asked.pk))
    assert asked.refreshed().status == ProposalStatus.READY
    assert asked.cause == Cause.ABSENCE
    found = queries.drafts(program.by, asked.pk)
    assert found[0].findings.not_held


def test_a_worker_that_is_gone_is_noticed(program):
    program.client()
    asked = actions.request_week(
        program.by, service_id=program.service.pk, week_start=MONDAY, now=NOW
    )
    actions.begin_building(program.by, proposal_id=asked.pk, now=NOW)
    assert actions.restart_gone(program.by, now=NOW + timedelta(minutes=4)) == []
    restarted = actions.restart_gone(program.by, now=NOW + timedelta(minutes=6))
    assert [each.status for each in restarted] == [ProposalStatus.REQUESTED]
