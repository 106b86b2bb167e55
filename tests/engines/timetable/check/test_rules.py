"""A plan that keeps every rule but one is told of that one, and of nothing else."""

from dataclasses import replace

import pytest

from tests.engines.timetable.check.program import (
    BOOKINGS,
    FULL,
    PROGRAM,
    booked,
    with_client,
    with_rules,
    with_series,
    with_staff,
)
from tests.engines.timetable.weeks import (
    FRIDAY,
    NINE,
    ONE,
    TEN,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    a_visit,
    an_honest_plan,
    at,
    office_hours,
)
from wayhome.engines.timetable.calendar import WEEK, span
from wayhome.engines.timetable.check import Breach, check
from wayhome.engines.timetable.domain import GroupKind, Seat

CBT, EDUCATION, EVENING = Seat("cbt"), Seat("education"), Seat("evening")
AFTERNOON, COURT = Seat("afternoon"), Seat("court")
BEN_VISIT, BEN_FAMILY = BOOKINGS["ben"][2:]
CAM_VISIT = BOOKINGS["cam"][3]
DEE_VISIT = BOOKINGS["dee"][1]
EVE_VISIT = BOOKINGS["eve"][2]
HAL_VISIT = BOOKINGS["hal"][2]


def all_but(*times):
    free = WEEK
    for each in times:
        free &= ~each
    return free


def instead(client, old, new):
    return PROGRAM, booked(client, without=(old,), plus=(new,))


def plus(client, *bookings):
    return PROGRAM, booked(client, plus=bookings)


def moved(visit, **parts):
    return replace(visit, meeting=replace(visit.meeting, **parts))


def as_planned(week):
    return week, BOOKINGS


def reorganized(kinds):
    return with_rules(kinds=kinds)


SMALL = tuple(replace(kind, capacity=1) for kind in PROGRAM.rules.kinds if kind.id == "cbt")
KINDS_WITH_SMALL_CBT = (*SMALL, *(kind for kind in PROGRAM.rules.kinds if kind.id != "cbt"))

MUTATIONS = {
    # 1
    "a client nobody knows": (PROGRAM, BOOKINGS | {"zoe": (CBT,)}, Breach.UNKNOWN_CLIENT),
    "a group nobody knows": (*plus("gus", Seat("choir")), Breach.UNKNOWN_SERIES),
    "staff nobody knows": (
        *instead("ben", BEN_FAMILY, replace(BEN_FAMILY, staff="kim")),
        Breach.UNKNOWN_STAFF,
    ),
    "a seat twice": (*plus("gus", AFTERNOON), Breach.BOOKED_TWICE),
    "a visit twice": (*plus("hal", HAL_VISIT), Breach.BOOKED_TWICE),
    # 2
    "a kind that isn't prescribed": (
        *as_planned(with_client("gus", prescription=replace(FULL, kinds=(("education", 22),)))),
        Breach.NOT_PRESCRIBED,
    ),
    "a kind prescribed for no time": (
        *as_planned(
            with_client("gus", prescription=replace(FULL, kinds=(("cbt", 0), ("education", 22))))
        ),
        Breach.NOT_PRESCRIBED,
    ),
    "a group in another language": (
        *as_planned(with_client("gus", language="es")),
        Breach.OTHER_LANGUAGE,
    ),
    "a group for another gender": (
        *as_planned(with_series("evening", gender="female")),
        Breach.OTHER_GENDER,
    ),
    "a video group for somebody who comes in person": (
        *instead("ben", EDUCATION, EVENING),
        Breach.ONLY_IN_PERSON,
    ),
    "a group in person for somebody on video": (*plus("dee", AFTERNOON), Breach.ONLY_BY_VIDEO),
    "a group at another site": (*as_planned(with_client("gus", site="south")), Breach.OTHER_SITE),
    "a video group of another region": (
        *as_planned(with_series("evening", site="east")),
        Breach.OTHER_REGION,
    ),
    "a group that is all for another contract": (
        *as_planned(with_series("evening", contract="county")),
        Breach.OTHER_CONTRACT,
    ),
    "a closed group": (*as_planned(with_series("education", admits=False)), Breach.CLOSED),
    # 3
    "a visit that isn't due": (
        *as_planned(with_client("ben", prescription=FULL)),
        Breach.NOT_DUE,
    ),
    "a visit nobody offers": (
        *instead("ben", BEN_FAMILY, replace(BEN_FAMILY, service="massage")),
        Breach.NOT_DUE,
    ),
    "a visit a quarter too short": (
        *instead("hal", HAL_VISIT, moved(HAL_VISIT, quarters=3)),
        Breach.OTHER_LENGTH,
    ),
    "a visit shifted by a quarter": (
        *instead("hal", HAL_VISIT, moved(HAL_VISIT, start=HAL_VISIT.meeting.start + 1)),
        Breach.OFF_STEP,
    ),
    "a visit on the eighth day": (
        *instead("hal", HAL_VISIT, moved(HAL_VISIT, day=7)),
        Breach.OFF_STEP,
    ),
    "a visit past midnight": (
        *instead("hal", HAL_VISIT, moved(HAL_VISIT, start=94)),
        Breach.OFF_STEP,
    ),
    "staff of another site": (
        *as_planned(with_staff("fay", site="south")),
        Breach.STAFF_OF_OTHER_SITE,
    ),
    "staff without the credential": (
        *instead("ben", BEN_FAMILY, replace(BEN_FAMILY, staff="ana")),
        Breach.LACKS_CREDENTIAL,
    ),
    "another counselor than one's own": (
        *instead("cam", CAM_VISIT, replace(moved(CAM_VISIT, start=ONE), staff="bo")),
        Breach.OTHER_COUNSELOR,
    ),
    "a new counselor without the language": (
        with_client("eve", language="fr"),
        BOOKINGS | {"eve": (EVE_VISIT,)},
        Breach.STAFF_LACKS_LANGUAGE,
    ),
    "a visit on the waiting list": (
        *plus("gus", a_visit("ana", FRIDAY, ONE)),
        Breach.STILL_WAITING,
    ),
    # 4
    "a group when one isn't free": (
        *as_planned(with_client("gus", free=all_but(span(WEDNESDAY, 60, 1)))),
        Breach.NOT_FREE,
    ),
    "a video group when one isn't free": (
        *as_planned(with_client("dee", free=all_but(span(THURSDAY, 73, 1)))),
        Breach.NOT_FREE,
    ),
    "a visit when one isn't free": (
        *as_planned(with_client("hal", free=all_but(span(FRIDAY, NINE + 11, 1)))),
        Breach.NOT_FREE,
    ),
    "no time for the way to a group": (
        *as_planned(with_client("ben", free=all_but(span(WEDNESDAY, NINE - 2, 1)))),
        Breach.NO_TIME_FOR_THE_WAY,
    ),
    "no time for the way from a group": (
        *as_planned(with_client("ben", free=all_but(span(TUESDAY, NINE + 7, 1)))),
        Breach.NO_TIME_FOR_THE_WAY,
    ),
    "no time for the way from a visit": (
        *as_planned(with_client("ben", free=all_but(span(TUESDAY, ONE + 5, 1)))),
        Breach.NO_TIME_FOR_THE_WAY,
    ),
    "on the way during a group by video": (
        replace(
            with_client("cam", travel=1),
            series=with_series("evening", meetings=at((TUESDAY, NINE + 6))).series,
        ),
        booked("dee", without=(DEE_VISIT,)),
        Breach.ON_THE_WAY,
    ),
    # 5
    "two groups at once": (
        *as_planned(with_series("education", meetings=at((WEDNESDAY, NINE + 4)))),
        Breach.TWO_PLACES,
    ),
    "a visit during a group": (
        *instead("cam", CAM_VISIT, replace(moved(CAM_VISIT, day=THURSDAY, start=70))),
        Breach.TWO_PLACES,
    ),
    # 6
    "a day that is too long": (*as_planned(with_rules(day_maximum=9)), Breach.DAY_TOO_LONG),
    "a week that is too long": (
        *as_planned(with_client("cam", prescription=replace(FULL, ceiling=27))),
        Breach.WEEK_TOO_LONG,
    ),
    "more of a kind than prescribed": (
        *as_planned(
            with_client("gus", prescription=replace(FULL, kinds=(("cbt", 11), ("education", 12))))
        ),
        Breach.TOO_MUCH_OF_A_KIND,
    ),
    "a service twice": (*plus("ben", a_visit("ana", FRIDAY, ONE)), Breach.GIVEN_TWICE),
    # 7
    "two who must avoid one another": (
        *as_planned(with_client("ben", avoid=frozenset({"cam"}))),
        Breach.NOT_APART,
    ),
    "two who must avoid one another, as the other says": (
        *as_planned(with_client("hal", avoid=frozenset({"gus", "ben"}))),
        Breach.NOT_APART,
    ),
    # 8
    "one more than the group's capacity": (
        *as_planned(with_series("afternoon", capacity=2, target=2)),
        Breach.TOO_MANY,
    ),
    "one more than the kind's capacity": (
        *as_planned(
            reorganized((GroupKind("cbt", frozenset({"counselor"}), 2), *PROGRAM.rules.kinds[1:]))
        ),
        Breach.TOO_MANY,
    ),
    "one more than others may be in a group with held seats": (
        *as_planned(with_series("court", held=12)),
        Breach.SEATS_HELD,
    ),
    # 9
    "a visit when staff are off": (
        *as_planned(with_staff("fay", hours=office_hours(8, 11) | office_hours(11, 12, days=(2,)))),
        Breach.OFF_DUTY,
    ),
    "a visit when the site is closed": (
        replace(
            PROGRAM,
            sites=(
                replace(PROGRAM.sites[0], open=all_but(span(TUESDAY, ONE + 3, 1))),
                *PROGRAM.sites[1:],
            ),
        ),
        BOOKINGS,
        Breach.SITE_CLOSED,
    ),
    "a visit during a group that staff lead": (
        *instead("dee", DEE_VISIT, moved(DEE_VISIT, day=FRIDAY, start=TEN)),
        Breach.LEADS_A_GROUP,
    ),
    "a visit during a group in which nobody sits": (
        PROGRAM,
        booked("hal", without=(COURT, HAL_VISIT))
        | {
            "eve": (AFTERNOON, EVE_VISIT),
            "dee": (EVENING, moved(DEE_VISIT, day=FRIDAY, start=TEN)),
        },
        Breach.LEADS_A_GROUP,
    ),
    "two visits at once": (
        *instead("dee", DEE_VISIT, moved(DEE_VISIT, day=TUESDAY, start=ONE + 2)),
        Breach.TWO_VISITS,
    ),
    "no break left": (
        *instead("dee", DEE_VISIT, moved(DEE_VISIT, day=TUESDAY, start=ONE - 4)),
        Breach.NO_BREAK,
    ),
    # 10
    "a new client too many": (*as_planned(with_staff("bo", caseload=1)), Breach.CASELOAD),
    # 11
    "a pinned seat that is lost": (
        *as_planned(with_client("gus", pinned=(COURT,))),
        Breach.PIN_LOST,
    ),
    "a pinned visit at another hour": (
        *as_planned(with_client("hal", pinned=(moved(HAL_VISIT, start=ONE),))),
        Breach.PIN_LOST,
    ),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_plan_is_rejected_by_the_rule_that_it_breaks(name):
    week, bookings, breach = MUTATIONS[name]
    report = check(week, an_honest_plan(week, bookings))
    assert {violation.breach for violation in report.violations} == {breach}
    assert report.objections == ()
    assert {violation.rule for violation in report.violations} == {breach.rule}


def test_the_plan_that_is_changed_keeps_every_rule():
    assert check(PROGRAM, an_honest_plan(PROGRAM, BOOKINGS)).is_clean
