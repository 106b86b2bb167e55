"""The form in which it is told when somebody can come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wayhome.engines.timetable.domain import Daypart
from wayhome.journey.scheduling import labels, rules
from wayhome.journey.scheduling.codes import CLIENT_USES, LONGEST_TRAVEL_MINUTES, Attends
from wayhome.journey.scheduling.forms.weeks import WeekForm

if TYPE_CHECKING:
    from wayhome.journey.scheduling.queries import Availabilities


class AvailabilityForm(WeekForm):
    """Someone's week, with the way to the program and how they take part."""

    travel_minutes = forms.IntegerField(
        label=_("Minutes on the way"),
        help_text=_("One way, by the usual means of travel. 0 for next door."),
        min_value=0,
        max_value=LONGEST_TRAVEL_MINUTES,
    )
    attends = forms.TypedChoiceField(
        label=_("In person or by video"),
        choices=[(each.value, words) for each, words in labels.ATTENDS.items()],
        coerce=Attends,
        widget=forms.RadioSelect,
    )
    prefers = forms.TypedChoiceField(
        label=_("Preferred time"),
        choices=[(each.value, words) for each, words in labels.DAYPARTS.items()],
        coerce=Daypart,
    )

    def __init__(self, data: Any = None, *, known: Availabilities) -> None:
        newest = known.newest
        initial = {
            "period_start": known.today,
            "travel_minutes": newest.travel_minutes if newest else None,
            "attends": newest.attends if newest else Attends.IN_PERSON,
            "prefers": newest.prefers if newest else Daypart.ANY,
            "edition": known.edition,
        }
        week = newest.week if newest else rules.BLANK
        super().__init__(data, uses=CLIENT_USES, week=week, initial=initial)

    def given(self) -> dict[str, Any]:
        given = self.cleaned_data
        told = rules.ToldWeek(
            given["week"], given["travel_minutes"], given["attends"], given["prefers"]
        )
        return {"told": told, **self.first_day()}
