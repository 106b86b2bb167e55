"""The worker: killed, stopped, failing or taken up twice, it leaves what is published alone."""

import json
import logging
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch
from uuid import UUID

import pytest
import time_machine
from django.db import connection

from tests.factories.scheduling import NOW
from tests.factories.tenancy import make_organization
from tests.factories.weekplans import make_proposal
from tests.journey.weekplans.conftest import MONDAY
from tests.journey.weekplans.proposing import in_groups, propose, publish, roster
from wayhome.engines.timetable.check import check
from wayhome.journey.weekplans import actions, queries, tasks
from wayhome.journey.weekplans.codes import (
    FailureReason,
    ProposalObstacle,
    ProposalStatus,
)
from wayhome.journey.weekplans.models import ProposalContent
from wayhome.journey.weekplans.tasks import building
from wayhome.shared.audit.models import AuditEvent

SECRET = "Ana Rios"  # noqa: S105  # a name that must not be kept


class KilledError(BaseException):
    """Stands for the end of a process: nothing of it is handled."""


def ask(program, **given):
    return actions.request_week(
        program.by, service_id=program.service.pk, week_start=MONDAY, now=NOW, **given
    )


def work(program, asked, now=NOW):
    with time_machine.travel(now, tick=False):
        tasks.build(str(program.organization.pk), str(asked.pk))
    return asked.refreshed()


@contextmanager
def failing(error):
    with patch.object(building, "plan", side_effect=error):
        yield


def jobs():
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args FROM procrastinate_jobs ORDER BY id")
        return [
            (name, json.loads(args) if isinstance(args, str) else args)
            for name, args in cursor.fetchall()
        ]


def test_a_week_is_asked_for_with_ids_alone(program):
    asked = ask(program)
    assert [(name, sorted(args)) for name, args in jobs()] == [
        ("weekplans.build", ["organization_id", "proposal_id"])
    ]
    assert (asked.status, asked.requested_by_id) == (
        ProposalStatus.REQUESTED,
        program.by.practitioner_id,
    )


def test_a_worker_that_is_killed_leaves_what_is_published_and_another_goes_on(program):
    episode = program.client(program.groups[0])
    asked = ask(program)
    with failing(KilledError), pytest.raises(KilledError):
        work(program, asked)
    assert asked.refreshed().status == ProposalStatus.IN_PROGRESS
    assert roster(program.groups[0]) == {episode.pk}
    assert work(program, asked).status == ProposalStatus.IN_PROGRESS
    later = NOW + timedelta(minutes=6)
    with time_machine.travel(later, tick=False):
        tasks.restart(str(program.organization.pk))
    assert work(program, asked, later).status == ProposalStatus.READY
    assert asked.refreshed().attempts == 2
    assert roster(program.groups[0]) == {episode.pk}


def test_a_worker_that_is_killed_again_and_again_is_given_up(program):
    program.client()
    asked = ask(program)
    now = NOW
    for _ in range(3):
        with failing(KilledError), pytest.raises(KilledError):
            work(program, asked, now)
        now += timedelta(minutes=6)
        actions.restart_gone(program.by, now=now)
    failed = asked.refreshed()
    assert (failed.status, failed.failure) == (
        ProposalStatus.FAILED,
        FailureReason.STOPPED_TOO_OFTEN,
    )
    assert failed.finished_at == now
    assert actions.restart_gone(program.by, now=now) == []
    assert ask(program).status == ProposalStatus.REQUESTED


def test_whatever_goes_wrong_is_said_without_saying_about_whom(program, caplog):
    program.client(program.groups[0])
    asked = ask(program)
    with failing(ValueError(SECRET)), caplog.at_level(logging.DEBUG), pytest.raises(ValueError):  # noqa: PT011
        work(program, asked)
    failed = asked.refreshed()
    assert (failed.status, failed.failure, failed.finished_at) == (
        ProposalStatus.FAILED,
        FailureReason.FAULT,
        NOW,
    )
    events = AuditEvent.objects.filter(organization_id=program.organization.pk)
    kept = [*events.values_list("entity_type", "entity_id", "detail")]
    content = ProposalContent.objects.get(proposal=asked.pk)
    assert SECRET not in f"{failed.__dict__} {content.__dict__} {kept} {jobs()} {caplog.text}"


def test_when_mending_goes_wrong_the_proposal_has_failed_and_nothing_is_published(program):
    one, other = program.groups[:2]
    episode = program.client(one)
    asked = propose(program, {episode: in_groups(other)})
    actions.keep_bookings(
        program.by, proposal_id=asked.pk, client=str(episode.pk), edition=asked.edition, now=NOW
    )
    with patch.object(building, "repair", side_effect=ValueError), pytest.raises(ValueError):  # noqa: PT011
        work(program, asked)
    failed = asked.refreshed()
    assert failed.status == ProposalStatus.FAILED
    assert roster(one) == {episode.pk}


def test_of_two_workers_one_takes_it_up(program):
    program.client()
    asked = ask(program)
    actions.begin_building(program.by, proposal_id=asked.pk, now=NOW)
    with pytest.raises(actions.CannotBuildWeekError) as refused:
        actions.begin_building(program.by, proposal_id=asked.pk, now=NOW)
    assert refused.value.obstacles == (ProposalObstacle.UNDER_WORK,)
    assert work(program, asked).status == ProposalStatus.IN_PROGRESS
    assert asked.refreshed().attempts == 1


def test_a_proposal_that_is_made_already_is_not_made_again(program):
    asked = propose(program, {})
    assert work(program, asked).edition == asked.edition


def test_with_nobody_to_plan_that_is_said(program):
    asked = work(program, ask(program))
    assert (asked.status, asked.failure) == (ProposalStatus.FAILED, FailureReason.NOBODY_TO_PLAN)


def test_who_would_lose_something_keeps_it_and_the_worker_moves_the_others(program):
    one, other = program.groups[:2]
    episode, new = program.client(one, days=(0, 1)), program.client(days=(0,))
    program.client(one, days=(0,))
    asked = propose(program, {episode: in_groups(other), new: in_groups(one)})
    actions.keep_bookings(
        program.by, proposal_id=asked.pk, client=str(episode.pk), edition=asked.edition, now=NOW
    )
    assert work(program, asked).status == ProposalStatus.READY
    draft = queries.draft(program.by, asked.pk)
    assert {*in_groups(one)} <= {*draft.plan.of(str(episode.pk))}
    assert check(draft.week, draft.plan).is_clean
    assert draft.made.of(str(new.pk)) == in_groups(one)


def stop(program, asked):
    return actions.stop_building(program.by, proposal_id=asked.pk, now=NOW)


def test_a_week_that_is_stopped_is_not_made(program):
    program.client()
    asked = ask(program)
    stopped = stop(program, asked)
    assert (stopped.status, stopped.finished_at) == (ProposalStatus.CANCELLED, NOW)
    assert work(program, asked).status == ProposalStatus.CANCELLED
    with pytest.raises(actions.CannotStopBuildingError) as refused:
        stop(program, asked)
    assert refused.value.obstacles == (ProposalObstacle.NOT_READY,)


def test_what_a_worker_brings_after_it_was_stopped_is_not_kept(program):
    program.client()
    asked = ask(program)
    actions.begin_building(program.by, proposal_id=asked.pk, now=NOW)
    stop(program, asked)
    given = {"proposal_id": asked.pk, "now": NOW}
    actions.finish_building(program.by, made=[], **given)
    actions.fail_building(program.by, reason=FailureReason.FAULT, **given)
    assert asked.refreshed().status == ProposalStatus.CANCELLED


def test_mending_that_is_stopped_leaves_the_proposal_that_stood(program):
    one, other = program.groups[:2]
    episode = program.client(one)
    asked = propose(program, {episode: in_groups(other)})
    actions.keep_bookings(
        program.by, proposal_id=asked.pk, client=str(episode.pk), edition=asked.edition, now=NOW
    )
    assert stop(program, asked).status == ProposalStatus.READY
    publish(program, asked, episode)
    assert roster(other) == {episode.pk}


def test_the_worker_notices_within_a_second_that_it_is_stopped(program):
    asked = ask(program)
    actions.begin_building(program.by, proposal_id=asked.pk, now=NOW)
    with time_machine.travel(NOW, tick=False) as now:
        watch = building.Watch(program.by, asked.pk)
        stop(program, asked)
        seen = [watch.is_stopped()]
        now.shift(1)
        seen += [watch.is_stopped(), watch.is_stopped()]
    assert seen == [False, True, True]


def test_a_worker_that_is_stopped_explains_nothing_more(program):
    program.client(program.groups[0], days=(1,))
    asked = ask(program)
    actions.begin_building(program.by, proposal_id=asked.pk, now=NOW)
    draft = queries.draft(program.by, asked.pk)
    made = building.plan(draft.week)
    assert building.findings(draft.week, made, lambda: True) == building.Findings()
    assert building.findings(draft.week, made, lambda: False).refusals


def test_progress_is_told_and_silence_noticed(program):
    asked = ask(program)
    nothing = queries.progress_of(program.by, asked.pk, now=NOW)
    assert (nothing.steps, nothing.is_late) == (0, False)
    actions.begin_building(program.by, proposal_id=asked.pk, now=NOW)
    with time_machine.travel(NOW, tick=False):
        building.Watch(program.by, asked.pk).progress(3, 10)
    soon, late = (
        queries.progress_of(program.by, asked.pk, now=NOW + timedelta(seconds=after))
        for after in (30, 31)
    )
    assert (soon.steps_done, soon.steps, soon.is_late) == (3, 10, False)
    assert late.is_late


def test_every_organization_is_looked_at_once_a_minute(program):
    other = make_organization()
    tasks.restart_everywhere(0)
    tasks.restart_everywhere(0)
    ids = sorted(str(each.pk) for each in (program.organization, other))
    assert sorted(args["organization_id"] for _, args in jobs()) == ids


def test_a_restart_of_one_organization_leaves_the_others(program):
    program.client()
    asked = ask(program)
    actions.begin_building(program.by, proposal_id=asked.pk, now=NOW)
    with time_machine.travel(NOW + timedelta(minutes=6), tick=False):
        tasks.restart(str(make_organization().pk))
    assert asked.refreshed().status == ProposalStatus.IN_PROGRESS


def test_a_proposal_that_was_finished_in_this_moment_is_not_restarted(program):
    asked = make_proposal(program.service, status=ProposalStatus.IN_PROGRESS)
    with patch.object(actions.proposals, "locked", lambda _id: _ready(asked)):
        assert actions.restart_gone(program.by, now=NOW + timedelta(minutes=6)) == []
    assert isinstance(asked.pk, UUID)


def _ready(asked):
    asked.status = ProposalStatus.READY
    return asked


@pytest.mark.parametrize(
    ("monday", "obstacles"),
    [
        (MONDAY + timedelta(days=1), (ProposalObstacle.NOT_A_MONDAY,)),
        (MONDAY - timedelta(weeks=1), (ProposalObstacle.WEEK_BEGUN,)),
        (MONDAY + timedelta(weeks=8), (ProposalObstacle.TOO_FAR_AHEAD,)),
    ],
)
def test_a_week_that_cannot_be_planned_is_not_asked_for(program, monday, obstacles):
    with pytest.raises(actions.CannotBuildWeekError) as refused:
        actions.request_week(program.by, service_id=program.service.pk, week_start=monday, now=NOW)
    assert refused.value.obstacles == obstacles
