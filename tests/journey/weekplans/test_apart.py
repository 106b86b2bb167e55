"""Who must not share a group with whom, as whoever plans the week is told it."""

from uuid import UUID, uuid4

import pytest

from tests.factories.accounts import make_actor
from tests.factories.patients import make_patient
from tests.factories.scheduling import NOW
from tests.factories.tenancy import make_organization
from tests.factories.weekplans import make_separation
from wayhome.journey.weekplans import queries, rules
from wayhome.journey.weekplans.codes import RecordStatus, SeparationObstacle
from wayhome.shared.accounts.codes import Role
from wayhome.shared.audit.actor import NotPermittedError
from wayhome.shared.audit.permissions import Permission

A, B, C, D = (UUID(int=number) for number in range(1, 5))
THEMSELVES = {each: each for each in (A, B, C, D)}


# Rules


def test_each_of_a_pair_is_kept_from_the_other():
    assert rules.apart([(A, B)], THEMSELVES, [A, B, C]) == {A: {B}, B: {A}}


def test_somebody_may_be_kept_from_several():
    found = rules.apart([(A, B), (A, C)], THEMSELVES, [A, B, C])
    assert found == {A: {B, C}, B: {A}, C: {A}}


def test_whoever_isnt_asked_for_isnt_named():
    assert rules.apart([(A, B), (A, C)], THEMSELVES, [A, C]) == {A: {C}, C: {A}}
    assert rules.apart([(A, B)], THEMSELVES, [A]) == {}


def test_every_record_of_a_person_is_kept_from_every_record_of_the_other():
    whose = {A: A, B: B, C: A}
    assert rules.apart([(B, C)], whose, [A, B, C]) == {A: {B}, B: {A, C}, C: {B}}


def test_two_records_of_one_person_arent_kept_apart():
    assert rules.apart([(A, B)], {A: A, B: A}, [A, B]) == {}


def test_a_record_that_isnt_known_has_no_entry():
    assert rules.apart([(A, B)], THEMSELVES, [A, B, uuid4()]) == {A: {B}, B: {A}}


def test_a_pair_is_the_same_whoever_is_named_first():
    assert rules.pair_of(A, B) == rules.pair_of(B, A) == (A, B)


def test_what_stands_in_the_way_of_keeping_two_apart():
    assert rules.obstacles_to_keeping_apart(is_same_person=False, are_apart=False) == ()
    assert rules.obstacles_to_keeping_apart(is_same_person=True, are_apart=False) == (
        SeparationObstacle.SAME_PERSON,
    )
    assert rules.obstacles_to_keeping_apart(is_same_person=False, are_apart=True) == (
        SeparationObstacle.APART_ALREADY,
    )


def test_a_pair_that_isnt_kept_apart_any_more_cant_be_ended_again():
    assert rules.obstacles_to_ending(is_standing=True) == ()
    assert rules.obstacles_to_ending(is_standing=False) == (SeparationObstacle.ALREADY_ENDED,)


# Of many


@pytest.fixture
def organization(db):  # noqa: ARG001
    return make_organization()


@pytest.fixture
def by(organization, acting):
    actor = make_actor(organization, Role.CLINICAL_SUPERVISOR)
    with acting(actor):
        yield actor


def apart_from(by, *people):
    return queries.apart_from(by, [each.pk for each in people])


def test_those_who_are_kept_apart_are_found_both_ways(by):
    ana, ben, cora = (make_patient(by.organization_id) for _ in range(3))
    make_separation(ben, ana)
    assert apart_from(by, ana, ben, cora) == {ana.pk: {ben.pk}, ben.pk: {ana.pk}}
    assert apart_from(by, ana, cora) == {}


def test_what_was_told_of_a_record_holds_for_the_one_that_replaced_it_and_the_other_way(by):
    last = make_patient(by.organization_id)
    middle = make_patient(by.organization_id, replaced_by=last)
    first = make_patient(by.organization_id, replaced_by=middle)
    ben, cora = (make_patient(by.organization_id) for _ in range(2))
    make_separation(first, ben)
    make_separation(last, cora)
    assert apart_from(by, middle, ben) == {middle.pk: {ben.pk}, ben.pk: {middle.pk}}
    assert apart_from(by, last, ben) == {last.pk: {ben.pk}, ben.pk: {last.pk}}
    assert apart_from(by, first, cora) == {first.pk: {cora.pk}, cora.pk: {first.pk}}


def test_a_pair_that_was_ended_or_told_in_error_may_meet(by):
    ana, ben, cora = (make_patient(by.organization_id) for _ in range(3))
    make_separation(ana, ben, ended_at=NOW)
    make_separation(ana, cora, status=RecordStatus.ENTERED_IN_ERROR)
    assert apart_from(by, ana, ben, cora) == {}


def test_another_organizations_pairs_stay_unknown(by):
    elsewhere = make_organization()
    ana, ben = make_patient(elsewhere), make_patient(elsewhere)
    make_separation(ana, ben)
    assert apart_from(by, ana, ben) == {}


def test_who_is_kept_apart_is_told_only_to_whoever_builds_weeks(organization):
    counselor = make_actor(organization, Role.COUNSELOR)
    with pytest.raises(NotPermittedError, match=Permission.WEEK_BUILD):
        queries.apart_from(counselor, [])


def test_who_is_kept_apart_takes_as_many_statements_for_many(by, django_assert_num_queries):
    people = [make_patient(by.organization_id) for _ in range(6)]
    for one, other in zip(people[::2], people[1::2], strict=True):
        make_separation(one, other)
    for asked in (people[:2], people):
        with django_assert_num_queries(3):
            apart_from(by, *asked)
