"""A region's arrays say what the domain says: distances, clashes, lengths, who avoids whom."""

import numpy as np
import pytest

from tests.engines.timetable.solver.small import region_of
from tests.engines.timetable.weeks import (
    FRIDAY,
    MONDAY,
    NINE,
    NOON,
    TEN,
    TUESDAY,
    WEDNESDAY,
    a_client,
    a_counselor,
    a_group,
    a_room,
    a_week,
    at,
)
from wayhome.engines.timetable.calendar import between
from wayhome.engines.timetable.domain import Daypart
from wayhome.engines.timetable.solver.region import NOWHERE, avoided


def group(name, *meetings, **parts):
    defaults = {"meetings": at(*meetings), "facilitator": f"leads {name}", "room": name}
    return a_group(name, **defaults | parts)


def region(*series):
    staff = (a_counselor("ana"), *(a_counselor(each.facilitator) for each in series))
    rooms = tuple(a_room(each.room) for each in series if each.room)
    return region_of(a_week(series=series, staff=staff, rooms=rooms))


MORNING = group("morning", (MONDAY, NINE))
VIDEO = group("video", (MONDAY, NINE + 8), video=True, room=None)


@pytest.mark.parametrize(
    ("day", "start", "quarters", "distance"),
    [
        (MONDAY, NINE - 4, 4, 0),
        (MONDAY, NINE - 2, 4, -1),
        (MONDAY, NINE, 4, -1),
        (MONDAY, NINE + 4, 4, -1),
        (MONDAY, NINE + 6, 4, 0),
        (MONDAY, NINE + 10, 2, 4),
        (TUESDAY, NINE, 4, NOWHERE),
    ],
)
def test_a_slot_is_so_far_from_a_group_in_person(day, start, quarters, distance):
    made = region(MORNING)
    found = next(
        place
        for place, slot in enumerate(made.slots)
        if (slot.staff, slot.day, slot.start, slot.quarters) == ("ana", day, start, quarters)
    )
    assert made.near[made.index["morning"], found] == distance
    assert made.near[-1, found] == NOWHERE


def test_a_slot_is_never_near_a_group_by_video_but_may_overlap_it():
    made = region(VIDEO)
    distances = made.near[made.index["video"]]
    for slot, distance in zip(made.slots, distances, strict=True):
        overlaps = bool(slot.times & made.times[0])
        assert distance == (-1 if overlaps else NOWHERE)


@pytest.mark.parametrize(
    ("other", "travel", "clash"),
    [
        (group("same", (MONDAY, NINE)), 0, True),
        (group("overlapping", (MONDAY, NINE + 5)), 0, True),
        (group("next", (MONDAY, NINE + 6)), 4, False),
        (group("another day", (TUESDAY, NINE)), 4, False),
        (VIDEO, 2, False),
        (VIDEO, 3, True),
    ],
    ids=lambda value: getattr(value, "id", None),
)
def test_two_groups_clash_if_they_overlap_or_one_is_on_the_way_to_the_other(other, travel, clash):
    found = region(MORNING, other).clashes(travel)
    assert (found == found.T).all()
    assert found[0, 1] == clash


def test_groups_are_described_by_length_day_and_block():
    made = region(
        group("long", (MONDAY, NINE), (WEDNESDAY, NOON), block="b"),
        group("short", (FRIDAY, TEN), block="a"),
        group("far", (FRIDAY, TEN), video=True, room=None),
    )
    assert made.quarters.tolist() == [12, 6, 6]
    assert [int(load) for load in made.loads] == [6 | 6 << 16, 6 << 32, 6 << 32]
    assert made.block == [1, 0, -1]
    assert made.trips.tolist() == [0b101, 0b10000, 0]
    assert made.daypart == [Daypart.MORNING] * 3
    assert made.starts[0].tolist() == [NINE, 127, NOON, 127, 127, 127, 127]
    assert made.ends[0].tolist() == [NINE + 6, 0, NOON + 6, 0, 0, 0, 0]


def test_whoever_must_not_meet_is_known_to_both():
    clients = (a_client("ann", avoid=frozenset({"ben", "gone"})), a_client("ben"), a_client("cam"))
    assert avoided(clients) == {"ann": {"ben"}, "ben": {"ann"}, "cam": set()}


def test_slots_are_in_the_staff_s_hours_and_not_during_their_groups():
    ana = a_counselor(hours=between(MONDAY, NINE, NINE + 10))
    made = region_of(a_week(series=(a_group(meetings=at((MONDAY, NINE))),), staff=(ana,)))
    client, service = made.week.clients[0], made.rules.services[0]
    found = [made.slots[slot] for slot in made.slots_for(client, service)]
    assert [(slot.day, slot.start) for slot in found] == [(MONDAY, NINE + 6)]
    assert np.array_equal(made.slot_start, [slot.start for slot in made.slots])
