"""The cast and the words, before anything is played."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from demo import words
from demo.cast import birth_date, dice, email, load, phone
from demo.stage import Stage
from wayhome.journey.encounters.rules import MemberNames, names_of_others
from wayhome.journey.scheduling.codes import ServiceType
from wayhome.shared.core.uuid7 import uuid7

NOW = datetime(2026, 11, 24, 23, 40, tzinfo=UTC)  # a Tuesday evening in New York


def names():
    cast = load()
    return [each.name for each in (*cast.clients, *cast.waiting)]


def test_everyone_is_there_once():
    assert len(names()) == len({*names()}) == 80
    assert len(load().staff) == 12


def test_whoever_a_moment_names_is_in_the_cast():
    cast = load()
    assert {moment.who for moment in cast.moments if moment.who} <= {*names()}
    assert {moment.group for moment in cast.moments} <= {*cast.groups}


def test_no_text_that_a_note_is_made_of_names_anyone():
    roster = [
        MemberNames(uuid7(), *name.split(" ", 1), preferred=each.goes_by)
        for each in load().clients
        for name in [each.name]
    ]
    texts = words.load()
    everything = [*texts["topics"].values(), *(texts[part] for part in texts if part != "topics")]
    written = "\n".join(text for part in everything for text in part)
    assert names_of_others(written, roster) == ()


@pytest.mark.parametrize("kind", ServiceType)
def test_every_kind_of_group_has_words(kind):
    assert words.shared_text(kind, dice(1))
    assert words.individual_text(kind, dice(1))


def test_phones_and_addresses_are_those_kept_for_stories():
    for name in names():
        assert re.fullmatch(r"\(\d{3}\) 555-01\d\d", phone(name))
        assert re.fullmatch(r"[a-z.-]+@mail\.example", email(name))


def test_people_are_as_old_as_the_cast_says():
    for day in (NOW.date(), datetime(2028, 2, 29, tzinfo=UTC).date()):
        for each in load().clients:
            born = birth_date(each.name, each.age, day)
            birthday_is_over = (day.month, day.day) >= (born.month, born.day)
            assert abs(day.year - born.year - (not birthday_is_over) - each.age) <= 1


def test_the_same_seed_throws_the_same():
    assert dice("a", 1).random() == dice("a", 1).random() != dice("a", 2).random()


@pytest.mark.parametrize("hours", range(0, 7 * 24, 5))
def test_the_last_meeting_is_over_and_the_next_has_not_begun(hours):
    stage = Stage(load(), NOW + timedelta(hours=hours), weeks=3)
    for group in stage.cast.groups.values():
        last, coming = stage.meeting(group, back=1), stage.meeting(group, ahead=1)
        start = stage.at(last, group.start.hour, group.start.minute)
        assert start + timedelta(minutes=group.minutes) <= stage.now
        assert stage.at(coming, group.start.hour, group.start.minute) > stage.now
        assert last.weekday() == coming.weekday() == group.weekday
        assert coming - last in {timedelta(weeks=1), timedelta(weeks=2)}


def test_every_weekday_has_a_daytime_and_most_an_evening_group():
    groups = load().groups.values()
    assert {each.weekday for each in groups if each.start.hour < 17} == {*range(7)}
    assert {each.weekday for each in groups if each.start.hour >= 17} == {0, 1, 2, 3, 6}
