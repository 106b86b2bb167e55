"""What opening something would give is said in a sentence, whatever it is."""

import pytest

from wayhome.engines.timetable.domain import GroupSeries, Meeting, Opened, SeatValue
from wayhome.journey.weekplans import labels

NAMES = {
    "g": "CBT skills (Monday 5:30 pm)",
    "mei": "Mei",
    "individual-4": "an individual session",
}
SECOND = GroupSeries("g+", "cbt", (Meeting(1, 70, 12),), 10, 10, "site", "mei")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (
            SeatValue(Opened.SEAT, "g", quarters=12, helped=("a",)),
            "One more seat in CBT skills (Monday 5:30 pm): 3 h more for 1 person.",
        ),
        (
            SeatValue(Opened.GROUP, "g", series=SECOND, quarters=26, helped=("a", "b")),
            (
                "A second group like CBT skills (Monday 5:30 pm), Tuesday 5:30 pm, led by Mei:"
                " 6.5 h more for 2 people together."
            ),
        ),
        (
            SeatValue(
                Opened.STAFF_HOUR, "mei", "individual-4", day=2, start=72, quarters=4, helped=("a",)
            ),
            "An hour of Mei's outside their hours, Wednesday at 6:00 pm: 1 h more for 1 person.",
        ),
        (
            SeatValue(Opened.CREDENTIAL, "mei", "individual-4", quarters=4, helped=("a",)),
            "Mei also giving an individual session: 1 h more for 1 person.",
        ),
        (
            SeatValue(Opened.LANGUAGE, "mei", "es", quarters=4, helped=("a",)),
            "Mei also leading groups in Spanish: 1 h more for 1 person.",
        ),
    ],
)
def test_each_is_said(value, said):
    assert labels.opened(value, NAMES) == said
