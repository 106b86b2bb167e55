"""Reading the organization, its places and its programs."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from tests.factories.accounts import make_actor
from tests.factories.tenancy import make_organization, make_room, make_service, make_site
from wayhome.shared.accounts.codes import Role
from wayhome.shared.audit.actor import NotPermittedError
from wayhome.shared.tenancy import queries
from wayhome.shared.tenancy.models import HealthcareService, Location

pytestmark = pytest.mark.django_db


@pytest.fixture
def organization():
    return make_organization(name="Harbor Recovery")


@pytest.fixture
def by(organization):
    return make_actor(organization, Role.PROGRAM_DIRECTOR)


def names(rows):
    return [row.name for row in rows]


def test_places_and_programs_come_by_name_and_without_the_closed_ones(by, organization, acting):
    hill, main = make_site(organization, name="Hill"), make_site(organization, name="Main")
    make_site(organization, name="Old", is_active=False)
    make_room(organization, part_of=main, name="A")
    make_room(organization, part_of=hill, name="B")
    make_room(organization, part_of=hill, name="C", is_active=False)
    make_service(organization, location=main, name="Evening")
    make_service(organization, location=main, name="Day")
    make_service(organization, location=main, name="Gone", is_active=False)
    with acting(by):
        assert names(queries.sites(by)) == ["Hill", "Main"]
        assert names(queries.sites(by, with_closed=True)) == ["Hill", "Main", "Old"]
        assert names(queries.rooms(by)) == ["B", "A"]
        assert names(queries.rooms(by, site_id=hill.pk, with_closed=True)) == ["B", "C"]
        assert names(queries.services(by)) == ["Day", "Evening"]
        assert names(queries.services(by, with_closed=True)) == ["Day", "Evening", "Gone"]
        assert [name for _pk, name in queries.site_choices(by)] == ["Hill", "Main"]


def test_one_place_and_one_program_are_found_by_their_ids(by, organization, acting):
    room, service = make_room(organization), make_service(organization)
    with acting(by):
        assert queries.get_location(by, room.pk).part_of.pk == room.part_of_id
        assert queries.get_service(by, service.pk).location.pk == service.location_id
        assert queries.get_organization(by).name == "Harbor Recovery"


def test_another_organization_s_places_and_programs_do_not_exist(by, acting):
    theirs = make_service(make_organization())
    with acting(by):
        with pytest.raises(HealthcareService.DoesNotExist):
            queries.get_service(by, theirs.pk)
        with pytest.raises(Location.DoesNotExist):
            queries.get_location(by, theirs.location_id)
        assert not queries.services(by).exists()


@pytest.mark.parametrize("more", [0, 5])
def test_the_overview_costs_as_much_for_many_as_for_one(
    by, organization, acting, django_assert_num_queries, more
):
    for _number in range(1 + more):
        site = make_site(organization)
        make_service(organization, location=site, level_of_care="9")
        make_room(organization, part_of=site)
    with acting(by), django_assert_num_queries(4):
        overview = queries.overview(by)
    assert len(overview.sites) == len(overview.services) == 1 + more
    assert [len(line.rooms) for line in overview.sites] == [1] * (1 + more)
    assert overview.services[0].level == "9"


def test_a_level_and_a_zone_are_told_in_words(by, organization, acting):
    make_service(organization, level_of_care="2.1", time_zone="America/Chicago")
    with acting(by):
        [line] = queries.overview(by).services
    assert (str(line.level), str(line.zone)) == ("2.1, intensive outpatient", "Central")


LATE = datetime(2026, 11, 25, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day"), [("America/New_York", 24), ("Asia/Tokyo", 25), (None, 25)]
)
def test_an_organization_s_day_is_that_of_its_first_program(by, organization, acting, zone, day):
    if zone:
        make_service(organization, name="A", time_zone=zone)
        make_service(organization, name="B", time_zone="Pacific/Honolulu")
    with acting(by):
        assert queries.local_day(by, LATE) == date(2026, 11, day)


def test_an_organization_keeps_the_time_of_most_of_its_open_programs(acting):
    by = make_actor()
    with acting(by):
        assert str(queries.zone_of(by)) == "UTC"
    organization = by.organization_id
    make_service(organization, name="A", time_zone="Pacific/Honolulu")
    make_service(organization, name="B", time_zone="America/Chicago", is_active=False)
    make_service(organization, name="C", time_zone="America/Chicago")
    with acting(by):
        assert str(queries.zone_of(by)) == "Pacific/Honolulu"
    make_service(organization, name="D", time_zone="America/Chicago")
    with acting(by):
        assert str(queries.zone_of(by)) == "America/Chicago"


def test_an_organization_is_found_by_its_short_name_before_anyone_acts():
    organization = make_organization(slug="harbor")
    assert queries.organization_id_of("harbor") == organization.pk
    assert queries.organization_id_of("hill") is None


READS = {
    "organization": queries.get_organization,
    "overview": queries.overview,
    "sites": queries.sites,
    "site choices": queries.site_choices,
    "rooms": queries.rooms,
    "services": queries.services,
    "one place": lambda by: queries.get_location(by, uuid4()),
    "one program": lambda by: queries.get_service(by, uuid4()),
    "day": lambda by: queries.local_day(by, LATE),
}


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_a_read_is_denied_without_its_permission(read, acting):
    actor = make_actor(permissions=set())
    with acting(actor), pytest.raises(NotPermittedError):
        read(actor)
