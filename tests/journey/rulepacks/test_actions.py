"""Setting and ending numbers."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from tests.factories.accounts import make_actor
from tests.factories.rulepacks import make_rule_value
from tests.factories.tenancy import make_organization, make_service
from wayhome.journey.rulepacks import actions
from wayhome.journey.rulepacks.codes import RuleKey, RuleObstacle
from wayhome.journey.rulepacks.models import RuleValue
from wayhome.journey.rulepacks.rules import Scope
from wayhome.shared.accounts.codes import Role
from wayhome.shared.audit.actor import NotPermittedError
from wayhome.shared.audit.models import RowHistory
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.tenancy.models import HealthcareService

pytestmark = pytest.mark.django_db

CAP = RuleKey.GROUP_CAP_THERAPY
SPRING, SUMMER, FALL = date(2026, 3, 1), date(2026, 6, 1), date(2026, 9, 1)


@pytest.fixture
def director():
    return make_actor(make_organization(), Role.PROGRAM_DIRECTOR)


def set_cap(by, value, start, **given):
    return actions.set_rule_value(
        by, key=CAP, value=Decimal(value), effective_start=start, source="Contract 7", **given
    )


def stretches(acting, by, **given):
    with acting(by):
        rows = RuleValue.objects.filter(**given).order_by("effective_start")
        return [(int(row.value), row.effective_start, row.effective_end) for row in rows]


def test_a_new_number_ends_the_one_before(director, acting):
    set_cap(director, 10, SPRING)
    set_cap(director, 14, SUMMER)
    assert stretches(acting, director) == [(10, SPRING, SUMMER), (14, SUMMER, None)]


def test_a_number_before_a_later_one_holds_until_then(director, acting):
    set_cap(director, 14, SUMMER)
    set_cap(director, 10, SPRING)
    assert stretches(acting, director) == [(10, SPRING, SUMMER), (14, SUMMER, None)]


def test_a_number_between_two_ends_the_earlier_and_leaves_the_later(director, acting):
    set_cap(director, 10, SPRING)
    set_cap(director, 14, FALL)
    set_cap(director, 12, SUMMER)
    assert stretches(acting, director) == [
        (10, SPRING, SUMMER),
        (12, SUMMER, FALL),
        (14, FALL, None),
    ]


def test_a_number_from_the_same_day_corrects_it_and_history_keeps_both(director, acting):
    first = set_cap(director, 10, SPRING)
    second = set_cap(director, 11, SPRING)
    assert stretches(acting, director) == [(11, SPRING, None)]
    with acting(director):
        old = RowHistory.objects.get(
            organization_id=director.organization_id, row_id=first.pk, operation="update"
        )
    assert (second.pk, old.old_row["value"]) == (first.pk, 10)


def test_numbers_of_different_scopes_stand_side_by_side(director, acting):
    service = make_service(director.organization_id)
    set_cap(director, 10, SPRING)
    set_cap(director, 8, SPRING, scope=Scope(service_id=service.pk))
    set_cap(director, 9, SPRING, scope=Scope(jurisdiction="AZ"))
    assert {end for _value, _start, end in stretches(acting, director)} == {None}


def test_a_number_is_refused_with_every_reason(director, acting):
    with pytest.raises(actions.CannotSetRuleValueError) as refusal:
        set_cap(director, 0, SPRING, scope=Scope(jurisdiction="Kansas"))
    assert refusal.value.obstacles == (RuleObstacle.TOO_LOW, RuleObstacle.JURISDICTION_UNKNOWN)
    assert stretches(acting, director) == []


def test_another_organization_s_program_does_not_exist(director):
    theirs = make_service(make_organization())
    with pytest.raises(HealthcareService.DoesNotExist):
        set_cap(director, 10, SPRING, scope=Scope(service_id=theirs.pk))


def test_two_numbers_at_once_are_told_apart_by_the_database(director, monkeypatch):
    """The other transaction's row is not seen yet when the place is sought."""
    set_cap(director, 10, SPRING)
    monkeypatch.setattr(actions, "_locked", lambda *_args: [])
    with pytest.raises(actions.CannotSetRuleValueError) as refusal:
        set_cap(director, 11, SUMMER)
    assert refusal.value.obstacles == (RuleObstacle.CHANGED_MEANWHILE,)


def test_a_number_can_end_so_that_the_packaged_one_holds(director, acting):
    row = set_cap(director, 10, SPRING)
    actions.end_rule_value(director, rule_value_id=row.pk, effective_end=SUMMER)
    assert stretches(acting, director) == [(10, SPRING, SUMMER)]


def test_a_number_does_not_end_before_it_starts(director):
    row = set_cap(director, 10, SUMMER)
    with pytest.raises(actions.CannotEndRuleValueError) as refusal:
        actions.end_rule_value(director, rule_value_id=row.pk, effective_end=SPRING)
    assert refusal.value.obstacles == (RuleObstacle.ENDS_BEFORE_IT_STARTS,)


def test_another_organization_s_number_does_not_exist(director):
    theirs = make_rule_value(make_organization())
    with pytest.raises(RuleValue.DoesNotExist):
        actions.end_rule_value(director, rule_value_id=theirs.pk, effective_end=FALL)


DENIED = [
    (
        actions.set_rule_value,
        {"key": CAP, "value": Decimal(1), "effective_start": SPRING, "source": "x"},
    ),
    (actions.end_rule_value, {"rule_value_id": uuid4(), "effective_end": SPRING}),
]


@pytest.mark.parametrize(("action", "given"), DENIED)
def test_an_action_is_denied_without_its_permission(action, given):
    everything_else = set(Permission) - {Permission.RULE_MANAGE}
    with pytest.raises(NotPermittedError):
        action(make_actor(permissions=everything_else), **given)
