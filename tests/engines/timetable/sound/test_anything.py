"""Whatever is put in: it is said what can't be used, and the rest is booked by the rules."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.timetable.weeks import a_plan, office_hours, rules
from wayhome.engines.timetable.calendar import WEEK
from wayhome.engines.timetable.check import Claim, check
from wayhome.engines.timetable.domain import (
    Client,
    Daypart,
    GroupSeries,
    Meeting,
    Prescription,
    Reason,
    Room,
    Seat,
    Site,
    Staff,
    Visit,
    Week,
)
from wayhome.engines.timetable.first_fit import first_fit
from wayhome.engines.timetable.sound import sound


def one_of(*values):
    return st.sampled_from(values)


def some(strategy, key=lambda part: part.id):
    return st.lists(strategy, max_size=3, unique_by=key).map(tuple)


SITES, KINDS = one_of("north", "south"), one_of("cbt", "education", "yoga")
CALENDARS = one_of(WEEK, WEEK, 0, office_hours(), office_hours(8, 20)) | st.integers(0, WEEK)
NOONS = CALENDARS.map(lambda times: times & office_hours(11, 14))
LANGUAGES, GENDERS = one_of("en", "es"), one_of("", "female", "male")
CONTRACTS = one_of("", "county")
LENGTHS = st.integers(-2, 30)
MEETINGS = st.builds(
    Meeting, st.integers(-1, 7), one_of(-2, 0, 32, 34, 37, 40, 48, 95), one_of(0, 2, 4, 6, 12)
)
BOOKINGS = st.builds(Seat, one_of("a", "b", "c", "none")) | st.builds(
    Visit, one_of("individual", "family"), one_of("ana", "dan"), MEETINGS
)
SERIES = st.builds(
    GroupSeries,
    id=one_of("a", "b", "c"),
    kind=KINDS,
    meetings=st.lists(MEETINGS, max_size=2).map(tuple),
    capacity=st.integers(-1, 12),
    target=st.integers(0, 12),
    site=SITES,
    facilitator=one_of("ana", "dan", "eve", None),
    room=one_of("oak", "elm", None),
    language=LANGUAGES,
    gender=GENDERS,
    contract=CONTRACTS,
    held=st.integers(0, 4),
    needs=st.frozensets(one_of("mats"), max_size=1),
    block=one_of("", "one"),
)
STAFF = st.builds(
    Staff,
    id=one_of("ana", "dan"),
    site=SITES,
    hours=CALENDARS,
    credentials=st.frozensets(one_of("counselor", "prescriber", "family-therapist")),
    languages=st.frozensets(LANGUAGES),
    breaks=st.lists(NOONS, max_size=2).map(tuple),
    caseload=st.integers(0, 3),
)
PRESCRIPTIONS = st.builds(
    Prescription,
    weekly=LENGTHS,
    kinds=some(st.tuples(KINDS, LENGTHS), key=lambda each: each[0]),
    services=some(one_of("individual", "family", "medication", "massage"), key=str),
    floor=LENGTHS,
    ceiling=st.integers(0, 80),
    minimum_days=st.integers(-1, 8),
    day_minimum=LENGTHS,
)
CLIENTS = st.builds(
    Client,
    id=one_of("ben", "cleo", "dora"),
    site=SITES,
    free=CALENDARS,
    prescription=PRESCRIPTIONS,
    travel=st.integers(0, 4),
    language=LANGUAGES,
    gender=GENDERS,
    counselor=one_of(None, "ana", "eve"),
    prefers=st.sampled_from(Daypart),
    avoid=st.frozensets(one_of("ben", "cleo")),
    contract=CONTRACTS,
    pinned=st.lists(BOOKINGS, max_size=3).map(tuple),
)
FEATURES = st.frozensets(one_of("mats"), max_size=1)
WEEKS = st.builds(
    Week,
    clients=some(CLIENTS),
    series=some(SERIES),
    staff=some(STAFF),
    rooms=some(
        st.builds(Room, one_of("oak", "elm"), SITES, st.integers(0, 12), FEATURES, CALENDARS)
    ),
    sites=some(st.builds(Site, SITES, one_of("valley", "hill"), CALENDARS)),
    rules=st.just(rules()),
    published=some(
        st.tuples(one_of("ben", "cleo"), st.lists(BOOKINGS, max_size=2).map(tuple)),
        key=lambda each: each[0],
    ),
)


@given(WEEKS, st.booleans())
@settings(max_examples=150, deadline=None)
def test_what_is_said_is_true_and_what_is_booked_keeps_the_rules(week, smart):
    found = sound(week)
    bookings = first_fit(found.week, smart=smart)
    report = check(week, a_plan(dict(bookings), problems=found.problems))
    assert report.violations == ()
    assert [each for each in report.objections if each.claim is not Claim.LEVELS] == []


@given(WEEKS)
@settings(max_examples=100, deadline=None)
def test_what_is_left_is_left_a_second_time(week):
    once = sound(week).week
    again = sound(once)
    empty = {each.subject for each in again.problems if each.reason is Reason.NO_PRESCRIPTION}
    assert {each.subject for each in again.problems if each.left_out} <= empty
    assert again.week.series == once.series
