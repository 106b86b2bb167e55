"""Forms of single sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from wayhome.journey.scheduling import labels
from wayhome.journey.scheduling.codes import EditScope, ServiceType
from wayhome.journey.scheduling.forms.base import (
    PlaceAndTimeForm,
    RefusableForm,
    day_field,
    edition_field,
    facilitator_choices,
    scope_field,
    service_choices,
    service_field,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wayhome.journey.scheduling.queries import Options


class ChangeForm(PlaceAndTimeForm):
    """A session as it stands, to be changed; `has_group` offers to change the later ones too."""

    service_date = day_field(_("Day"))
    scope = scope_field(
        _("What to change"),
        help_text=_(
            "For all later ones, what you change here is changed; those changed by hand stay as"
            " they are. Another day moves the whole group to that weekday."
        ),
    )
    edition = edition_field()
    series_edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = [
        "scope",
        "title",
        "service_date",
        "start_time",
        "duration_minutes",
        "facilitator",
        "modality",
        "room",
        "join_url",
        "capacity",
    ]

    def __init__(self, *args: Any, offered: Options, has_group: bool, **kwargs: Any) -> None:
        super().__init__(*args, offered=offered, **kwargs)
        if not has_group:
            del self.fields["scope"]

    def given(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            **self.place_and_time(),
            "service_date": given["service_date"],
            "capacity": given["capacity"],
            "scope": given.get("scope", EditScope.THIS_ONE),
            "edition": given["edition"],
            "series_edition": given["series_edition"],
        }

    def differs(self, name: str, value: object) -> bool:
        """Say whether something else was typed than what stands."""
        return self.fields[name].has_changed(value, self[name].value())

    def words_for(self, name: str, value: object) -> str:
        """Return what stands as the field would show it."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            choices = cast("Iterable[tuple[str, str]]", field.choices)
            return {str(key): str(label) for key, label in choices}.get(str(value), "")
        return str(field.widget.format_value(field.prepare_value(value)) or "")


class SubstituteForm(RefusableForm):
    facilitator = forms.TypedChoiceField(label=_("Who leads this session"), coerce=UUID)
    edition = edition_field()

    def __init__(self, *args: Any, offered: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["facilitator"]
        field.choices = facilitator_choices(offered)  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        return {
            "facilitator_id": self.cleaned_data["facilitator"],
            "edition": self.cleaned_data["edition"],
        }


class CancelForm(RefusableForm):
    scope = scope_field(_("What to cancel"))
    edition = edition_field()

    def __init__(self, *args: Any, has_group: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_group:
            del self.fields["scope"]

    def given(self) -> dict[str, Any]:
        return {
            "scope": self.cleaned_data.get("scope", EditScope.THIS_ONE),
            "edition": self.cleaned_data["edition"],
        }


class RestoreForm(RefusableForm):
    edition = edition_field()

    def given(self) -> dict[str, Any]:
        return {"edition": self.cleaned_data["edition"]}


class SingleForm(PlaceAndTimeForm):
    """One session that belongs to no weekly group."""

    healthcare_service = service_field()
    service_date = day_field(_("Day"))

    def __init__(self, *args: Any, offered: Options, **kwargs: Any) -> None:
        super().__init__(*args, offered=offered, **kwargs)
        service = self.fields["healthcare_service"]
        service.choices = service_choices(offered)  # type: ignore[attr-defined]
        self.initial.setdefault("service_date", offered.today)

    def given(self) -> dict[str, Any]:
        return {
            **self.place_and_time(),
            "healthcare_service_id": self.cleaned_data["healthcare_service"],
            "service_date": self.cleaned_data["service_date"],
        }


class ExtraSessionForm(SingleForm):
    """A group session beside the weekly ones, such as a make-up session."""

    service_type = forms.TypedChoiceField(
        label=_("Kind of group"),
        choices=[
            ("", _("Choose a kind")),
            *((k.value, w) for k, w in labels.SERVICE_TYPES.items() if k != ServiceType.INDIVIDUAL),
        ],
        coerce=ServiceType,
    )
    field_order = ["healthcare_service", "service_type", "title", "service_date"]

    def given(self) -> dict[str, Any]:
        return {
            **super().given(),
            "service_type": self.cleaned_data["service_type"],
            "capacity": self.cleaned_data["capacity"],
        }


class IndividualForm(SingleForm):
    """A session with one client, who is known already."""

    field_order = ["healthcare_service", "title", "service_date"]

    def __init__(self, *args: Any, offered: Options, **kwargs: Any) -> None:
        super().__init__(*args, offered=offered, **kwargs)
        del self.fields["capacity"]
        self.fields["title"].label = _("Name of the session")
