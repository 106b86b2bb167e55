"""Reading who is who at work."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from tests.factories.accounts import (
    make_actor,
    make_counselor,
    make_credential,
    make_membership,
    make_practitioner,
    make_user,
)
from tests.factories.tenancy import make_organization
from wayhome.shared.accounts import queries
from wayhome.shared.accounts.codes import CredentialState, Role
from wayhome.shared.accounts.models import Credential, Membership, Practitioner
from wayhome.shared.accounts.queries import as_actor
from wayhome.shared.accounts.system import worker
from wayhome.shared.audit.actor import NotPermittedError
from wayhome.shared.audit.permissions import Permission

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)


@pytest.fixture
def organization():
    return make_organization()


@pytest.fixture
def director(organization):
    return as_actor(make_membership(organization, Role.PROGRAM_DIRECTOR, display_name="D. Ford"))


def test_a_user_is_loaded_with_where_they_belong_in_one_statement(
    organization, django_assert_num_queries
):
    member = make_membership(organization)
    make_membership(make_organization(), user=member.user, is_active=False)
    with django_assert_num_queries(1):
        user = queries.load_user(member.user_id)
        assert [m.organization.name for m in user.memberships] == [organization.name]


@pytest.mark.parametrize(("is_active", "found"), [(True, True), (False, False)])
def test_a_user_of_no_organization_is_loaded_while_open(is_active, found):
    user = make_user(is_active=is_active)
    loaded = queries.load_user(user.pk)
    assert bool(loaded) is found
    assert loaded is None or loaded.memberships == ()


def test_a_user_is_found_by_address_in_any_case_while_open():
    user = make_user(email="ana@example.org")
    make_user(email="gone@example.org", is_active=False)
    assert queries.user_by_email(" Ana@Example.org ") == user
    assert queries.user_by_email("gone@example.org") is None


def test_a_practitioner_s_valid_credential_is_the_one_that_lasts_longest(
    director, organization, acting
):
    practitioner = make_practitioner(organization)
    make_credential(practitioner, expiry_date=date(2026, 12, 1), code="CADC")
    make_credential(practitioner, expiry_date=date(2027, 12, 1), code="LCSW")
    make_credential(practitioner, issue_date=date(2027, 1, 1), code="LPC")
    with acting(director):
        valid = queries.valid_credential(director, practitioner.pk, on=TODAY)
        last_day = queries.valid_credential(director, practitioner.pk, on=date(2019, 1, 1))
    assert (valid.code, last_day) == ("LCSW", None)


def test_practitioners_come_by_name_and_without_those_who_left(director, organization, acting):
    make_practitioner(organization, family_name="Zee")
    make_practitioner(organization, family_name="Abel")
    make_practitioner(organization, family_name="Moss", is_active=False)
    with acting(director):
        now = [row.family_name for row in queries.practitioners(director)]
        ever = [row.family_name for row in queries.practitioners(director, with_inactive=True)]
        assert (now, ever) == (["Abel", "Zee"], ["Abel", "Moss", "Zee"])


def test_those_may_treat_who_have_a_credential_or_more_than_a_desk(director, organization, acting):
    for family_name, role, has_card in [
        ("Desk", Role.FRONT_DESK, False),
        ("Licensed", Role.PROGRAM_DIRECTOR, True),
        ("New", Role.COUNSELOR, False),
    ]:
        person = make_practitioner(organization, family_name=family_name)
        make_membership(organization, role, practitioner_id=person.pk)
        if has_card:
            make_credential(person)
    make_practitioner(organization, family_name="Unlinked")
    make_practitioner(organization, family_name="Gone", is_active=False)
    with acting(director):
        found = [row.family_name for row in queries.treating(director)]
    assert found == ["Licensed", "New", "Unlinked"]


def test_the_choices_of_a_form_leave_out_whom_it_is_about(director, organization, acting):
    one = make_practitioner(organization, family_name="Abel", given_name="Jo")
    other = make_practitioner(organization, family_name="Zee", given_name="Al")
    with acting(director):
        assert queries.practitioner_choices(director, but=one.pk) == ((other.pk, "Zee, Al"),)


def test_one_practitioner_credential_and_member_are_found_here_alone(
    director, organization, acting
):
    practitioner = make_practitioner(organization)
    credential = make_credential(practitioner)
    member = make_membership(organization)
    theirs = make_credential(make_practitioner(make_organization()))
    stranger = make_membership(make_organization())
    with acting(director):
        assert queries.get_practitioner(director, practitioner.pk) == practitioner
        assert queries.get_credential(director, credential.pk).practitioner == practitioner
        assert queries.get_membership(director, member.pk).user == member.user
        with pytest.raises(Practitioner.DoesNotExist):
            queries.get_practitioner(director, theirs.practitioner_id)
        with pytest.raises(Credential.DoesNotExist):
            queries.get_credential(director, theirs.pk)
        with pytest.raises(Membership.DoesNotExist):
            queries.get_membership(director, stranger.pk)


@pytest.mark.parametrize("more", [0, 6])
def test_the_staff_list_costs_as_much_for_many_as_for_one(
    director, organization, acting, django_assert_num_queries, more
):
    for _number in range(1 + more):
        make_counselor(organization)
    with acting(director), django_assert_num_queries(3):
        assert len(queries.staff(director, today=TODAY)) == 2 + more


def test_the_staff_list_joins_sign_in_practitioner_and_credentials(director, organization, acting):
    nadia = make_practitioner(organization, family_name="Ortiz", given_name="Nadia")
    make_credential(nadia, number="LC-1", expiry_date=date(2026, 12, 4))
    make_membership(organization, Role.COUNSELOR, practitioner_id=nadia.pk, display_name="N. O.")
    make_practitioner(organization, family_name="Abel", given_name="Jo")
    make_practitioner(organization, family_name="Gone", is_active=False)
    make_membership(organization, Role.FRONT_DESK, display_name="Pat Quinn")
    make_membership(organization, Role.FRONT_DESK, display_name="Former", is_active=False)
    make_membership(organization, Role.CLIENT, patient_id=uuid4())
    with acting(director):
        now = queries.staff(director, today=TODAY)
        ever = queries.staff(director, today=TODAY, with_former=True)
    assert [queries.name_of(line) for line in now] == [
        "Abel, Jo",
        "D. Ford",
        "Ortiz, Nadia",
        "Pat Quinn",
    ]
    assert len(ever) == 6
    ortiz = now[2]
    assert [str(name) for name in ortiz.role_names] == ["Counselor"]
    [credential] = ortiz.credentials
    assert (credential.state, credential.days_left) == (CredentialState.LAPSES_SOON, 10)
    assert (now[0].role_names, now[0].credentials) == ((), ())


def test_the_cards_of_a_number_are_one_line(director, organization, acting):
    nadia = make_practitioner(organization)
    make_credential(nadia, number="LC-1", expiry_date=date(2026, 12, 31))
    make_credential(
        nadia, number="LC-1", issue_date=date(2027, 1, 1), expiry_date=date(2028, 12, 31)
    )
    with acting(director):
        lines = queries.credential_lines(director, [nadia.pk], today=TODAY)
    [line] = lines[nadia.pk]
    assert (line.credential.expiry_date.year, line.state) == (2028, CredentialState.VALID)


def test_agents_are_known_by_the_names_that_colleagues_use(director, organization, acting):
    pat = make_membership(organization, Role.FRONT_DESK, display_name="P. Quinn")
    stranger = make_membership(make_organization(), display_name="S. Stone")
    system_agent = worker(organization.pk).agent_id
    with acting(director):
        names = queries.agent_names(director, [pat.user_id, stranger.user_id, system_agent])
    assert names == {pat.user_id: "P. Quinn", system_agent: "worker"}


def test_each_role_s_permissions_can_be_read(director, acting):
    with acting(director):
        held = queries.permissions_by_role(director)
    assert held[Role.KIOSK] >= {Permission.CHECK_IN_SELF}


def test_another_organization_s_member_s_browsers_are_not_seen(director, acting):
    stranger = make_membership(make_organization())
    with acting(director), pytest.raises(Membership.DoesNotExist):
        queries.sessions_of(director, stranger.pk, now=NOW)


READS = {
    "member": lambda by: queries.get_membership(by, uuid4()),
    "names": lambda by: queries.agent_names(by, []),
    "practitioner": lambda by: queries.get_practitioner(by, uuid4()),
    "practitioners": queries.practitioners,
    "treating": queries.treating,
    "choices": queries.practitioner_choices,
    "credential": lambda by: queries.get_credential(by, uuid4()),
    "credentials": lambda by: queries.credentials_of(by, []),
    "credential lines": lambda by: queries.credential_lines(by, [], today=TODAY),
    "valid credential": lambda by: queries.valid_credential(by, uuid4(), on=TODAY),
    "permissions": queries.permissions_by_role,
    "staff": lambda by: queries.staff(by, today=TODAY),
    "browsers": lambda by: queries.sessions_of(by, uuid4(), now=NOW),
}


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_a_read_is_denied_without_its_permission(read, acting):
    actor = make_actor(permissions=set())
    with acting(actor), pytest.raises(NotPermittedError):
        read(actor)
