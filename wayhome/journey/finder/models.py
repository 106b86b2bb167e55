"""The directory: editions, facilities and places. Global tables, which anyone may read."""

from typing import Any, override
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from wayhome.journey.finder.codes import PlaceKind, Precision
from wayhome.journey.finder.rules import WIDTH
from wayhome.shared.core.models import GlobalRecord


class WishBits(models.Field):  # type: ignore[type-arg]  # not subscriptable at run time
    """One bit a wish: PostgreSQL counts those that two of them share in one step."""

    @override
    def db_type(self, connection: Any) -> str:
        return f"bit({WIDTH})"

    @override
    def get_prep_value(self, value: int | None) -> str | None:
        return None if value is None else f"{value:0{WIDTH}b}"

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> int | None:
        return None if value is None else int(value, 2)


class DirectoryEdition(GlobalRecord):
    """What a source published at once, when it was taken in, and what came of its rows."""

    source = models.TextField()
    name = models.TextField()
    published_on = models.DateField(null=True)
    is_invented = models.BooleanField(default=False)
    imported_at = models.DateTimeField()
    is_complete = models.BooleanField(default=False)
    rows_read = models.PositiveIntegerField(default=0)
    rows_refused = models.PositiveIntegerField(default=0)
    rows_merged = models.PositiveIntegerField(default=0)
    rows_mended = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    taken_off = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "name"], name="directory_edition_once"),
            models.CheckConstraint(
                name="directory_edition_named", condition=~Q(source="") & ~Q(name="")
            ),
        ]


class Facility(GlobalRecord):
    """A place that gives treatment, as its source lists it.

    `services` is what the source says, in its codes; `offers` and `denies` say the same of each
    wish, one bit each, so that a search weighs wishes without reading the codes.
    """

    edition = models.ForeignKey(DirectoryEdition, on_delete=models.PROTECT, related_name="+")
    edition_id: UUID
    source = models.TextField()
    key = models.TextField()
    place_key = models.TextField()
    name = models.TextField()
    name_detail = models.TextField(default="", blank=True)
    street = models.TextField(default="", blank=True)
    street_detail = models.TextField(default="", blank=True)
    is_street_withheld = models.BooleanField(default=False)
    city = models.TextField(default="", blank=True)
    town_key = models.TextField(default="", blank=True)
    state = models.CharField(max_length=2)
    postal_code = models.TextField(default="", blank=True)
    phone = models.TextField(default="", blank=True)
    intake_phones = ArrayField(models.TextField(), default=list)
    website = models.TextField(default="", blank=True)
    license_number = models.TextField(default="", blank=True)
    license_expires_on = models.DateField(null=True)
    services = ArrayField(models.TextField(), default=list)
    offers = WishBits(default=0)
    denies = WishBits(default=0)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    precision = models.TextField(default=Precision.NONE)
    cell = models.IntegerField(null=True)
    rows = models.PositiveSmallIntegerField(default=1)
    seen_at = models.DateTimeField()
    is_listed = models.BooleanField(default=True)
    is_shadowed = models.BooleanField(default=False)  # another source lists the same place

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="facility_once_a_source"),
            models.CheckConstraint(name="facility_named", condition=~Q(name="")),
            models.CheckConstraint(
                name="facility_zip_of_five_digits",
                condition=Q(postal_code="") | Q(postal_code__regex=r"^\d{5}$"),
            ),
            models.CheckConstraint(
                name="facility_precision_known", condition=Q(precision__in=[*Precision])
            ),
            models.CheckConstraint(
                name="facility_position_whole",
                condition=Q(
                    precision=Precision.NONE,
                    latitude__isnull=True,
                    longitude__isnull=True,
                    cell__isnull=True,
                )
                | Q(latitude__isnull=False, longitude__isnull=False, cell__isnull=False)
                & ~Q(precision=Precision.NONE),
            ),
        ]
        indexes = [
            # all that ranking reads, so that it never opens the wide rows
            models.Index(
                fields=["cell"],
                include=["latitude", "longitude", "offers", "denies", "name", "id"],
                condition=Q(is_listed=True, is_shadowed=False),
                name="facility_ranked",
            ),
            models.Index(fields=["place_key"], name="facility_place_key"),
            models.Index(fields=["postal_code"], name="facility_postal_code"),
            models.Index(fields=["state", "town_key"], name="facility_town"),
        ]


class Place(GlobalRecord):
    """The middle of a ZIP code's area or of a town, so that a search works without a network."""

    kind = models.TextField()
    key = models.TextField()
    state = models.TextField(default="", blank=True)
    name = models.TextField()
    latitude = models.FloatField()
    longitude = models.FloatField()
    facilities = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "state"], name="place_once"),
            models.CheckConstraint(name="place_kind_known", condition=Q(kind__in=[*PlaceKind])),
        ]
