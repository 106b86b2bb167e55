"""Forms of when staff work, and when they are off."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wayhome.journey.patients.labels import LANGUAGES
from wayhome.journey.scheduling import labels, rules
from wayhome.journey.scheduling.codes import (
    STAFF_USES,
    ServiceType,
    TimeOffReason,
)
from wayhome.journey.scheduling.forms.base import RefusableForm, day_field
from wayhome.journey.scheduling.forms.weeks import WeekForm
from wayhome.shared.core.period import ONE_DAY, at_local

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from wayhome.journey.scheduling.queries import WorkingTimes

MOST_CLIENTS = 500


class StaffWeekForm(WeekForm):
    """How somebody works: the week, what they speak and give, how many clients they may have."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=[*LANGUAGES.items()], widget=forms.CheckboxSelectMultiple
    )
    services = forms.TypedMultipleChoiceField(
        label=_("What they give"),
        choices=[(each.value, words) for each, words in labels.SERVICE_TYPES.items()],
        coerce=ServiceType,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: whatever their credentials allow."),
    )
    caseload = forms.IntegerField(
        label=_("Most clients as their counselor"),
        required=False,
        min_value=0,
        max_value=MOST_CLIENTS,
        help_text=_("Empty: any number. 0: nobody's counselor."),
    )

    def __init__(self, data: Any = None, *, known: WorkingTimes) -> None:
        newest = known.newest
        initial = {
            "period_start": known.today,
            "languages": newest.languages if newest else ["en"],
            "services": newest.services if newest else [],
            "caseload": newest.caseload if newest else None,
            "edition": known.edition,
        }
        week = newest.week if newest else rules.BLANK
        super().__init__(data, uses=STAFF_USES, week=week, initial=initial)

    def given(self) -> dict[str, Any]:
        given = self.cleaned_data
        told = rules.ToldStaffWeek(
            given["week"], tuple(given["languages"]), tuple(given["services"]), given["caseload"]
        )
        return {"told": told, **self.first_day()}


def _time_field(label: Any, help_text: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=False, help_text=help_text, widget=widget)


class TimeOffForm(RefusableForm):
    """From a day to a day, the last one included; with times for a part of a day."""

    first_day = day_field(_("First day off"))
    start = _time_field(_("From"), _("Empty: the whole day."))
    last_day = day_field(_("Last day off"))
    end = _time_field(_("Until"), _("Empty: the whole day."))
    reason = forms.TypedChoiceField(
        label=_("Reason"),
        choices=[(each.value, words) for each, words in labels.TIME_OFF_REASONS.items()],
        coerce=TimeOffReason,
    )

    def given(self, zone: ZoneInfo) -> dict[str, Any]:
        given = self.cleaned_data
        start, end = given["start"], given["end"]
        last = given["last_day"] if end else given["last_day"] + ONE_DAY
        return {
            "starts_at": at_local(given["first_day"], start or time.min, zone),
            "ends_at": at_local(last, end or time.min, zone),
            "reason": given["reason"],
        }
