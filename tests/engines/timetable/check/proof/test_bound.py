"""A bound holds for every plan of a week, and is the best plan's total where it can be."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.timetable.check.proof.tiny import DAYS, least_total, weeks
from tests.engines.timetable.weeks import HOUR, NINE
from wayhome.engines.timetable.check import certified_bound
from wayhome.engines.timetable.check.proof import least
from wayhome.engines.timetable.domain import Certificate, Cut, Weights
from wayhome.engines.timetable.sound import sound

WEIGHTS = st.sampled_from((Weights(), Weights(1, 0, 0, 0, 0), Weights(7, 5, 4, 3, 2)))
PRICES = st.sampled_from((0, 1, 3, 40, 900, 20_000))


@settings(max_examples=150)
@given(weeks(most_clients=1), WEIGHTS)
def test_without_prices_the_bound_of_one_client_s_week_is_exact(week, weights):
    week = replace(week, series=tuple(replace(each, target=2) for each in week.series))
    problems = sound(week).problems
    bound = certified_bound(week, Certificate(weights), problems)
    assert bound == least_total(week, problems, weights)


@st.composite
def certificates(draw, week):
    """Draw prices of everything that can have one; cuts by a proof that is always true."""
    pairs = [
        (client.id, other, series.id)
        for client in week.clients
        for other in sorted(client.avoid)
        for series in week.series
    ]
    prices = {
        "seats": [(series.id,) for series in week.series],
        "held": [(series.id,) for series in week.series if series.held],
        "pairs": pairs,
        "cuts": [(cut_by_time(week, service),) for service in ("individual", "family")],
    }
    drawn = {
        name: tuple((*what, draw(PRICES)) for what in priced) for name, priced in prices.items()
    }
    return Certificate(draw(WEIGHTS), **drawn)


def cut_by_time(week, service):
    """Let each usable quarter of an hour cost one; a visit costs as many as it lasts."""
    prices = tuple(
        (staff.id, day * 96 + start, 1)
        for staff in week.staff[:2]
        for day in DAYS
        for start in range(NINE, NINE + 8)
    )
    clients = tuple(client.id for client in week.clients)
    return Cut(service, clients, most=len(prices) // HOUR, unit=HOUR, prices=prices)


@settings(max_examples=100)
@given(st.data())
def test_no_plan_is_better_than_a_bound_whatever_the_prices(data):
    week = data.draw(weeks())
    certificate = data.draw(certificates(week))
    problems = sound(week).problems
    bound = certified_bound(week, certificate, problems)
    assert bound <= least_total(week, problems, certificate.weights)


@settings(max_examples=50)
@given(weeks(most_clients=1), WEIGHTS, st.integers(0, 5), st.integers(1, 5))
def test_a_search_that_is_cut_short_gives_a_lower_bound(week, weights, steps, bundles):
    problems = sound(week).problems
    exact = certified_bound(week, Certificate(weights), problems)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(least, "MOST_STEPS", steps)
        patch.setattr(least, "MOST_BUNDLES", bundles)
        assert certified_bound(week, Certificate(weights), problems) <= exact
