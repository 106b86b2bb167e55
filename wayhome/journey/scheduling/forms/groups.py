"""Forms of weekly groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wayhome.journey.scheduling import labels
from wayhome.journey.scheduling.codes import ServiceType
from wayhome.journey.scheduling.forms.base import (
    PlaceAndTimeForm,
    RefusableForm,
    day_field,
    edition_field,
    service_choices,
    service_field,
)
from wayhome.shared.core.period import ONE_DAY, Weekday

if TYPE_CHECKING:
    from datetime import date

    from wayhome.journey.scheduling.queries import Options


class GroupForm(PlaceAndTimeForm):
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
