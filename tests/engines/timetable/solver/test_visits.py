"""Visits beside a pattern of groups: settled, they cost exactly what the cheapest times cost."""

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings

from tests.engines.timetable.solver.small import (
    BELOW_HOURS,
    HOURS_ALONE,
    one_client_s,
    patterns_of,
    possible_weeks,
    region_of,
    seats_in,
    services_in,
)
from tests.engines.timetable.weeks import (
    FRIDAY,
    HOUR,
    MONDAY,
    NINE,
    TUESDAY,
    a_client,
    a_counselor,
    a_group,
    a_prescription,
    a_visit,
    a_week,
    at,
)
from wayhome.engines.timetable.calendar import between
from wayhome.engines.timetable.solver.visits import TOO_MUCH, Weeks, possible_slots, trip_of


def best_of_each(week):
    """Give for each choice of groups and services the least of hours, and of the rest."""
    found = defaultdict(list)
    for own, levels in possible_weeks(week):
        costs = (levels.total(HOURS_ALONE), levels.total(BELOW_HOURS))
        found[seats_in(own), services_in(own)].append(costs)
    return {key: tuple(map(min, zip(*costs, strict=True))) for key, costs in found.items()}


@settings(max_examples=150)
@given(one_client_s())
def test_settled_rows_are_what_the_checker_counts_for_the_best_times(week):
    expected = best_of_each(week)
    region = region_of(week)
    for client in region.week.clients:
        weeks = Weeks(region, patterns_of(region, client))
        bound = weeks.rest.copy()
        weeks.settle(np.arange(len(weeks.patterns)))
        assert (bound <= weeks.rest).all()
        for row, subset in np.ndindex(weeks.rest.shape):
            series = frozenset(region.series[p].id for p in weeks.patterns.series(row))
            given_ = frozenset(
                due.service.id for nth, due in enumerate(weeks.due) if subset >> nth & 1
            )
            best = expected.pop((series, given_), None)
            if best is None:
                assert weeks.rest[row, subset] >= TOO_MUCH
                continue
            hours, rest = int(weeks.hours[row, subset]), int(weeks.rest[row, subset])
            assert rest == best[1]
            is_exact = not client.prescription.minimum_days
            assert hours == best[0] if is_exact else hours <= best[0]
    assert expected == {}


@pytest.mark.parametrize(
    ("attends", "travel", "trip"),
    [("video", 4, 0), ("either", 4, 2), ("in_person", 0, 4), ("in_person", 3, 10)],
)
def test_a_visit_costs_no_more_than_a_way_of_its_own(attends, travel, trip):
    assert trip_of(a_client(attends=attends, travel=travel)) == trip


def test_a_pinned_visit_has_no_other_times():
    pin = a_visit(day=FRIDAY)
    region = region_of(a_week(a_client(pinned=(pin,))))
    service = region.rules.services[0]
    (slot,) = possible_slots(region, region.week.clients[0], service)
    assert region.slots[slot].meeting == pin.meeting


@pytest.mark.parametrize(
    ("day_minimum", "days_short"),
    [(6, 0), (8, 1), (10, 1), (11, 2), (15, 3)],
)
def test_visits_can_fill_up_only_the_days_that_lack_little(day_minimum, days_short):
    """Groups hold 6 quarters on two days and 4 on a third; two visits of 4 are due."""
    prescription = a_prescription(
        weekly=0,
        floor=0,
        kinds=(("cbt", 12), ("education", 4)),
        services=("individual", "family"),
        minimum_days=3,
        day_minimum=day_minimum,
    )
    week = a_week(
        a_client(prescription=prescription),
        series=(
            a_group(),
            a_group("education", kind="education", meetings=at((TUESDAY, NINE), quarters=4)),
        ),
        staff=(a_counselor(), a_counselor("fay", credentials=frozenset({"family-therapist"}))),
    )
    region = region_of(week)
    weeks = Weeks(region, patterns_of(region, region.week.clients[0]))
    row = int(weeks.patterns.quarters.argmax())
    both = weeks.subsets - 1
    assert weeks.hours[row, both] == days_short * region.rules.missing_day


def test_own_visits_that_overlap_are_put_apart():
    hours = between(MONDAY, NINE, NINE + 2 * HOUR)
    week = a_week(
        a_client(prescription=a_prescription(services=("individual", "family"))),
        series=(a_group(meetings=at((TUESDAY, NINE))),),
        staff=(
            a_counselor(hours=hours | between(TUESDAY, NINE, NINE + 6)),
            a_counselor("fay", hours=hours, credentials=frozenset({"family-therapist"})),
        ),
    )
    region = region_of(week)
    weeks = Weeks(region, patterns_of(region, region.week.clients[0]))
    rows = np.array([0])
    costs = [weeks.costs(nth, rows) for nth in range(len(weeks.due))]
    _, picks = weeks.together(rows, costs)
    one, other = (region.slots[slot] for slot in picks[0, -1])
    assert {one.start, other.start} == {NINE, NINE + HOUR}
