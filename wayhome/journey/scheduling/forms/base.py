"""What the forms of this room share: fields, and how a refusal is told beside them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from wayhome.journey.scheduling import labels
from wayhome.journey.scheduling.codes import (
    AvailabilityObstacle,
    EditScope,
    Modality,
    PlanningObstacle,
    RosterObstacle,
    TimeOffObstacle,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import StrEnum

    from django.http import QueryDict
    from django_stubs_ext import StrOrPromise

    from wayhome.journey.scheduling.queries import Options
    from wayhome.shared.accounts.models import Practitioner
    from wayhome.shared.tenancy.models import Location

LONGEST_TITLE = 80
MOST_SEATS = 500
LONGEST_MINUTES = 1439
LATEST_DAY = date(2199, 12, 31)  # a slip of the finger; days are counted on from those typed here
# Beside which field an obstacle is told, the first that the form has; the others stand above it.
PLACES: tuple[tuple[StrEnum, tuple[str, ...]], ...] = (
    (PlanningObstacle.FACILITATOR_BUSY, ("facilitator",)),
    (PlanningObstacle.CREDENTIAL_LAPSED, ("facilitator",)),
    (PlanningObstacle.ROOM_BUSY, ("room",)),
    (PlanningObstacle.ROOM_MISSING, ("room",)),
    (PlanningObstacle.ROOM_TOO_SMALL, ("room",)),
    (PlanningObstacle.ROOM_LACKS_FEATURE, ("room_features",)),
    (PlanningObstacle.TARGET_OUT_OF_RANGE, ("target_size",)),
    (PlanningObstacle.PERSON_BUSY, ("start_time",)),
    (PlanningObstacle.CAPACITY_BELOW_ONE, ("capacity",)),
    (PlanningObstacle.CAPACITY_OVER_CAP, ("capacity",)),
    (PlanningObstacle.CAPACITY_BELOW_BOOKED, ("capacity",)),
    (PlanningObstacle.OTHER_WEEK, ("service_date",)),
    (PlanningObstacle.STARTS_IN_THE_PAST, ("service_date", "first_day")),
    (PlanningObstacle.ENDS_BEFORE_TODAY, ("last_day",)),
    (RosterObstacle.LEAVES_BEFORE_JOINING, ("last_day",)),
    (RosterObstacle.NOT_ON_ROSTER, ("last_day",)),
    (RosterObstacle.GROUP_ENDED, ("first_day",)),
    (AvailabilityObstacle.STARTS_BEFORE_TODAY, ("period_start",)),
    (AvailabilityObstacle.STARTS_TOO_LATE, ("period_start",)),
    (TimeOffObstacle.ENDS_BEFORE_IT_STARTS, ("last_day",)),
    (TimeOffObstacle.OVER_ALREADY, ("last_day",)),
    (TimeOffObstacle.TOO_LONG, ("last_day",)),
    (TimeOffObstacle.OFF_ALREADY, ("first_day",)),
    (AvailabilityObstacle.TRAVEL_TOO_LONG, ("travel_minutes",)),
)


class RefusableForm(forms.Form):
    """A form that says what an action refused, beside the field that it is about."""

    def refuse(self, obstacles: Iterable[StrEnum]) -> None:
        for obstacle in obstacles:
            # by identity: codes of two kinds may be spelled alike, and then they are equal
            places = next((names for key, names in PLACES if key is obstacle), ())
            field = next((name for name in places if name in self.fields), None)
            self.add_error(field, ValidationError(labels.sentence(obstacle), code=str(obstacle)))

    def tell_cap(self, cap: int) -> None:
        """Say how many may sit in such a group, beside the seats that were asked for."""
        words = ngettext("At most %(cap)s seat.", "At most %(cap)s seats.", cap)
        self.add_error("capacity" if "capacity" in self.fields else None, words % {"cap": cap})

    @property
    def is_stale(self) -> bool:
        """Say whether someone else's change came first."""
        return self.is_bound and self.has_error(
            NON_FIELD_ERRORS, PlanningObstacle.CHANGED_MEANWHILE
        )

    def renew(self, **editions: int | None) -> None:
        """Show the form on the editions that stand now: what was typed is kept."""
        data = cast("QueryDict", self.data).copy()
        for name, edition in editions.items():
            data[name] = "" if edition is None else str(edition)
        self.data = data


class PlaceAndTimeForm(RefusableForm):
    """Who leads, where, when and for how many: the same for a group and for one session."""

    title = forms.CharField(
        label=_("Name of the group"),
        max_length=LONGEST_TITLE,
        help_text=_("As clients read it in their week. No client's name."),
    )
    start_time = forms.TimeField(
        label=_("Starts at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    duration_minutes = forms.IntegerField(
        label=_("Minutes"), min_value=1, max_value=LONGEST_MINUTES
    )
    facilitator = forms.TypedChoiceField(label=_("Facilitator"), coerce=UUID)
    modality = forms.TypedChoiceField(
        label=_("Where it meets"),
        choices=[(each.value, label) for each, label in labels.MODALITIES.items()],
        coerce=Modality,
        widget=forms.RadioSelect,
        initial=Modality.ON_SITE.value,
    )
    room = forms.TypedChoiceField(
        label=_("Room"),
        coerce=UUID,
        required=False,
        empty_value=None,
        help_text=_("Needed on site."),
    )
    join_url = forms.URLField(
        label=_("Video link"),
        required=False,
        assume_scheme="https",
        help_text=_("Clients open it from their week. Leave it empty on site."),
    )
    capacity = forms.IntegerField(label=_("Seats for clients"), min_value=1, max_value=MOST_SEATS)

    def __init__(self, *args: Any, offered: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        facilitator, room = self.fields["facilitator"], self.fields["room"]
        facilitator.choices = facilitator_choices(offered)  # type: ignore[attr-defined]
        room.choices = room_choices(offered)  # type: ignore[attr-defined]

    def place_and_time(self) -> dict[str, Any]:
        """Return what the actions are given: by video there is no room, on site no link."""
        given = self.cleaned_data
        by_video = given["modality"] is Modality.TELEHEALTH
        return {
            "title": given["title"],
            "start_time": given["start_time"],
            "duration_minutes": given["duration_minutes"],
            "facilitator_id": given["facilitator"],
            "modality": given["modality"],
            "room_id": None if by_video else given["room"],
            "join_url": given["join_url"] if by_video else "",
        }


def facilitator_choices(offered: Options) -> list[tuple[str, StrOrPromise]]:
    people = ((str(each.pk), _person_words(each, offered)) for each in offered.practitioners)
    return [("", _("Choose who leads")), *people]


def _person_words(person: Practitioner, offered: Options) -> StrOrPromise:
    name = f"{person.given_name} {person.family_name}"
    if person.pk in offered.uncovered:
        return _("%(name)s (no valid credential today)") % {"name": name}
    return name


def room_choices(offered: Options) -> list[tuple[str, StrOrPromise]]:
    """Return the rooms; a site is named after its room, and only where there are several.

    A phone shows the beginning of a choice alone.
    """
    sites = {room.part_of_id for room in offered.rooms}
    rooms = [(str(room.pk), _room_words(room, with_site=len(sites) > 1)) for room in offered.rooms]
    return [("", _("No room")), *rooms]


def _room_words(room: Location, *, with_site: bool) -> StrOrPromise:
    words: StrOrPromise = room.name
    if room.capacity is not None:
        words = _("%(room)s, %(seats)s seats") % {"room": room.name, "seats": room.capacity}
    return f"{words} · {room.part_of.name}" if with_site and room.part_of else words


def service_field() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=_("Program"), coerce=UUID)


def service_choices(offered: Options) -> list[tuple[str, StrOrPromise]]:
    choices: list[tuple[str, StrOrPromise]] = [
        (str(each.pk), each.name) for each in offered.services
    ]
    return choices if len(choices) == 1 else [("", _("Choose a program")), *choices]


def day_field(
    label: StrOrPromise, *, required: bool = True, help_text: StrOrPromise = ""
) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    field = forms.DateField(label=label, required=required, help_text=help_text, widget=widget)
    field.validators.append(MaxValueValidator(LATEST_DAY, _("Check the year.")))
    return field


def scope_field(label: StrOrPromise, *, help_text: StrOrPromise = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        choices=[(scope.value, words) for scope, words in labels.SCOPES.items()],
        coerce=EditScope,
        widget=forms.RadioSelect,
        initial=EditScope.THIS_ONE.value,
    )


def edition_field() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput)
