"""What somebody could have beside everybody else, who all stay as they are."""

from dataclasses import replace
from datetime import date
from itertools import chain, combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.engines.timetable.check.proof.tiny import weeks
from tests.engines.timetable.weeks import (
    FRIDAY,
    MONDAY,
    NINE,
    SATURDAY,
    TEN,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    a_client,
    a_counselor,
    a_group,
    a_plan,
    a_prescription,
    a_room,
    a_visit,
    a_week,
    at,
    rules,
)
from wayhome.engines.timetable.calendar import WEEK, between, count, quarter
from wayhome.engines.timetable.check import Breach, effects
from wayhome.engines.timetable.domain import Daypart, GroupKind, Seat, Visit
from wayhome.engines.timetable.eligibility import times_of
from wayhome.engines.timetable.first_fit import first_fit
from wayhome.engines.timetable.generate import generate_family
from wayhome.engines.timetable.sound import sound
from wayhome.journey.weekplans.codes import FitSieve
from wayhome.journey.weekplans.rules import (
    Beside,
    Freed,
    Left,
    closed_to,
    opens_after,
    outlook,
    parts_of,
)
from wayhome.journey.weekplans.rules.choosing import Limits, Offer, chosen

EVENING = quarter(18)
TEN_HOURS = a_prescription(40, kinds=(("cbt", 40),), services=())


def published_weeks():
    """Draw weeks in which nobody is on two visits at once: the tables make that impossible."""
    return weeks().filter(
        lambda week: all(
            count(times_of(visits)) == sum(each.quarters for each in visits)
            for name, _own in week.published
            for visits in [[each.meeting for each in kept_of(week, name)]]
        )
    )


def evening(name, day, **parts):
    """Make a group of two hours, with a facilitator and a room of its own."""
    given_parts = {"meetings": at((day, EVENING), quarters=8), "facilitator": f"leads {name}"}
    return a_group(name, **given_parts | {"room": f"room of {name}"} | parts)


def a_week_of(*series, clients=None, published=(), **parts):
    return a_week(
        *(clients or (a_client(prescription=TEN_HOURS),)),
        series=series,
        staff=tuple(
            a_counselor(each.facilitator, hours=WEEK, languages=frozenset({"en", "es"}))
            for each in series
        ),
        rooms=tuple(a_room(each.room) for each in series),
        published=published,
        **parts,
    )


def fit_of(week, client="ben", **given_parts):
    return Beside(week).fit(client, **given_parts)


def kept_of(week, client):
    """Return the individual sessions that somebody has: they stay."""
    own = dict(week.published).get(client, ())
    return tuple(each for each in own if isinstance(each, Visit))


def broken_by(week, client, series):
    """Return what having these seats would break beside everybody else's bookings."""
    kept = kept_of(week, client)
    others = {name: own for name, own in week.published if name != client}
    plan = a_plan({**others, client: kept}, problems=sound(week).problems)
    found = effects(week, plan, client, (*kept, *(Seat(each) for each in series)))
    return [each for each in found.broken if each.breach is not Breach.PIN_LOST]


def lengths_of(week, series):
    meetings = {each.id: each.meetings for each in week.series}
    return sum(each.quarters for one in series for each in meetings[one])


def planned_for(week):
    return [each.id for each in sound(week).week.clients]


@given(published_weeks())
def test_what_is_promised_keeps_every_rule_beside_what_others_have(week):
    for client in planned_for(week):
        assert broken_by(week, client, fit_of(week, client).groups) == []


@given(published_weeks())
def test_no_choice_of_groups_gives_more(week):
    usable = sound(week).week
    seated = {name for name, own in week.published if any(isinstance(b, Seat) for b in own)}
    assume(seated <= {each.id for each in usable.clients})
    for client in usable.clients:
        found = fit_of(week, client.id)
        groups = [each.id for each in usable.series]
        sets = chain.from_iterable(combinations(groups, n) for n in range(len(groups) + 1))
        lengths = [
            lengths_of(week, each)
            for each in sets
            if lengths_of(week, each) + found.visits <= client.prescription.ceiling
            and not broken_by(week, client.id, each)
        ]
        best = max((min(each, found.due) for each in lengths), default=0)
        assert found.got == best
        assert found.got <= found.due


@given(published_weeks(), st.integers(0, 1), st.data())
def test_more_free_time_never_gives_less(week, place, data):
    client = week.clients[min(place, len(week.clients) - 1)]
    more = data.draw(st.integers(0, WEEK))
    freer = replace(client, free=client.free | more)
    others = tuple(freer if each.id == client.id else each for each in week.clients)
    before, after = fit_of(week, client.id), fit_of(replace(week, clients=others), client.id)
    assert after.got >= before.got


@given(published_weeks(), st.integers(0, 40))
def test_a_search_that_is_stopped_promises_nothing_that_breaks_a_rule(week, steps):
    for client in planned_for(week):
        found = Beside(week, steps=steps).fit(client)
        assert broken_by(week, client, found.groups) == []
        assert found.got <= Beside(week).fit(client).got


@given(published_weeks())
def test_a_seat_that_is_freed_gives_more_and_never_more_than_is_due(week):
    for client in planned_for(week):
        found = fit_of(week, client)
        for each in found.freed:
            assert found.got < each.got <= found.due


@pytest.mark.parametrize("family", ["usual", "contracted-seats", "all-video", "waiting-list"])
def test_in_a_whole_program_what_is_promised_keeps_every_rule(family):
    week = generate_family(family, 40, seed=7)
    new = {client.id for client in week.clients[::3]}
    booked = first_fit(sound(week).week, smart=True)
    week = replace(week, published=tuple(each for each in booked if each[0] not in new))
    beside = Beside(week)
    for client in new.intersection(planned_for(week)):
        found = beside.fit(client)
        assert broken_by(week, client, found.groups) == []
        assert found.got == min(lengths_of(week, found.groups), found.due)


def test_the_first_that_fit_are_had_when_there_is_no_time_to_look():
    offers = [
        Offer("short", "cbt", between(MONDAY, 0, 4), between(MONDAY, 0, 4), video=False),
        Offer("long", "cbt", between(MONDAY, 2, 10), between(MONDAY, 2, 10), video=False),
    ]
    limits = Limits(kinds={"cbt": 20}, day=20, week=20, due=8)
    assert chosen(offers, limits, steps=2).series == ("short",)
    assert chosen(offers, limits).series == ("long",)


def test_it_is_never_less_than_what_the_first_fit_gives():
    week = a_week_of(*(evening(f"g{day}", day) for day in range(5)))
    by_hand = dict(first_fit(sound(week).week))["ben"]
    assert fit_of(week).got >= lengths_of(week, [each.series for each in by_hand])


def test_all_hours_fit_and_the_days_are_named():
    week = a_week_of(
        evening("mon", MONDAY),
        evening("wed", WEDNESDAY),
        evening("thu", THURSDAY),
        clients=(a_client(prescription=replace(TEN_HOURS, weekly=24)),),
    )
    found = fit_of(week)
    assert (found.got, found.due, found.is_whole) == (24, 24, True)
    assert found.groups == ("mon", "wed", "thu")
    meetings = [one for each in week.series for one in each.meetings]
    assert parts_of(meetings) == ((Daypart.EVENING, (MONDAY, WEDNESDAY, THURSDAY)),)


def test_days_are_told_by_the_part_of_the_day_the_most_frequent_first():
    meetings = at((SATURDAY, NINE), (MONDAY, EVENING), (TUESDAY, EVENING), (FRIDAY, quarter(14)))
    assert parts_of(meetings) == (
        (Daypart.EVENING, (MONDAY, TUESDAY)),
        (Daypart.AFTERNOON, (FRIDAY,)),
        (Daypart.MORNING, (SATURDAY,)),
    )


def test_of_two_choices_that_fill_the_week_the_one_without_more_than_is_due_is_taken():
    week = a_week_of(
        evening("long", MONDAY, meetings=at((MONDAY, EVENING), quarters=12)),
        evening("short", TUESDAY),
        clients=(a_client(prescription=replace(TEN_HOURS, weekly=8)),),
    )
    assert fit_of(week).groups == ("short",)


def test_individual_sessions_are_kept_for_and_their_time_is_left_alone():
    prescription = a_prescription(12, kinds=(("cbt", 20),), services=("individual",))
    visit = a_visit(staff="leads mon", day=MONDAY, start=EVENING)
    waiting = a_week_of(evening("mon", MONDAY), clients=(a_client(prescription=prescription),))
    booked = replace(waiting, published=(("ben", (visit,)),))
    assert (fit_of(waiting).visits, fit_of(waiting).due, fit_of(waiting).got) == (4, 8, 8)
    assert (fit_of(booked).visits, fit_of(booked).due, fit_of(booked).got) == (4, 8, 0)


def test_somebody_for_whom_nothing_can_be_planned_lacks_everything():
    week = a_week_of(evening("mon", MONDAY), clients=(a_client(free=0, prescription=TEN_HOURS),))
    found = fit_of(week)
    assert (found.got, found.missing, found.groups, found.left) == (0, 40, (), ())


def test_a_program_without_groups_has_none_of_any_kind():
    nothing = replace(TEN_HOURS, kinds=())
    week = a_week_of(clients=(a_client(prescription=nothing),))
    assert fit_of(week).left == (Left(FitSieve.KIND, 0),)


def test_each_sieve_says_how_many_groups_it_leaves():
    person = a_client(
        prescription=TEN_HOURS,
        gender="female",
        travel=2,
        attends="in_person",
        free=between(MONDAY, EVENING - 2, EVENING + 10)
        | between(TUESDAY, EVENING, EVENING + 8)
        | between(WEDNESDAY, EVENING - 2, EVENING + 10),
    )
    week = a_week_of(
        evening("kind", MONDAY, kind="education"),
        evening("language", MONDAY, language="es"),
        evening("gender", MONDAY, gender="male"),
        evening("closed", MONDAY, admits=False),
        evening("contract", MONDAY, contract="county"),
        evening("way", MONDAY, video=True),
        evening("hours", THURSDAY),
        evening("travel", TUESDAY),
        evening("full", WEDNESDAY, capacity=1),
        evening("fits", MONDAY),
        clients=(person, a_client("cam", prescription=TEN_HOURS)),
        published=(("cam", (Seat("full"),)),),
    )
    found = fit_of(week)
    assert {each.sieve: each.groups for each in found.left} == {
        FitSieve.KIND: 9,
        FitSieve.LANGUAGE: 8,
        FitSieve.GENDER: 7,
        FitSieve.ADMISSION: 5,
        FitSieve.WAY: 4,
        FitSieve.HOURS: 3,
        FitSieve.TRAVEL: 2,
        FitSieve.SEAT: 1,
    }
    assert found.groups == ("fits",)
    assert found.freed == (Freed("full", 16),)


def test_a_full_group_that_gives_no_more_is_not_named():
    week = a_week_of(
        evening("fits", MONDAY),
        evening("full", MONDAY, capacity=1),
        clients=(a_client(prescription=TEN_HOURS), a_client("cam", prescription=TEN_HOURS)),
        published=(("cam", (Seat("full"),)),),
    )
    assert fit_of(week).freed == ()


def test_a_group_with_somebody_to_be_kept_apart_from_is_never_spoken_of():
    apart = a_client(prescription=TEN_HOURS, avoid=frozenset({"cam"}))
    week = a_week_of(
        evening("shared", MONDAY),
        evening("other", TUESDAY),
        clients=(apart, a_client("cam", prescription=TEN_HOURS)),
        published=(("cam", (Seat("shared"),)),),
    )
    found = fit_of(week)
    assert found.groups == ("other",)
    assert found.freed == ()
    assert {each.groups for each in found.left} == {1}


def test_what_somebody_has_already_is_theirs():
    week = a_week_of(
        evening("a", MONDAY, capacity=1),
        evening("b", MONDAY, capacity=1),
        published=(("ben", (Seat("b"),)),),
    )
    assert fit_of(week).groups == ("b",)


def test_seats_that_are_held_go_to_their_contract_alone():
    people = (
        a_client(prescription=TEN_HOURS),
        a_client("cam", prescription=TEN_HOURS, contract="county"),
        a_client("dee", prescription=TEN_HOURS),
    )
    group = evening("mon", MONDAY, capacity=2, contract="county", held=1)
    week = a_week_of(group, clients=people, published=(("dee", (Seat("mon"),)),))
    assert fit_of(week).groups == ()
    assert fit_of(week, "cam").groups == ("mon",)
    assert fit_of(replace(week, published=())).groups == ("mon",)


def test_a_day_a_kind_and_a_week_have_their_most():
    groups = [
        evening("cbt", MONDAY, meetings=at((MONDAY, NINE), quarters=8)),
        evening("skills", MONDAY, kind="education"),
        evening("more", TUESDAY, kind="education"),
    ]
    kinds = (("cbt", 40), ("education", 8))
    client = a_client(prescription=a_prescription(40, kinds=kinds, services=(), ceiling=60))
    two_kinds = rules(kinds=(GroupKind("cbt"), GroupKind("education")), day_maximum=12)
    week = a_week_of(*groups, clients=(client,), rules=two_kinds)
    assert fit_of(week).groups == ("cbt", "more")


def test_nobody_is_on_the_way_during_a_session_by_video():
    either = a_client(prescription=TEN_HOURS, travel=4, attends="either")
    week = a_week_of(
        evening("video", MONDAY, meetings=at((MONDAY, EVENING), quarters=8), video=True),
        evening("room", MONDAY, meetings=at((MONDAY, EVENING + 8), quarters=8)),
        clients=(either,),
    )
    assert fit_of(week).got == 8
    near = replace(either, travel=0)
    assert fit_of(replace(week, clients=(near,))).got == 16


def test_whichever_of_the_two_comes_first():
    video = Offer("video", "cbt", between(MONDAY, 40, 48), between(MONDAY, 40, 48), video=True)
    room = Offer("room", "cbt", between(MONDAY, 48, 56), between(MONDAY, 44, 60), video=False)
    limits = Limits(kinds={"cbt": 40}, day=40, week=40, due=40)
    assert chosen([video, room], limits).series == ("video",)
    assert chosen([room, video], limits).series == ("room",)


def test_a_group_whose_seats_are_all_taken_by_guests_is_full():
    week = a_week_of(evening("mon", MONDAY, capacity=0))
    assert Beside(week).full("ben") == {"mon"}


def a_month(*rosters):
    """Return weeks of one group with two seats, each with these people in it."""
    people = tuple(a_client(name, prescription=TEN_HOURS) for name in ("ben", "cam", "dee"))
    return [
        Beside(
            a_week_of(
                evening("mon", MONDAY, capacity=2),
                clients=people,
                published=tuple((name, (Seat("mon"),)) for name in roster),
            )
        )
        for roster in rosters
    ]


def test_a_seat_that_is_somebodys_later_is_not_promised_before():
    months = a_month(["cam"], ["cam", "dee"], ["dee"])
    found = outlook(months, "ben")
    assert [each.got for each in found.fits] == [0, 0, 8]
    assert found.best == 2


def test_it_is_said_from_which_week_a_seat_is_free_for_good():
    closed = closed_to(a_month(["cam", "dee"], ["cam"], ["cam", "dee"], ["dee"]), "ben")
    assert closed.opens("mon", 0) == 3
    always = closed_to(a_month(["cam", "dee"], ["cam", "dee"]), "ben")
    assert always.opens("mon", 0) is None


@pytest.mark.parametrize(
    ("ends", "seats", "opens"),
    [
        ([date(2026, 12, 1), None], 2, date(2026, 12, 7)),
        ([date(2026, 12, 7), date(2027, 1, 1)], 2, date(2026, 12, 7)),
        ([date(2026, 12, 1), date(2027, 1, 1), None], 2, date(2027, 1, 4)),
        ([date(2026, 12, 1), None, None], 2, None),
        ([None, None], 2, None),
        ([date(2026, 12, 1)], 2, None),
    ],
)
def test_after_these_weeks_a_seat_opens_when_enough_stays_have_ended(ends, seats, opens):
    assert opens_after(ends, seats, MONDAY) == opens


def test_of_weeks_that_all_lack_something_the_first_that_lacks_least_is_the_best():
    found = outlook(a_month(["cam", "dee"], ["cam"], ["cam"]), "ben")
    assert [each.missing for each in found.fits] == [40, 32, 32]
    assert found.best == 1


def test_a_morning_is_told_as_one():
    assert parts_of(at((MONDAY, TEN))) == ((Daypart.MORNING, (MONDAY,)),)
