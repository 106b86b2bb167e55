"""What clients of each program get in a week, who gets something else, and who is kept apart."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from wayhome.journey.scheduling.codes import ServiceType
from wayhome.journey.weekplans import actions as weekplans
from wayhome.journey.weekplans import queries as plans
from wayhome.journey.weekplans.rules import WHOLE_WEEK, Order, Ordered
from wayhome.shared.core.context import acting_as

if TYPE_CHECKING:
    from datetime import date, datetime

    from demo.stage import Stage


def say_usual(stage: Stage, now: datetime) -> None:
    """Write down what is usual in each program on the day on which it opens."""
    for key, usual in stage.cast.clinic["orders"].items():
        weekplans.record_usual_order(
            stage.actors["imani"],
            service_id=stage.ids[key],
            order=_order(usual, now.astimezone(stage.zone).date()),
            edition=0,
            now=now,
        )


def expect_orders(stage: Stage) -> None:
    """Put on the timeline whose order isn't the usual one, and who is kept apart."""
    for own in stage.cast.orders:
        stage.when(stage.at(own["day"], 12), partial(_order_own, stage, own))
    for pair in stage.cast.apart:
        stage.when(stage.at(pair["day"], 13), partial(_keep_apart, stage, pair))


def _order_own(stage: Stage, own: dict[str, Any], now: datetime) -> None:
    by = stage.actors["piotr"]
    episode_id = stage.standing[own["who"]].episode_id
    with acting_as(by.acting):
        known = plans.orders_of_stay(by, episode_id, now=now)
    first = known.today + timedelta(days=own.get("ahead", 0))
    weekplans.record_weekly_order(
        by, episode_id=episode_id, order=_order(own, first), edition=known.edition, now=now
    )


def _keep_apart(stage: Stage, pair: dict[str, Any], now: datetime) -> None:
    one, other = (stage.standing[name].patient_id for name in pair["who"])
    weekplans.keep_apart(stage.actors["piotr"], patient_id=one, other_id=other, now=now)


def _order(told: dict[str, Any], first: date) -> Order:
    """Return what a table says: hours by kind of group, true for as much as the week asks for."""
    items = [
        Ordered(ServiceType(kind), WHOLE_WEEK if most is True else int(most * 60))
        for kind, most in told["groups"].items()
    ]
    if "session" in told:
        items.append(Ordered(ServiceType.INDIVIDUAL, told["session"], told["every_weeks"]))
    return Order(first, told.get("phase", 1), tuple(items))
