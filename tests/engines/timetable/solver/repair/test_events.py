"""Whatever happens to a made-up program, its repair keeps the rules and disturbs few."""

from dataclasses import replace
from functools import cache

import pytest

from wayhome.engines.timetable.calendar import QUARTERS_A_DAY, quarter
from wayhome.engines.timetable.changes import apply
from wayhome.engines.timetable.check import check
from wayhome.engines.timetable.domain import ClientDischarged, Effort, Ring, Seat
from wayhome.engines.timetable.generate import EVENTS, changes_of, generate
from wayhome.engines.timetable.solver.planner import plan
from wayhome.engines.timetable.solver.repair import proposals, repair
from wayhome.engines.timetable.solver.repair.reach import AN_HOUR
from wayhome.engines.timetable.words.repairs import PHRASES, repaired

CLIENTS = 40
MIDWEEK = 2 * QUARTERS_A_DAY + quarter(11)
CASES = [(event, seed, held) for event in EVENTS for seed in (1, 2) for held in (0, MIDWEEK)]


@cache
def planned(seed):
    week = generate(CLIENTS, seed)
    return week, plan(week, effort=Effort.QUICK)


@cache
def mended(event, seed, held):
    week, published = planned(seed)
    changes = changes_of(week, event, seed)
    return changes, repair(week, published, changes, held=held)


def begins(meeting):
    return meeting.day * QUARTERS_A_DAY + meeting.start


def has_begun(week, booking, held):
    if not isinstance(booking, Seat):
        return begins(booking.meeting) < held
    series = next(each for each in week.series if each.id == booking.series)
    return any(begins(meeting) < held for meeting in series.meetings)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_repaired_plan_keeps_every_rule_and_says_what_it_is_worth(case):
    week, _ = planned(case[1])
    _, found = mended(*case)
    report = check(found.week, found.plan)
    assert report.is_clean, report.sentences
    assert apply(week, found.changes) == found.week


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_has_begun_stays_and_nothing_new_is_in_the_past(case):
    week, published = planned(case[1])
    changes, found = mended(*case)
    gone = {change.client_id for change in changes if isinstance(change, ClientDischarged)}
    held = case[2]
    for client, own in published.bookings:
        begun = {booking for booking in own if has_begun(week, booking, held)}
        assert client in gone or begun <= set(found.plan.of(client))
    for move in found.moves:
        assert move.after is None or not has_begun(found.week, move.after, held)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_others_move_only_if_each_of_them_wins_an_hour_and_has_no_less(case):
    week, published = planned(case[1])
    changes, found = mended(*case)
    others = set(found.touched) - set(found.hit)
    for client, own in published.bookings:
        if client not in {*others, *found.hit}:
            assert found.plan.of(client) == own
    assert all(move.after for move in found.moves if move.client in others)
    if others:
        alone = [
            each.plan.levels.hours
            for each in proposals(week, published, changes, held=case[2])
            if Ring.EXCHANGE not in each.rings
        ]
        assert min(alone) - found.plan.levels.hours >= AN_HOUR * len(others)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_moves_are_all_that_is_otherwise_and_each_is_said(case):
    _, published = planned(case[1])
    _, found = mended(*case)
    before = {(client, b) for client, own in published.bookings for b in own}
    after = {(client, b) for client, own in found.plan.bookings for b in own}
    assert {(m.client, m.before) for m in found.moves if m.before} == before - after
    assert {(m.client, m.after) for m in found.moves if m.after} == after - before
    assert all(move.subject for move in found.moves)
    for language in PHRASES:
        said = repaired(found, language, {})
        number = len(found.substitutes) + len(found.not_held) + len(found.missed)
        assert len(said) == number + len(found.moves)


def test_the_same_changes_have_the_same_repair():
    week, published = planned(1)
    changes = changes_of(week, "holiday", 1)
    assert repair(week, published, changes) == repair(week, published, changes)


@pytest.mark.parametrize("event", EVENTS)
def test_pinned_bookings_stay(event):
    week, published = planned(2)
    people = tuple(replace(c, pinned=published.of(c.id)[:2]) for c in week.clients)
    week = replace(week, clients=people)
    found = repair(week, published, changes_of(week, event, 5))
    assert check(found.week, found.plan).is_clean
    for client in found.week.clients:
        let_go = {p.other for p in found.plan.problems if p.subject == client.id}
        for pin in client.pinned:
            named = pin.series if isinstance(pin, Seat) else pin.staff
            assert pin in found.plan.of(client.id) or named in let_go
