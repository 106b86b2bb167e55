"""Opening an organization, its places and its programs."""

from dataclasses import replace
from uuid import uuid4

import pytest

from tests.factories.accounts import make_actor
from tests.factories.tenancy import make_organization, make_room, make_service, make_site
from wayhome.shared.accounts import system
from wayhome.shared.accounts.codes import Role
from wayhome.shared.audit.actor import NotPermittedError
from wayhome.shared.audit.models import AuditEvent
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.refusal import Refusal
from wayhome.shared.core.uuid7 import uuid7
from wayhome.shared.tenancy import actions
from wayhome.shared.tenancy.codes import (
    OrganizationObstacle,
    PlaceObstacle,
    RoomFeature,
    ServiceObstacle,
)
from wayhome.shared.tenancy.models import Location, Organization
from wayhome.shared.tenancy.rules import ServicePlan

pytestmark = pytest.mark.django_db

EVENING = ServicePlan("Evening IOP", "2.1", "America/New_York", jurisdiction="NY")


@pytest.fixture
def director():
    return make_actor(make_organization(), Role.PROGRAM_DIRECTOR)


def refused(error, act):
    with pytest.raises(error) as refusal:
        act()
    return refusal.value.obstacles


def test_a_system_agent_opens_the_organization_that_it_acts_for(acting):
    by = system.installer(uuid7())
    opened = actions.open_organization(by, name=" Harbor Recovery ", slug="harbor")
    with acting(by):
        event = AuditEvent.objects.get(organization_id=by.organization_id)
    assert (opened.pk, opened.name) == (by.organization_id, "Harbor Recovery")
    assert (event.agent_id, event.entity_id) == (by.agent_id, opened.pk)


@pytest.mark.parametrize(
    ("same_id", "name", "slug", "obstacle"),
    [
        (False, "", "new", OrganizationObstacle.NAME_MISSING),
        (False, "Other", "harbor", OrganizationObstacle.ADDRESS_NAME_TAKEN),
        (True, "Other", "other", OrganizationObstacle.ALREADY_OPEN),
    ],
)
def test_an_organization_is_opened_once_under_a_name_of_its_own(same_id, name, slug, obstacle):
    first = system.installer(uuid7())
    actions.open_organization(first, name="Harbor Recovery", slug="harbor")
    by = first if same_id else system.installer(uuid7())
    assert refused(
        actions.CannotSaveOrganizationError,
        lambda: actions.open_organization(by, name=name, slug=slug),
    ) == (obstacle,)


def test_an_organization_can_be_renamed_but_not_to_nothing(director):
    actions.rename_organization(director, name="Harbor House")
    assert refused(
        actions.CannotSaveOrganizationError, lambda: actions.rename_organization(director, name=" ")
    ) == (OrganizationObstacle.NAME_MISSING,)
    assert Organization.objects.get(pk=director.organization_id).name == "Harbor House"


def test_a_site_is_added_and_changed(director, acting):
    site = actions.add_site(director, name="Main Street", address_state="NY", phone="555-0100")
    actions.change_site(director, site_id=site.pk, name="Main St", directions="Bus 7")
    with acting(director):
        site = site.refreshed()
    assert (site.name, site.directions, site.phone, site.physical_type) == (
        "Main St",
        "Bus 7",
        "",
        "si",
    )


def test_a_site_is_refused_with_every_reason(director, acting):
    obstacles = refused(
        actions.CannotSavePlaceError,
        lambda: actions.add_site(director, name="", address_state="XX"),
    )
    assert obstacles == (PlaceObstacle.NAME_MISSING, PlaceObstacle.STATE_UNKNOWN)
    with acting(director):
        assert not Location.objects.exists()


@pytest.mark.parametrize("add", [actions.add_site])
def test_two_sites_do_not_share_a_name(director, add):
    add(director, name="Main Street")
    assert refused(actions.CannotSavePlaceError, lambda: add(director, name="Main Street")) == (
        PlaceObstacle.NAME_TAKEN,
    )


def test_a_room_is_added_and_changed(director, acting):
    site = make_site(director.organization_id)
    room = actions.add_room(director, site_id=site.pk, name="Room 1", capacity=12)
    assert room.features == []
    features = [RoomFeature.SCREEN, RoomFeature.KITCHEN, RoomFeature.SCREEN]
    actions.change_room(director, room_id=room.pk, name="Room A", features=features)
    with acting(director):
        room = room.refreshed()
    assert (room.name, room.capacity, room.part_of_id) == ("Room A", None, site.pk)
    assert room.features == ["kitchen", "screen"]


def test_a_change_on_an_old_edition_is_refused_and_changes_nothing(director, acting):
    site = make_site(director.organization_id, name="Main Street")
    room = make_room(director.organization_id, part_of=site, name="Room 1")
    service = make_service(director.organization_id, location=site)
    change = {
        site: lambda edition: actions.change_site(
            director, site_id=site.pk, name="Main St", edition=edition
        ),
        room: lambda edition: actions.change_room(
            director, room_id=room.pk, name="Room A", edition=edition
        ),
        service: lambda edition: actions.change_service(
            director, service_id=service.pk, site_id=site.pk, plan=EVENING, edition=edition
        ),
    }
    for row, write in change.items():
        assert write(1).edition == 2
        with pytest.raises(Refusal) as refused:
            write(1)
        assert refused.value.codes == ("edited-meanwhile",)
        with acting(director):
            assert row.refreshed().edition == 2
        assert write(2).edition == 3


def test_two_rooms_of_a_site_do_not_share_a_name_those_of_two_sites_may(director):
    one, other = make_site(director.organization_id), make_site(director.organization_id)
    actions.add_room(director, site_id=one.pk, name="Room 1")
    actions.add_room(director, site_id=other.pk, name="Room 1")
    assert refused(
        actions.CannotSavePlaceError,
        lambda: actions.add_room(director, site_id=one.pk, name="Room 1"),
    ) == (PlaceObstacle.NAME_TAKEN,)


def test_a_closed_site_takes_no_new_room_and_no_program(director):
    site = make_site(director.organization_id)
    actions.set_location_active(director, location_id=site.pk, is_active=False)
    assert refused(
        actions.CannotSavePlaceError,
        lambda: actions.add_room(director, site_id=site.pk, name="Room 1", capacity=0),
    ) == (PlaceObstacle.CAPACITY_BELOW_ONE, PlaceObstacle.SITE_CLOSED)
    assert refused(
        actions.CannotSaveServiceError,
        lambda: actions.add_service(director, site_id=site.pk, plan=EVENING),
    ) == (ServiceObstacle.SITE_CLOSED,)


def test_a_room_can_be_closed_and_opened_again(director, acting):
    room = make_room(director.organization_id)
    for is_active in (False, True):
        actions.set_location_active(director, location_id=room.pk, is_active=is_active)
        with acting(director):
            assert room.refreshed().is_active is is_active


def test_a_site_where_a_program_runs_stays_open(director):
    service = make_service(director.organization_id)
    close = {"location_id": service.location_id, "is_active": False}
    assert refused(
        actions.CannotSavePlaceError, lambda: actions.set_location_active(director, **close)
    ) == (PlaceObstacle.SITE_IN_USE,)
    actions.set_service_active(director, service_id=service.pk, is_active=False)
    assert not actions.set_location_active(director, **close).is_active


def test_a_program_is_added_and_changed(director, acting):
    site = make_site(director.organization_id)
    service = actions.add_service(director, site_id=site.pk, plan=EVENING)
    changed = replace(EVENING, name="Day IOP", weekly_target_minutes=600, group_cap=10)
    actions.change_service(director, service_id=service.pk, site_id=site.pk, plan=changed)
    with acting(director):
        service = service.refreshed()
    assert (service.name, service.weekly_target_minutes, service.group_cap) == ("Day IOP", 600, 10)
    assert (service.jurisdiction, service.week_starts_on, service.location_id) == ("NY", 0, site.pk)


def test_a_program_is_refused_for_what_it_lacks_and_for_a_name_that_is_taken(director):
    site = make_site(director.organization_id)
    actions.add_service(director, site_id=site.pk, plan=EVENING)

    def add(**given):
        return lambda: actions.add_service(
            director, site_id=site.pk, plan=replace(EVENING, **given)
        )

    assert refused(actions.CannotSaveServiceError, add(name="")) == (ServiceObstacle.NAME_MISSING,)
    assert refused(actions.CannotSaveServiceError, add()) == (ServiceObstacle.NAME_TAKEN,)


def test_a_room_is_no_site(director):
    room = make_room(director.organization_id)
    with pytest.raises(Location.DoesNotExist):
        actions.add_room(director, site_id=room.pk, name="Room in a room")


THEIRS = [
    ("site", lambda by, site: actions.change_site(by, site_id=site.pk, name="x")),
    ("room", lambda by, site: actions.add_room(by, site_id=site.pk, name="x")),
    ("program", lambda by, site: actions.add_service(by, site_id=site.pk, plan=EVENING)),
    (
        "closing",
        lambda by, site: actions.set_location_active(by, location_id=site.pk, is_active=False),
    ),
]


@pytest.mark.parametrize("act", [act for _name, act in THEIRS], ids=[name for name, _act in THEIRS])
def test_another_organization_s_site_does_not_exist(director, act):
    with pytest.raises(Location.DoesNotExist):
        act(director, make_site(make_organization()))


DENIED = [
    (actions.open_organization, {"name": "A", "slug": "a"}),
    (actions.rename_organization, {"name": "A"}),
    (actions.add_site, {"name": "A"}),
    (actions.change_site, {"site_id": uuid4(), "name": "A"}),
    (actions.add_room, {"site_id": uuid4(), "name": "A"}),
    (actions.change_room, {"room_id": uuid4(), "name": "A"}),
    (actions.set_location_active, {"location_id": uuid4(), "is_active": False}),
    (actions.add_service, {"site_id": uuid4(), "plan": EVENING}),
    (actions.change_service, {"service_id": uuid4(), "site_id": uuid4(), "plan": EVENING}),
    (actions.set_service_active, {"service_id": uuid4(), "is_active": False}),
]


@pytest.mark.parametrize(("action", "given"), DENIED, ids=[a.__name__ for a, _ in DENIED])
def test_an_action_is_denied_without_its_permission(action, given):
    with pytest.raises(NotPermittedError):
        action(make_actor(permissions=set(Permission) - {action.permission}), **given)
