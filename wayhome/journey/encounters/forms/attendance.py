"""What comes from the check-in pages: kinds, times on the clock, reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wayhome.journey.encounters import labels
from wayhome.journey.encounters.codes import PRESENT, AttendanceKind
from wayhome.journey.encounters.rules.check_in import moment_near
from wayhome.shared.core.period import Period

if TYPE_CHECKING:
    from datetime import datetime, time
    from zoneinfo import ZoneInfo

    from wayhome.journey.encounters.queries import RosterLine

LONGEST_REASON = 200


class AttendanceForm(forms.Form):
    """One client's attendance. Without times it says: came now, stays to the end."""

    kind = forms.TypedChoiceField(
        label=_("What happened"),
        coerce=AttendanceKind,
        choices=[*labels.ATTENDANCE.items()],
        widget=forms.RadioSelect,
    )
    arrived = forms.TimeField(
        label=_("Arrived"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    left = forms.TimeField(
        label=_("Left"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    reason = forms.CharField(
        label=_("Reason or remark"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_("Goes into the record. Leave it empty where there is nothing to say."),
    )
    encounter = forms.UUIDField(required=False, widget=forms.HiddenInput)
    seen_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, line: RosterLine, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"attendance-{line.id}-%s")
        super().__init__(*args, **kwargs)
        self._session = Period(line.place.period_start, line.place.period_end)
        self._zone = line.zone

    @classmethod
    def of(cls, line: RosterLine) -> AttendanceForm:
        """Return the form as it stands: what was recorded, or the kinds to choose from."""
        recorded = line.encounter
        if recorded is None:
            return cls(line=line)
        initial = {
            "kind": recorded.attendance,
            "arrived": _on_the_clock(recorded.arrived_at, line.zone),
            "left": _on_the_clock(recorded.left_at, line.zone),
            "reason": recorded.reason,
            "encounter": recorded.pk,
            "seen_at": recorded.recorded_at.isoformat(),
        }
        return cls(line=line, initial=initial)

    def given(self) -> dict[str, Any]:
        """Return what an action takes; the times of an absence are nobody's."""
        came = self.cleaned_data["kind"] in PRESENT
        return {
            "kind": self.cleaned_data["kind"],
            "arrived_at": self._moment("arrived") if came else None,
            "left_at": self._moment("left") if came else None,
            "reason": self.cleaned_data["reason"],
        }

    def corrects(self) -> dict[str, Any] | None:
        """Return which attendance the form was made of, and when that had been recorded."""
        encounter_id, seen_at = self.cleaned_data["encounter"], self.cleaned_data["seen_at"]
        if encounter_id is None or seen_at is None:
            return None
        return {"encounter_id": encounter_id, "seen_at": seen_at}

    def _moment(self, field: str) -> datetime | None:
        wall_time: time | None = self.cleaned_data[field]
        return moment_near(self._session, wall_time, self._zone) if wall_time else None


class WalkInForm(forms.Form):
    episode = forms.UUIDField()


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Who walked in?"), required=False, max_length=100)


def _on_the_clock(moment: datetime | None, zone: ZoneInfo) -> time | None:
    return moment.astimezone(zone).time().replace(second=0, microsecond=0) if moment else None
