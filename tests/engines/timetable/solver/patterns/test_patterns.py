"""Patterns are exactly the weeks of groups that somebody can have, and cost what they should."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.timetable.solver.small import (
    BELOW_HOURS,
    HOURS_ALONE,
    SCALE,
    one_client_s,
    patterns_of,
    possible_weeks,
    region_of,
    seats_in,
)
from tests.engines.timetable.weeks import (
    MONDAY,
    NINE,
    NOON,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    a_client,
    a_counselor,
    a_group,
    a_prescription,
    a_room,
    a_week,
    at,
)
from wayhome.engines.timetable.domain import Seat, Visit
from wayhome.engines.timetable.solver.patterns import Lister, Under
from wayhome.engines.timetable.solver.visits import Weeks


@st.composite
def groups_alone(draw):
    """Draw a week in which nobody is due a visit or has one published or pinned."""
    week = draw(one_client_s())
    clients = tuple(
        replace(
            client,
            prescription=replace(client.prescription, services=()),
            pinned=tuple(pin for pin in client.pinned if not isinstance(pin, Visit)),
        )
        for client in week.clients
    )
    published = tuple(
        (name, tuple(each for each in own if not isinstance(each, Visit)))
        for name, own in week.published
    )
    return replace(week, clients=clients, published=published)


@settings(max_examples=150)
@given(groups_alone())
def test_the_patterns_are_those_that_the_checker_allows_at_the_cost_it_counts(week):
    expected = {
        seats_in(own): (levels.total(HOURS_ALONE), levels.total(BELOW_HOURS))
        for own, levels in possible_weeks(week)
    }
    region = region_of(week)
    listed = {}
    for client in region.week.clients:
        patterns = patterns_of(region, client)
        found = Weeks(region, patterns)
        for row in range(len(patterns)):
            series = frozenset(region.series[place].id for place in patterns.series(row))
            assert series not in listed
            listed[series] = (int(found.hours[row, 0]), int(found.rest[row, 0]))
    assert listed == expected


DAYS = (MONDAY, TUESDAY, WEDNESDAY, THURSDAY)
CHOOSY = a_week(
    a_client(
        attends="either",
        prescription=a_prescription(weekly=30, kinds=(("cbt", 12), ("education", 12)), services=()),
    ),
    series=tuple(
        a_group(
            f"{kind} {day}",
            kind=kind,
            meetings=at((day, start), (day + 1, start)),
            phases=frozenset({1 + day % 2}),
            facilitator=f"leads {kind} {day}",
            room=f"{kind} {day}",
        )
        for kind, start in (("cbt", NINE), ("education", NOON))
        for day in DAYS
    ),
    staff=tuple(
        a_counselor(f"leads {kind} {day}") for kind in ("cbt", "education") for day in DAYS
    ),
    rooms=tuple(a_room(f"{kind} {day}") for kind in ("cbt", "education") for day in DAYS),
)


@settings(max_examples=40)
@given(
    st.lists(st.sampled_from((0, 100, 5_000, 40_000)), min_size=8, max_size=8), st.integers(1, 40)
)
def test_what_a_cut_list_leaves_out_costs_at_least_what_it_says(prices, most):
    region = region_of(CHOOSY)
    (client,) = region.week.clients
    lister = Lister(region, client, 1000)
    assert len(region.series) == len(prices)
    everything = cost(lister.list(SCALE), region, prices)
    below = int(np.median(list(everything.values())))
    under = Under(np.array(prices, np.int64), 0, below, most)
    patterns = lister.list(SCALE, under)
    listed = cost(patterns, region, prices)
    left_out = [value for series, value in everything.items() if series not in listed]
    assert all(everything[series] == value for series, value in listed.items())
    assert patterns.cut is not None or not left_out
    assert not left_out or min(left_out) >= patterns.cut


def cost(patterns, region, prices):
    """Give each pattern's cost under prices of the series."""
    found = Weeks(region, patterns)
    return {
        series: SCALE.hours * int(found.hours[row, 0])
        + SCALE.rest * int(found.rest[row, 0])
        + sum(prices[place] for place in series)
        for row, series in ((row, patterns.series(row)) for row in range(len(patterns)))
    }


def test_lists_that_were_cut_are_joined_without_repetition():
    region = region_of(CHOOSY)
    (client,) = region.week.clients
    few, all_of_them = Lister(region, client, 3), Lister(region, client, 1000)
    joined = few.joined(SCALE, [few.list(SCALE), all_of_them.list(SCALE)])
    assert len(joined) == len(all_of_them.list(SCALE))
    assert len({joined.series(row) for row in range(len(joined))}) == len(joined)
    assert joined.cut == 0


def test_a_pinned_seat_is_in_every_pattern():
    week = replace(CHOOSY, clients=(replace(CHOOSY.clients[0], pinned=(Seat("cbt 1"),)),))
    region = region_of(week)
    patterns = patterns_of(region, region.week.clients[0])
    place = region.index["cbt 1"]
    assert all(place in patterns.series(row) for row in range(len(patterns)))
