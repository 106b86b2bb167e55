"""Which weekly number holds for whom."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import make_actor
from tests.factories.encounters import make_client
from tests.factories.tenancy import make_organization, make_service
from wayhome.journey.admissions.queries import census
from wayhome.journey.encounters.queries import weekly_targets
from wayhome.journey.encounters.rules.targets import TARGET_KEYS, target_key
from wayhome.journey.placement.codes import LevelOfCare
from wayhome.journey.rulepacks.codes import RuleKey
from wayhome.shared.audit.actor import NotPermittedError

MONDAY = date(2026, 11, 23)
ADULT, TEEN, HIGH = TARGET_KEYS


@pytest.mark.parametrize(
    ("level", "birth_date", "key"),
    [
        ("2.1", date(1980, 1, 1), ADULT),
        ("2.1", None, ADULT),
        ("2.1", date(2008, 11, 23), ADULT),
        ("2.1", date(2008, 11, 24), TEEN),
        ("2.1", date(2027, 1, 1), ADULT),
        ("2.7", date(1980, 1, 1), ADULT),
        ("2.5", date(1980, 1, 1), HIGH),
        ("2.5", date(2012, 1, 1), HIGH),
    ],
    ids=[
        "an adult",
        "no birth date",
        "18 today",
        "18 tomorrow",
        "a birth date to come is a slip of the pen",
        "medically managed",
        "high intensity",
        "high intensity, adolescent",
    ],
)
def test_level_and_age_name_the_number(level, birth_date, key):
    assert target_key(level, birth_date, MONDAY) is key


@pytest.mark.parametrize("level", sorted({*LevelOfCare} - {"2.1", "2.5", "2.7"}))
def test_a_level_outside_intensive_outpatient_has_no_weekly_number(level):
    assert target_key(level, None, MONDAY) is None


def test_each_of_the_numbers_is_a_weekly_one():
    assert [key for key in TARGET_KEYS if not key.startswith("weekly-min-hours")] == []
    assert {*TARGET_KEYS} < {*RuleKey}


# The targets of a whole program, for planning its week


@pytest.mark.django_db
def test_each_stay_s_target_is_its_own_then_the_program_s_then_the_rule_pack_s(acting):
    by = make_actor(make_organization())
    own = make_service(by.organization_id, weekly_target_minutes=600)
    packs = make_service(by.organization_id)
    people = [
        make_client(own, weekly_target_minutes=120),
        make_client(own),
        make_client(packs),
        make_client(packs, level_of_care="1", admission_date=date(2030, 1, 1)),
    ]
    with acting(by):
        found = [
            *weekly_targets(by, own, people[:2], day=MONDAY).items(),
            *weekly_targets(by, packs, people[2:], day=MONDAY).items(),
        ]
    assert found == [
        (each.pk, minutes) for each, minutes in zip(people, (120, 600, 540, 0), strict=True)
    ]


@pytest.mark.django_db
def test_targets_are_denied_to_who_sees_no_hours(acting):
    by = make_actor(make_organization(), permissions=set())
    with acting(by), pytest.raises(NotPermittedError):
        weekly_targets(by, None, [], day=MONDAY)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [0, 1, 20])
def test_targets_are_read_in_one_statement_at_most(acting, number):
    by = make_actor(make_organization())
    service = make_service(by.organization_id)
    people = [make_client(service) for _ in range(number)]
    with acting(by):
        people = [*census(by, service_id=service.pk)]
        with CaptureQueriesContext(connection) as asked:
            assert len(weekly_targets(by, service, people, day=MONDAY)) == number
    assert len(asked) <= 2
