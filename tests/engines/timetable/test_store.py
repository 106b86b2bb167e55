"""A week or a plan comes back from its text as it was."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.engines.timetable.calendar import WEEK
from wayhome.engines.timetable.domain import (
    Bound,
    Client,
    GroupSeries,
    Levels,
    Plan,
    Seat,
    Stats,
    Visit,
    Week,
)
from wayhome.engines.timetable.generate import FAMILIES, generate, generate_family
from wayhome.engines.timetable.store import digest, plan_from_json, to_json, week_from_json

CALENDARS = st.integers(0, WEEK)
st.register_type_strategy(int, st.integers(-9, 99) | CALENDARS)
SEAT_OR_VISIT = st.builds(Seat) | st.builds(Visit)
BOOKINGS = st.lists(SEAT_OR_VISIT, max_size=2).map(tuple)
OF_CLIENTS = st.lists(st.tuples(st.text(max_size=3), BOOKINGS), max_size=2).map(tuple)


def some(kind, **parts):
    return st.lists(st.builds(kind, **parts), max_size=2).map(tuple)


WEEKS = st.builds(
    Week, clients=some(Client, pinned=BOOKINGS), series=some(GroupSeries), published=OF_CLIENTS
)
PLANS = st.builds(Plan, bookings=OF_CLIENTS)


@given(WEEKS)
@settings(max_examples=40)
def test_a_week_comes_back_as_it_was(week):
    assert week_from_json(to_json(week)) == week


@given(PLANS)
@settings(max_examples=40)
def test_a_plan_comes_back_as_it_was(plan):
    assert plan_from_json(to_json(plan)) == plan


@pytest.mark.parametrize("name", FAMILIES)
def test_a_made_up_week_comes_back_as_it_was(name):
    week = generate_family(name, 30, 1)
    assert week_from_json(to_json(week)) == week


def test_what_a_plan_took_is_not_written():
    plan = Plan((), Levels(), Bound(0, 0))
    assert to_json(plan) == to_json(replace(plan, stats=Stats(cpu_seconds=3.0)))


def test_the_order_of_a_set_does_not_show():
    week = generate(24, 3)
    one, other = (
        replace(week, clients=(replace(week.clients[0], avoid=frozenset(names)),))
        for names in (("c1", "c22", "c3"), ("c3", "c22", "c1"))
    )
    assert to_json(one) == to_json(other)


def test_a_digest_tells_weeks_apart():
    week = generate(24, 3)
    assert digest(week) == digest(generate(24, 3))
    assert digest(week) != digest(replace(week, published=(("c1", (Seat("g1"),)),)))
    assert len(digest(week)) == 64


def test_a_long_number_is_hexadecimal():
    week = generate(24, 3)
    assert f'"open":"{WEEK:#x}"' in to_json(week)
