"""What comes from the note pages: typed texts with their editions, and how a page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, override
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from wayhome.journey.encounters import labels
from wayhome.journey.encounters.codes import AttendanceKind, NoteTemplate
from wayhome.journey.encounters.rules import Typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.http import QueryDict

    from wayhome.journey.encounters.labels.notes import Words
    from wayhome.journey.encounters.queries.notes import GroupNote, GroupNoteLine
    from wayhome.journey.encounters.rules import SigningProblem

LONGEST_TEXT = 20_000


class TypedText(forms.CharField):
    """A text as it is typed, spaces and all; its line ends are one sign each."""

    def __init__(self) -> None:
        super().__init__(required=False, max_length=LONGEST_TEXT, strip=False)

    @override
    def to_python(self, value: Any) -> str:
        return plain(super().to_python(value) or "")


class DraftForm(forms.Form):
    """The shared part as it is autosaved: only what changed, based on an edition."""

    edition = forms.IntegerField(min_value=0)
    shared_text = TypedText()


class DraftLineForm(forms.Form):
    """One client's part as it is autosaved."""

    edition = forms.IntegerField(min_value=0)
    text = TypedText()


class TemplateForm(forms.Form):
    template = forms.TypedChoiceField(
        label=_("Headings in each note"),
        coerce=NoteTemplate,
        choices=[(code, labels.NOTE_TEMPLATE[code]) for code in NoteTemplate],
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
    """A line as the page shows it: what is recorded in words, and what stands in the way."""

    line: GroupNoteLine
    kind: Words
    tone: str
    problems: tuple[Words, ...]


def typed_note(data: QueryDict) -> TypedNote:
    """Read the form; a field that is missing or no number counts as not typed."""
    editions = data.getlist("edition")
    shared = _typed(editions[0], data.get("shared_text", "")) if editions else None
    rest = zip(data.getlist("line"), editions[1:], data.getlist("text"), strict=False)
    lines = {_uuid(line): _typed(edition, text) for line, edition, text in rest}
    return TypedNote(shared, {key: typed for key, typed in lines.items() if key and typed})


def rows(group_note: GroupNote, problems: Iterable[SigningProblem] = ()) -> Sequence[Row]:
    said: dict[UUID, list[Words]] = {}
    for problem in problems:
        if problem.line:
            said.setdefault(problem.line, []).append(labels.SIGNING[problem.obstacle])
    return [_row(line, said.get(line.id, ())) for line in group_note.lines]


def _row(line: GroupNoteLine, said: Iterable[Words]) -> Row:
    kind = AttendanceKind(line.encounter.attendance) if line.encounter else None
    words = labels.ATTENDANCE[kind] if kind else _("Not recorded yet")
    return Row(line, words, labels.ATTENDANCE_TONE[kind] if kind else "due", tuple(said))


def _typed(edition: str, text: str) -> Typed | None:
    return Typed(int(edition), plain(text)[:LONGEST_TEXT]) if edition.isdecimal() else None


def plain(text: str) -> str:
    """Return the text as it is stored: a browser sends line ends as CR LF."""
    return text.replace("\r\n", "\n")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
