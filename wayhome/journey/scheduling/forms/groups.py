"""Forms of weekly groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wayhome.journey.patients.labels import LANGUAGES
from wayhome.journey.scheduling import labels, rules
from wayhome.journey.scheduling.codes import PHASES, Enrollment, GroupGender, ServiceType
from wayhome.journey.scheduling.forms.base import (
    MOST_SEATS,
    PlaceAndTimeForm,
    RefusableForm,
    day_field,
    edition_field,
    service_choices,
    service_field,
)
from wayhome.shared.core.period import ONE_DAY, Weekday
from wayhome.shared.tenancy.labels import ROOM_FEATURES

if TYPE_CHECKING:
    from datetime import date

    from wayhome.journey.scheduling.queries import Options


class ProfileForm(RefusableForm):
    """Whom a group is for, and what it needs."""

    target_size = forms.IntegerField(
        label=_("Usual size"),
        required=False,
        min_value=1,
        max_value=MOST_SEATS,
        help_text=_("How many should sit in it. Empty: all seats."),
    )
    enrollment = forms.TypedChoiceField(
        label=_("Joining"),
        choices=[(each.value, words) for each, words in labels.ENROLLMENTS.items()],
        coerce=Enrollment,
        required=False,
        empty_value=Enrollment.ROLLING,
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[*LANGUAGES.items()],
        required=False,
        initial="en",
    )
    gender = forms.TypedChoiceField(
        label=_("For"),
        choices=[(each.value, words) for each, words in labels.GROUP_GENDERS.items()],
        coerce=GroupGender,
        required=False,
        empty_value=GroupGender.EVERYONE,
    )
    phases = forms.TypedMultipleChoiceField(
        label=_("Phases of the program"),
        choices=[(phase, phase) for phase in PHASES],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: for every phase."),
    )
    room_features = forms.MultipleChoiceField(
        label=_("What the room must have"),
        choices=[(each.value, words) for each, words in ROOM_FEATURES.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def profile(self) -> rules.GroupProfile:
        given = self.cleaned_data
        return rules.GroupProfile(
            target_size=given["target_size"],
            language=given["language"] or "en",
            gender=given["gender"],
            phases=tuple(given["phases"]),
            enrollment=given["enrollment"],
            room_features=tuple(given["room_features"]),
        )


class ChangeProfileForm(ProfileForm):
    """Whom a group is for, as it stands."""

    edition = edition_field()

    def given(self) -> dict[str, Any]:
        return {"profile": self.profile(), "edition": self.cleaned_data["edition"]}


class GroupForm(ProfileForm, PlaceAndTimeForm):
    healthcare_service = service_field()
    service_type = forms.TypedChoiceField(
        label=_("Kind of group"),
        choices=[
            ("", _("Choose a kind")),
            *((k.value, w) for k, w in labels.SERVICE_TYPES.items()),
        ],
        coerce=ServiceType,
    )
    weekday = forms.TypedChoiceField(
        label=_("Weekday"),
        choices=[(day.value, words) for day, words in labels.WEEKDAYS.items()],
        coerce=lambda value: Weekday(int(value)),
    )
    first_day = day_field(_("First day"))
    last_day = day_field(
        _("Last day"),
        required=False,
        help_text=_("Leave it empty for a group without an end."),
    )
    field_order = [
        "healthcare_service",
        "service_type",
        "title",
        "weekday",
        "start_time",
        "duration_minutes",
        "first_day",
        "last_day",
        "facilitator",
        "modality",
        "room",
        "join_url",
        "capacity",
        *ProfileForm.base_fields,
    ]

    def __init__(self, *args: Any, offered: Options, **kwargs: Any) -> None:
        super().__init__(*args, offered=offered, **kwargs)
        service = self.fields["healthcare_service"]
        service.choices = service_choices(offered)  # type: ignore[attr-defined]
        self.initial.setdefault("first_day", offered.today)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("first_day"), given.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", ValidationError(_("Choose the first day or a later one.")))
        return given

    def given(self) -> dict[str, Any]:
        given = self.cleaned_data
        last: date | None = given["last_day"]
        return {
            **self.place_and_time(),
            "healthcare_service_id": given["healthcare_service"],
            "service_type": given["service_type"],
            "weekday": given["weekday"],
            "capacity": given["capacity"],
            "period_start": given["first_day"],
            "period_end": None if last is None else last + ONE_DAY,
            "profile": self.profile(),
        }


class EndForm(RefusableForm):
    last_day = day_field(
        _("Last day"),
        help_text=_("The group still meets on this day. Later sessions are cancelled."),
    )
    edition = edition_field()

    def given(self) -> dict[str, Any]:
        return {
            "period_end": self.cleaned_data["last_day"] + ONE_DAY,
            "edition": self.cleaned_data["edition"],
        }
