"""The form of someone's usual week: painted, or typed as rows where nothing can paint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext_lazy as _

from wayhome.engines.timetable import calendar
from wayhome.journey.scheduling import labels, rules
from wayhome.journey.scheduling.codes import TimeUse
from wayhome.journey.scheduling.forms.base import RefusableForm, day_field, edition_field

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import time

    from wayhome.journey.scheduling.rules import Habit

EMPTY_ROWS = 6
MOST_ROWS = 700  # more than the parts that a week can have
QUARTER = 15


class HabitForm(forms.Form):
    """One row: on which days, from when to when, what the time is used for."""

    days = forms.TypedMultipleChoiceField(
        label=_("Days"),
        choices=[*WEEKDAYS_ABBR.items()],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    start = forms.TimeField(
        label=_("From"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time", "step": QUARTER * 60}, format="%H:%M"),
    )
    end = forms.TimeField(
        label=_("To"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time", "step": QUARTER * 60}, format="%H:%M"),
    )
    use = forms.TypedChoiceField(
        label=_("What it is"), coerce=TimeUse, required=False, empty_value=None
    )

    def __init__(self, *args: Any, uses: Iterable[TimeUse], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(use.value, labels.TIME_USES[use]) for use in uses]
        self.fields["use"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.is_told():
            return given
        for name in ("days", "start", "end", "use"):
            if given.get(name) in (None, []) and name not in self.errors:
                self.add_error(name, _("Fill in the whole row, or leave it empty."))
        for name in ("start", "end"):
            at: time | None = given.get(name)
            if at is not None and at.minute % QUARTER:
                self.add_error(name, _("Choose a quarter of an hour: 9:00, 9:15, 9:30, 9:45."))
        return given

    def is_told(self) -> bool:
        """Say whether something is in the row: a kind alone is what every row shows."""
        return any(self[name].data for name in ("days", "start", "end"))

    def habit(self) -> Habit:
        given = self.cleaned_data
        return rules.Habit(
            days=tuple(given["days"]),
            start=calendar.quarter(given["start"].hour, given["start"].minute),
            end=calendar.quarter(given["end"].hour, given["end"].minute),
            use=given["use"],
        )


HabitFormSet = forms.formset_factory(HabitForm, extra=EMPTY_ROWS, max_num=MOST_ROWS)


class WeekForm(RefusableForm):
    """A week in letters, from a script; else the rows. With the first day on which it counts."""

    week = forms.CharField(
        label=_("Week"),
        required=False,
        widget=forms.TextInput(attrs={"hidden": True, "disabled": True, "data-week-letters": True}),
    )
    period_start = day_field(
        _("From which day"), help_text=_("Until then, what is saved now goes on.")
    )
    edition = edition_field()

    def __init__(
        self, data: Any, *, uses: Iterable[TimeUse], week: str, initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial={"week": week} | initial)
        self.habits = HabitFormSet(
            None if self.is_painted() else data,
            prefix="row",
            initial=[_row(habit) for habit in rules.habits_of(week)],
            form_kwargs={"uses": tuple(uses)},
        )

    def is_painted(self) -> bool:
        """Say whether a script sent the week; without one its field isn't sent at all."""
        return bool(self.is_bound and self.data.get("week"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.is_painted():
            return given
        if self.habits.is_valid():
            told = (row.habit() for row in self.habits.forms if row.is_told())
            given["week"] = rules.week_of(told)
        else:
            self.add_error(None, _("A row of the week needs a correction: see below."))
        return given

    def first_day(self) -> dict[str, Any]:
        """Return from when it counts, and which edition the page showed."""
        given = self.cleaned_data
        return {"period_start": given["period_start"], "edition": given["edition"]}


def _row(habit: Habit) -> dict[str, Any]:
    return {
        "days": [*habit.days],
        "start": labels.clock_time(habit.start),
        "end": labels.clock_time(habit.end),
        "use": habit.use.value,
    }
