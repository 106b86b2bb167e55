"""A form that shows an action's refusal beside its fields."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise

from wayhome.shared.core.refusal import Refusal


def sentences(refusal: Refusal, words: Mapping[Any, str | Promise]) -> list[str]:
    """Return what a refusal says, for a page without a form."""
    return [str(words[obstacle]) for obstacle in refusal.obstacles]


class RefusableForm(forms.Form):
    """Text becomes typed values; what the action has against them becomes errors.

    `words` says each obstacle in a sentence, `places` beside which field it stands, if any.
    """

    words: ClassVar[Mapping[Any, str | Promise]] = {}
    places: ClassVar[Mapping[Any, str]] = {}

    def refuse(self, refusal: Refusal) -> None:
        for obstacle in refusal.obstacles:
            self.add_error(self._place(obstacle), str(self.words[obstacle]))

    def _place(self, obstacle: StrEnum) -> str | None:
        place = self.places.get(obstacle)
        return place if place in self.fields else None


class EditionForm(forms.Form):
    """Carries the edition that the page showed, so that nobody's later change is overwritten."""

    edition = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
