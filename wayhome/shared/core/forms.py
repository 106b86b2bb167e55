"""Forms that say what an action refused, and keep what was typed when another came first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, cast

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

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


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that is saved otherwise than it was typed."""

    label: str
    saved: str


class EditionForm(forms.Form):
    """Carries the edition that the page showed, so that nobody's later change is overwritten."""

    edition = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    differences: tuple[Difference, ...] = ()

    def catch_up(self, saved: Mapping[str, Any], edition: int) -> None:
        """Keep what was typed, show what another has saved meanwhile, and go on from there."""
        self.differences = tuple(
            Difference(str(self.fields[name].label), _shown(self[name], value))
            for name, value in saved.items()
            if name in self.cleaned_data and not _same(value, self.cleaned_data[name])
        )
        typed = cast("QueryDict", self.data).copy()
        typed[self.add_prefix("edition")] = str(edition)
        self.data = typed


def _shown(field: BoundField, value: Any) -> str:
    """Return a saved value as a person reads it."""
    if isinstance(value, list):
        return ", ".join(_shown(field, each) for each in value) or _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(localtime(value), "D, M j, P")
    if isinstance(value, date):
        return date_format(value, "M j, Y")
    choices = {str(code): words for code, words in getattr(field.field, "choices", ())}
    return str(choices.get(_text(value), "")) or _text(value) or _("nothing")


def _same(saved: Any, typed: Any) -> bool:
    return saved == typed or _text(saved) == _text(typed)


def _text(value: Any) -> str:
    return "" if value is None else str(value)
