"""What people change in a proposal before it is published; who saw an older one is told."""

import pytest

from tests.factories.base import writing_for
from tests.factories.scheduling import NOW
from tests.factories.weekplans import make_order
from tests.journey.weekplans.proposing import in_groups, plan_of, propose, publish, visit
from wayhome.engines.timetable.calendar import quarter
from wayhome.engines.timetable.check import Breach, check
from wayhome.engines.timetable.domain import Seat
from wayhome.journey.weekplans import actions, queries
from wayhome.journey.weekplans.actions import Made
from wayhome.journey.weekplans.codes import Cause, ProposalObstacle, ProposalStatus
from wayhome.journey.weekplans.rules import Findings, Ordered

EVE = quarter(17)


def draft_of(program, asked):
    return queries.draft(program.by, asked.pk)


def own(program, asked, episode):
    return draft_of(program, asked).plan.of(str(episode.pk))


def pinned(program, asked, episode):
    week = draft_of(program, asked).week
    return {each.id: each for each in week.clients}[str(episode.pk)].pinned


def changing(write, program, asked, episode=None, **given):
    client = {"client": str(episode.pk)} if episode else {}
    given.setdefault("edition", asked.refreshed().edition)
    return write(program.by, proposal_id=asked.pk, **client, **given)


def give(program, asked, episode, *bookings, **given):
    return changing(actions.set_bookings, program, asked, episode, bookings=bookings, **given)


def keep(program, asked, episode, **given):
    return changing(actions.keep_bookings, program, asked, episode, now=NOW, **given)


def pin(program, asked, episode, *, is_pinned=True, **given):
    return changing(actions.pin_bookings, program, asked, episode, is_pinned=is_pinned, **given)


def forget(program, asked, **given):
    return changing(actions.forget_changes, program, asked, **given)


def no(write, *args, **given):
    with pytest.raises(actions.CannotChangeProposalError) as caught:
        write(*args, **given)
    return caught.value


def test_somebody_new_is_given_groups_that_stay_theirs(program):
    episode, other = program.client(), program.client(program.groups[0])
    asked = propose(program, {episode: in_groups(program.groups[0])})
    seats = in_groups(program.groups[1], program.groups[2])
    changed = give(program, asked, episode, *seats)
    draft = draft_of(program, asked)
    assert changed.edition == asked.edition + 1
    assert draft.plan.of(str(episode.pk)) == seats
    assert draft.plan.of(str(other.pk)) == in_groups(program.groups[0])
    assert pinned(program, asked, episode) == seats
    assert draft.plan.levels == check(draft.week, draft.plan).levels


def test_what_would_break_a_rule_is_not_given(program):
    group = program.groups[0]
    for _ in range(2):
        program.client(group)
    episode = program.client(days=(0, 1))
    asked = propose(program, {})
    refused = no(give, program, asked, episode, *in_groups(group, program.groups[3]))
    assert refused.obstacles == (ProposalObstacle.BREAKS_A_RULE,)
    assert {each.breach for each in refused.violations} == {Breach.TOO_MANY, Breach.NOT_FREE}
    assert own(program, asked, episode) == ()


def test_somebody_keeps_a_visit_they_have_and_gets_none_that_nobody_planned(program):
    items = (Ordered("cbt", 540), Ordered("individual", 60))
    make_order(service=program.service, items=items)
    episode, mine = program.client(), visit(program.counselor, 4, EVE)
    asked = propose(program, {episode: [mine]})
    give(program, asked, episode, mine, *in_groups(program.groups[0]))
    made_up = visit(program.counselor, 4, EVE + 4)
    refused = no(give, program, asked, episode, made_up)
    assert refused.obstacles == (ProposalObstacle.BOOKING_UNKNOWN,)
    assert no(give, program, asked, episode, Seat("other")).obstacles == refused.obstacles


def test_whoever_gets_only_more_keeps_what_they_have_at_once(program):
    group = program.groups[0]
    episode = program.client(group)
    asked = propose(program, {episode: in_groups(group, program.groups[1])})
    kept = keep(program, asked, episode)
    assert kept.status == ProposalStatus.READY
    assert own(program, asked, episode) == in_groups(group)
    assert pinned(program, asked, episode) == in_groups(group)
    draft = draft_of(program, asked)
    assert draft.plan.levels == check(draft.week, draft.plan).levels
    assert no(keep, program, asked, episode).obstacles == (ProposalObstacle.NOTHING_TO_KEEP,)


def test_somebody_new_may_be_left_without_anything(program):
    episode = program.client()
    asked = propose(program, {episode: in_groups(program.groups[0])})
    keep(program, asked, episode)
    assert own(program, asked, episode) == ()


def test_whoever_would_lose_something_keeps_it_once_the_worker_mended_the_rest(program):
    one, other = program.groups[:2]
    episode = program.client(one)
    asked = propose(program, {episode: in_groups(other)})
    kept = keep(program, asked, episode)
    assert (kept.status, kept.attempts) == (ProposalStatus.REQUESTED, 0)
    assert own(program, asked, episode) == in_groups(other)
    actions.begin_building(program.by, proposal_id=asked.pk, now=NOW)
    draft = draft_of(program, asked)
    mended = plan_of(draft.week, {str(episode.pk): in_groups(one)}, draft.plan)
    actions.finish_building(
        program.by, proposal_id=asked.pk, made=[Made(draft.week, mended, Findings())], now=NOW
    )
    assert own(program, asked, episode) == in_groups(one)
    assert pinned(program, asked, episode) == in_groups(one)
    forget(program, asked)
    assert own(program, asked, episode) == in_groups(other)
    assert pinned(program, asked, episode) == ()


def test_what_somebody_has_is_pinned_and_let_go(program):
    episode, seats = program.client(), in_groups(program.groups[0])
    asked = propose(program, {episode: seats})
    pin(program, asked, episode)
    assert pinned(program, asked, episode) == seats
    pin(program, asked, episode, is_pinned=False)
    assert pinned(program, asked, episode) == ()


def test_changes_are_forgotten_and_who_told_nothing_still_stays(program):
    silent = program.client(program.groups[0], days=())
    episode, seats = program.client(), in_groups(program.groups[0])
    asked = propose(program, {episode: seats})
    give(program, asked, episode, *in_groups(program.groups[1]))
    forget(program, asked)
    draft = draft_of(program, asked)
    assert draft.plan == draft.made
    assert pinned(program, asked, episode) == ()
    assert pinned(program, asked, silent) == seats


@pytest.mark.parametrize(
    "write",
    [
        give,
        keep,
        pin,
        lambda program, asked, _episode, **given: forget(program, asked, **given),
    ],
)
def test_of_a_proposal_that_changed_or_is_published_nothing_is_changed(program, write):
    episode = program.client()
    asked = propose(program, {episode: in_groups(program.groups[0])})
    stale = no(write, program, asked, episode, edition=asked.edition - 1)
    assert stale.obstacles == (ProposalObstacle.CHANGED_MEANWHILE,)
    publish(program, asked, episode)
    over = no(write, program, asked, episode)
    assert over.obstacles == (ProposalObstacle.NOT_READY,)


def test_somebody_of_whom_the_proposal_knows_nothing_is_not_changed(program):
    asked = propose(program, {})
    later = program.client()
    for write in (keep, pin, give):
        assert no(write, program, asked, later).obstacles == (ProposalObstacle.CLIENT_UNKNOWN,)


def test_what_is_done_about_an_absence_is_not_changed_by_hand(program):
    episode = program.client()
    asked = propose(program, {})
    with writing_for(program.organization.pk):
        type(asked).objects.filter(pk=asked.pk).update(
            cause=Cause.ABSENCE,
            absentee_id=program.counselor.pk,
            absence_date=asked.week_start,
        )
    assert no(pin, program, asked, episode).obstacles == (ProposalObstacle.NOT_READY,)
    with pytest.raises(actions.CannotPublishWeekError) as refused:
        publish(program, asked, episode)
    assert refused.value.obstacles == (ProposalObstacle.NOT_READY,)
