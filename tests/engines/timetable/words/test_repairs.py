"""A repair is told in sentences, each with its cause."""

import pytest

from tests.engines.timetable.weeks import MONDAY, NINE, SEAT, a_plan, a_visit, a_week, at
from wayhome.engines.timetable.domain import (
    Cause,
    Missed,
    Move,
    NotHeld,
    Repair,
    Seat,
    Substitute,
)
from wayhome.engines.timetable.words.repairs import PHRASES, repaired

NAMES = {
    "ana": "Ana",
    "ben": "Ben",
    "cam": "Cam",
    "cbt": "the morning group",
    "individual": "an hour",
    "late": "the afternoon group",
    "oak": "the Oak room",
}
MEETINGS = at((MONDAY, NINE))
TOLD = {
    "Ana leads the morning group (Monday at 9:00 am).": {
        "substitutes": (Substitute("cbt", MEETINGS, staff="ana"),)
    },
    "the morning group meets in the Oak room (Monday at 9:00 am).": {
        "substitutes": (Substitute("cbt", MEETINGS, room="oak"),)
    },
    "Ana leads the morning group in the Oak room (Monday at 9:00 am).": {
        "substitutes": (Substitute("cbt", MEETINGS, staff="ana", room="oak"),)
    },
    "the morning group isn't held (Monday at 9:00 am): Ana is away.": {
        "not_held": (NotHeld("cbt", MEETINGS, Cause.STAFF_AWAY, "ana"),)
    },
    "Ben can't come to the morning group (Monday at 9:00 am), and keeps the seat.": {
        "missed": (Missed("ben", "cbt", *MEETINGS),)
    },
    "Ben moves from the morning group to the afternoon group: it makes room for Cam.": {
        "moves": (Move("ben", SEAT, Seat("late"), Cause.MAKES_ROOM, "cam"),)
    },
    "Ben no longer has an hour with Ana (Tuesday at 9:00 am): Ana is away.": {
        "moves": (Move("ben", a_visit(), None, Cause.STAFF_AWAY, "ana"),)
    },
    "Cam also gets the morning group: Cam was admitted.": {
        "moves": (Move("cam", None, SEAT, Cause.ADMITTED, "cam"),)
    },
}


@pytest.mark.parametrize(("sentence", "parts"), TOLD.items(), ids=TOLD)
def test_what_is_done_is_said(sentence, parts):
    found = Repair(a_week(), a_plan(), **parts)
    assert repaired(found, "en", NAMES) == (sentence,)
    (spanish,) = repaired(found, "es", NAMES)
    assert spanish.endswith(".")
    assert "{" not in spanish


@pytest.mark.parametrize("language", PHRASES)
def test_each_cause_has_words_that_name_whom_it_is_about(language):
    causes = PHRASES[language].causes
    assert causes.keys() == set(Cause)
    assert all("{subject}" in text for text in causes.values())
