"""What somebody could have, and why not more, in words."""

import pytest

from wayhome.engines.timetable.domain import Daypart
from wayhome.journey.weekplans.codes import FitSieve
from wayhome.journey.weekplans.labels import days_of, why_not_more
from wayhome.journey.weekplans.labels.fits import SIEVES
from wayhome.journey.weekplans.rules import Fit, Left


def left(*counts):
    return tuple(Left(sieve, count) for sieve, count in zip(FitSieve, counts, strict=False))


def test_days_are_said_with_the_part_of_the_day():
    parts = ((Daypart.EVENING, (0, 2, 3)), (Daypart.MORNING, (5,)))
    assert days_of(parts) == "Mon, Wed, Thu evenings; Sat mornings"
    assert days_of(((Daypart.AFTERNOON, (1,)),)) == "Tue afternoons"
    assert days_of(()) == ""


@pytest.mark.parametrize(
    ("fit", "words"),
    [
        (Fit(due=36), "Nothing can be planned with what is known of them."),
        (
            Fit(due=36, left=left(0, 0)),
            "No group of the kinds that they should get meets in that week.",
        ),
        (
            Fit(due=36, groups=("a",), left=left(9, 8, 8, 7, 7, 4, 3, 1)),
            (
                "Of 9 groups: 8 in their language, 7 that take new people, 4 when they can come,"
                " 3 with time for the way there and back, 1 with a free seat."
            ),
        ),
        (
            Fit(due=36, groups=("a",), left=left(3, 3, 3, 3, 3, 3, 3, 3)),
            "Of 3 groups: 1 that can be had together.",
        ),
        (
            Fit(due=36, left=left(1, 1, 0, 0)),
            "Of 1 group: none open to them by gender.",
        ),
        (
            Fit(due=36, groups=("a",), left=left(1, 1)),
            "1 group fits, and there are no others.",
        ),
        (
            Fit(due=36, groups=("a", "b"), left=left(2, 2)),
            "2 groups fit, and there are no others.",
        ),
    ],
)
def test_one_sentence_says_why_not_more(fit, words):
    assert why_not_more(fit) == words


def test_every_sieve_but_the_first_has_its_words():
    assert {*SIEVES} == {*FitSieve} - {FitSieve.KIND}
