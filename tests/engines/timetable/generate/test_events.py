"""Events bring changes that a week can go through, the same each time."""

import pytest

from wayhome.engines.timetable.calendar import count, day_of
from wayhome.engines.timetable.changes import apply
from wayhome.engines.timetable.domain import SeriesCancelled, SiteClosed, StaffAway
from wayhome.engines.timetable.generate import EVENTS, changes_of, generate

PROGRAM = generate(120, 4)


@pytest.mark.parametrize("name", EVENTS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_week_can_go_through_an_event_and_is_another_one(name, seed):
    changes = changes_of(PROGRAM, name, seed)
    assert changes == changes_of(PROGRAM, name, seed)
    assert apply(PROGRAM, changes) != PROGRAM


def test_seeds_make_different_events():
    found = {changes_of(PROGRAM, "counselor-absent", seed) for seed in range(10)}
    assert len(found) > 5


def test_who_is_absent_would_have_worked_that_day():
    hours = {staff.id: staff.hours for staff in PROGRAM.staff}
    for seed in range(10):
        (away,) = changes_of(PROGRAM, "counselor-absent", seed)
        assert isinstance(away, StaffAway)
        assert away.times & hours[away.staff]
        assert count(away.times) == 24 * 4


def test_a_room_is_closed_on_a_day_when_a_group_is_in_it():
    (closed,) = changes_of(PROGRAM, "room-closed", 1)
    groups = [each for each in PROGRAM.series if each.room == closed.room]
    assert any(day_of(closed.times, m.day) for each in groups for m in each.meetings)


def test_on_a_holiday_everything_is_closed():
    changes = changes_of(PROGRAM, "holiday", 1)
    sites = [each for each in changes if isinstance(each, SiteClosed)]
    assert [each.site for each in sites] == [site.id for site in PROGRAM.sites]
    (times,) = {each.times for each in sites}
    cancelled = {each.series for each in changes if isinstance(each, SeriesCancelled)}
    assert cancelled == {
        each.id
        for each in PROGRAM.series
        if each.video and any(day_of(times, m.day) for m in each.meetings)
    }


def test_a_wave_is_fifteen_percent_and_has_names_of_its_own():
    week = apply(PROGRAM, changes_of(PROGRAM, "admission-wave", 1))
    week = apply(week, changes_of(week, "admission-wave", 2))
    assert len({client.id for client in week.clients}) == 120 + 18 + 21


def test_a_program_without_rooms_in_use_can_have_a_room_closed():
    (closed,) = changes_of(generate(1, 1), "room-closed", 1)
    assert closed.room.startswith("s0-r")
