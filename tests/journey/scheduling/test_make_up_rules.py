"""Which sessions make up for a missed one: each reason why not, which come first, never too many."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.engines.timetable import calendar
from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.codes import (
    AppointmentStatus,
    Attends,
    BookingObstacle,
    CancellationReason,
    Enrollment,
    GroupGender,
    MakeUpObstacle,
    Modality,
    ServiceType,
    SessionStatus,
    TimeUse,
)
from wayhome.journey.scheduling.rules import (
    GroupProfile,
    Habit,
    Life,
    MakeUp,
    Missed,
    Session,
    ToldWeek,
)
from wayhome.shared.core.period import Period, at_local, local_day

NEW_YORK = ZoneInfo("America/New_York")
MONDAY = date(2026, 11, 23)
TUESDAY, THURSDAY = date(2026, 11, 24), date(2026, 11, 26)
NOW = at_local(TUESDAY, time(20), NEW_YORK)
EVENINGS = rules.week_of([Habit((0, 1, 2, 3, 4), 68, 88, TimeUse.FREE)])  # 5 to 10 pm
WORK = rules.week_of([Habit((0, 1, 2, 3, 4), 68, 88, TimeUse.WORK)])
PROGRAM, OTHER_PROGRAM = UUID(int=1), UUID(int=2)
LOST, OFFERED = UUID(int=10), UUID(int=20)
MISSED = Missed(
    session=LOST,
    program=PROGRAM,
    day=TUESDAY,
    week_starts_on=0,
    service_type=ServiceType.CBT,
    profile=GroupProfile(),
)


def told(week=EVENINGS, since=date(2026, 11, 1), **how):
    how.setdefault("attends", Attends.EITHER)
    return [(since, ToldWeek(week, **how))]


def life(**given):
    return Life(
        **{
            "language": "en",
            "gender": "female",
            "zone": NEW_YORK,
            "told": told(),
            "held": {},
            "given_up": {LOST},
            "admitted_on": date(2026, 11, 2),
            **given,
        }
    )


def period_on(day=THURSDAY, at=time(18), minutes=90):
    start = at_local(day, at, NEW_YORK)
    return Period(start, start + timedelta(minutes=minutes))


def session(day=THURSDAY, at=time(18), minutes=90, key=OFFERED, **given):
    given.setdefault("capacity", 10)
    return Session(id=key, day=day, period=period_on(day, at, minutes), **given)


def make_up(on=None, **given):
    return MakeUp(
        session=on or session(),
        **{
            "program": PROGRAM,
            "service_type": ServiceType.CBT,
            "modality": Modality.ON_SITE,
            "profile": GroupProfile(),
            "taken_seats": range(1, 4),
            **given,
        },
    )


def obstacles(missed=MISSED, could=None, whose=None, now=NOW):
    return rules.obstacles_to_make_up(missed, could or make_up(), whose or life(), now=now)


@pytest.mark.parametrize(
    ("status", "reason", "known", "missed"),
    [
        ("noshow", "", {}, True),
        ("noshow", "", {"is_make_up": True}, True),
        ("cancelled", "client-asked", {}, True),
        ("cancelled", "late-cancel", {}, True),
        ("cancelled", "session-cancelled", {}, True),
        ("cancelled", "client-asked", {"is_make_up": True}, False),
        ("cancelled", "client-asked", {"sits_there": True}, False),
        ("cancelled", "left-roster", {}, False),
        ("cancelled", "episode-ended", {}, False),
        ("cancelled", "other", {}, False),
        ("cancelled", "", {}, False),
        ("booked", "", {}, False),
        ("fulfilled", "", {}, False),
        ("waitlist", "", {}, False),
        ("entered-in-error", "client-asked", {}, False),
    ],
)
def test_what_counts_as_missed(status, reason, known, missed):
    facts = {"is_make_up": False, "sits_there": False, **known}
    assert rules.is_missed(AppointmentStatus(status), reason, **facts) is missed


def test_every_reason_for_giving_up_is_weighed():
    assert {*CancellationReason} == {
        "left-roster",
        "session-cancelled",
        "episode-ended",
        "client-asked",
        "late-cancel",
        "other",
    }


def test_a_session_that_fits_has_nothing_in_its_way():
    assert obstacles() == ()


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ({"missed": replace(MISSED, is_missed=False)}, MakeUpObstacle.NOT_MISSED),
        ({"missed": replace(MISSED, is_made_up=True)}, MakeUpObstacle.ALREADY_MADE_UP),
        ({"could": make_up(program=OTHER_PROGRAM)}, MakeUpObstacle.OTHER_PROGRAM),
        ({"could": make_up(session(MONDAY + timedelta(days=7)))}, MakeUpObstacle.OTHER_WEEK),
        ({"missed": replace(MISSED, week_starts_on=3)}, MakeUpObstacle.OTHER_WEEK),
        ({"now": at_local(THURSDAY, time(18), NEW_YORK)}, MakeUpObstacle.BEGUN_ALREADY),
        ({"now": at_local(THURSDAY, time(19, 30), NEW_YORK)}, BookingObstacle.SESSION_OVER),
        ({"could": make_up(service_type=ServiceType.EDUCATION)}, MakeUpObstacle.OTHER_KIND),
        ({"could": make_up(service_type=ServiceType.INDIVIDUAL)}, MakeUpObstacle.OTHER_KIND),
        ({"could": make_up(profile=GroupProfile(language="es"))}, MakeUpObstacle.OTHER_LANGUAGE),
        (
            {"could": make_up(profile=GroupProfile(gender=GroupGender.MALE))},
            MakeUpObstacle.OTHER_GENDER,
        ),
        (
            {"could": make_up(profile=GroupProfile(enrollment=Enrollment.CLOSED))},
            MakeUpObstacle.CLOSED_GROUP,
        ),
        ({"whose": life(told=told(attends=Attends.VIDEO))}, MakeUpObstacle.OTHER_WAY),
        (
            {
                "could": make_up(modality=Modality.TELEHEALTH),
                "whose": life(told=told(attends=Attends.IN_PERSON)),
            },
            MakeUpObstacle.OTHER_WAY,
        ),
        ({"whose": life(told=told(WORK))}, MakeUpObstacle.NOT_FREE),
        ({"whose": life(given_up={LOST, OFFERED})}, MakeUpObstacle.GIVEN_UP_BEFORE),
        ({"could": make_up(session(key=LOST))}, MakeUpObstacle.GIVEN_UP_BEFORE),
        ({"whose": life(kept_out={OFFERED})}, MakeUpObstacle.NOT_OFFERED),
        ({"whose": life(held={OFFERED: period_on()})}, BookingObstacle.ALREADY_BOOKED),
        (
            {"whose": life(held={UUID(int=30): period_on(at=time(19), minutes=60)})},
            BookingObstacle.PERSON_BUSY,
        ),
        ({"whose": life(admitted_on=None)}, BookingObstacle.NOT_ADMITTED),
        ({"whose": life(admitted_on=date(2026, 11, 27))}, BookingObstacle.NOT_ADMITTED),
        ({"could": make_up(taken_seats=range(1, 11))}, BookingObstacle.GROUP_FULL),
        ({"could": make_up(session(cap=3))}, BookingObstacle.OVER_CAP),
        (
            {"could": make_up(session(status=SessionStatus.CANCELLED))},
            BookingObstacle.SESSION_CANCELLED,
        ),
    ],
)
def test_each_reason_why_a_session_does_not_make_up(case, expected):
    assert obstacles(**case) == (expected,)


def test_all_reasons_are_given_at_once():
    found = obstacles(
        could=make_up(
            session(MONDAY + timedelta(days=8)),
            program=OTHER_PROGRAM,
            service_type=ServiceType.EDUCATION,
            taken_seats=range(1, 11),
        ),
        whose=life(told=told(WORK)),
    )
    assert set(found) == {
        MakeUpObstacle.OTHER_PROGRAM,
        MakeUpObstacle.OTHER_WEEK,
        MakeUpObstacle.OTHER_KIND,
        MakeUpObstacle.NOT_FREE,
        BookingObstacle.GROUP_FULL,
    }


@pytest.mark.parametrize(
    "profile",
    [GroupProfile(language="es"), GroupProfile(gender=GroupGender.MALE)],
)
def test_whoever_was_in_such_a_group_can_be_in_another(profile):
    missed = replace(MISSED, profile=profile)
    assert obstacles(missed, make_up(profile=profile)) == ()


@pytest.mark.parametrize(
    ("modality", "travel", "fits"),
    [
        (Modality.ON_SITE, 60, True),
        (Modality.ON_SITE, 61, False),
        (Modality.TELEHEALTH, 240, True),
    ],
)
def test_the_way_there_and_back_counts_when_someone_comes_in_person(modality, travel, fits):
    work = [Habit((3,), start, end, TimeUse.WORK) for start, end in ((0, 68), (82, 96))]
    evening = rules.week_of([*work, Habit((3,), 68, 82, TimeUse.FREE)])  # 5 to 8:30 pm
    found = obstacles(
        could=make_up(modality=modality), whose=life(told=told(evening, travel_minutes=travel))
    )
    assert found == (() if fits else (MakeUpObstacle.NOT_FREE,))


def test_the_week_that_counts_on_that_day_is_looked_at():
    later = [*told(EVENINGS), *told(WORK, since=THURSDAY)]
    assert obstacles(whose=life(told=later)) == (MakeUpObstacle.NOT_FREE,)
    assert obstacles(whose=life(told=[*told(WORK), *told(EVENINGS, since=THURSDAY)])) == ()


def offers(*could, missed=MISSED, whose=None, **given):
    return rules.make_up_offers(missed, could, whose or life(), now=NOW, **given)


def test_what_nobody_told_of_is_offered_but_not_sure():
    assert [each.is_sure for each in offers(make_up())] == [True]
    assert [each.is_sure for each in offers(make_up(), whose=life(told=[]))] == [False]
    late = make_up(session(at=time(21), minutes=90))
    assert [each.is_sure for each in offers(late)] == [False]


def test_the_best_comes_first():
    keys = [UUID(int=number) for number in range(20, 26)]
    mornings = session(day=date(2026, 11, 25), at=time(9), key=keys[3])
    could = [
        make_up(session(key=keys[0]), service_type=ServiceType.FAMILY),
        make_up(session(key=keys[1]), profile=GroupProfile(phases=(3, 4))),
        make_up(session(day=date(2026, 11, 27), key=keys[2])),
        make_up(mornings),
        make_up(session(key=keys[4])),
        make_up(session(key=keys[5]), taken_seats=range(1, 11)),
    ]
    missed = replace(MISSED, profile=GroupProfile(phases=(1, 2)))
    found = [each.session for each in offers(*could, missed=missed, limit=9)]
    assert found == [keys[4], keys[2], keys[3], keys[1], keys[0]]
    assert [each.session for each in offers(*could, missed=missed)] == found[:3]


# A property: whatever the week, the places and the sessions, an offer meets none of them.
DAYS = st.integers(0, 6).map(lambda number: MONDAY + timedelta(days=number))
TIMES = st.integers(0, 24 * 12 - 1).map(lambda five: time(five // 12, five % 12 * 5))
LENGTHS = st.integers(10, 240)
PERIODS = st.builds(period_on, DAYS, TIMES, LENGTHS)
WEEKS = st.lists(st.sampled_from("fwscjo-"), min_size=28, max_size=28).map(
    lambda parts: "".join(part * 24 for part in parts)
)


def quarters(period):
    """Give each quarter of the week that is touched, as the engine counts them."""
    first = at_local(MONDAY, time.min, NEW_YORK)
    start, end = ((moment - first) / timedelta(minutes=15) for moment in (period.start, period.end))
    return range(int(start // 1), int(-(-end // 1)))


@given(
    week=WEEKS,
    travel=st.integers(0, 120),
    attends=st.sampled_from([*Attends]),
    places=st.lists(PERIODS, max_size=4),
    could=st.lists(st.tuples(PERIODS, st.sampled_from([*Modality])), max_size=6),
)
def test_an_offer_meets_no_place_of_theirs_and_no_time_that_is_not_free(
    week, travel, attends, places, could
):
    now = at_local(MONDAY, time.min, NEW_YORK)
    sessions = {
        UUID(int=100 + number): (period, modality)
        for number, (period, modality) in enumerate(could)
    }
    person = life(
        told=told(week, travel_minutes=travel, attends=attends),
        held={UUID(int=50 + number): period for number, period in enumerate(places)},
    )
    found = rules.make_up_offers(
        MISSED,
        [
            make_up(
                Session(key, local_day(period.start, NEW_YORK), period, capacity=9),
                modality=modality,
            )
            for key, (period, modality) in sessions.items()
        ],
        person,
        now=now,
    )
    assert len(found) <= 3
    free = rules.times_of(week)
    busy = calendar.WEEK & ~free & ~sum(1 << q for q, letter in enumerate(week) if letter == "-")
    for offer in found:
        period, modality = sessions[offer.session]
        assert not any(period.overlaps(place) for place in places)
        on_site = modality is Modality.ON_SITE
        assert attends is not (Attends.VIDEO if on_site else Attends.IN_PERSON)
        way = timedelta(minutes=travel) if on_site else timedelta()
        needed = quarters(Period(period.start - way, period.end + way))
        times = sum(1 << (quarter % calendar.QUARTERS_A_WEEK) for quarter in needed)
        assert times & busy == calendar.NEVER
        assert offer.is_sure is (times & ~free == calendar.NEVER)


def test_in_the_night_in_which_clocks_change_each_quarter_is_looked_at_once():
    sunday = date(2026, 11, 1)
    start = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)  # 1:30 am, the first time
    nights = rules.week_of([Habit((6,), 4, 12, TimeUse.FREE)])  # Sundays 1 to 3 am
    night = Session(OFFERED, sunday, Period(start, start + timedelta(minutes=120)), capacity=9)
    missed = replace(MISSED, day=date(2026, 10, 28))
    person = life(told=told(nights, since=date(2026, 10, 1)), admitted_on=date(2026, 10, 1))
    found = rules.make_up_offers(missed, [make_up(night)], person, now=start - timedelta(hours=1))
    assert [offer.is_sure for offer in found] == [True]
