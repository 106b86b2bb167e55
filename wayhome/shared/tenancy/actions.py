"""Writes of organizations, places and programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.refusal import Refusal, refusing
from wayhome.shared.tenancy import rules
from wayhome.shared.tenancy.codes import (
    LocationPhysicalType,
    OrganizationObstacle,
    PlaceObstacle,
    ServiceObstacle,
)
from wayhome.shared.tenancy.models import HealthcareService, Location, Organization
from wayhome.shared.tenancy.rules import ServicePlan

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.tenancy.codes import RoomFeature

_PLACE_CLASH = {"location_name_once": PlaceObstacle.NAME_TAKEN}
_SERVICE_CLASH = {"healthcare_service_name_once": ServiceObstacle.NAME_TAKEN}
_ORGANIZATION_CLASH = {
    "tenancy_organization_slug_key": OrganizationObstacle.ADDRESS_NAME_TAKEN,
    "tenancy_organization_pkey": OrganizationObstacle.ALREADY_OPEN,
}


class CannotSaveOrganizationError(Refusal):
    """An organization can't be opened or named so."""


class CannotSavePlaceError(Refusal):
    """A site or a room can't be so."""


class CannotSaveServiceError(Refusal):
    """A program can't be so."""


@action(Permission.ORGANIZATION_OPEN)
def open_organization(by: Actor, *, name: str, slug: str) -> Organization:
    """Open the organization that the system agent already acts for: it gets that id.

    :raises CannotSaveOrganizationError: with the reason why not
    """
    if not name.strip():
        raise CannotSaveOrganizationError((OrganizationObstacle.NAME_MISSING,))
    opened = Organization(pk=by.organization_id, name=name.strip(), slug=slug)
    with refusing(CannotSaveOrganizationError, _ORGANIZATION_CLASH):
        opened.save(force_insert=True)
    return opened


@action(Permission.SITE_MANAGE)
def rename_organization(by: Actor, *, name: str) -> Organization:
    """Give the organization another name.

    :raises CannotSaveOrganizationError: when there is none
    """
    organization = Organization.objects.select_for_update().get(pk=by.organization_id)
    if not name.strip():
        raise CannotSaveOrganizationError((OrganizationObstacle.NAME_MISSING,))
    organization.name = name.strip()
    organization.save(update_fields=["name"])
    return organization


@action(Permission.SITE_MANAGE)
def add_site(
    by: Actor,
    *,
    name: str,
    address_line: str = "",
    address_city: str = "",
    address_state: str = "",
    address_postal_code: str = "",
    phone: str = "",
    directions: str = "",
) -> Location:
    """Add a place where the organization gives care.

    :raises CannotSavePlaceError: with every reason why not
    """
    site = Location(
        organization_id=by.organization_id,
        physical_type=LocationPhysicalType.SITE,
        name=name.strip(),
        address_line=address_line,
        address_city=address_city,
        address_state=address_state,
        address_postal_code=address_postal_code,
        phone=phone,
        directions=directions,
    )
    return _saved_place(site, rules.obstacles_to_site(name=name, state=address_state))


@action(Permission.SITE_MANAGE)
def change_site(
    _by: Actor,
    *,
    site_id: UUID,
    name: str,
    address_line: str = "",
    address_city: str = "",
    address_state: str = "",
    address_postal_code: str = "",
    phone: str = "",
    directions: str = "",
    edition: int | None = None,
) -> Location:
    """Change what is known of a site; an edition of None takes it as it stands.

    :raises CannotSavePlaceError: with every reason why not
    """
    site = _place_to_change(site_id, LocationPhysicalType.SITE, edition)
    site.name, site.phone, site.directions = name.strip(), phone, directions
    site.address_line, site.address_city = address_line, address_city
    site.address_state, site.address_postal_code = address_state, address_postal_code
    return _saved_place(site, rules.obstacles_to_site(name=name, state=address_state))


@action(Permission.SITE_MANAGE)
def add_room(
    by: Actor,
    *,
    site_id: UUID,
    name: str,
    capacity: int | None = None,
    features: Iterable[RoomFeature] = (),
) -> Location:
    """Add a room to a site; its capacity counts the seats of clients.

    :raises CannotSavePlaceError: with every reason why not
    """
    room = Location(
        organization_id=by.organization_id,
        physical_type=LocationPhysicalType.ROOM,
        part_of=_locked_place(site_id, LocationPhysicalType.SITE),
        name=name.strip(),
        capacity=capacity,
        features=sorted({*features}),
    )
    return _saved_place(room, rules.obstacles_to_room(name=name, capacity=capacity))


@action(Permission.SITE_MANAGE)
def change_room(
    _by: Actor,
    *,
    room_id: UUID,
    name: str,
    capacity: int | None = None,
    features: Iterable[RoomFeature] = (),
    edition: int | None = None,
) -> Location:
    """Change a room's name, capacity or features.

    :raises CannotSavePlaceError: with every reason why not
    """
    room = _place_to_change(room_id, LocationPhysicalType.ROOM, edition)
    room.name, room.capacity, room.features = name.strip(), capacity, sorted({*features})
    return _saved_place(room, rules.obstacles_to_room(name=name, capacity=capacity))


@action(Permission.SITE_MANAGE)
def set_location_active(_by: Actor, *, location_id: UUID, is_active: bool) -> Location:
    """Close a site or a room for new plans, or open it again.

    :raises CannotSavePlaceError: when an open program stands at the site
    """
    place = Location.objects.select_for_update(of=("self",)).get(pk=location_id)
    in_use = HealthcareService.objects.filter(location=place, is_active=True).exists()
    if in_use and not is_active:
        raise CannotSavePlaceError((PlaceObstacle.SITE_IN_USE,))
    place.is_active = is_active
    place.save(update_fields=["is_active"])
    return place


@action(Permission.SITE_MANAGE)
def add_service(
    by: Actor, *, site_id: UUID, plan: ServicePlan, external_id: str = ""
) -> HealthcareService:
    """Add a program at a site.

    :raises CannotSaveServiceError: with every reason why not
    """
    added = HealthcareService(organization_id=by.organization_id, external_id=external_id)
    return _saved_service(added, site_id, plan)


@action(Permission.SITE_MANAGE)
def change_service(
    _by: Actor, *, service_id: UUID, site_id: UUID, plan: ServicePlan, edition: int | None = None
) -> HealthcareService:
    """Change a program; an edition of None takes it as it stands.

    :raises CannotSaveServiceError: with every reason why not
    """
    service = HealthcareService.objects.select_for_update(of=("self",)).get(pk=service_id)
    if edition not in {None, service.edition}:
        raise CannotSaveServiceError((ServiceObstacle.EDITED_MEANWHILE,))
    service.edition += 1
    return _saved_service(service, site_id, plan)


@action(Permission.SITE_MANAGE)
def set_service_active(_by: Actor, *, service_id: UUID, is_active: bool) -> HealthcareService:
    """Close a program for new admissions and groups, or open it again."""
    service = HealthcareService.objects.select_for_update(of=("self",)).get(pk=service_id)
    service.is_active = is_active
    service.save(update_fields=["is_active"])
    return service


def _locked_place(location_id: UUID, kind: LocationPhysicalType) -> Location:
    rows = Location.objects.select_for_update(of=("self",))
    return rows.get(pk=location_id, physical_type=kind)


def _place_to_change(
    location_id: UUID, kind: LocationPhysicalType, edition: int | None
) -> Location:
    place = _locked_place(location_id, kind)
    if edition not in {None, place.edition}:
        raise CannotSavePlaceError((PlaceObstacle.EDITED_MEANWHILE,))
    place.edition += 1
    return place


def _saved_place(place: Location, obstacles: tuple[PlaceObstacle, ...]) -> Location:
    if place.part_of is not None and not place.part_of.is_active:
        obstacles = (*obstacles, PlaceObstacle.SITE_CLOSED)
    if obstacles:
        raise CannotSavePlaceError(obstacles)
    with refusing(CannotSavePlaceError, _PLACE_CLASH):
        place.save()
    return place


def _saved_service(
    service: HealthcareService, site_id: UUID, plan: ServicePlan
) -> HealthcareService:
    site = _locked_place(site_id, LocationPhysicalType.SITE)
    obstacles = rules.obstacles_to_service(plan)
    if not site.is_active:
        obstacles = (*obstacles, ServiceObstacle.SITE_CLOSED)
    if obstacles:
        raise CannotSaveServiceError(obstacles)
    service.location = site
    service.name, service.level_of_care = plan.name.strip(), plan.level_of_care
    service.time_zone, service.week_starts_on = plan.time_zone, plan.week_starts_on
    service.jurisdiction, service.group_cap = plan.jurisdiction, plan.group_cap
    service.weekly_target_minutes = plan.weekly_target_minutes
    with refusing(CannotSaveServiceError, _SERVICE_CLASH):
        service.save()
    return service
