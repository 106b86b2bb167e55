"""Each obstacle says its own sentence, also where two kinds of obstacles are spelled alike."""

from enum import StrEnum
from inspect import getmembers, isclass

import pytest

from wayhome.journey.encounters import codes, labels
from wayhome.journey.encounters.codes import DraftObstacle, RecordingObstacle, SigningObstacle
from wayhome.journey.scheduling.codes import (
    AppointmentObstacle,
    BookingObstacle,
    PlanningObstacle,
    RosterObstacle,
)

OWN = [
    kind
    for name, kind in getmembers(codes, isclass)
    if issubclass(kind, StrEnum) and name.endswith("Obstacle")
]
KINDS = [*OWN, BookingObstacle, AppointmentObstacle, PlanningObstacle, RosterObstacle]


def test_every_kind_of_obstacle_of_this_room_is_looked_at():
    assert len(OWN) == 7


@pytest.mark.parametrize("kind", KINDS)
def test_each_obstacle_of_a_kind_has_a_sentence_of_its_own(kind):
    said = [str(labels.words_for(obstacle)) for obstacle in kind]
    assert all(sentence.endswith(".") for sentence in said)
    assert len({*said}) == len(kind)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (RecordingObstacle.SESSION_CANCELLED, SigningObstacle.SESSION_CANCELLED),
        (RecordingObstacle.CHANGED_MEANWHILE, PlanningObstacle.CHANGED_MEANWHILE),
        (SigningObstacle.EDITION_CHANGED, DraftObstacle.EDITION_CHANGED),
        (BookingObstacle.PERSON_BUSY, PlanningObstacle.PERSON_BUSY),
        (AppointmentObstacle.NOT_ON_ROSTER, RosterObstacle.NOT_ON_ROSTER),
    ],
)
def test_obstacles_that_are_spelled_alike_do_not_say_one_another_s_sentence(one, other):
    assert one == other
    assert labels.words_for(one) != labels.words_for(other)
