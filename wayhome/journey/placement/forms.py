"""Forms of placement: text from a browser becomes an assessment. Nothing is saved here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wayhome.journey.placement import labels
from wayhome.journey.placement.codes import (
    DIMENSIONS,
    HIGHEST_RATING,
    LEVELS_OF_CARE,
    LOWEST_RATING,
    AsamEdition,
    LevelOfCare,
    PlacementObstacle,
)
from wayhome.journey.placement.rules import PlacementDraft, Rating

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from enum import StrEnum

    from django.forms import BoundField
    from django_stubs_ext import StrOrPromise

LONGEST_TEXT = 4000
RATINGS = tuple((str(n), str(n)) for n in range(LOWEST_RATING, HIGHEST_RATING + 1))
# Beside which field an obstacle is told; the others stand above the form.
PLACES: Mapping[PlacementObstacle, str] = {
    PlacementObstacle.DIFFERENCE_UNEXPLAINED: "difference_reason",
    PlacementObstacle.DATE_IN_FUTURE: "assessed_on",
    PlacementObstacle.CREDENTIAL_NOT_VALID: "assessed_on",
    PlacementObstacle.REASON_MISSING: "reason",
}


@dataclass(frozen=True, slots=True)
class DimensionFields:
    """One dimension on the page: its number and name, what is rated and why."""

    number: int
    name: StrOrPromise
    rating: BoundField
    rationale: BoundField

    @property
    def first_wrong(self) -> str:
        """The id of the first control that has to be mended; empty when none has."""
        if self.rating.errors:
            return f"{self.rating.auto_id}_{LOWEST_RATING}"
        return self.rationale.auto_id if self.rationale.errors else ""


class PlacementRefusals(forms.Form):
    """A form that says what an action refused, beside the field that it is about."""

    def refuse(self, obstacles: Iterable[StrEnum]) -> None:
        for obstacle in map(PlacementObstacle, obstacles):
            place = PLACES.get(obstacle)
            words = str(labels.OBSTACLES[obstacle])
            self.add_error(place if place in self.fields else None, words)


class ErrorForm(PlacementRefusals):
    reason = forms.CharField(
        label=_("What is wrong with it?"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PlacementForm(PlacementRefusals):
    """An assessment under one edition; of a correction also what was wrong."""

    assessed_on = forms.DateField(
        label=_("Day of the assessment"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    difference_reason = forms.CharField(
        label=_("Why the levels differ"),
        help_text=_("Needed only when they do: no opening, the client's wish, a court's order."),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, *args: Any, edition: AsamEdition, is_correction: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        for number, dimension in enumerate(DIMENSIONS[edition], 1):
            name = labels.DIMENSIONS[dimension]
            self.fields[f"rating_{number}"] = _rating_field(name)
            self.fields[f"rationale_{number}"] = _rationale_field(name)
        self.fields["indicated"] = _level_field(edition, _("Indicated level of care"))
        self.fields["actual"] = _level_field(edition, _("Level of care the client goes to"))
        if is_correction:
            self.fields["reason"] = ErrorForm.base_fields["reason"]

    def dimensions(self) -> Iterator[DimensionFields]:
        for number, dimension in enumerate(DIMENSIONS[self.edition], 1):
            yield DimensionFields(
                number,
                labels.DIMENSIONS[dimension],
                self[f"rating_{number}"],
                self[f"rationale_{number}"],
            )

    def others(self) -> Iterator[BoundField]:
        """Yield the fields that aren't a dimension's."""
        for name in ("reason", "assessed_on", "indicated", "actual", "difference_reason"):
            if name in self.fields:
                yield self[name]

    def draft(self) -> PlacementDraft:
        given = self.cleaned_data
        return PlacementDraft(
            edition=self.edition,
            ratings=tuple(
                Rating(dimension, int(given[f"rating_{number}"]), given[f"rationale_{number}"])
                for number, dimension in enumerate(DIMENSIONS[self.edition], 1)
            ),
            indicated=LevelOfCare(given["indicated"]),
            actual=LevelOfCare(given["actual"]),
            assessed_on=given["assessed_on"],
            difference_reason=given["difference_reason"],
        )


def edition_of(text: str | None) -> AsamEdition:
    """Return the edition that is named; the newest when none is."""
    return AsamEdition(text) if text and text in {*AsamEdition} else AsamEdition.FOURTH


def _rating_field(name: StrOrPromise) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("%(dimension)s: risk, 0 to 4") % {"dimension": name},
        choices=RATINGS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a rating.")},
    )


def _rationale_field(name: StrOrPromise) -> forms.CharField:
    return forms.CharField(
        label=_("%(dimension)s: why") % {"dimension": name},
        error_messages={"required": _("Say why.")},
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _level_field(edition: AsamEdition, label: StrOrPromise) -> forms.ChoiceField:
    levels: list[tuple[str, StrOrPromise]] = [("", _("Choose"))]
    levels += [
        (level.value, labels.LEVELS[level])
        for level in LevelOfCare
        if level in LEVELS_OF_CARE[edition]
    ]
    return forms.ChoiceField(
        label=label, choices=levels, error_messages={"required": _("Choose a level.")}
    )
