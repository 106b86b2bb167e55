"""Who is found by what is typed, and who is shown before a second record is made."""

import re
from datetime import date

import pytest

from tests.database.copies import CLUSTER, OWN
from tests.factories.accounts import make_actor
from tests.factories.patients import (
    make_contact_point,
    make_identifier,
    make_patient,
)
from tests.factories.tenancy import make_organization
from wayhome.journey.patients import queries
from wayhome.journey.patients.codes import DuplicateReason
from wayhome.launch import database
from wayhome.shared.audit.actor import NotPermittedError

pytestmark = pytest.mark.django_db


@pytest.fixture
def organization():
    return make_organization()


@pytest.fixture
def found(organization, acting):
    """Return a search that answers with names, best first."""
    actor = make_actor(organization)

    def search(text, **given):
        with acting(actor):
            results = queries.search_patients(actor, text, **given)
        return [f"{r.patient.given_name} {r.patient.family_name}" for r in results]

    return search


@pytest.fixture
def ana(organization):
    patient = make_patient(
        organization,
        given_name="Ana María",
        preferred_name="Nita",
        family_name="Ríos",
        birth_date=date(1985, 3, 14),
        medical_record_number="000123",
    )
    make_contact_point(patient, value="+15185550123")
    make_identifier(patient, value="AB12345C")
    return patient


ANA = ["Ana María Ríos"]


@pytest.mark.parametrize(
    "text",
    [
        "ana",
        "rios",
        "RÍOS",
        "Rios Ana",
        "rios, ana",
        "ana rio",
        "riso",
        "ana riso",
        "anna rios",
        "nita rios",
        "nit",
        "Ana Maria Rios",
        "ana carmen rios",
        "ama rios",
        "3/14/1985",
        "03-14-85",
        "1985-03-14",
        "March 14, 1985",
        "14 mar 1985",
        "03141985",
        "19850314",
        "14.3.1985",
        "3/15/1985",
        "rios 3/14/1985",
        "(518) 555-0123",
        "+1 518 555 0123",
        "5185550123 x9",
        "555-0123",
        "0123",
        "5185550132",
        "rios 0123",
        "000123",
        "123",
        "AB12345C",
        "ab12345c",
    ],
)
@pytest.mark.usefixtures("ana")
def test_search_finds_a_person_by(text, organization, found):
    make_patient(
        organization, given_name="Walter", family_name="Kowalczyk", birth_date=date(1961, 7, 9)
    )
    assert found(text) == ANA


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "a",
        "?",
        "x 12",
        "walter",
        "ana kowalczyk",
        "rios 7/9/1961",
        "rios 9999",
        "999999",
        "3/14/1999",
    ],
)
@pytest.mark.usefixtures("ana")
def test_search_finds_nobody_by(text, found):
    assert found(text) == []


def test_search_shows_the_best_match_first_and_no_more_than_asked(organization, found):
    for given in ("Joan", "John", "Jon", "Juno"):
        make_patient(organization, given_name=given, family_name="Smith")
    assert found("jon smith")[0] == "Jon Smith"
    assert len(found("jon smith", limit=2)) == 2


def test_search_shows_the_exact_birth_date_before_one_a_slip_away(organization, found):
    make_patient(organization, given_name="Close", family_name="By", birth_date=date(1985, 3, 15))
    make_patient(organization, given_name="Right", family_name="On", birth_date=date(1985, 3, 14))
    assert found("3/14/1985") == ["Right On", "Close By"]


def test_search_finds_whoever_was_merged_as_the_record_that_stands(organization, found, ana):
    make_patient(organization, given_name="Anita", family_name="Quispe", replaced_by_id=ana.pk)
    assert found("quispe") == ANA


def test_search_shows_nobody_of_another_organization(found):
    make_patient(make_organization())
    assert found("ana rios") == []


@pytest.mark.usefixtures("ana")
def test_search_takes_as_many_statements_for_twenty_people_as_for_one(
    organization, acting, django_assert_num_queries
):
    actor = make_actor(organization)
    with acting(actor), django_assert_num_queries(3):
        assert len(queries.search_patients(actor, "rios")) == 1
    for _ in range(19):
        make_contact_point(make_patient(organization))
    with acting(actor), django_assert_num_queries(3):
        assert len(queries.search_patients(actor, "rios")) == 20


def test_search_is_refused_without_the_permission(organization, acting):
    actor = make_actor(organization, permissions=[])
    with acting(actor), pytest.raises(NotPermittedError):
        queries.search_patients(actor, "rios")


@pytest.fixture
def alike(organization, acting):
    """Return what `likely_duplicates` answers: names with what speaks for them."""
    actor = make_actor(organization)

    def duplicates(given="Ana", family="Rios", birth_date=None, phone=""):
        with acting(actor):
            found = queries.likely_duplicates(
                actor, given_name=given, family_name=family, birth_date=birth_date, phone=phone
            )
        return [(each.patient.family_name, set(each.likeness.reasons)) for each in found]

    return duplicates


@pytest.mark.parametrize(
    ("asked", "reasons"),
    [
        ({"given": "Ana Maria"}, {DuplicateReason.SAME_NAME}),
        ({"given": "Nita"}, {DuplicateReason.SAME_NAME}),
        (
            {"given": "Nita", "family": "Rioss", "birth_date": date(1985, 3, 14)},
            {DuplicateReason.SIMILAR_NAME, DuplicateReason.SAME_BIRTH_DATE},
        ),
        (
            {"given": "Nita", "birth_date": date(1985, 3, 15)},
            {DuplicateReason.SAME_NAME, DuplicateReason.SIMILAR_BIRTH_DATE},
        ),
        (
            {
                "given": "Nuria",
                "family": "Petrov",
                "birth_date": date(1985, 3, 14),
                "phone": "518 555 0123",
            },
            {DuplicateReason.SAME_BIRTH_DATE, DuplicateReason.SAME_PHONE},
        ),
    ],
)
@pytest.mark.usefixtures("ana")
def test_a_likely_duplicate_is_shown_with_what_speaks_for_it(alike, asked, reasons):
    assert alike(**asked) == [("Ríos", reasons)]


@pytest.mark.usefixtures("ana")
def test_somebody_else_is_no_likely_duplicate(alike):
    assert alike("Walter", "Kowalczyk", date(1961, 7, 9), "212 555 7777") == []


def test_nothing_typed_resembles_nobody(alike):
    assert alike("", "") == []


def test_the_likeliest_duplicate_comes_first(organization, alike, ana):
    make_patient(organization, given_name="Nita", family_name="Rios", birth_date=None)
    found = alike("Nita", "Rios", ana.birth_date, "5185550123")
    assert [family for family, _ in found] == ["Ríos", "Rios"]


def test_likely_duplicates_are_refused_without_the_permission(organization, acting):
    actor = make_actor(organization, permissions=[])
    with acting(actor), pytest.raises(NotPermittedError):
        queries.likely_duplicates(
            actor, given_name="Ana", family_name="Rios", birth_date=None, phone=""
        )


def test_the_search_orders_names_by_what_its_index_holds(organization):
    """One letter's difference, and each search would compare every name of the organization."""
    with database.connection(CLUSTER.dsn(user=database.OWNER, dbname=OWN)) as owner:
        owner.execute("SET enable_sort = off")
        found = owner.execute("SELECT prosrc FROM pg_proc WHERE proname = 'patients_search'")
        (source,) = found.fetchone()
        order = re.search(r"ORDER BY (core_sort_key.*?)\s*<->> phrase", source, re.DOTALL)[1]
        statement = f"""EXPLAIN SELECT p.id FROM patients_patient p WHERE p.organization_id = %s
            ORDER BY {order} <->> 'ana rios' LIMIT 60"""  # noqa: S608  # the migration's own text
        plan = owner.execute(statement, [organization.pk])
        assert "patient_name_search" in "\n".join(row[0] for row in plan.fetchall())
