"""Forms of places and programs."""

from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from wayhome.shared.core.forms import EditionForm, RefusableForm
from wayhome.shared.tenancy.codes import (
    OrganizationObstacle,
    PlaceObstacle,
    RoomFeature,
    ServiceLevel,
    ServiceObstacle,
)
from wayhome.shared.tenancy.labels import (
    LEVELS,
    ORGANIZATION_OBSTACLES,
    PLACE_OBSTACLES,
    ROOM_FEATURES,
    SERVICE_OBSTACLES,
    WEEKDAYS,
    ZONES,
)
from wayhome.shared.tenancy.rules import ServicePlan

MINUTES_IN_HOUR = 60


class OrganizationForm(RefusableForm):
    words: ClassVar = ORGANIZATION_OBSTACLES
    places: ClassVar = {OrganizationObstacle.NAME_MISSING: "name"}

    name = forms.CharField(label=_("Name"), max_length=120)


class SiteForm(RefusableForm):
    words: ClassVar = PLACE_OBSTACLES
    places: ClassVar = {
        PlaceObstacle.NAME_MISSING: "name",
        PlaceObstacle.NAME_TAKEN: "name",
        PlaceObstacle.STATE_UNKNOWN: "address_state",
    }

    name = forms.CharField(label=_("Name"), max_length=120)
    address_line = forms.CharField(label=_("Street"), max_length=200, required=False)
    address_city = forms.CharField(label=_("City"), max_length=120, required=False)
    address_state = forms.CharField(
        label=_("State"), max_length=2, required=False, help_text=_("Two letters.")
    )
    address_postal_code = forms.CharField(label=_("ZIP code"), max_length=10, required=False)
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    directions = forms.CharField(
        label=_("How to get there"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Clients read it: the bus, the parking, which door."),
    )

    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "address_state": self.cleaned_data["address_state"].upper()}


class ChangeSiteForm(SiteForm, EditionForm):
    """A site as it stands."""


class RoomForm(RefusableForm):
    words: ClassVar = PLACE_OBSTACLES
    places: ClassVar = {
        PlaceObstacle.NAME_MISSING: "name",
        PlaceObstacle.NAME_TAKEN: "name",
        PlaceObstacle.CAPACITY_BELOW_ONE: "capacity",
    }

    name = forms.CharField(label=_("Name"), max_length=120)
    capacity = forms.IntegerField(
        label=_("Seats for clients"),
        required=False,
        max_value=999,
        help_text=_("Besides those who lead the group."),
    )
    features = forms.TypedMultipleChoiceField(
        label=_("What the room has"),
        choices=[(feature.value, words) for feature, words in ROOM_FEATURES.items()],
        coerce=RoomFeature,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Groups can ask for it."),
    )


class ChangeRoomForm(RoomForm, EditionForm):
    """A room as it stands."""


class ServiceForm(RefusableForm):
    words: ClassVar = SERVICE_OBSTACLES
    places: ClassVar = {
        ServiceObstacle.NAME_MISSING: "name",
        ServiceObstacle.NAME_TAKEN: "name",
        ServiceObstacle.SITE_CLOSED: "site",
        ServiceObstacle.JURISDICTION_UNKNOWN: "jurisdiction",
        ServiceObstacle.TARGET_OUT_OF_RANGE: "weekly_target_hours",
        ServiceObstacle.CAP_BELOW_ONE: "group_cap",
    }

    name = forms.CharField(label=_("Name"), max_length=120)
    site = forms.TypedChoiceField(label=_("Site"), coerce=UUID)
    level_of_care = forms.ChoiceField(label=_("Level of care"))
    time_zone = forms.ChoiceField(label=_("Time zone"))
    week_starts_on = forms.TypedChoiceField(label=_("The week starts on"), coerce=int)
    jurisdiction = forms.CharField(
        label=_("State whose rules hold"),
        max_length=2,
        required=False,
        help_text=_("Two letters. It decides which packaged numbers hold."),
    )
    weekly_target_hours = forms.DecimalField(
        label=_("Hours a week, if the program asks for its own"),
        required=False,
        max_digits=5,
        decimal_places=2,
        help_text=_("Empty: what the rules and numbers say."),
    )
    group_cap = forms.IntegerField(
        label=_("Most people in a group, if the program has its own limit"),
        required=False,
        max_value=99,
        help_text=_("Empty: what the rules and numbers say."),
    )

    def __init__(self, sites: tuple[tuple[UUID, str], ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, list[Any]] = {
            "site": [*sites],
            "level_of_care": [(level, LEVELS[level]) for level in ServiceLevel],
            "time_zone": [*ZONES.items()],
            "week_starts_on": [(int(day), WEEKDAYS[day]) for day in WEEKDAYS],
        }
        known = self.initial.get("time_zone")
        if known and known not in ZONES:
            choices["time_zone"].append((known, known))
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    def plan(self) -> ServicePlan:
        given = self.cleaned_data
        hours: Decimal | None = given["weekly_target_hours"]
        return ServicePlan(
            name=given["name"],
            level_of_care=given["level_of_care"],
            time_zone=given["time_zone"],
            week_starts_on=given["week_starts_on"],
            jurisdiction=given["jurisdiction"].upper(),
            weekly_target_minutes=None if hours is None else int(hours * MINUTES_IN_HOUR),
            group_cap=given["group_cap"],
        )


class ChangeServiceForm(ServiceForm, EditionForm):
    """A program as it stands."""
