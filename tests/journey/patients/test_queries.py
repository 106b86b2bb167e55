"""What is read of people, who may, and what each look leaves behind."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.factories.accounts import make_actor
from tests.factories.patients import (
    REGISTERED,
    make_contact_point,
    make_flag,
    make_identifier,
    make_patient,
    make_related_person,
)
from tests.factories.tenancy import make_organization
from wayhome.journey.patients import queries
from wayhome.journey.patients.codes import FlagCategory, IdentifierType
from wayhome.journey.patients.models import ContactPoint, Patient, RelatedPerson
from wayhome.shared.accounts.codes import Role
from wayhome.shared.audit.actor import Actor, NotPermittedError
from wayhome.shared.audit.models import AuditEvent

pytestmark = pytest.mark.django_db

LATER = REGISTERED + timedelta(days=30)


@pytest.fixture
def organization():
    return make_organization()


@pytest.fixture
def actor(organization):
    return make_actor(organization, Role.COUNSELOR)


@pytest.fixture
def client_of(actor):
    """Return the actor whom a patient is when they sign in."""

    def become(patient):
        return Actor(
            agent_id=actor.agent_id,
            organization_id=patient.organization_id,
            permissions=make_actor(None, Role.CLIENT).permissions,
            patient_id=patient.pk,
        )

    return become


def test_people_come_in_the_order_of_their_names_without_replaced_records(
    organization, actor, acting
):
    names = [("Zoë", "Adams"), ("ana", "Álvarez"), ("Bo", "adams"), ("Cy", "Baker")]
    made = [make_patient(organization, given_name=g, family_name=f) for g, f in names]
    make_patient(organization, given_name="Old", family_name="Record", replaced_by_id=made[0].pk)
    with acting(actor):
        listed = [each.given_name for each in queries.people(actor)]
    assert listed == ["Bo", "Zoë", "ana", "Cy"]


def test_open_chart_gathers_what_all_records_of_the_person_hold(organization, actor, acting):
    patient = make_patient(organization)
    old = make_patient(organization, replaced_by_id=patient.pk)
    phone, related = make_contact_point(old), make_related_person(patient)
    flag, number = make_flag(old), make_identifier(patient)
    make_contact_point(patient, is_active=False)
    make_related_person(old, is_active=False)
    ended = make_flag(patient, period_end=LATER)
    with acting(actor):
        for asked in (patient, old):
            chart = queries.open_chart(actor, asked.pk)
            assert (chart.patient, chart.replaced) == (patient, (old,))
            assert (chart.contact_points, chart.related_persons) == ((phone,), (related,))
            assert (chart.standing_flags, chart.ended_flags) == ((flag,), (ended,))
            assert chart.identifiers == (number,)


def test_open_chart_takes_as_many_statements_for_twenty_of_each_as_for_one(
    organization, actor, acting, django_assert_num_queries
):
    patient = make_patient(organization)
    make_contact_point(patient)
    with acting(actor), django_assert_num_queries(7):
        queries.open_chart(actor, patient.pk)
    for number in range(19):
        make_contact_point(patient, value=f"+1518555{number:04}")
        make_flag(patient)
        make_related_person(patient)
        make_identifier(patient)
        make_patient(organization, replaced_by_id=patient.pk)
    with acting(actor), django_assert_num_queries(7):
        assert len(queries.open_chart(actor, patient.pk).contact_points) == 20


def test_open_replaced_record_shows_it_as_it_was_kept(organization, actor, acting):
    patient = make_patient(organization)
    old = make_patient(organization, replaced_by_id=patient.pk)
    make_flag(patient)
    kept = make_flag(old)
    with acting(actor):
        chart = queries.open_replaced_record(actor, old.pk)
        assert (chart.patient, chart.flags) == (old, (kept,))
        assert chart.patient.replaced_by == patient
        with pytest.raises(Patient.DoesNotExist):
            queries.open_replaced_record(actor, patient.pk)


def test_flags_of_can_be_asked_for_those_that_stand(organization, actor, acting):
    patient = make_patient(organization)
    standing = make_flag(patient)
    ends = make_flag(patient, category=FlagCategory.DRUG, period_end=LATER)
    with acting(actor):
        assert {*queries.flags_of(actor, patient.pk)} == {standing, ends}
        assert queries.flags_of(actor, patient.pk, now=LATER) == (standing,)


def test_one_row_of_a_person_is_found_through_any_of_their_records(organization, actor, acting):
    patient = make_patient(organization)
    old = make_patient(organization, replaced_by_id=patient.pk)
    stranger = make_patient(organization)
    point, related = make_contact_point(old), make_related_person(old)
    with acting(actor):
        assert queries.get_contact_point(actor, patient.pk, point.pk) == point
        assert queries.get_related_person(actor, patient.pk, related.pk) == related
        with pytest.raises(ContactPoint.DoesNotExist):
            queries.get_contact_point(actor, stranger.pk, point.pk)
        with pytest.raises(RelatedPerson.DoesNotExist):
            queries.get_related_person(actor, stranger.pk, related.pk)


def test_many_are_read_by_their_ids_and_by_another_system_s_numbers(organization, actor, acting):
    ana, ben = make_patient(organization), make_patient(organization)
    theirs = make_patient(make_organization())
    make_identifier(ana, system="old", value="77")
    make_identifier(ben, system="other", value="78")
    with acting(actor):
        ids = [ana.pk, ben.pk, theirs.pk]
        assert queries.patients_by_id(actor, ids) == {ana.pk: ana, ben.pk: ben}
        found = queries.patients_by_identifier(
            actor, identifier_type=IdentifierType.EXTERNAL, system="old", values=["77", "78"]
        )
        assert found == {"77": ana}


def test_phones_numbers_and_flags_are_read_for_a_whole_roster(organization, actor, acting):
    ana, ben, cora = (make_patient(organization) for _ in range(3))
    phone, number, flag = make_contact_point(ana), make_identifier(ben), make_flag(ben)
    make_contact_point(ben, is_active=False)
    make_flag(ana, period_end=LATER)
    ids = [ana.pk, ben.pk, cora.pk]
    with acting(actor):
        assert queries.contact_points_by_patient(actor, ids) == {ana.pk: (phone,)}
        assert queries.identifiers_by_patient(actor, ids) == {ben.pk: (number,)}
        assert queries.flags_by_patient(actor, ids, now=LATER) == {ben.pk: (flag,)}


def test_a_client_reads_their_own_record_and_nobody_else_s(organization, acting, client_of):
    own, other = make_patient(organization), make_patient(organization)
    old = make_patient(organization, replaced_by_id=own.pk)
    for record in (own, old):
        client = client_of(record)
        with acting(client):
            assert queries.get_own_patient(client) == own
            assert queries.ids_of_person(client, record.pk) == (own.pk, old.pk)
            with pytest.raises(NotPermittedError):
                queries.ids_of_person(client, other.pk)


def test_nobody_has_a_record_of_their_own_without_being_a_client(organization, acting):
    actor = make_actor(organization, Role.CLIENT)
    with acting(actor), pytest.raises(Patient.DoesNotExist):
        queries.get_own_patient(actor)


def one_contact_point(by, patient_id):
    return queries.get_contact_point(by, patient_id, uuid4())


def one_related_person(by, patient_id):
    return queries.get_related_person(by, patient_id, uuid4())


ONE_CHART = [
    queries.open_chart,
    queries.open_replaced_record,
    queries.get_patient,
    queries.contact_points_of,
    queries.related_persons_of,
    queries.flags_of,
    queries.identifiers_of,
    one_contact_point,
    one_related_person,
]


@pytest.mark.parametrize("read", ONE_CHART)
def test_another_organization_s_chart_is_not_there(actor, acting, read):
    patient = make_patient(make_organization())
    with acting(actor), pytest.raises((Patient.DoesNotExist, ContactPoint.DoesNotExist)):
        read(actor, patient.pk)


@pytest.mark.parametrize("read", ONE_CHART)
def test_a_chart_is_not_read_without_the_permission(organization, acting, read):
    actor = make_actor(organization, permissions=[])
    with acting(actor), pytest.raises(NotPermittedError):
        read(actor, make_patient(organization).pk)


MANY = {
    "people_of_records": lambda by: queries.people_of_records(by, [by.agent_id]),
    "records_of_people": lambda by: queries.records_of_people(by, [by.agent_id]),
    "people": queries.people,
    "patients_by_id": lambda by: queries.patients_by_id(by, []),
    "contact_points_by_patient": lambda by: queries.contact_points_by_patient(by, []),
    "identifiers_by_patient": lambda by: queries.identifiers_by_patient(by, []),
    "flags_by_patient": lambda by: queries.flags_by_patient(by, [], now=LATER),
    "patients_by_identifier": lambda by: queries.patients_by_identifier(
        by, identifier_type=IdentifierType.EXTERNAL, system="", values=[]
    ),
    "get_own_patient": queries.get_own_patient,
}


def test_who_stands_for_a_record_is_found_however_often_it_was_merged(organization, actor, acting):
    last = make_patient(organization)
    middle = make_patient(organization, replaced_by=last)
    first = make_patient(organization, replaced_by=middle)
    alone, elsewhere = make_patient(organization), make_patient(make_organization())
    asked = [each.pk for each in (first, last, alone, elsewhere)]
    with acting(actor):
        found = queries.people_of_records(actor, [*asked, uuid4()])
    assert found == {first.pk: last.pk, last.pk: last.pk, alone.pk: alone.pk}


@pytest.mark.parametrize("name", MANY)
def test_people_are_not_read_without_the_permission(organization, acting, name):
    actor = make_actor(organization, permissions=[])
    with acting(actor), pytest.raises(NotPermittedError):
        MANY[name](actor)


@pytest.mark.parametrize(
    "read",
    [
        queries.open_chart,
        queries.get_patient,
        queries.contact_points_of,
        queries.related_persons_of,
        queries.flags_of,
        queries.identifiers_of,
    ],
)
def test_each_look_at_a_chart_is_an_event(organization, actor, acting, read):
    patient = make_patient(organization)
    with acting(actor):
        read(actor, patient.pk)
        event = AuditEvent.objects.get(
            organization_id=organization.pk, action=f"patients.{read.__name__}"
        )
    assert (event.agent_id, event.patient_id) == (actor.agent_id, patient.pk)
