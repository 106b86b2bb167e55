"""Pages of the group note: one screen, autosaved, one signature."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from wayhome.journey.encounters import labels
from wayhome.journey.encounters.actions import attendance, drafts, signing
from wayhome.journey.encounters.codes import AttendanceKind
from wayhome.journey.encounters.forms.notes import (
    DraftForm,
    DraftLineForm,
    TemplateForm,
    rows,
    typed_note,
)
from wayhome.journey.encounters.queries import notes as queries
from wayhome.shared.core import clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from uuid import UUID

    from wayhome.journey.encounters.forms.notes import TypedNote
    from wayhome.journey.encounters.rules import SigningProblem
    from wayhome.shared.audit.actor import ActorRequest

PAGE = "encounters/group_note.html"
QUICK_KINDS = frozenset({AttendanceKind.ATTENDED, AttendanceKind.ABSENT_UNKNOWN})


@require_GET
def group_note(request: ActorRequest, session_id: UUID) -> HttpResponse:
    return render(request, PAGE, _context(request, session_id))


@require_POST
def save_draft(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """Autosave the shared part; see static/js/autosave.js for the answers."""
    form = DraftForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"message": _("The text is too long.")}, status=422)
    try:
        draft = drafts.save_draft(
            request.actor,
            group_session_id=session_id,
            edition=form.cleaned_data["edition"],
            shared_text=form.cleaned_data["shared_text"],
            now=clock.now(),
        )
    except drafts.CannotSaveDraftError as refusal:
        note = queries.get_group_note(request.actor, session_id)
        text = note.draft.shared_text if note.draft else ""
        return _not_saved(refusal, note.edition, {"shared_text": text})
    return JsonResponse({"edition": draft.edition, "saved_at": draft.saved_at.isoformat()})


@require_POST
def save_draft_line(request: ActorRequest, session_id: UUID, appointment_id: UUID) -> HttpResponse:
    """Autosave one client's part."""
    form = DraftLineForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"message": _("The text is too long.")}, status=422)
    try:
        line = drafts.save_draft_line(
            request.actor,
            appointment_id=appointment_id,
            edition=form.cleaned_data["edition"],
            text=form.cleaned_data["text"],
            now=clock.now(),
        )
    except drafts.CannotSaveDraftError as refusal:
        note = queries.get_group_note(request.actor, session_id)
        theirs = next(each for each in note.lines if each.id == appointment_id)
        return _not_saved(refusal, theirs.edition, {"text": theirs.text})
    return JsonResponse({"edition": line.edition, "saved_at": line.saved_at.isoformat()})


@require_POST
def sign_notes(request: ActorRequest, session_id: UUID) -> HttpResponse:
    typed = typed_note(request.POST)
    try:
        signed = signing.sign_notes(
            request.actor,
            group_session_id=session_id,
            shared=typed.shared,
            lines=typed.lines,
            now=clock.now(),
        )
    except signing.CannotSignNotesError as refusal:
        context = _context(request, session_id, typed=typed, problems=refusal.problems)
        context["refused"] = _whole(refusal)
        return render(request, PAGE, context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    count = len(signed)
    said = ngettext("Signed one note.", "Signed {count} notes.", count).format(count=count)
    messages.success(request, said)
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


def _context(
    request: ActorRequest,
    session_id: UUID,
    *,
    typed: TypedNote | None = None,
    problems: Iterable[SigningProblem] = (),
) -> dict[str, Any]:
    note = queries.get_group_note(request.actor, session_id)
    lines = rows(note, typed=typed, problems=problems)
    stored = note.draft.shared_text if note.draft else ""
    return {
        "note": note,
        "session": note.session,
        "to_write": [row for row in lines if row.line.came and row.line.note is None],
        "to_record": [row for row in lines if row.line.encounter is None],
        "others": [row.line for row in lines if row.line.encounter and not row.line.came],
        "sealed": note.sealed,
        "shared_text": typed.shared.text if typed and typed.shared else stored,
        "template_form": TemplateForm(initial={"template": note.template}),
        "refused": (),
    }


def _whole(refusal: signing.CannotSignNotesError) -> list[str]:
    """Return what stands in the way of all notes; a line's own stands at the line."""
    of_lines = {problem.obstacle for problem in refusal.problems if problem.line}
    of_whole = {problem.obstacle for problem in refusal.problems if not problem.line}
    return [
        str(labels.words_for(obstacle))
        for obstacle in refusal.obstacles
        if obstacle in of_whole or obstacle not in of_lines
    ]


def _not_saved(
    refusal: drafts.CannotSaveDraftError, edition: int, values: dict[str, str]
) -> JsonResponse:
    return JsonResponse(
        {
            "edition": edition,
            "values": values,
            "message": " ".join(str(labels.words_for(o)) for o in refusal.obstacles),
        },
        status=HTTPStatus.CONFLICT,
    )


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
