"""Retention as a table of cases, and what holds for any."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.journey.outcomes import rules

ENROLLED = date(2026, 1, 1)
DAYS = st.none() | st.integers(-30, 400)


def stay(days):
    return rules.Stay(ENROLLED, None if days is None else ENROLLED + timedelta(days=days))


@pytest.mark.parametrize(
    ("lasted", "kept"),
    [
        ([None], (0, 0, 0)),
        ([27], (0, 0, 0)),
        ([28], (1, 0, 0)),
        ([83, 84], (2, 1, 0)),
        ([168, 400, -3], (2, 2, 2)),
        ([], (0, 0, 0)),
    ],
)
def test_a_mark_counts_who_came_on_it_or_after(lasted, kept):
    found = rules.retention(stay(days) for days in lasted)
    assert tuple(retained.kept for retained in found) == kept
    assert {retained.people for retained in found} == {len(lasted)}


@pytest.mark.parametrize(
    ("kept", "people", "percent"), [(1, 3, "33.3"), (2, 3, "66.7"), (1, 8, "12.5"), (1, 1, "100.0")]
)
def test_a_share_is_said_to_one_decimal(kept, people, percent):
    assert rules.Retained(rules.MARKS[0], kept, people).percent == Decimal(percent)


def test_of_nobody_there_is_no_share():
    assert rules.Retained(rules.MARKS[0], 0, 0).percent is None


@given(first=st.lists(DAYS), second=st.lists(DAYS))
def test_the_sum_of_two_organizations_is_the_whole(first, second):
    whole = rules.retention(stay(d) for d in first + second)
    parts = zip(rules.retention(map(stay, first)), rules.retention(map(stay, second)), strict=True)
    assert tuple(one.plus(other) for one, other in parts) == whole


@given(st.lists(DAYS))
def test_a_later_mark_never_keeps_more(lasted):
    kept = [retained.kept for retained in rules.retention(map(stay, lasted))]
    assert kept == sorted(kept, reverse=True)


def test_counts_of_different_marks_are_not_summed():
    with pytest.raises(ValueError, match="different marks"):
        rules.Retained(rules.MARKS[0], 1, 1).plus(rules.Retained(rules.MARKS[1], 1, 1))
