"""A director lets someone in, keeps the rooms and the numbers in order; every page is fit to use."""

from datetime import date

import pytest

from tests.factories.accounts import make_credential, make_membership, make_practitioner
from tests.factories.rulepacks import make_rule_value
from tests.factories.tenancy import make_organization, make_room, make_service, make_site
from wayhome.journey.rulepacks.codes import RuleKey
from wayhome.shared.accounts.codes import Role


@pytest.fixture
def director():
    organization = make_organization(name="Harbor Recovery")
    site = make_site(
        organization,
        name="Main Street",
        address_line="12 Main Street",
        address_city="Albany",
        address_state="NY",
        phone="555-0100",
    )
    make_room(organization, part_of=site, name="Room 1", capacity=12)
    make_room(organization, part_of=site, name="Attic", is_active=False, capacity=None)
    make_service(organization, location=site, name="Evening IOP", jurisdiction="NY")
    make_service(organization, location=site, name="Day IOP", is_active=False)
    return make_membership(organization, Role.PROGRAM_DIRECTOR, display_name="Dana Ford")


@pytest.fixture
def staff(director):
    supervisor = make_practitioner(director.organization, family_name="Abara", given_name="Ife")
    make_credential(supervisor, code="LCSW", number="LC-1", expiry_date=date(2020, 1, 1))
    trainee = make_practitioner(
        director.organization,
        family_name="Vandersloot-Okonkwo",
        given_name="Maximiliana",
        supervisor_id=supervisor.pk,
        needs_cosignature=True,
    )
    make_credential(trainee, code="LMSW", number="LM-7")
    return make_membership(
        director.organization,
        Role.COUNSELOR,
        Role.FRONT_DESK,
        practitioner_id=trainee.pk,
        display_name="M. Vandersloot-Okonkwo",
    )


@pytest.fixture
def dana(visit, director):
    visitor = visit()
    visitor.sign_in(director.user)
    return visitor


def test_a_director_lets_someone_in(dana):
    dana.go("/staff/")
    dana.look()
    dana.page.get_by_role("link", name="Give someone access").click()
    dana.page.get_by_label("Email").fill("pat@example.org")
    dana.page.get_by_label("Name").fill("Pat Quinn")
    dana.look()
    dana.page.get_by_role("button", name="Give access and send the link").click()
    dana.page.get_by_text("Choose at least one role.").first.wait_for()
    dana.look()
    dana.page.get_by_label("Front desk").check()
    dana.page.get_by_role("button", name="Give access and send the link").click()
    dana.page.get_by_role("rowheader", name="Pat Quinn").wait_for()


@pytest.mark.usefixtures("staff")
def test_a_director_records_a_renewal(dana):
    dana.go("/staff/")
    dana.look()
    dana.page.get_by_role("link", name="Credentials Abara").click()
    dana.look()
    dana.page.get_by_role("link", name="Renewed LCSW LC-1").click()
    dana.look()
    dana.page.get_by_label("Valid from").fill("2026-01-01")
    dana.page.get_by_label("Last day").fill("2099-12-31")
    dana.page.get_by_role("button", name="Record it").click()
    dana.page.get_by_text("The renewal is recorded.").wait_for()
    assert dana.page.get_by_text("until Thu, Dec 31, 2099").is_visible()


def test_a_director_sets_a_number(dana):
    dana.go("/rules/")
    dana.look()
    dana.page.get_by_role("link", name="Most people in a therapy group").click()
    dana.look()
    dana.page.get_by_label("Number", exact=True).fill("14")
    dana.page.get_by_label("Holds from").fill("2026-01-01")
    dana.page.get_by_role("button", name="Set it").click()
    dana.page.get_by_label("Where it stands").fill("Contract 7")
    dana.page.get_by_role("button", name="Set it").click()
    dana.page.get_by_text("14 people where nothing narrower is set.").wait_for()


def test_the_pages_of_settings_are_fit_to_use(dana, director, staff):
    value = make_rule_value(director.organization, key=RuleKey.NOTE_SIGN_HOURS)
    for path in (
        "/program/",
        "/program/name/",
        "/program/sites/add/",
        "/program/services/add/",
        "/staff/roles/",
        "/staff/practitioners/add/",
        f"/staff/practitioners/{staff.practitioner_id}/",
        f"/staff/practitioners/{staff.practitioner_id}/credentials/add/",
        f"/staff/members/{staff.pk}/",
        "/rules/note-sign-hours/",
        f"/rules/note-sign-hours/{value.pk}/end/",
    ):
        dana.go(path)
        dana.look()


def test_someone_without_a_role_for_it_is_told_so(visit):
    visitor = visit()
    client = make_membership(make_organization(), Role.KIOSK)
    visitor.sign_in(client.user)
    visitor.go("/staff/")
    assert visitor.page.get_by_role("heading", name="You can't open this").is_visible()
    visitor.look()
