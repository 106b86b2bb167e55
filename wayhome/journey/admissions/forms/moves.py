"""The forms that move a stay on; each says what its action is given."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, override

from django import forms
from django.utils.translation import gettext_lazy as _

from wayhome.journey.admissions import labels
from wayhome.journey.admissions.codes import DischargeReason
from wayhome.journey.admissions.forms.fields import (
    RefusableForm,
    counselor_field,
    day_field,
    level_field,
    service_field,
    text_field,
)
from wayhome.journey.admissions.rules import MINUTES_IN_HOUR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

    from wayhome.journey.admissions.queries import Options

HOURS_IN_WEEK = 168
# A transfer has a page of its own: it opens the next stay.
REASONS = [
    (reason.value, labels.DISCHARGE_REASONS[reason])
    for reason in DischargeReason
    if reason is not DischargeReason.TRANSFERRED
]


class MoveForm(RefusableForm):
    """What every move is given: the edition of the stay that the person looked at."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    differences: tuple[tuple[StrOrPromise, StrOrPromise], ...] = ()

    def __init__(self, *args: Any, options: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(options)

    def offer(self, options: Options) -> None:
        """Add the fields that offer programs and counselors."""

    def given(self) -> dict[str, Any]:
        """Return the action's arguments, named as it names them."""
        return dict(self.cleaned_data)

    def catch_up(self, saved: Mapping[str, Any], edition: int) -> None:
        """Keep what was typed, show what was saved meanwhile, and go on from that edition."""
        self.differences = tuple(
            (self.fields[name].label or name, self._words(name, value))
            for name, value in saved.items()
            if name in self.cleaned_data and value != self.cleaned_data[name]
        )
        self.data = {**dict(self.data.items()), "edition": str(edition)}

    def _words(self, name: str, value: Any) -> StrOrPromise:
        choices = dict(getattr(self.fields[name], "choices", ()))
        shown = "" if value is None else str(value)
        return choices.get(shown) or shown or _("nothing")

    def is_behind(self, edition: int) -> bool:
        """Whether this was typed on an older edition than the stay has now."""
        return bool(self.cleaned_data.get("edition", edition) != edition)


class HoldForm(MoveForm):
    day = day_field(_("On hold since"))
    reason = text_field(_("Why"))


class ResumeForm(MoveForm):
    day = day_field(_("Back since"))
    reason = text_field(_("Note"), required=False)


class CancelWaitForm(MoveForm):
    day = day_field(_("Off the list since"))
    reason = text_field(_("Why"))


class EnteredInErrorForm(MoveForm):
    reason = text_field(_("What is wrong with it?"))


class AdmitForm(MoveForm):
    day = day_field(_("Admission day"))

    @override
    def offer(self, options: Options) -> None:
        self.fields["level_of_care"] = level_field(_("The program's own"))
        self.fields["care_manager"] = counselor_field(options.practitioners)

    @override
    def given(self) -> dict[str, Any]:
        return {
            "admission_date": self.cleaned_data["day"],
            "level_of_care": self.cleaned_data["level_of_care"],
            "care_manager_id": self.cleaned_data["care_manager"],
            "edition": self.cleaned_data["edition"],
        }


class TransferForm(MoveForm):
    day = day_field(_("First day there"))
    reason = text_field(_("Why"), required=False)

    @override
    def offer(self, options: Options) -> None:
        self.fields["healthcare_service"] = service_field(options.services)
        self.fields["level_of_care"] = level_field(_("The program's own"))
        self.fields["care_manager"] = counselor_field(options.practitioners)
        self.order_fields(["healthcare_service", "level_of_care", "day", "care_manager", "reason"])

    @override
    def given(self) -> dict[str, Any]:
        return {
            "healthcare_service_id": self.cleaned_data["healthcare_service"],
            "level_of_care": self.cleaned_data["level_of_care"],
            "care_manager_id": self.cleaned_data["care_manager"],
            "day": self.cleaned_data["day"],
            "reason": self.cleaned_data["reason"],
            "edition": self.cleaned_data["edition"],
        }


class DischargeForm(MoveForm):
    day = day_field(_("Last day in care"))
    discharge_reason = forms.TypedChoiceField(
        label=_("Reason"),
        choices=REASONS,
        coerce=DischargeReason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )
    note = text_field(_("Note"), required=False)

    @override
    def given(self) -> dict[str, Any]:
        return {
            "discharge_date": self.cleaned_data["day"],
            "reason": self.cleaned_data["discharge_reason"],
            "note": self.cleaned_data["note"],
            "edition": self.cleaned_data["edition"],
        }


class ChangeForm(MoveForm):
    weekly_hours = forms.DecimalField(
        label=_("Hours a week"),
        help_text=_("Only if this person's target differs from the program's."),
        required=False,
        min_value=Decimal("0.25"),
        max_value=HOURS_IN_WEEK,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"step": "0.25", "inputmode": "decimal"}),
    )

    @override
    def offer(self, options: Options) -> None:
        self.fields["care_manager"] = counselor_field(options.practitioners)
        self.order_fields(["care_manager", "weekly_hours"])

    @override
    def given(self) -> dict[str, Any]:
        hours = self.cleaned_data["weekly_hours"]
        return {
            "care_manager_id": self.cleaned_data["care_manager"],
            "weekly_target_minutes": None if hours is None else int(hours * MINUTES_IN_HOUR),
            "edition": self.cleaned_data["edition"],
        }
