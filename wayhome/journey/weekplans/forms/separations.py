"""The form in which two people are looked for who must not share a group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wayhome.journey.weekplans import labels
from wayhome.shared.core.forms import RefusableForm

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django_stubs_ext import StrOrPromise

    from wayhome.journey.weekplans.queries import Somebody

LONGEST_SEARCH = 100
NAMES = ("first", "second")


class SeparationForm(RefusableForm):
    """Two searches, and who was meant of those found; it is posted, since names are personal."""

    words: ClassVar[Mapping[Any, StrOrPromise]] = labels.SEPARATION_OBSTACLES

    first_text = forms.CharField(label=_("One of the two"), max_length=LONGEST_SEARCH)
    second_text = forms.CharField(label=_("The other"), max_length=LONGEST_SEARCH)

    def __init__(
        self,
        data: Mapping[str, str] | None,
        *,
        find: Callable[[str], tuple[Somebody, ...]],
        must_choose: bool,
    ) -> None:
        """Offer who is found under the texts.

        :param must_choose: whether the choice is made now; else it is only offered
        """
        self.found = {name: find(_text(data, name)) for name in NAMES} if data else {}
        if data and not must_choose:
            data = {**data, **{name: self._likely(data, name) for name in NAMES}}
        super().__init__(data)
        for name in NAMES:
            self.fields[f"{name}_text"].widget = forms.TextInput(
                attrs={"type": "search", "autocomplete": "off"}
            )
        for name, people in self.found.items():
            if people:
                self.fields[name] = _choice(_text(data, name), people, required=must_choose)

    def _likely(self, data: Mapping[str, str], name: str) -> str:
        """Return who was chosen, if still found; the only one who is found; else nobody."""
        ids = [str(each.patient_id) for each in self.found[name]]
        chosen = data.get(name, "")
        if chosen in ids:
            return chosen
        return ids[0] if len(ids) == 1 else ""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, people in self.found.items():
            if not people and given.get(f"{name}_text"):
                self.add_error(
                    f"{name}_text",
                    _("Nobody was found under that. Try fewer letters, or the birth date."),
                )
        return given

    @property
    def is_found(self) -> bool:
        """Say whether there is somebody to choose from on both sides."""
        return bool(self.found) and all(self.found.values())

    def given(self) -> dict[str, UUID]:
        return {
            "patient_id": self.cleaned_data["first"],
            "other_id": self.cleaned_data["second"],
        }


def _text(data: Mapping[str, str] | None, name: str) -> str:
    return (data or {}).get(f"{name}_text", "").strip()[:LONGEST_SEARCH]


def _choice(text: str, people: tuple[Somebody, ...], *, required: bool) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("Who is meant by “%(text)s”") % {"text": text},
        choices=[(str(each.patient_id), _words(each)) for each in people],
        coerce=UUID,
        required=required,
        empty_value=None,
        error_messages={"required": _("Choose who is meant.")},
        widget=forms.RadioSelect,
    )


def _words(somebody: Somebody) -> str:
    if somebody.birth_date is None:
        return somebody.name
    return f"{somebody.name} · {date_format(somebody.birth_date, 'M j, Y')}"
