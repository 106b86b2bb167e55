"""What comes from the page of hours: which program, week and part of it; a session to book."""

from __future__ import annotations

from typing import Any

from django import forms

from wayhome.journey.encounters.codes import Part


class HoursFilter(forms.Form):
    """The page's address. What can't be read in it is passed over."""

    program = forms.UUIDField(required=False)
    week = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
    part = forms.TypedChoiceField(
        required=False, coerce=Part, empty_value=Part.ALL, choices=[(part, part) for part in Part]
    )
    mine = forms.BooleanField(required=False)
    page = forms.IntegerField(required=False, min_value=1)

    def given(self) -> dict[str, Any]:
        """Return what the query takes."""
        self.full_clean()
        return {
            "service_id": self.cleaned_data.get("program"),
            "day": self.cleaned_data.get("week"),
            "part": self.cleaned_data.get("part") or Part.ALL,
            "only_mine": self.cleaned_data.get("mine", False),
            "page": self.cleaned_data.get("page") or 1,
        }


class MakeUpForm(forms.Form):
    """A session to book for someone who is short, and the day of the week that was looked at."""

    session = forms.UUIDField()
    week = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
