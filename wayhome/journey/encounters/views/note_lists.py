"""Pages of sealed notes: the worklists, one note with its addenda, co-signing."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wayhome.journey.encounters import labels
from wayhome.journey.encounters.actions import notes as actions
from wayhome.journey.encounters.codes import NoteStatus
from wayhome.journey.encounters.forms.notes import AddendumForm
from wayhome.journey.encounters.queries import note_lists
from wayhome.journey.encounters.queries.sealed import read_note
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core import clock
from wayhome.shared.core.posting import posted_from

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from wayhome.shared.audit.actor import ActorRequest

NOTE = "encounters/note.html"


@require_GET
def note_worklist(request: ActorRequest) -> HttpResponse:
    """Show what is to write, to co-sign and was signed late; `?whose=all` beyond one's own."""
    by, now = request.actor, clock.now()
    everyone = request.GET.get("whose") == "all" or by.practitioner_id is None
    whose = None if everyone else by.practitioner_id
    may_cosign = by.may(Permission.NOTE_COSIGN)
    return render(
        request,
        "encounters/note_worklist.html",
        {
            "everyone": everyone,
            "now": now,
            "to_write": note_lists.undocumented(by, facilitator_id=whose, now=now),
            "to_cosign": note_lists.to_cosign(by) if may_cosign else (),
            "may_cosign": may_cosign,
            "late": note_lists.signed_late(by, author_id=whose, now=now),
        },
    )


@require_GET
def note(request: ActorRequest, patient_id: UUID, note_id: UUID) -> HttpResponse:
    return render(request, NOTE, _context(request, patient_id, note_id))


@posted_from("encounters:note")
def add_addendum(request: ActorRequest, patient_id: UUID, note_id: UUID) -> HttpResponse:
    form = AddendumForm(request.POST)
    if form.is_valid():
        try:
            actions.add_addendum(
                request.actor, note_id=note_id, text=form.cleaned_data["text"], now=clock.now()
            )
        except actions.CannotAddAddendumError as refusal:
            for obstacle in refusal.obstacles:
                form.add_error("text", str(labels.words_for(obstacle)))
    if form.errors:
        context = _context(request, patient_id, note_id) | {"form": form}
        return render(request, NOTE, context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _("The addendum is signed and stands beside the note."))
    return redirect("encounters:note", patient_id, note_id)


@posted_from("encounters:note")
def cosign_note(request: ActorRequest, patient_id: UUID, note_id: UUID) -> HttpResponse:
    try:
        actions.cosign_note(request.actor, note_id=note_id, now=clock.now())
    except actions.CannotCosignNoteError as refusal:
        said = " ".join(str(labels.words_for(obstacle)) for obstacle in refusal.obstacles)
        messages.error(request, said)
        return redirect("encounters:note", patient_id, note_id)
    messages.success(request, _("Co-signed."))
    return redirect("encounters:note-worklist")


def _context(request: ActorRequest, patient_id: UUID, note_id: UUID) -> dict[str, Any]:
    sealed = read_note(request.actor, patient_id, note_id)
    status = NoteStatus(sealed.note.status)
    waits = status is NoteStatus.AWAITING_COSIGNATURE
    own = sealed.note.author_id == request.actor.practitioner_id
    return {
        "sealed": sealed,
        "note": sealed.note,
        "status": labels.NOTE_STATUS[status],
        "tone": labels.NOTE_TONE[status],
        "may_cosign": waits and not own and request.actor.may(Permission.NOTE_COSIGN),
        "may_add": request.actor.may(Permission.NOTE_WRITE),
        "form": AddendumForm(),
    }
