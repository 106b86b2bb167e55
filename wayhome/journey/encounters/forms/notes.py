"""What comes from the note pages: typed texts with their editions, and how a page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from wayhome.journey.encounters import labels
from wayhome.journey.encounters.codes import NoteTemplate
from wayhome.journey.encounters.rules import Typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.http import QueryDict
    from django.utils.functional import Promise

    from wayhome.journey.encounters.queries.notes import GroupNote, GroupNoteLine
    from wayhome.journey.encounters.rules import SigningProblem

LONGEST_TEXT = 20_000


class DraftForm(forms.Form):
    """The shared part as it is autosaved: only what changed, based on an edition."""

    edition = forms.IntegerField(min_value=0)
    shared_text = forms.CharField(required=False, max_length=LONGEST_TEXT, strip=False)


class DraftLineForm(forms.Form):
    """One client's part as it is autosaved."""

    edition = forms.IntegerField(min_value=0)
    text = forms.CharField(required=False, max_length=LONGEST_TEXT, strip=False)


class TemplateForm(forms.Form):
    template = forms.TypedChoiceField(
        coerce=NoteTemplate, choices=[(code, labels.NOTE_TEMPLATE[code]) for code in NoteTemplate]
    )


class AddendumForm(forms.Form):
    text = forms.CharField(
        label=_("What is to be added"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_TEXT,
    )


@dataclass(frozen=True, slots=True)
class TypedNote:
    """All that the group note's form held: the shared part and each line, with their editions."""

    shared: Typed | None
    lines: Mapping[UUID, Typed]


@dataclass(frozen=True, slots=True)
class Row:
    """A line as the page shows it: what was typed there, and what stands in the way."""

    line: GroupNoteLine
    text: str
    edition: int
    problems: tuple[str | Promise, ...]


def typed_note(data: QueryDict) -> TypedNote:
    """Read the form; a field that is missing or no number counts as not typed."""
    editions = data.getlist("edition")
    shared = _typed(editions[0], data.get("shared_text", "")) if editions else None
    rest = zip(data.getlist("line"), editions[1:], data.getlist("text"), strict=False)
    lines = {_uuid(line): _typed(edition, text) for line, edition, text in rest}
    return TypedNote(shared, {key: typed for key, typed in lines.items() if key and typed})


def rows(
    group_note: GroupNote,
    *,
    typed: TypedNote | None = None,
    problems: Iterable[SigningProblem] = (),
) -> Sequence[Row]:
    """Return the page's lines; what was typed and refused is shown, not lost."""
    said: dict[UUID, list[str | Promise]] = {}
    for problem in problems:
        if problem.line:
            said.setdefault(problem.line, []).append(labels.SIGNING[problem.obstacle])
    found = []
    for line in group_note.lines:
        kept = typed.lines.get(line.id) if typed else None
        text = kept.text if kept else line.text
        found.append(Row(line, text, line.edition, tuple(said.get(line.id, ()))))
    return found


def _typed(edition: str, text: str) -> Typed | None:
    # A browser sends line ends as CR LF; what is stored has LF.
    plain = text.replace("\r\n", "\n")[:LONGEST_TEXT]
    return Typed(int(edition), plain) if edition.isdecimal() else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
