"""What the writes of people leave, refuse and keep."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection

from tests.factories.accounts import make_actor
from tests.factories.patients import (
    make_contact_point,
    make_flag,
    make_identifier,
    make_patient,
    make_related_person,
)
from tests.factories.tenancy import make_organization
from wayhome.journey.patients import actions, queries
from wayhome.journey.patients.actions import NewContactPoint, NewPerson, Person
from wayhome.journey.patients.codes import (
    ContactObstacle,
    ContactPointSystem,
    ContactPointUse,
    ContactRole,
    FlagCategory,
    FlagObstacle,
    IdentifierType,
    MergeObstacle,
    PatientObstacle,
    Relationship,
)
from wayhome.journey.patients.models import (
    ContactPoint,
    Flag,
    Identifier,
    Patient,
    RelatedPerson,
)
from wayhome.shared.accounts.codes import Role
from wayhome.shared.audit.actor import NotPermittedError
from wayhome.shared.audit.models import AuditEvent

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)


@pytest.fixture
def organization():
    return make_organization()


@pytest.fixture
def actor(organization):
    return make_actor(organization, Role.CLINICAL_SUPERVISOR)


@pytest.fixture
def stored(actor, acting):
    """Return a record as the database has it."""

    def read(record):
        with acting(actor):
            return type(record).objects.get(pk=record.pk)

    return read


@pytest.fixture
def rows(actor, acting):
    """Return all rows of a table that the actor's organization has."""

    def read(model):
        with acting(actor):
            return [*model.objects.order_by("pk")]

    return read


def register(actor, **given):
    given.setdefault("given_name", "Ana")
    given.setdefault("family_name", "Rios")
    return actions.register_patient(actor, now=NOW, **given)


PHONE = NewContactPoint(ContactPointSystem.PHONE, "518 555 0123 ext 4", may_leave_message=True)


def test_register_patient_keeps_who_it_is_and_how_to_reach_them(actor, stored, rows):
    patient = stored(
        register(actor, preferred_name="Nita", birth_date=date(1985, 3, 14), contacts=[PHONE])
    )
    assert (patient.preferred_name, patient.birth_date) == ("Nita", date(1985, 3, 14))
    assert (patient.created_at, patient.edition) == (NOW, 1)
    (point,) = rows(ContactPoint)
    assert (point.patient_id, point.value, point.digits) == (
        patient.pk,
        "+15185550123 x4",
        "15185550123",
    )
    assert (point.may_leave_message, point.may_say_who_we_are) == (True, False)


def test_register_patient_gives_the_next_number_of_the_organization(actor):
    other = make_actor(make_organization())
    assert [register(actor, confirmed_new=True).medical_record_number for _ in range(2)] == [
        "000001",
        "000002",
    ]
    assert register(other).medical_record_number == "000001"


def test_register_patient_passes_over_a_number_that_another_system_brought(actor):
    brought = register(actor, medical_record_number="000001")
    assert brought.medical_record_number == "000001"
    assert register(actor, confirmed_new=True).medical_record_number == "000002"


@pytest.mark.parametrize(
    ("given", "obstacles"),
    [
        ({"given_name": " ", "family_name": ""}, (PatientObstacle.NAME_MISSING,)),
        ({"birth_date": date(2027, 1, 1)}, (PatientObstacle.BIRTH_DATE_IN_THE_FUTURE,)),
        ({"birth_date": date(1900, 1, 1)}, (PatientObstacle.BIRTH_DATE_TOO_EARLY,)),
    ],
)
def test_register_patient_refuses_with_every_reason_and_writes_nothing(
    actor, rows, given, obstacles
):
    with pytest.raises(actions.CannotRegisterPatientError) as refusal:
        register(actor, **given)
    assert refusal.value.obstacles == obstacles
    assert rows(Patient) == []


def test_register_patient_refuses_a_likely_duplicate_until_it_is_confirmed_new(organization, actor):
    make_patient(organization)
    with pytest.raises(actions.CannotRegisterPatientError) as refusal:
        register(actor, birth_date=date(1985, 3, 14))
    assert refusal.value.obstacles == (PatientObstacle.LIKELY_DUPLICATE,)
    assert register(actor, birth_date=date(1985, 3, 14), confirmed_new=True)


def test_register_patient_refuses_a_number_that_is_taken(organization, actor):
    make_patient(organization, medical_record_number="A-1", given_name="Walter")
    with pytest.raises(actions.CannotRegisterPatientError) as refusal:
        register(actor, medical_record_number="A-1", confirmed_new=True)
    assert refusal.value.obstacles == (PatientObstacle.NUMBER_TAKEN,)


@pytest.mark.parametrize(
    ("system", "value", "obstacle"),
    [
        (ContactPointSystem.PHONE, "555", ContactObstacle.NOT_A_PHONE_NUMBER),
        (ContactPointSystem.EMAIL, "ana at home", ContactObstacle.NOT_AN_EMAIL_ADDRESS),
    ],
)
def test_register_patient_refuses_a_contact_that_is_none(actor, rows, system, value, obstacle):
    with pytest.raises(actions.CannotKeepContactError) as refusal:
        register(actor, contacts=[NewContactPoint(system, value)])
    assert refusal.value.obstacles == (obstacle,)
    assert rows(Patient) == []


def test_register_patients_makes_a_batch_with_one_event(actor, rows, acting):
    people = [
        NewPerson(Person(given_name="Ana", family_name="Rios"), medical_record_number="000002"),
        NewPerson(
            Person(given_name="Ben", family_name="Taylor"),
            identifiers=((IdentifierType.EXTERNAL, "old", "77"),),
            contact_points=(PHONE,),
        ),
        NewPerson(Person(given_name="Cora", family_name="Moss")),
    ]
    made = actions.register_patients(actor, people=people, now=NOW)
    assert [each.medical_record_number for each in made] == ["000002", "000001", "000003"]
    assert [each.value for each in rows(Identifier)] == ["77"]
    assert [each.patient_id for each in rows(ContactPoint)] == [made[1].pk]
    with acting(actor):
        event = AuditEvent.objects.get(
            organization_id=actor.organization_id, action="patients.register_patients"
        )
    assert event.count == 3


def test_register_patients_takes_as_many_statements_for_twenty_as_for_one(
    actor, django_assert_num_queries
):
    register(actor)
    one = NewPerson(Person(given_name="Ben", family_name="Taylor"))
    for batch in ([one], [one] * 20):
        with django_assert_num_queries(9):
            actions.register_patients(actor, people=batch, now=NOW)


@pytest.mark.parametrize(
    ("second", "obstacle"),
    [
        (
            NewPerson(Person(given_name="B", family_name=""), medical_record_number="1"),
            PatientObstacle.NUMBER_TAKEN,
        ),
        (NewPerson(Person(given_name="", family_name="")), PatientObstacle.NAME_MISSING),
    ],
)
def test_register_patients_makes_all_or_none(actor, rows, second, obstacle):
    first = NewPerson(Person(given_name="Ana", family_name="Rios"), medical_record_number="1")
    with pytest.raises(actions.CannotRegisterPatientError) as refusal:
        actions.register_patients(actor, people=[first, second], now=NOW)
    assert refusal.value.obstacles == (obstacle,)
    assert rows(Patient) == []


def test_register_patients_of_an_empty_batch_makes_nobody(actor):
    assert actions.register_patients(actor, people=[], now=NOW) == []


def test_change_patient_changes_what_is_given_and_nothing_else(organization, actor, stored):
    patient = make_patient(organization, pronouns="she/her")
    actions.change_patient(actor, patient_id=patient.pk, edition=1, now=NOW, preferred_name="Nita")
    changed = stored(patient)
    assert (changed.preferred_name, changed.pronouns) == ("Nita", "she/her")
    assert changed.edition == 2


@pytest.mark.parametrize(
    ("given", "obstacle"),
    [
        ({"edition": 2}, PatientObstacle.EDITED_MEANWHILE),
        ({"given_name": "", "family_name": ""}, PatientObstacle.NAME_MISSING),
        ({"birth_date": date(2027, 1, 1)}, PatientObstacle.BIRTH_DATE_IN_THE_FUTURE),
    ],
)
def test_change_patient_refuses_and_changes_nothing(organization, actor, stored, given, obstacle):
    patient = make_patient(organization)
    with pytest.raises(actions.CannotChangePatientError) as refusal:
        actions.change_patient(
            actor, **{"patient_id": patient.pk, "edition": 1, "now": NOW, **given}
        )
    assert refusal.value.obstacles == (obstacle,)
    assert (stored(patient).given_name, stored(patient).edition) == ("Ana", 1)


def add_phone(actor, patient, **given):
    given.setdefault("value", "518-555-0123")
    given.setdefault("system", ContactPointSystem.PHONE)
    given.setdefault("use", ContactPointUse.MOBILE)
    return actions.add_contact_point(actor, patient_id=patient.pk, **given)


def test_add_contact_point_keeps_what_may_be_said_there(organization, actor, stored):
    point = stored(add_phone(actor, make_patient(organization), may_say_who_we_are=True))
    assert (point.value, point.may_leave_message, point.may_say_who_we_are) == (
        "+15185550123",
        False,
        True,
    )


def test_add_contact_point_refuses_one_that_is_listed(organization, actor):
    patient = make_patient(organization)
    make_contact_point(patient)
    with pytest.raises(actions.CannotKeepContactError) as refusal:
        add_phone(actor, patient)
    assert refusal.value.obstacles == (ContactObstacle.ALREADY_LISTED,)


def test_change_contact_point_corrects_it(organization, actor, stored):
    point = make_contact_point(make_patient(organization))
    actions.change_contact_point(
        actor,
        contact_point_id=point.pk,
        value="(518) 555-0199",
        use=ContactPointUse.HOME,
        may_leave_message=True,
        may_say_who_we_are=False,
    )
    changed = stored(point)
    assert (changed.value, changed.digits, changed.use) == ("+15185550199", "15185550199", "home")
    assert changed.may_leave_message


def test_end_contact_point_keeps_it_on_record_and_lets_it_be_added_again(
    organization, actor, stored
):
    patient = make_patient(organization)
    point = make_contact_point(patient)
    actions.end_contact_point(actor, contact_point_id=point.pk)
    assert not stored(point).is_active
    assert add_phone(actor, patient).pk != point.pk


def test_a_contact_point_that_has_ended_is_neither_changed_nor_ended(organization, actor):
    point = make_contact_point(make_patient(organization), is_active=False)
    with pytest.raises(actions.CannotKeepContactError) as refusal:
        actions.end_contact_point(actor, contact_point_id=point.pk)
    assert refusal.value.obstacles == (ContactObstacle.ALREADY_ENDED,)


def test_a_contact_point_comes_back_as_it_was_once(organization, actor, stored):
    point = make_contact_point(make_patient(organization), is_active=False, may_leave_message=True)
    actions.restore_contact_point(actor, contact_point_id=point.pk)
    assert (stored(point).is_active, stored(point).may_leave_message) == (True, True)
    with pytest.raises(actions.CannotKeepContactError) as refusal:
        actions.restore_contact_point(actor, contact_point_id=point.pk)
    assert refusal.value.obstacles == (ContactObstacle.ALREADY_LISTED,)


def test_a_number_that_was_written_down_again_does_not_come_back_twice(organization, actor, stored):
    patient = make_patient(organization)
    former = make_contact_point(patient, is_active=False)
    make_contact_point(patient)
    with pytest.raises(actions.CannotKeepContactError) as refusal:
        actions.restore_contact_point(actor, contact_point_id=former.pk)
    assert refusal.value.obstacles == (ContactObstacle.ALREADY_LISTED,)
    assert not stored(former).is_active


def test_someone_taken_off_the_list_comes_back_once(organization, actor, stored):
    related = make_related_person(make_patient(organization), is_active=False)
    actions.restore_related_person(actor, related_person_id=related.pk)
    assert stored(related).is_active
    with pytest.raises(actions.CannotKeepContactError) as refusal:
        actions.restore_related_person(actor, related_person_id=related.pk)
    assert refusal.value.obstacles == (ContactObstacle.ALREADY_LISTED,)


def test_add_related_person_keeps_who_they_are(organization, actor, stored):
    patient = make_patient(organization)
    related = stored(
        actions.add_related_person(
            actor,
            patient_id=patient.pk,
            name="Luis Rios",
            relationship=Relationship.SIBLING,
            role=ContactRole.EMERGENCY_CONTACT,
            phone="518 555 0100",
            email="luis@example.org",
        )
    )
    assert (related.name, related.phone, related.email) == (
        "Luis Rios",
        "+15185550100",
        "luis@example.org",
    )
    assert (related.relationship, related.role) == ("SIB", "C")


@pytest.mark.parametrize(
    ("given", "obstacle"),
    [
        ({"name": " "}, ContactObstacle.NAME_MISSING),
        ({"phone": "12"}, ContactObstacle.NOT_A_PHONE_NUMBER),
        ({"email": "luis"}, ContactObstacle.NOT_AN_EMAIL_ADDRESS),
    ],
)
def test_a_related_person_is_not_kept_without_a_name_or_with_a_wrong_contact(
    organization, actor, stored, given, obstacle
):
    related = make_related_person(make_patient(organization))
    with pytest.raises(actions.CannotKeepContactError) as refusal:
        actions.change_related_person(actor, related_person_id=related.pk, **given)
    assert refusal.value.obstacles == (obstacle,)
    assert stored(related).name == "Luis Rios"


def test_change_related_person_changes_what_is_given(organization, actor, stored):
    related = make_related_person(make_patient(organization))
    actions.change_related_person(actor, related_person_id=related.pk, role=ContactRole.NEXT_OF_KIN)
    assert (stored(related).role, stored(related).name) == ("N", "Luis Rios")


def test_end_related_person_takes_them_off_the_list_once(organization, actor, stored):
    related = make_related_person(make_patient(organization))
    actions.end_related_person(actor, related_person_id=related.pk)
    assert not stored(related).is_active
    with pytest.raises(actions.CannotKeepContactError):
        actions.end_related_person(actor, related_person_id=related.pk)


def add_identifier(actor, patient, value):
    return actions.add_identifier(
        actor, patient_id=patient.pk, identifier_type=IdentifierType.MEDICAID, value=value
    )


def test_add_identifier_keeps_a_number(organization, actor, stored):
    assert stored(add_identifier(actor, make_patient(organization), " AB123 ")).value == "AB123"


def test_add_identifier_refuses_an_empty_one_and_one_that_is_taken(organization, actor):
    patient = make_patient(organization)
    make_identifier(make_patient(organization), type=IdentifierType.MEDICAID, value="AB123")
    for value, obstacle in ((" ", ContactObstacle.VALUE_MISSING), ("AB123", ContactObstacle.TAKEN)):
        with pytest.raises(actions.CannotKeepContactError) as refusal:
            add_identifier(actor, patient, value)
        assert refusal.value.obstacles == (obstacle,)


def raise_flag(actor, patient, text="Seizures when withdrawing"):
    return actions.raise_flag(
        actor, patient_id=patient.pk, category=FlagCategory.SAFETY, text=text, now=NOW
    )


def test_a_flag_is_raised_and_ended_and_stays_on_record(organization, actor, stored):
    flag = raise_flag(actor, make_patient(organization))
    assert (stored(flag).period_start, stored(flag).period_end) == (NOW, None)
    actions.end_flag(actor, flag_id=flag.pk, now=NOW)
    assert stored(flag).period_end == NOW
    with pytest.raises(actions.CannotEndFlagError) as refusal:
        actions.end_flag(actor, flag_id=flag.pk, now=NOW)
    assert refusal.value.obstacles == (FlagObstacle.ALREADY_ENDED,)


def test_raise_flag_refuses_with_every_reason(organization, actor):
    patient = make_patient(organization, replaced_by_id=make_patient(organization).pk)
    with pytest.raises(actions.CannotRaiseFlagError) as refusal:
        raise_flag(actor, patient, " ")
    assert refusal.value.obstacles == (FlagObstacle.TEXT_MISSING, FlagObstacle.RECORD_REPLACED)


def merge(actor, patient, into):
    return actions.merge_patients(actor, patient_id=patient.pk, into_id=into.pk, now=NOW)


def test_merge_patients_keeps_both_histories(organization, actor, acting, stored):
    old, new = make_patient(organization), make_patient(organization)
    flag, phone = make_flag(old), make_contact_point(new)
    merge(actor, old, new)
    assert stored(old).replaced_by_id == new.pk
    with acting(actor):
        for asked in (old, new):
            assert queries.ids_of_person(actor, asked.pk) == (new.pk, old.pk)
            assert queries.flags_of(actor, asked.pk) == (flag,)
            assert queries.contact_points_of(actor, asked.pk) == (phone,)


def test_merging_again_chains_all_three_histories(organization, actor, acting):
    first, second, third = (make_patient(organization) for _ in range(3))
    merge(actor, first, second)
    merge(actor, second, third)
    with acting(actor):
        assert queries.ids_of_person(actor, first.pk) == (third.pk, second.pk, first.pk)


def test_unmerge_patients_makes_each_again_what_it_was(organization, actor, acting, stored):
    first, second, third = (make_patient(organization) for _ in range(3))
    merge(actor, first, second)
    merge(actor, second, third)
    actions.unmerge_patients(actor, patient_id=second.pk)
    assert stored(second).replaced_by_id is None
    with acting(actor):
        assert queries.ids_of_person(actor, second.pk) == (second.pk, first.pk)
        assert queries.ids_of_person(actor, third.pk) == (third.pk,)


def test_merge_patients_refuses_with_every_reason(organization, actor):
    into = make_patient(organization)
    replaced = make_patient(organization, replaced_by_id=into.pk)
    with pytest.raises(actions.CannotMergePatientsError) as refusal:
        merge(actor, replaced, replaced)
    assert refusal.value.obstacles == (
        MergeObstacle.SAME_RECORD,
        MergeObstacle.ALREADY_REPLACED,
        MergeObstacle.TARGET_REPLACED,
    )


def test_unmerge_patients_refuses_a_record_that_was_never_merged(organization, actor):
    with pytest.raises(actions.CannotUnmergePatientsError) as refusal:
        actions.unmerge_patients(actor, patient_id=make_patient(organization).pk)
    assert refusal.value.obstacles == (MergeObstacle.NOT_REPLACED,)


def test_a_replaced_record_is_not_written_to(organization, actor):
    replaced = make_patient(organization, replaced_by_id=make_patient(organization).pk)
    related = make_related_person(replaced)
    for write in (
        lambda: add_phone(actor, replaced),
        lambda: add_identifier(actor, replaced, "1"),
        lambda: actions.change_related_person(actor, related_person_id=related.pk, name="L"),
    ):
        with pytest.raises(actions.CannotKeepContactError) as refusal:
            write()
        assert refusal.value.obstacles == (ContactObstacle.RECORD_REPLACED,)
    with pytest.raises(actions.CannotChangePatientError) as refused:
        actions.change_patient(actor, patient_id=replaced.pk, edition=1, now=NOW, pronouns="x")
    assert refused.value.obstacles == (PatientObstacle.RECORD_REPLACED,)


FLAG = {"category": FlagCategory.SAFETY, "text": "x", "now": NOW}
POINT = {"value": "5185550123", "use": ContactPointUse.HOME}
SAID = {"may_leave_message": True, "may_say_who_we_are": True}
DENIED = [
    (actions.register_patient, {"now": NOW, "given_name": "Ana"}, None),
    (actions.register_patients, {"now": NOW, "people": []}, None),
    (actions.change_patient, {"edition": 1, "now": NOW}, "patient_id"),
    (actions.add_contact_point, {**POINT, "system": ContactPointSystem.PHONE}, "patient_id"),
    (actions.change_contact_point, {**POINT, **SAID}, "contact_point_id"),
    (actions.end_contact_point, {}, "contact_point_id"),
    (
        actions.add_related_person,
        {"name": "Luis", "relationship": Relationship.SIBLING},
        "patient_id",
    ),
    (actions.change_related_person, {}, "related_person_id"),
    (actions.end_related_person, {}, "related_person_id"),
    (actions.restore_contact_point, {}, "contact_point_id"),
    (actions.restore_related_person, {}, "related_person_id"),
    (
        actions.add_identifier,
        {"identifier_type": IdentifierType.MEDICAID, "value": "1"},
        "patient_id",
    ),
    (actions.raise_flag, FLAG, "patient_id"),
    (actions.end_flag, {"now": NOW}, "flag_id"),
    (actions.merge_patients, {"into_id": uuid4(), "now": NOW}, "patient_id"),
    (actions.unmerge_patients, {}, "patient_id"),
]


def theirs(key):
    patient = make_patient(make_organization())
    made = {
        "patient_id": lambda: patient,
        "contact_point_id": lambda: make_contact_point(patient),
        "related_person_id": lambda: make_related_person(patient),
        "flag_id": lambda: make_flag(patient),
    }
    return made[key]().pk


def named(value):
    return getattr(value, "__name__", "")


@pytest.mark.parametrize(("write", "given", "key"), DENIED, ids=named)
def test_nobody_writes_people_without_the_permission(organization, write, given, key):
    actor = make_actor(organization, permissions=[])
    with pytest.raises(NotPermittedError):
        write(actor, **given, **({key: uuid4()} if key else {}))


@pytest.mark.parametrize(("write", "given", "key"), [each for each in DENIED if each[2]], ids=named)
def test_people_of_another_organization_are_not_there(actor, write, given, key):
    with pytest.raises(ObjectDoesNotExist):
        write(actor, **given, **{key: theirs(key)})


def test_merging_is_a_permission_of_its_own(organization):
    counselor = make_actor(organization, Role.COUNSELOR)
    with pytest.raises(NotPermittedError):
        merge(counselor, make_patient(organization), make_patient(organization))


def test_every_change_of_a_person_leaves_its_history(organization, actor, acting):
    patient = make_patient(organization)
    actions.change_patient(actor, patient_id=patient.pk, edition=1, now=NOW, pronouns="they")
    with acting(actor), connection.cursor() as cursor:
        cursor.execute(
            "SELECT old_row->>'pronouns', new_row->>'pronouns', agent_id FROM audit_rowhistory"
            " WHERE organization_id = %s AND row_id = %s AND operation = 'update'",
            [organization.pk, patient.pk],
        )
        assert cursor.fetchall() == [("", "they", actor.agent_id)]


def test_a_flag_and_related_rows_belong_to_the_person(organization, actor, rows):
    patient = make_patient(organization)
    raise_flag(actor, patient)
    add_phone(actor, patient)
    assert {row.patient_id for model in (Flag, ContactPoint) for row in rows(model)} == {patient.pk}
    assert rows(RelatedPerson) == []
