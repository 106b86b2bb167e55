"""Organizations, sites, rooms and programs."""

from tests.factories.base import made, unique
from wayhome.shared.core import gate
from wayhome.shared.tenancy.models import HealthcareService, Location, Organization


def make_organization(**given):
    name = given.pop("name", unique("Harbor Recovery"))
    with gate.opened("tests.factory"):
        return Organization.objects.create(
            name=name, slug=given.pop("slug", unique("org")), **given
        )


def make_site(organization, **given):
    given.setdefault("name", unique("Main Street"))
    return made(Location, organization, physical_type="si", **given)


def make_room(organization, **given):
    site = given.pop("part_of", None) or make_site(organization)
    given.setdefault("name", unique("Room"))
    given.setdefault("capacity", 14)
    return made(Location, organization, physical_type="ro", part_of_id=site.pk, **given)


def make_service(organization, **given):
    location = given.pop("location", None) or make_site(organization)
    given.setdefault("name", unique("Evening IOP"))
    given.setdefault("level_of_care", "2.1")
    given.setdefault("time_zone", "America/New_York")
    return made(HealthcareService, organization, location_id=location.pk, **given)
