"""What two people may say at once of orders and pairs: the second is told, nothing is kept twice."""

from datetime import timedelta

import pytest
from django.db import transaction

from tests.factories.accounts import make_actor
from tests.factories.admissions import make_episode
from tests.factories.patients import make_patient
from tests.factories.scheduling import NOW
from tests.factories.tenancy import make_organization
from tests.journey.scheduling.test_races import at_once
from wayhome.journey.weekplans import actions
from wayhome.journey.weekplans.codes import OrderObstacle, SeparationObstacle
from wayhome.journey.weekplans.models import Separation, WeeklyOrder
from wayhome.journey.weekplans.rules import Order, Ordered
from wayhome.shared.accounts.codes import Role
from wayhome.shared.core.context import acting_as
from wayhome.shared.core.refusal import Refusal

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def organization():
    return make_organization()


@pytest.fixture
def by(organization):
    return make_actor(organization, Role.CLINICAL_SUPERVISOR)


def refused(results):
    return [each.obstacles for each in results if isinstance(each, Refusal)]


def count(by, table):
    with acting_as(by.acting), transaction.atomic():
        return table.objects.count()


@pytest.mark.parametrize("ahead", [0, 7])
def test_of_two_first_orders_at_once_one_counts_and_the_other_is_told(by, organization, ahead):
    stay = make_episode(organization)

    def record(days):
        order = Order(NOW.date() + timedelta(days=days), 1, (Ordered("cbt", 180),))
        return actions.record_weekly_order(by, episode_id=stay.pk, order=order, edition=0, now=NOW)

    results = at_once(lambda: record(0), lambda: record(ahead))
    assert refused(results) == [(OrderObstacle.CHANGED_MEANWHILE,)]
    assert count(by, WeeklyOrder) == 1


def test_two_who_keep_the_same_two_apart_at_once_keep_one_pair(by, organization):
    ana, ben = make_patient(organization), make_patient(organization)

    def keep(one, other):
        return actions.keep_apart(by, patient_id=one.pk, other_id=other.pk, now=NOW)

    results = at_once(lambda: keep(ana, ben), lambda: keep(ben, ana))
    assert refused(results) == [(SeparationObstacle.APART_ALREADY,)]
    assert count(by, Separation) == 1
