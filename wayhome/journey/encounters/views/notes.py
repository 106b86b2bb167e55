"""Pages of the group note: one screen, autosaved, one signature."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from wayhome.journey.encounters import labels
from wayhome.journey.encounters.actions import attendance, drafts, signing, typed
from wayhome.journey.encounters.codes import AttendanceKind, DraftObstacle, NoteStatus
from wayhome.journey.encounters.forms.notes import (
    DraftForm,
    DraftLineForm,
    TemplateForm,
    rows,
    typed_note,
)
from wayhome.journey.encounters.queries import notes as queries
from wayhome.shared.core import clock
from wayhome.shared.core.posting import posted_from

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from uuid import UUID

    from wayhome.journey.encounters.forms.notes import TypedNote
    from wayhome.journey.encounters.models import ProgressNote
    from wayhome.journey.encounters.queries.notes import GroupNote
    from wayhome.journey.encounters.rules import SigningProblem
    from wayhome.shared.audit.actor import ActorRequest
    from wayhome.shared.core.refusal import Refusal

PAGE = "encounters/group_note.html"
QUICK_KINDS = frozenset({AttendanceKind.ATTENDED, AttendanceKind.ABSENT_UNKNOWN})


@require_GET
def group_note(request: ActorRequest, session_id: UUID) -> HttpResponse:
    return _page(request, queries.get_group_note(request.actor, session_id))


@require_GET
def difference(
    request: ActorRequest, session_id: UUID, appointment_id: UUID | None = None
) -> HttpResponse:
    """Show how a text differs by now from what was carried forward into it."""
    note = queries.get_group_note(request.actor, session_id)
    text = note.line(appointment_id) if appointment_id else note
    return render(request, f"{PAGE}#difference", {"parts": text.difference})


@require_POST
def save_draft(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """Autosave the shared part; see static/js/autosave.js for the answers."""
    form = DraftForm(request.POST)
    if not form.is_valid():
        return _not_taken([_("The text is too long.")])
    try:
        draft = drafts.save_draft(
            request.actor,
            group_session_id=session_id,
            edition=form.cleaned_data["edition"],
            shared_text=form.cleaned_data["shared_text"],
            now=clock.now(),
        )
    except drafts.CannotSaveDraftError as refusal:
        if DraftObstacle.EDITION_CHANGED not in refusal.obstacles:
            return _not_taken(map(labels.words_for, refusal.obstacles))
        note = queries.get_group_note(request.actor, session_id)
        return _overtaken(note.edition, {"shared_text": note.stored})
    return JsonResponse({"edition": draft.edition, "saved_at": draft.saved_at.isoformat()})


@require_POST
def save_draft_line(request: ActorRequest, session_id: UUID, appointment_id: UUID) -> HttpResponse:
    """Autosave one client's part."""
    form = DraftLineForm(request.POST)
    if not form.is_valid():
        return _not_taken([_("The text is too long.")])
    try:
        line = drafts.save_draft_line(
            request.actor,
            appointment_id=appointment_id,
            edition=form.cleaned_data["edition"],
            text=form.cleaned_data["text"],
            now=clock.now(),
        )
    except drafts.CannotSaveDraftError as refusal:
        if DraftObstacle.EDITION_CHANGED not in refusal.obstacles:
            return _not_taken(map(labels.words_for, refusal.obstacles))
        theirs = queries.get_group_note(request.actor, session_id).line(appointment_id)
        return _overtaken(theirs.edition, {"text": theirs.stored})
    return JsonResponse({"edition": line.edition, "saved_at": line.saved_at.isoformat()})


@posted_from("encounters:group-note")
def save_note(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """Keep all that the page holds; the way to save without a script."""
    if refused := keep_typed(request, session_id):
        return refused
    messages.success(request, _("Your draft is saved. It isn't signed yet."))
    return redirect("encounters:group-note", session_id)


@posted_from("encounters:group-note")
def sign_notes(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """Seal the notes; what was typed comes back with each reason when they can't be sealed."""
    given = typed_note(request.POST)
    try:
        signed = signing.sign_notes(
            request.actor,
            group_session_id=session_id,
            shared=given.shared,
            lines=given.lines,
            now=clock.now(),
        )
    except (signing.CannotSignNotesError, drafts.CannotSaveDraftError) as refusal:
        return refused_page(request, session_id, given, refusal, _("Not signed yet"))
    messages.success(request, _said_of(signed))
    return redirect("encounters:group-note", session_id)


@require_POST
def apply_template(request: ActorRequest, session_id: UUID) -> HttpResponse:
    form = TemplateForm(request.POST)
    if form.is_valid():
        _try(
            request,
            lambda: drafts.apply_template(
                request.actor,
                group_session_id=session_id,
                template=form.cleaned_data["template"],
                now=clock.now(),
            ),
        )
    return redirect("encounters:group-note", session_id)


@require_POST
def copy_shared(request: ActorRequest, session_id: UUID) -> HttpResponse:
    _try(
        request,
        lambda: drafts.copy_last_shared_text(
            request.actor, group_session_id=session_id, now=clock.now()
        ),
    )
    return redirect("encounters:group-note", session_id)


@require_POST
def copy_line(request: ActorRequest, session_id: UUID, appointment_id: UUID) -> HttpResponse:
    _try(
        request,
        lambda: drafts.copy_last_note(
            request.actor, appointment_id=appointment_id, now=clock.now()
        ),
    )
    return _back_to_line(session_id, appointment_id)


@require_POST
def confirm_words(request: ActorRequest, session_id: UUID, appointment_id: UUID) -> HttpResponse:
    _try(
        request,
        lambda: drafts.confirm_words(
            request.actor,
            appointment_id=appointment_id,
            words=request.POST.getlist("word"),
            now=clock.now(),
        ),
    )
    return _back_to_line(session_id, appointment_id)


@require_POST
def confirm_shared_words(request: ActorRequest, session_id: UUID) -> HttpResponse:
    _try(
        request,
        lambda: drafts.confirm_shared_words(
            request.actor,
            group_session_id=session_id,
            words=request.POST.getlist("word"),
            now=clock.now(),
        ),
    )
    return redirect("encounters:group-note", session_id)


@require_POST
def note_attendance(
    request: ActorRequest, session_id: UUID, appointment_id: UUID, kind: str
) -> HttpResponse:
    """Record from the note's page that someone came, or was missed."""
    if kind not in QUICK_KINDS:
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    try:
        attendance.record_attendance(
            request.actor,
            appointment_id=appointment_id,
            kind=AttendanceKind(kind),
            now=clock.now(),
        )
    except attendance.CannotRecordAttendanceError:
        # Most often a colleague was quicker; the page that comes shows what is recorded.
        messages.error(request, _("This couldn't be recorded so. Look at the check-in page."))
    return _back_to_line(session_id, appointment_id)


def keep_typed(request: ActorRequest, session_id: UUID) -> HttpResponse | None:
    """Keep all that the page holds, or return the page that says why it wasn't taken."""
    given = typed_note(request.POST)
    try:
        typed.save_typed(
            request.actor,
            group_session_id=session_id,
            shared=given.shared,
            lines=given.lines,
            now=clock.now(),
        )
    except drafts.CannotSaveDraftError as refusal:
        return refused_page(request, session_id, given, refusal, _("Not saved yet"))
    return None


def refused_page(
    request: ActorRequest, session_id: UUID, given: TypedNote, refusal: Refusal, heading: str
) -> HttpResponse:
    """Show the page again with all that was typed, and why it wasn't taken."""
    note = queries.get_group_note(request.actor, session_id, shared=given.shared, typed=given.lines)
    return _page(request, note, refusal, heading)


def _page(
    request: ActorRequest, note: GroupNote, refusal: Refusal | None = None, heading: str = ""
) -> HttpResponse:
    problems = getattr(refusal, "problems", ())
    lines = rows(note, problems)
    context = {
        "note": note,
        "session": note.session,
        "rows": lines,
        "lacking": [row for row in lines if row.problems],
        "template_form": TemplateForm(initial={"template": note.template}),
        "heading": heading,
        "refused": _whole(refusal, problems) if refusal else (),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK
    return render(request, PAGE, context, status=status)


def _whole(refusal: Refusal, problems: Iterable[SigningProblem]) -> list[str]:
    """Return what stands in the way of all notes; a line's own stands at the line."""
    of_lines = {problem.obstacle for problem in problems if problem.line}
    of_whole = {problem.obstacle for problem in problems if not problem.line}
    return [
        str(labels.words_for(obstacle))
        for obstacle in refusal.obstacles
        if obstacle in of_whole or obstacle not in of_lines
    ]


def _said_of(signed: Sequence[ProgressNote]) -> str:
    said = ngettext("Signed one note.", "Signed {count} notes.", len(signed))
    waits = NoteStatus.AWAITING_COSIGNATURE in {note.status for note in signed}
    after = _("Your supervisor finds them in the list to co-sign.") if waits else ""
    return f"{said.format(count=len(signed))} {after}".strip()


def _not_taken(sentences: Iterable[object]) -> JsonResponse:
    message = " ".join(str(sentence) for sentence in sentences)
    return JsonResponse({"message": message}, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _overtaken(edition: int, values: dict[str, str]) -> JsonResponse:
    return JsonResponse({"edition": edition, "values": values}, status=HTTPStatus.CONFLICT)


def _try(request: ActorRequest, write: Callable[[], object]) -> None:
    try:
        write()
    except drafts.CannotSaveDraftError as refusal:
        said = (labels.words_for(obstacle) for obstacle in refusal.obstacles)
        messages.error(request, " ".join(str(words) for words in said))


def _back_to_line(session_id: UUID, appointment_id: UUID) -> HttpResponse:
    response = redirect("encounters:group-note", session_id)
    response["Location"] += f"#line-{appointment_id}"
    return response
