"""Organizations, their places, and the programs they run there."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from wayhome.shared.core.fields import TenantForeignKey
from wayhome.shared.core.models import GlobalRecord, Record
from wayhome.shared.tenancy.codes import RoomFeature


class Organization(GlobalRecord):
    """Whose data a row is. A global table: written rarely, by the system."""

    slug = models.SlugField(unique=True)
    name = models.TextField()


class Location(Record):
    """A site, or a room of one (FHIR Location.physicalType "si", "ro")."""

    name = models.TextField()
    physical_type = models.TextField()
    part_of = TenantForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    part_of_id: UUID | None
    address_line = models.TextField(default="", blank=True)
    address_city = models.TextField(default="", blank=True)
    address_state = models.TextField(default="", blank=True)
    address_postal_code = models.TextField(default="", blank=True)
    phone = models.TextField(default="", blank=True)
    directions = models.TextField(default="", blank=True)
    capacity = models.PositiveSmallIntegerField(null=True)
    features = ArrayField(models.TextField(), default=list, db_default=[])
    is_active = models.BooleanField(default=True)
    edition = models.PositiveIntegerField(default=1, db_default=1)

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="location_physical_type_known", condition=Q(physical_type__in=["si", "ro"])
            ),
            models.CheckConstraint(
                name="location_room_is_part_of_a_site",
                condition=~Q(physical_type="ro") | Q(part_of__isnull=False),
            ),
            models.CheckConstraint(
                name="location_holds_someone",
                condition=Q(capacity__isnull=True) | Q(capacity__gt=0),
            ),
            models.CheckConstraint(
                name="location_features_known",
                condition=Q(features__contained_by=[*RoomFeature]),
            ),
            models.UniqueConstraint(
                fields=["organization", "part_of", "name"],
                name="location_name_once",
                nulls_distinct=False,
            ),
        ]


class HealthcareService(Record):
    """A program at a site (FHIR HealthcareService).

    The weekly target and the group cap stand here when the program has its own;
    otherwise the rule pack's numbers hold.
    """

    name = models.TextField()
    location = TenantForeignKey(Location, on_delete=models.PROTECT, related_name="+")
    location_id: UUID
    level_of_care = models.TextField()
    time_zone = models.TextField(default="America/New_York")
    week_starts_on = models.PositiveSmallIntegerField(default=0)  # 0 = Monday, as date.weekday()
    weekly_target_minutes = models.PositiveSmallIntegerField(null=True)
    group_cap = models.PositiveSmallIntegerField(null=True)
    jurisdiction = models.TextField(default="", blank=True)
    is_active = models.BooleanField(default=True)
    external_id = models.TextField(default="", blank=True)
    edition = models.PositiveIntegerField(default=1, db_default=1)

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="healthcare_service_week_starts_on_a_weekday",
                condition=Q(week_starts_on__lte=6),
            ),
            models.UniqueConstraint(
                fields=["organization", "external_id"],
                condition=~Q(external_id=""),
                name="healthcare_service_external_id_once",
            ),
            models.UniqueConstraint(
                fields=["organization", "name"], name="healthcare_service_name_once"
            ),
        ]
