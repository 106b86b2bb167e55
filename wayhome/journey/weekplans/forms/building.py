"""The forms that ask for a week, and for stand-ins on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wayhome.engines.timetable.domain import Effort
from wayhome.journey.weekplans import labels
from wayhome.journey.weekplans.codes import ProposalObstacle
from wayhome.shared.core.period import ONE_DAY

if TYPE_CHECKING:
    from datetime import date

    from wayhome.journey.weekplans.queries import Desk
    from wayhome.shared.core.refusal import Refusal

EFFORTS = {
    Effort.QUICK: gettext_lazy("Quick: good enough for a first look"),
    Effort.NORMAL: gettext_lazy("Normal"),
    Effort.THOROUGH: gettext_lazy("Thorough: takes several times as long"),
}


class RefusableForm(forms.Form):
    """A form that can say why the action refused."""

    def refuse(self, refusal: Refusal) -> None:
        for each in refusal.obstacles:
            self.add_error(None, str(labels.OBSTACLES[ProposalObstacle(each)]))


class BuildForm(RefusableForm):
    """Which week to build, and how much work it may be."""

    week_start = forms.TypedChoiceField(label=gettext_lazy("Week"))
    effort = forms.TypedChoiceField(
        label=gettext_lazy("How thorough"),
        choices=[(each.value, words) for each, words in EFFORTS.items()],
        coerce=Effort,
        initial=Effort.NORMAL.value,
    )

    def __init__(self, data: Any = None, *, desk: Desk) -> None:
        super().__init__(data)
        days = {each.isoformat(): each for each in desk.weeks}
        field = self.fields["week_start"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101  # for readers of types
        field.choices = [(iso, _week(day)) for iso, day in days.items()]
        field.coerce = days.__getitem__

    def given(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("week_start", "effort")}


class AbsenceForm(RefusableForm):
    """Who is away, and on which day."""

    absentee_id = forms.TypedChoiceField(label=gettext_lazy("Who is away"))
    absence_date = forms.DateField(
        label=gettext_lazy("On"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, data: Any = None, *, desk: Desk) -> None:
        super().__init__(data, initial={"absence_date": desk.today})
        people = {str(one.pk): one for one in desk.staff}
        field = self.fields["absentee_id"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101  # for readers of types
        field.choices = [
            ("", _("Choose")),
            *((key, f"{one.given_name} {one.family_name}") for key, one in people.items()),
        ]
        field.coerce = lambda key: people[key].pk

    def given(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("absentee_id", "absence_date")}


def _week(monday: date) -> str:
    sunday = monday + 6 * ONE_DAY
    return f"{date_format(monday, 'M j')} \u2013 {date_format(sunday, 'M j, Y')}"
