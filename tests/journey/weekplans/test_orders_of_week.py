"""What a week asks for: by the order alone, and of everyone in a program."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.accounts import make_actor
from tests.factories.admissions import make_episode
from tests.factories.scheduling import NOW
from tests.factories.tenancy import make_organization, make_service
from tests.factories.weekplans import make_order
from wayhome.journey.weekplans import queries, rules
from wayhome.journey.weekplans.codes import OrderObstacle, RecordStatus
from wayhome.journey.weekplans.rules import Order, Ordered
from wayhome.shared.accounts.codes import Role
from wayhome.shared.audit.actor import NotPermittedError

TODAY = NOW.date()
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
MONDAY = TODAY - DAY  # November 23
CBT = Ordered("cbt", 180)
EACH_WEEK = Ordered("individual", 60)
ALTERNATE = Ordered("individual", 60, 2)


# Rules


def test_groups_are_due_every_week():
    order = Order(TODAY, 1, (CBT, Ordered("education", 60, 5)))
    assert rules.due_in(order, MONDAY + 3 * WEEK) == order.items


@pytest.mark.parametrize(("weeks", "is_due"), [(0, True), (1, False), (2, True), (3, False)])
def test_an_individual_session_is_due_every_so_many_weeks_from_the_orders_first(weeks, is_due):
    order = Order(TODAY, 1, (CBT, ALTERNATE))
    assert (ALTERNATE in rules.due_in(order, MONDAY + weeks * WEEK)) is is_due


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 12), st.integers(0, 100))
def test_in_as_many_weeks_a_session_is_due_once_whatever_day_the_order_begins(start, every, since):
    order = Order(start, 1, (Ordered("individual", 60, every),))
    first = rules.monday_of(start) + since * WEEK
    assert sum(len(rules.due_in(order, first + week * WEEK)) for week in range(every)) == 1


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order(TODAY, 4, (CBT, ALTERNATE)), ()),
        (Order(TODAY + 731 * DAY, 1, (Ordered("cbt", rules.WHOLE_WEEK),)), ()),
        (Order(TODAY, 1, ()), (OrderObstacle.NOTHING_ORDERED,)),
        (Order(TODAY, 0, (CBT,)), (OrderObstacle.PHASE_UNKNOWN,)),
        (Order(TODAY, 5, (CBT,)), (OrderObstacle.PHASE_UNKNOWN,)),
        (Order(TODAY, 1, (CBT, Ordered("cbt", 60))), (OrderObstacle.ORDERED_TWICE,)),
        (Order(TODAY - DAY, 1, (CBT,)), (OrderObstacle.STARTS_BEFORE_TODAY,)),
        (Order(TODAY + 732 * DAY, 1, (CBT,)), (OrderObstacle.STARTS_TOO_LATE,)),
        (Order(TODAY, 1, (Ordered("cbt", 0),)), (OrderObstacle.MINUTES_OUT_OF_RANGE,)),
        (Order(TODAY, 1, (Ordered("cbt", -15),)), (OrderObstacle.MINUTES_OUT_OF_RANGE,)),
        (
            Order(TODAY, 1, (Ordered("cbt", rules.WHOLE_WEEK + 15),)),
            (OrderObstacle.MINUTES_OUT_OF_RANGE,),
        ),
        (Order(TODAY, 1, (Ordered("individual", 255),)), (OrderObstacle.MINUTES_OUT_OF_RANGE,)),
        (
            Order(TODAY, 1, (Ordered("cbt", 50), Ordered("education", 50))),
            (OrderObstacle.NOT_IN_QUARTERS,),
        ),
        (Order(TODAY, 1, (Ordered("individual", 60, 0),)), (OrderObstacle.WEEKS_OUT_OF_RANGE,)),
        (Order(TODAY, 1, (Ordered("individual", 60, 13),)), (OrderObstacle.WEEKS_OUT_OF_RANGE,)),
        (
            Order(TODAY - DAY, 9, (Ordered("individual", 7, 0),)),
            (
                OrderObstacle.PHASE_UNKNOWN,
                OrderObstacle.STARTS_BEFORE_TODAY,
                OrderObstacle.NOT_IN_QUARTERS,
                OrderObstacle.WEEKS_OUT_OF_RANGE,
            ),
        ),
    ],
)
def test_what_stands_in_the_way_of_an_order(order, expected):
    assert rules.obstacles_to_recording(order, today=TODAY, is_current=True) == expected


def test_an_order_isnt_recorded_over_one_that_wasnt_seen():
    found = rules.obstacles_to_recording(Order(TODAY, 1, (CBT,)), today=TODAY, is_current=False)
    assert found == (OrderObstacle.CHANGED_MEANWHILE,)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, ()),
        ({"is_current": False}, (OrderObstacle.CHANGED_MEANWHILE,)),
        ({"is_active": False}, (OrderObstacle.ALREADY_TAKEN_BACK,)),
        ({"is_active": False, "period_start": TODAY}, (OrderObstacle.ALREADY_TAKEN_BACK,)),
        ({"period_start": TODAY}, (OrderObstacle.ALREADY_IN_FORCE,)),
    ],
)
def test_what_stands_in_the_way_of_taking_an_order_back(facts, expected):
    given = {"period_start": TODAY + DAY, "today": TODAY, "is_active": True, "is_current": True}
    assert rules.obstacles_to_taking_back(**(given | facts)) == expected


# Of many


@pytest.fixture
def organization(db):  # noqa: ARG001
    return make_organization()


@pytest.fixture
def by(organization, acting):
    actor = make_actor(organization, Role.CLINICAL_SUPERVISOR)
    with acting(actor):
        yield actor


def orders(by, service, *episodes, monday=MONDAY):
    return queries.orders_of_week(
        by, service_id=service.pk, episode_ids=[each.pk for each in episodes], monday=monday
    )


def test_a_stays_own_order_comes_before_the_programs_usual_one(by):
    service = make_service(by.organization_id)
    own, usual = (make_episode(by.organization_id, service=service) for _ in range(2))
    make_order(service=service, items=[CBT], phase=2)
    make_order(episode=own, items=[ALTERNATE, CBT], phase=3)
    assert orders(by, service, own, usual) == {
        own.pk: Order(TODAY, 3, (CBT, ALTERNATE)),
        usual.pk: Order(TODAY, 2, (CBT,)),
    }


def test_a_stay_of_which_no_order_is_known_has_no_entry(by):
    service, other = make_service(by.organization_id), make_service(by.organization_id)
    make_order(service=other)
    one, another = (make_episode(by.organization_id, service=service) for _ in range(2))
    make_order(episode=another)
    assert orders(by, service, one) == {}


def test_of_several_orders_the_latest_that_begins_before_the_week_is_over_counts(by):
    service = make_service(by.organization_id)
    stay = make_episode(by.organization_id, service=service)
    make_order(service=service, period_start=MONDAY - 50 * DAY, phase=1)
    make_order(service=service, period_start=MONDAY + 7 * DAY, phase=2)
    make_order(episode=stay, period_start=MONDAY + 14 * DAY, phase=3)
    make_order(episode=stay, period_start=MONDAY + 27 * DAY, phase=4)
    phases = [
        orders(by, service, stay, monday=MONDAY + week * WEEK)[stay.pk].phase for week in range(5)
    ]
    assert phases == [1, 2, 3, 4, 4]


def test_an_order_that_was_taken_back_doesnt_count(by):
    service = make_service(by.organization_id)
    stay = make_episode(by.organization_id, service=service)
    make_order(episode=stay, status=RecordStatus.ENTERED_IN_ERROR)
    assert orders(by, service, stay) == {}


def test_another_organizations_orders_stay_unknown(by):
    elsewhere = make_organization()
    service = make_service(elsewhere)
    stay = make_episode(elsewhere, service=service)
    make_order(service=service)
    make_order(episode=stay)
    assert orders(by, service, stay) == {}


def test_reading_orders_asks_for_the_permission_to_see_hours(organization):
    nobody = make_actor(organization, permissions=())
    with pytest.raises(NotPermittedError):
        queries.orders_of_week(nobody, service_id=organization.pk, episode_ids=[], monday=MONDAY)


def test_orders_of_many_take_as_many_statements_as_of_one(by, django_assert_num_queries):
    service = make_service(by.organization_id)
    make_order(service=service)
    stays = [make_episode(by.organization_id, service=service) for _ in range(5)]
    for each in stays[:3]:
        make_order(episode=each)
    for asked in (stays[:1], stays):
        with django_assert_num_queries(2):
            orders(by, service, *asked)
