"""An explanation is said in plain sentences, in each language."""

from dataclasses import replace

import pytest

from wayhome.engines.timetable.calendar import quarter
from wayhome.engines.timetable.domain import (
    Daypart,
    Explanation,
    Fix,
    Limit,
    Passed,
    Relief,
    Sieve,
)
from wayhome.engines.timetable.words.explanations import PHRASES, explained, sieved

FREED = Fix(Relief.FREED, 36, (), day=2, part=Daypart.EVENING)
VIDEO = Fix(Relief.VIDEO, 34, ())
MARIA = Explanation(
    client="c1",
    prescribed=36,
    got=24,
    alone=24,
    with_seats=24,
    limit=Limit.OWN_LIFE,
    funnel=(Passed(Sieve.KIND, 9, 54), Passed(Sieve.LANGUAGE, 1, 4)),
    fixes=(FREED, VIDEO),
)
NAMES = {"c1": "Maria", "s1": "Ana"}


@pytest.mark.parametrize("language", PHRASES)
def test_every_limit_relief_and_sieve_has_words(language):
    phrases = PHRASES[language]
    assert phrases.limits.keys() == set(Limit)
    assert phrases.reliefs.keys() == set(Relief)
    assert phrases.sieves.keys() == set(Sieve)


def test_a_shortfall_is_said_with_its_reason_and_its_nearest_fixes():
    assert explained(MARIA, "en", NAMES) == (
        "Maria has 6 of 9 hours. Even with every seat free, only 6 hours of what is offered fit"
        " Maria's week. Nearest fixes: Wednesday evening freed: 9 hours; video as well as in"
        " person: 8.5 hours."
    )
    assert explained(MARIA, "es", NAMES) == (
        "Maria tiene 6 de 9 horas. Aun con todos los lugares libres, de lo que se ofrece solo"
        " 6 horas caben en la semana de Maria. Lo que más ayudaría: el miércoles por la noche"
        " libre: 9 horas; video además de presencial: 8,5 horas."
    )


def test_an_hour_of_staff_is_said_with_its_day_and_time():
    fix = Fix(Relief.STAFF_HOUR, 36, (), subject="s1", day=0, start=quarter(17, 15))
    assert "with Ana outside their hours, Monday at 5:15 pm: 9 hours" in explained(
        replace(MARIA, fixes=(fix,)), "en", NAMES
    )


def test_nothing_is_promised_where_nothing_helps():
    assert explained(replace(MARIA, fixes=()), "en", NAMES).endswith(
        "No single change would give more."
    )


def test_who_could_have_more_beside_the_others_needs_no_fix():
    said = replace(MARIA, limit=Limit.PRIORITIES, with_seats=36, fixes=())
    assert explained(said, "en", NAMES) == (
        "Maria has 6 of 9 hours. There is room for 9 hours; in this plan something else came first."
    )


def test_who_has_all_hours_is_said_to():
    assert explained(replace(MARIA, limit=None, got=36), "en", NAMES) == (
        "Maria has all of the 9 hours."
    )


def test_each_sieve_is_a_line():
    assert sieved(MARIA, "en") == (
        "9 groups of the prescribed kinds, 13.5 hours",
        "1 group in their language, 1 hour",
    )
