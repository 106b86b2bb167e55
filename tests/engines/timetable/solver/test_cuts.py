"""Cuts say how many visits there is time for: never too few, and with a proof that holds."""

from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.engines.timetable.check.proof.tiny import weeks
from tests.engines.timetable.solver.small import patterns_of, region_of
from tests.engines.timetable.weeks import (
    HOUR,
    MONDAY,
    NINE,
    NOON,
    TUESDAY,
    a_client,
    a_counselor,
    a_prescription,
    a_visit,
    a_week,
    rules,
)
from wayhome.engines.timetable.calendar import between, holds_a_run, span
from wayhome.engines.timetable.check import certified_bound
from wayhome.engines.timetable.domain import Certificate, Weights
from wayhome.engines.timetable.generate import FAMILIES, generate_family
from wayhome.engines.timetable.solver.cuts import cuts_of, most_visits
from wayhome.engines.timetable.solver.visits import Weeks
from wayhome.engines.timetable.sound import sound

VISIT_ALONE = a_prescription(kinds=())


def cuts_in(week):
    region = region_of(week)
    return cuts_of(region, [Weeks(region, patterns_of(region, c, 50)) for c in region.week.clients])


def insist_on(week, cuts):
    """Let the checker look at each proof: it raises an error at a false one."""
    priced = tuple((cut, 1) for cut in cuts)
    certified_bound(week, Certificate(Weights(), cuts=priced), sound(week).problems)


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_the_checker_accepts_every_proof(family):
    week = generate_family(family, 30, 6)
    insist_on(week, cuts_in(week))


@settings(max_examples=40)
@given(weeks())
def test_the_checker_accepts_every_proof_of_a_tiny_week(week):
    insist_on(week, cuts_in(week))


def test_something_is_scarce_where_a_prescriber_is():
    cuts = cuts_in(generate_family("scarce-prescriber", 60, 2))
    scarce = [cut for cut in cuts if cut.service == "medication"]
    assert scarce
    assert all(cut.most < len(cut.clients) for cut in scarce)


@pytest.mark.parametrize(
    ("hours", "parts", "most"),
    [
        (between(MONDAY, NINE, NINE + 8), {}, [2]),
        (between(MONDAY, NINE, NINE + 12), {}, []),
        (between(MONDAY, NINE + 1, NINE + 9), {}, [1]),
        (between(MONDAY, NINE, NOON), {"breaks": (between(MONDAY, NINE, NINE + 8),)}, [2]),
    ],
    ids=["two hours", "time for all", "off the step", "with a break"],
)
def test_three_clients_and_so_much_time(hours, parts, most):
    people = (a_client(name, prescription=VISIT_ALONE) for name in ("ann", "ben", "cam"))
    counselor = a_counselor(hours=hours, **parts)
    cuts = cuts_in(a_week(*people, series=(), staff=(counselor,)))
    assert [cut.most for cut in cuts] == most


def test_a_full_caseload_is_a_limit_too():
    people = (
        a_client(name, prescription=VISIT_ALONE, counselor=None) for name in ("ann", "ben", "cam")
    )
    week = a_week(*people, series=(), staff=(a_counselor(caseload=2),))
    (cut,) = cuts_in(week)
    assert (cut.most, cut.caseloads[0][0]) == (2, "ana")
    insist_on(week, [cut])


@settings(max_examples=150)
@given(
    st.sets(st.integers(0, 15), min_size=4),
    st.lists(st.tuples(st.integers(0, 12), st.integers(2, 8)), max_size=2),
    st.sampled_from((2, 4)),
    st.sampled_from((1, 2, 3, 4)),
    st.sampled_from((1, 2, 3)),
)
def test_no_more_visits_fit_into_a_day_than_can_be_listed(quarters, windows, length, step, pause):
    hours = sum(1 << NINE + quarter for quarter in quarters)
    breaks = tuple(span(MONDAY, NINE + start, long) for start, long in windows)
    week = a_week(
        series=(),
        staff=(a_counselor(hours=hours, breaks=breaks),),
        rules=rules(step=step, break_quarters=pause),
    )
    assume(not sound(week).problems)
    expected = listed(hours, breaks, length, step, pause)
    assert most_visits(region_of(week), "ana", MONDAY, length) == expected


def listed(hours, breaks, length, step, pause):
    """Try all sets of visits that leave a break in each window which has one."""
    starts = range(0, NINE + 16, step)
    possible = [times for times in (span(MONDAY, s, length) for s in starts) if not times & ~hours]
    windows = [window for window in breaks if holds_a_run(window, pause)]
    for number in range(len(possible), 0, -1):
        for chosen in combinations(possible, number):
            apart = all(not one & other for one, other in combinations(chosen, 2))
            left = ~sum(chosen)
            if apart and all(holds_a_run(window & left, pause) for window in windows):
                return number
    return 0


def test_what_is_priced_can_be_worked_by_hand():
    """Two hours of one counselor: four clients compete, and two of them can be seen."""
    names = ("ann", "ben", "cam", "dee")
    people = (a_client(name, prescription=VISIT_ALONE) for name in names)
    staff = (a_counselor(hours=between(MONDAY, NINE, NINE + 2 * HOUR)),)
    (cut,) = cuts_in(a_week(*people, series=(), staff=staff))
    assert (cut.service, cut.clients, cut.most) == ("individual", names, 2)
    capacity = sum(price for *_, price in cut.prices) + 2 * sum(price for *_, price in cut.days)
    assert cut.unit * 2 <= capacity < cut.unit * 3
    assert cut.excused == ()


def test_whoever_has_a_pinned_visit_competes_with_that_time_alone():
    """Ana has Monday morning and Tuesday; only Monday suits Ben, and Cam's visit is then."""
    day = between(MONDAY, NINE, NINE + HOUR)
    people = (
        a_client("ben", free=day, prescription=VISIT_ALONE),
        a_client("cam", prescription=VISIT_ALONE, pinned=(a_visit(day=MONDAY),)),
    )
    staff = (a_counselor(hours=day | between(TUESDAY, NINE, NOON)),)
    week = a_week(*people, series=(), staff=staff)
    (cut,) = cuts_in(week)
    assert (cut.clients, cut.most) == (("ben", "cam"), 1)
    insist_on(week, [cut])
