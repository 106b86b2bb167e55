"""Asking for the number that holds."""

from datetime import date
from decimal import Decimal

import pytest

from tests.factories.accounts import make_actor
from tests.factories.rulepacks import make_rule_value
from tests.factories.tenancy import make_organization, make_service
from wayhome.journey.rulepacks import queries
from wayhome.journey.rulepacks.codes import Payer, RuleKey
from wayhome.shared.accounts.codes import Role
from wayhome.shared.audit.actor import NotPermittedError

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)


@pytest.fixture
def organization():
    return make_organization()


@pytest.fixture
def by(organization):
    return make_actor(organization, Role.FRONT_DESK)


def test_many_numbers_cost_one_statement(by, organization, acting, django_assert_num_queries):
    make_rule_value(organization)
    with acting(by), django_assert_num_queries(1):
        found = queries.numbers(by, RuleKey, on=TODAY)
    assert found[RuleKey.GROUP_CAP_THERAPY] == 10
    assert found[RuleKey.WEEKLY_MIN_HOURS_ADULT] == 9


def test_a_program_s_number_holds_for_it_alone(by, organization, acting):
    evening, day = make_service(organization), make_service(organization)
    make_rule_value(organization, healthcare_service_id=evening.pk, value=Decimal(6))
    with acting(by):
        found = [
            queries.number(by, RuleKey.GROUP_CAP_THERAPY, on=TODAY, service=service)
            for service in (evening, day, None)
        ]
    assert found == [6, 12, 12]


@pytest.mark.parametrize(
    ("given", "cap"),
    [
        ({"jurisdiction": "AZ"}, 10),
        ({"jurisdiction": "NY"}, 12),
        ({"payer": Payer.MEDICAID}, 12),
        ({"effective_start": date(2026, 12, 1)}, 12),
        ({"effective_end": TODAY}, 12),
    ],
)
def test_a_number_holds_where_and_when_it_was_set(by, organization, acting, given, cap):
    make_rule_value(organization, **given)
    service = make_service(organization, jurisdiction="AZ")
    with acting(by):
        assert queries.number(by, RuleKey.GROUP_CAP_THERAPY, on=TODAY, service=service) == cap


def test_a_payer_s_packaged_number_holds_for_its_clients(by, organization, acting):
    service = make_service(organization, jurisdiction="AZ")
    with acting(by):
        found = queries.number(
            by, RuleKey.GROUP_CAP_THERAPY, on=TODAY, service=service, payer=Payer.MEDICAID
        )
    assert found == 8


def test_another_organization_s_number_does_not_hold_here(by, acting):
    make_rule_value(make_organization())
    with acting(by):
        assert queries.number(by, RuleKey.GROUP_CAP_THERAPY, on=TODAY) == 12


def test_a_key_that_no_longer_exists_is_left_alone(by, organization, acting):
    make_rule_value(organization, key="a-key-of-old")
    with acting(by):
        assert queries.number(by, RuleKey.GROUP_CAP_THERAPY, on=TODAY) == 12
        assert queries.rule_groups(by, on=TODAY)


def test_the_page_lists_each_number_and_says_which_is_the_organization_s(
    by, organization, acting, django_assert_num_queries
):
    make_rule_value(organization)
    with acting(by), django_assert_num_queries(1):
        groups = queries.rule_groups(by, on=TODAY)
    own = [line.key for group in groups for line in group.lines if line.is_own]
    assert own == [RuleKey.GROUP_CAP_THERAPY]


def test_a_number_s_page_tells_of_all_that_were_set_and_packaged(by, organization, acting):
    evening = make_service(organization, name="Evening IOP")
    make_rule_value(organization, healthcare_service_id=evening.pk)
    make_rule_value(organization, effective_end=date(2026, 2, 1), value=Decimal(11))
    with acting(by):
        detail = queries.get_rule(by, RuleKey.GROUP_CAP_THERAPY, on=TODAY)
    assert {(line.program, int(line.value.value), line.holds) for line in detail.own} == {
        ("Evening IOP", 10, True),
        ("", 11, False),
    }
    assert [(line.amount, line.jurisdiction) for line in detail.packaged] == [
        ("12 people", ""),
        ("8 people", "AZ"),
    ]


READS = [
    lambda by: queries.number(by, RuleKey.GROUP_CAP_THERAPY, on=TODAY),
    lambda by: queries.rule_groups(by, on=TODAY),
    lambda by: queries.get_rule(by, RuleKey.GROUP_CAP_THERAPY, on=TODAY),
]


@pytest.mark.parametrize("read", READS, ids=["number", "page", "one"])
def test_a_read_is_denied_without_its_permission(read, acting):
    actor = make_actor(permissions=set())
    with acting(actor), pytest.raises(NotPermittedError):
        read(actor)
