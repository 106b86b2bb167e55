"""Reads of the organization, its places and its programs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core import period
from wayhome.shared.core.memo import once_a_page
from wayhome.shared.core.prepared import Prepared
from wayhome.shared.tenancy.codes import LocationPhysicalType, RoomFeature, ServiceLevel
from wayhome.shared.tenancy.labels import LEVELS, ROOM_FEATURES, ZONES
from wayhome.shared.tenancy.models import HealthcareService, Location, Organization

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet
    from django.utils.functional import Promise

    from wayhome.shared.audit.actor import Actor


@dataclass(frozen=True, slots=True)
class RoomLine:
    """A room with the words for what it has."""

    room: Location
    features: tuple[str | Promise, ...]


@dataclass(frozen=True, slots=True)
class SiteLine:
    """A site with its rooms."""

    site: Location
    rooms: tuple[RoomLine, ...]


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A program with what a person reads for its level and its zone."""

    service: HealthcareService
    level: str | Promise
    zone: str | Promise


@dataclass(frozen=True, slots=True)
class Overview:
    """The organization with all that it runs and where, closed ones included."""

    organization: Organization
    services: tuple[ServiceLine, ...]
    sites: tuple[SiteLine, ...]


def overview(by: Actor) -> Overview:
    """Return what the settings page shows, in four statements."""
    by.require(Permission.SETTINGS_VIEW)
    by_site: dict[UUID | None, list[RoomLine]] = {}
    for room in rooms(by, with_closed=True):
        by_site.setdefault(room.part_of_id, []).append(_room_line(room))
    return Overview(
        get_organization(by),
        tuple(_service_line(row) for row in services(by, with_closed=True)),
        tuple(
            SiteLine(site, tuple(by_site.get(site.pk, ()))) for site in sites(by, with_closed=True)
        ),
    )


def _room_line(room: Location) -> RoomLine:
    return RoomLine(room, tuple(ROOM_FEATURES[RoomFeature(code)] for code in room.features))


def site_choices(by: Actor) -> tuple[tuple[UUID, str], ...]:
    """Return the open sites as choices of a form."""
    by.require(Permission.SITE_MANAGE)
    return tuple(sites(by).values_list("pk", "name"))


def get_organization(by: Actor) -> Organization:
    by.require(Permission.SITE_VIEW)
    return Organization.objects.get(pk=by.organization_id)


def organization_id_of(slug: str) -> UUID | None:
    """Return the organization of a short name, for a command that is about to act for it."""
    return Organization.objects.filter(slug=slug).values_list("pk", flat=True).first()


def sites(by: Actor, *, with_closed: bool = False) -> QuerySet[Location]:
    return _places(by, LocationPhysicalType.SITE, with_closed=with_closed).order_by("name", "pk")


def rooms(
    by: Actor, *, site_id: UUID | None = None, with_closed: bool = False
) -> QuerySet[Location]:
    """Return the rooms with their sites, in the order of sites and names."""
    found = _places(by, LocationPhysicalType.ROOM, with_closed=with_closed)
    if site_id is not None:
        found = found.filter(part_of=site_id)
    return found.select_related("part_of").order_by("part_of__name", "name", "pk")


def get_location(by: Actor, location_id: UUID) -> Location:
    by.require(Permission.SITE_VIEW)
    return Location.objects.select_related("part_of").get(pk=location_id)


def services(by: Actor, *, with_closed: bool = False) -> QuerySet[HealthcareService]:
    """Return the programs with their sites, in the order of their names."""
    by.require(Permission.SITE_VIEW)
    return _programs() if with_closed else _programs().filter(is_active=True)


def programs(by: Actor, *, with_closed: bool = False) -> list[HealthcareService]:
    """Return the same, read: what most pages start from."""
    by.require(Permission.SITE_VIEW)
    return [program for program in _all_programs(by) if with_closed or program.is_active]


@once_a_page
def _all_programs(_by: Actor) -> list[HealthcareService]:
    return _PROGRAMS.rows()


def get_service(by: Actor, service_id: UUID) -> HealthcareService:
    by.require(Permission.SITE_VIEW)
    return HealthcareService.objects.select_related("location").get(pk=service_id)


def zone_of(by: Actor) -> ZoneInfo:
    """Return the organization's time zone: that of most of its open programs."""
    zones = Counter(program.time_zone for program in programs(by))
    return ZoneInfo(zones.most_common(1)[0][0] if zones else "UTC")


def local_day(by: Actor, now: datetime) -> date:
    """Return the day on which the organization is."""
    return period.local_day(now, zone_of(by))


def _programs() -> QuerySet[HealthcareService]:
    return HealthcareService.objects.select_related("location").order_by("name", "pk")


_PROGRAMS = Prepared(_programs)


def _places(by: Actor, kind: LocationPhysicalType, *, with_closed: bool) -> QuerySet[Location]:
    by.require(Permission.SITE_VIEW)
    found = Location.objects.filter(physical_type=kind)
    return found if with_closed else found.filter(is_active=True)


def _service_line(service: HealthcareService) -> ServiceLine:
    known = service.level_of_care in {*ServiceLevel}
    level = LEVELS[ServiceLevel(service.level_of_care)] if known else service.level_of_care
    return ServiceLine(service, level, ZONES.get(service.time_zone, service.time_zone))
