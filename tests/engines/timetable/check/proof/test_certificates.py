"""Certificates of small weeks, worked by hand, and what is made of them when they are forged."""

from dataclasses import replace

import pytest

from tests.engines.timetable.weeks import (
    HOUR,
    MONDAY,
    NINE,
    SEAT,
    TUESDAY,
    WEDNESDAY,
    a_client,
    a_counselor,
    a_group,
    a_prescription,
    a_visit,
    a_week,
    an_honest_plan,
    rules,
)
from wayhome.engines.timetable.calendar import between
from wayhome.engines.timetable.check import Claim, FalseProofError, certified_bound, check
from wayhome.engines.timetable.check.ground import Ground
from wayhome.engines.timetable.check.proof.cuts import most_visits
from wayhome.engines.timetable.domain import Bound, Certificate, Cut, Weights

HOURS = Weights(1, 0, 0, 0, 0)
TOTAL = Weights()

# Two people, one seat: who has none lacks 12 quarters, twice, again below the floor, of the kind.
ONLY_GROUP = a_prescription(12, kinds=(("cbt", 12),), services=())
A_SEAT = 12 * 5
RIVALS = a_week(
    a_client("ben", prescription=ONLY_GROUP),
    a_client("cam", prescription=ONLY_GROUP),
    series=(a_group(capacity=1, target=1),),
)
OF_HOURS = Certificate(HOURS, seats=(("cbt", A_SEAT),), bound=A_SEAT)
OF_TOTAL = Certificate(TOTAL, seats=(("cbt", A_SEAT * 10_000),), bound=A_SEAT * 10_000)
PROVEN = an_honest_plan(
    RIVALS,
    {"ben": (SEAT,)},
    bound=Bound(A_SEAT, A_SEAT * 10_000),
    certificates=(OF_HOURS, OF_TOTAL),
)


def test_prices_prove_that_a_plan_is_the_best():
    report = check(RIVALS, PROVEN)
    assert report.is_clean
    assert report.bound == PROVEN.bound
    assert report.total == report.bound.total


def test_without_prices_everybody_has_the_seat():
    assert certified_bound(RIVALS, Certificate(HOURS)) == 0


@pytest.mark.parametrize(
    ("price", "bound"),
    [
        (0, 0),
        (20, 20),  # both pay 20, and one seat earns it once
        (A_SEAT, A_SEAT),
        (A_SEAT + 15, A_SEAT - 15),  # too dear for both: 60 each, less what one seat earns
    ],
)
def test_a_bound_is_what_is_paid_less_what_is_earned(price, bound):
    assert certified_bound(RIVALS, Certificate(HOURS, seats=(("cbt", price),))) == bound


def test_a_price_that_is_listed_twice_is_added_up():
    half = ("cbt", A_SEAT // 2)
    assert certified_bound(RIVALS, Certificate(HOURS, seats=(half, half))) == A_SEAT


@pytest.mark.parametrize(("balance", "bound"), [(0, 0), (7, 7), (100, 40)])
def test_a_seat_above_the_target_costs_balance(balance, bound):
    # the price of 40 is paid by both; above the target it earns 40 less the balance
    week = replace(RIVALS, series=(a_group(capacity=2, target=1),))
    weights = Weights(1, 0, 0, 0, balance)
    assert certified_bound(week, Certificate(weights, seats=(("cbt", 40),))) == bound


def test_held_seats_have_a_price_for_others():
    week = replace(RIVALS, series=(a_group(capacity=2, target=2, contract="county", held=1),))
    assert certified_bound(week, Certificate(HOURS, held=(("cbt", A_SEAT),))) == A_SEAT
    of_the_contract = replace(week.clients[0], contract="county")
    week = replace(week, clients=(of_the_contract, week.clients[1]))
    assert certified_bound(week, Certificate(HOURS, held=(("cbt", A_SEAT),))) == 0


def apart(week, *, said_by):
    clients = (
        replace(client, avoid=frozenset({"ben", "cam"} - {client.id}))
        if client.id == said_by
        else client
        for client in week.clients
    )
    return replace(week, clients=tuple(clients), series=(a_group(),))


@pytest.mark.parametrize("said_by", ["ben", "cam"])
def test_people_kept_apart_have_a_price_for_one_another(said_by):
    certificate = Certificate(HOURS, pairs=(("ben", "cam", "cbt", A_SEAT),))
    assert certified_bound(apart(RIVALS, said_by=said_by), certificate) == A_SEAT


# Ana has an hour for two people. Who gets no visit lacks 4 quarters, twice, and the visit itself.
ONE_VISIT = a_prescription(4, kinds=(), services=("individual",))
A_VISIT = 4 * 4 + 8
AN_HOUR = tuple(("ana", TUESDAY * 96 + NINE + step, 3) for step in range(HOUR))
CUT = Cut("individual", ("ben", "cam"), most=1, unit=12, prices=AN_HOUR)
SCARCE = a_week(
    a_client("ben", prescription=ONE_VISIT),
    a_client("cam", prescription=ONE_VISIT),
    series=(),
    staff=(a_counselor(hours=between(TUESDAY, NINE, NINE + HOUR)),),
)


def of_cut(cut=CUT, **parts):
    return Certificate(HOURS, cuts=((replace(cut, **parts), A_VISIT),))


def test_a_cut_proves_that_there_isn_t_enough_time():
    assert certified_bound(SCARCE, of_cut()) == A_VISIT


@pytest.mark.parametrize(
    "parts",
    [
        {"most": 0},
        {"most": -1},
        {"unit": 13},
        {"unit": 0},
        {"unit": 5},
        {"prices": AN_HOUR[1:]},
        {"prices": tuple((staff, at, 2) for staff, at, _ in AN_HOUR)},
        {"prices": (*AN_HOUR, ("ana", 0, 12))},
        {"prices": tuple((staff, at + 1, price) for staff, at, price in AN_HOUR)},
        {"prices": tuple(("bo", at, price) for _, at, price in AN_HOUR)},
        {"prices": (*AN_HOUR, ("ana", 0, -1))},
        {"excused": (("cam", 12),)},
        {"excused": (("cam", -1),)},
        {"days": (("ana", TUESDAY, 12),)},
        {"days": (("ana", TUESDAY, -1),)},
    ],
    ids=str,
)
def test_a_forged_cut_proves_nothing(parts):
    with pytest.raises(FalseProofError):
        certified_bound(SCARCE, of_cut(**parts))


def test_a_day_can_have_a_price_besides():
    by_day = replace(CUT, prices=(), days=(("ana", TUESDAY, 12),))
    assert certified_bound(SCARCE, of_cut(by_day)) == A_VISIT
    for other in (("ana", WEDNESDAY, 12), ("bo", TUESDAY, 12), ("ana", 9, 12)):
        with pytest.raises(FalseProofError):
            certified_bound(SCARCE, of_cut(by_day, days=(other,)))


def test_an_excused_client_needn_t_pay_all():
    # cam could also come on Wednesday, which has no price: two visits then, whoever else pays
    longer = a_counselor(
        hours=between(TUESDAY, NINE, NINE + HOUR) | between(WEDNESDAY, NINE, NINE + HOUR)
    )
    ben = replace(SCARCE.clients[0], free=between(TUESDAY, 0, 96))
    dee = replace(ben, id="dee")
    week = replace(SCARCE, clients=(ben, SCARCE.clients[1], dee), staff=(longer,))
    everybody = replace(CUT, clients=("ben", "cam", "dee"))
    with pytest.raises(FalseProofError):
        certified_bound(week, of_cut(everybody))
    excusing = replace(everybody, most=2, excused=(("cam", 12),))
    assert certified_bound(week, of_cut(excusing)) == A_VISIT


def test_a_place_in_the_caseload_has_a_price():
    clients = tuple(replace(client, counselor=None) for client in SCARCE.clients)
    week = replace(SCARCE, clients=clients, staff=(a_counselor(caseload=1),))
    cut = replace(CUT, prices=(), caseloads=(("ana", 12),))
    assert certified_bound(week, of_cut(cut)) == A_VISIT
    with pytest.raises(FalseProofError):
        certified_bound(replace(week, staff=(a_counselor(caseload=2),)), of_cut(cut))
    with pytest.raises(FalseProofError):  # who has a counselor takes no new place
        certified_bound(replace(week, clients=SCARCE.clients), of_cut(cut))


FORGED = {
    "a price below nothing": replace(OF_HOURS, seats=(("cbt", -1),)),
    "a series nobody knows": replace(OF_HOURS, seats=(("choir", 1),)),
    "held seats nobody knows": replace(OF_HOURS, held=(("choir", 1),)),
    "people who may meet": replace(OF_HOURS, pairs=(("ben", "cam", "cbt", 1),)),
    "a pair of one": replace(OF_HOURS, pairs=(("ben", "ben", "cbt", 1),)),
    "a weight below nothing": replace(OF_HOURS, weights=Weights(1, -1, 0, 0, 0)),
    "a higher bound": replace(OF_HOURS, bound=A_SEAT + 1),
    "a higher price": replace(OF_HOURS, seats=(("cbt", A_SEAT + 1),)),
    "a lower price": replace(OF_HOURS, seats=(("cbt", A_SEAT - 1),)),
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_certificate_is_objected_to(name):
    plan = replace(PROVEN, certificates=(FORGED[name], OF_HOURS, OF_TOTAL))
    report = check(RIVALS, plan)
    assert report.violations == ()
    assert [objection.claim for objection in report.objections] == [Claim.CERTIFICATES]


@pytest.mark.parametrize(
    ("parts", "bound"),
    [
        ({"bound": Bound(A_SEAT + 1, 0)}, PROVEN.bound),
        ({"bound": Bound(0, A_SEAT * 10_000 + 1)}, PROVEN.bound),
        ({"certificates": (OF_TOTAL,)}, Bound(0, A_SEAT * 10_000)),
        ({"certificates": (OF_HOURS,)}, Bound(A_SEAT, 0)),
    ],
    ids=str,
)
def test_a_plan_claims_no_more_than_its_certificates_prove(parts, bound):
    report = check(RIVALS, replace(PROVEN, **parts))
    assert [objection.claim for objection in report.objections] == [Claim.BOUND]
    assert report.bound == bound


def test_a_bound_of_hours_is_rounded_up_to_whole_points():
    certificate = Certificate(Weights(7, 0, 0, 0, 0), seats=(("cbt", 7 * 10 + 1),))
    plan = replace(PROVEN, certificates=(certificate,), bound=Bound(11, 0))
    assert check(RIVALS, plan).is_clean


def test_proofs_are_left_alone_if_nobody_asks():
    plan = replace(PROVEN, certificates=())
    assert check(RIVALS, plan, proofs=False).is_clean
    assert check(RIVALS, plan, proofs=False).bound is None


WINDOW = between(TUESDAY, 48, 54)


@pytest.mark.parametrize(
    ("hours", "breaks", "most"),
    [
        (between(TUESDAY, 36, 48), (), 3),
        (between(TUESDAY, 36, 47), (), 2),
        (between(TUESDAY, 37, 49), (), 2),  # not before 9:30, so that it's on the step
        (between(TUESDAY, 48, 56), (WINDOW,), 1),  # the break is from 12:00 or from 1:00
        (between(TUESDAY, 46, 54), (WINDOW,), 1),
        (between(TUESDAY, 44, 56), (WINDOW,), 2),
        (between(TUESDAY, 44, 56), (between(TUESDAY, 48, 49),), 3),  # too short for any break
        (between(TUESDAY, 44, 56), (between(MONDAY, 48, 54),), 3),
        (between(MONDAY, 44, 56), (), 0),
    ],
)
def test_so_many_visits_fit_into_a_day(hours, breaks, most):
    ana = a_counselor(hours=hours, breaks=breaks)
    week = a_week(staff=(ana,), series=(), rules=rules(step=2))
    service = week.rules.services[0]
    assert most_visits(Ground(week), ana, service, TUESDAY) == most


def test_a_group_takes_the_time_of_visits():
    ana = a_counselor(hours=between(MONDAY, NINE, NINE + 16))
    week = a_week(staff=(ana,))
    assert most_visits(Ground(week), ana, week.rules.services[0], MONDAY) == 2


def test_a_pinned_visit_is_in_every_plan_and_takes_its_time():
    pinned = replace(SCARCE.clients[0], pinned=(a_visit(),))
    week = replace(SCARCE, clients=(pinned, SCARCE.clients[1]))
    assert certified_bound(week, Certificate(HOURS)) == A_VISIT


def test_a_pinned_seat_is_in_every_plan():
    dear = replace(OF_HOURS, seats=(("cbt", 1000),))
    pinned = replace(RIVALS.clients[0], pinned=(SEAT,))
    week = replace(RIVALS, clients=(pinned, RIVALS.clients[1]))
    # ben pays for the seat whatever it costs; for cam there is none left
    assert certified_bound(week, dear) == A_SEAT
