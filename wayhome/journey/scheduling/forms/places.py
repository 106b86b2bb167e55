"""Forms of rosters and places."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wayhome.journey.scheduling import labels
from wayhome.journey.scheduling.codes import CancellationReason, EditScope
from wayhome.journey.scheduling.forms.base import (
    RefusableForm,
    day_field,
    scope_field,
)
from wayhome.shared.core.period import ONE_DAY

BY_STAFF = (
    CancellationReason.CLIENT_ASKED,
    CancellationReason.LATE_CANCEL,
    CancellationReason.OTHER,
)


class JoinForm(RefusableForm):
    """Someone who was found, and the day from which they belong to the group."""

    episode = forms.UUIDField(widget=forms.HiddenInput)
    first_day = day_field(_("From"))

    def given(self) -> dict[str, Any]:
        return {
            "episode_id": self.cleaned_data["episode"],
            "period_start": self.cleaned_data["first_day"],
        }


class LeaveForm(RefusableForm):
    last_day = day_field(
        _("Last day in the group"),
        help_text=_("Later places are given up. To take someone out at once, choose yesterday."),
    )

    def given(self) -> dict[str, Any]:
        return {"period_end": self.cleaned_data["last_day"] + ONE_DAY}


class BookForm(RefusableForm):
    """Someone who was found, for this session or from now on: two buttons of one form."""

    episode = forms.UUIDField(widget=forms.HiddenInput)
    scope = forms.TypedChoiceField(
        choices=[(scope.value, words) for scope, words in labels.SCOPES.items()],
        coerce=EditScope,
        widget=forms.HiddenInput,
    )

    def given(self) -> dict[str, Any]:
        return {"episode_id": self.cleaned_data["episode"], "scope": self.cleaned_data["scope"]}


class GiveUpForm(RefusableForm):
    """Why a place is given up, and whether the person leaves the group with it."""

    reason = forms.TypedChoiceField(
        label=_("Reason"),
        choices=[(each.value, labels.CANCELLATION_REASONS[each]) for each in BY_STAFF],
        coerce=CancellationReason,
        widget=forms.RadioSelect,
        initial=CancellationReason.CLIENT_ASKED.value,
    )
    scope = scope_field(_("Which places"))

    def __init__(self, *args: Any, is_member: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_member:
            del self.fields["scope"]

    def given(self) -> dict[str, Any]:
        return {
            "reason": self.cleaned_data["reason"],
            "scope": self.cleaned_data.get("scope", EditScope.THIS_ONE),
        }
