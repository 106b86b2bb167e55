"""Money to the cent: nothing is lost in shares and parts."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.shared.core.money import ZERO, Money, total


def dollars(text):
    return Money(Decimal(text))


MONEYS = st.integers(-(10**12), 10**12).map(lambda cents: Money(Decimal(cents) / 100))
WEIGHTS = st.lists(st.integers(0, 1000), min_size=1, max_size=30).filter(any)


@pytest.mark.parametrize(
    "text", ["0.001", "12.345", "NaN", "Infinity", "1000000000000000", "1E+999999"]
)
def test_money_is_a_whole_number_of_cents_within_reason(text):
    with pytest.raises(ValueError, match=r"whole cents|Not an amount"):
        dollars(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("0", "$0.00"),
        ("-0.00", "$0.00"),
        ("1E+2", "$100.00"),
        ("1234567.5", "$1,234,567.50"),
        ("-5", "-$5.00"),
        ("999999999999999.99", "$999,999,999,999,999.99"),
    ],
)
def test_money_reads_as_dollars_and_cents(text, shown):
    assert str(dollars(text)) == shown


def test_money_adds_subtracts_and_compares():
    assert dollars("1.10") + dollars("2.20") == dollars("3.30")
    assert dollars("1.10") - dollars("2.20") == -dollars("1.10")
    assert dollars("1.09") < dollars("1.10")
    assert total([dollars("0.10")] * 3) == dollars("0.30")
    assert total([]) == ZERO


@pytest.mark.parametrize(
    ("amount", "ratio", "share"),
    [
        ("0.25", Decimal("0.5"), "0.12"),  # a half goes to the even cent
        ("0.35", Decimal("0.5"), "0.18"),
        ("-0.25", Decimal("0.5"), "-0.12"),
        ("100.00", Fraction(1, 3), "33.33"),
        ("100.00", Fraction(2, 3), "66.67"),
        ("19.99", 3, "59.97"),
        ("80.00", Decimal("1.25"), "100.00"),
    ],
)
def test_a_share_is_rounded_half_to_even(amount, ratio, share):
    assert dollars(amount).times(ratio) == dollars(share)


@given(MONEYS, st.decimals(0, 2, places=4))
def test_a_share_is_within_half_a_cent_of_the_exact_one(money, ratio):
    exact = Fraction(money.amount) * Fraction(ratio)
    assert abs(Fraction(money.times(ratio).amount) - exact) <= Fraction(1, 200)


@pytest.mark.parametrize(
    ("amount", "parts", "expected"),
    [
        ("10.00", 3, ["3.34", "3.33", "3.33"]),
        ("0.02", 3, ["0.01", "0.01", "0.00"]),
        ("-10.00", 3, ["-3.34", "-3.33", "-3.33"]),
        ("5.00", 1, ["5.00"]),
    ],
)
def test_a_split_is_as_even_as_cents_allow(amount, parts, expected):
    assert dollars(amount).split(parts) == tuple(map(dollars, expected))


def test_the_largest_remainders_gain_the_cents_that_are_left():
    # 1.00 by 1:2:4 is 14.28…, 28.57…, 57.14… cents: the middle one has the largest remainder.
    assert dollars("1.00").allocate([1, 2, 4]) == tuple(map(dollars, ["0.14", "0.29", "0.57"]))


@pytest.mark.parametrize("weights", [[], [0, 0], [2, -1]])
def test_parts_need_weights(weights):
    with pytest.raises(ValueError, match="weights"):
        dollars("1.00").allocate(weights)


@given(MONEYS, WEIGHTS)
def test_parts_sum_to_the_cent_and_are_less_than_a_cent_from_their_quota(money, weights):
    parts = money.allocate(weights)
    assert total(parts) == money
    for part, weight in zip(parts, weights, strict=True):
        quota = Fraction(money.amount) * Fraction(weight, sum(weights))
        assert abs(Fraction(part.amount) - quota) < Fraction(1, 100)


@given(MONEYS, st.integers(1, 50))
def test_split_parts_differ_by_at_most_a_cent(money, count):
    parts = money.split(count)
    assert len(parts) == count
    assert total(parts) == money
    assert (max(parts) - min(parts)).cents <= 1
