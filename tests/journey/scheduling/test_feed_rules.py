"""Calendars that people subscribe to: their tokens, their entries, and every octet of their text."""

import secrets
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.rules import FeedPlace, FeedWords
from wayhome.journey.scheduling.rules.icalendar import escaped, folded
from wayhome.shared.core.period import Period

NOW = datetime(2026, 11, 24, 17, tzinfo=UTC)
HOUR = timedelta(hours=1)
FEED, SESSION = uuid4(), uuid4()
WORDS = FeedWords("Appointments", "Appointment", "Sign in to see more: https://example.org/")


def place(session_id=SESSION, start=NOW, *, edition=1, status="planned", holds=True):
    return FeedPlace(session_id, Period(start, start + HOUR), edition, status, holds)


def text_of(*places):
    return rules.calendar_text(rules.feed_events(FEED, places), WORDS, now=NOW)


def unfolded(text):
    assert text.endswith("\r\n")
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


@given(st.uuids(), st.binary(min_size=32, max_size=32))
def test_a_token_names_its_organization_and_fits_into_an_address(organization_id, secret):
    token = rules.token_of(organization_id, secret)
    assert rules.organization_of(token) == organization_id
    assert len(token) == 64
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


@pytest.mark.parametrize("token", ["", "x", "é" * 64, "\ud800" * 64, "A" * 63, "A" * 68, "!" * 64])
def test_what_cannot_be_a_token_names_no_organization(token):
    assert rules.organization_of(token) is None


@given(st.text())
def test_any_text_may_be_asked_for(token):
    assert rules.organization_of(token) is None or len(token) == 64


def test_a_token_has_256_random_bits_and_its_hash_says_nothing_of_it():
    assert rules.SECRET_BYTES * 8 == 256
    token = rules.token_of(uuid4(), secrets.token_bytes(rules.SECRET_BYTES))
    assert len(rules.hash_of(token)) == 64
    assert token not in rules.hash_of(token)


def test_a_calendar_shows_four_weeks_back_and_thirteen_ahead():
    assert rules.window(NOW) == Period(NOW - timedelta(weeks=4), NOW + timedelta(weeks=13))


@pytest.mark.parametrize(
    ("last", "is_due"),
    [(None, True), (NOW, False), (NOW - 23 * HOUR, False), (NOW - 24 * HOUR, True)],
)
def test_a_reading_is_noted_once_a_day(last, is_due):
    assert rules.is_due_for_note(last, NOW) is is_due


def test_a_place_becomes_an_entry_in_coordinated_universal_time():
    (event,) = rules.feed_events(FEED, [place(edition=3)])
    text = text_of(place(edition=3))
    entry = text[text.index("BEGIN:VEVENT") :]
    assert entry == "\r\n".join(
        [
            "BEGIN:VEVENT",
            f"UID:{event.uid}",
            "DTSTAMP:20261124T170000Z",
            "DTSTART:20261124T170000Z",
            "DTEND:20261124T180000Z",
            "SEQUENCE:3",
            "STATUS:CONFIRMED",
            "SUMMARY:Appointment",
            "DESCRIPTION:Sign in to see more: https://example.org/",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
    )


def test_an_empty_calendar_still_holds_a_component():
    lines = unfolded(text_of())
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert "BEGIN:VTIMEZONE" in lines
    assert "BEGIN:VEVENT" not in lines
    assert lines[-1] == "END:VCALENDAR"


@pytest.mark.parametrize(
    ("places", "is_cancelled"),
    [
        ([place()], False),
        ([place(holds=False)], True),
        ([place(status="cancelled")], True),
        ([place(holds=False), place()], False),
        ([place(), place(holds=False)], False),
        ([place(holds=False), place(holds=False)], True),
    ],
)
def test_a_session_is_one_entry_which_is_cancelled_when_nobody_is_expected(places, is_cancelled):
    (event,) = rules.feed_events(FEED, places)
    assert event.is_cancelled is is_cancelled


def test_an_entry_keeps_its_id_when_it_moves_and_no_two_people_share_one():
    (before,) = rules.feed_events(FEED, [place()])
    (after,) = rules.feed_events(FEED, [place(start=NOW + HOUR, edition=2)])
    (of_another,) = rules.feed_events(uuid4(), [place()])
    assert before.uid == after.uid
    assert before.sequence < after.sequence
    assert of_another.uid != before.uid
    assert SESSION not in {before.uid, of_another.uid}


def test_entries_come_in_the_order_of_time():
    events = rules.feed_events(FEED, [place(uuid4(), NOW + n * HOUR) for n in (2, 0, 1)])
    assert [event.period.start for event in events] == [NOW + n * HOUR for n in range(3)]


PLACES = st.builds(
    place,
    session_id=st.uuids(),
    start=st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    edition=st.integers(1, 10**6),
    status=st.sampled_from(["planned", "cancelled"]),
    holds=st.booleans(),
)


@given(st.lists(PLACES, max_size=5))
def test_beyond_its_times_every_entry_says_the_same(places):
    same = {"SUMMARY:Appointment", "DESCRIPTION:Sign in to see more: https://example.org/"}
    told = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS"}
    lines = unfolded(text_of(*places))
    found = [n for n, line in enumerate(lines) if line == "BEGIN:VEVENT"]
    assert len(found) == len({each.session_id for each in places})
    for start in found:
        entry = lines[start + 1 : lines.index("END:VEVENT", start)]
        names = [line.partition(":")[0] for line in entry if line not in same]
        assert sorted(names) == sorted(told)
        assert same <= {*entry}
        UUID(entry[0].removeprefix("UID:"))


@given(st.text())
def test_folding_loses_nothing_tears_no_character_and_keeps_to_75_octets(line):
    text = escaped(line)
    pieces = [*folded(text)]
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert all(piece.startswith(" ") for piece in pieces[1:])
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == text


@pytest.mark.parametrize("character", ["x", "ñ", "語", "🙂"])
def test_a_long_line_of_any_script_is_folded(character):
    pieces = [*folded(character * 200)]
    assert len(pieces) > 2
    assert max(len(piece.encode()) for piece in pieces) > 75 - 4


@given(st.text())
def test_an_escaped_text_is_one_line_and_can_be_read_back(text):
    value = escaped(text)
    assert not set(value) & {"\r", "\n", "\x00", "\x7f"}
    read, rest = "", iter(value)
    for character in rest:
        if character == "\\":
            following = next(rest)
            read += "\n" if following == "n" else following
        else:
            assert character not in ";,"
            read += character
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    assert read == "".join(c for c in plain if c in "\n\t" or (c >= " " and c != "\x7f"))


def test_whoever_has_no_encoding_is_left_out():
    assert escaped("a\ud800b; c,\\\n") == "ab\\; c\\,\\\\\\n"
