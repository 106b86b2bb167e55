"""Pages that show one client's note as it will read once it is signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from wayhome.journey.encounters.forms.notes import typed_note
from wayhome.journey.encounters.queries.preview import get_preview
from wayhome.journey.encounters.views.notes import keep_typed
from wayhome.shared.core import clock

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from wayhome.shared.audit.actor import ActorRequest

PAGE = "encounters/note_preview.html"


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: ActorRequest, session_id: UUID, appointment_id: UUID) -> HttpResponse:
    """Show the note; without a script what the page holds is saved on the way."""
    if request.headers.get("HX-Request") == "true":
        return _fragment(request, session_id, appointment_id)
    if request.method == "POST":
        return _saved_first(request, session_id, appointment_id)
    shown = get_preview(request.actor, session_id, appointment_id, now=clock.now())
    return render(request, PAGE, {"preview": shown})


def _fragment(request: ActorRequest, session_id: UUID, appointment_id: UUID) -> HttpResponse:
    given = typed_note(request.POST)
    shown = get_preview(
        request.actor,
        session_id,
        appointment_id,
        shared=given.shared,
        typed=given.lines,
        now=clock.now(),
    )
    # once it is open, only the note in it is renewed: who has closed it isn't disturbed
    part = "preview" if "renew" in request.GET else "opened"
    return render(request, f"{PAGE}#{part}", {"preview": shown, "level": 4})


def _saved_first(request: ActorRequest, session_id: UUID, appointment_id: UUID) -> HttpResponse:
    if refused := keep_typed(request, session_id):
        return refused
    return redirect("encounters:preview-note", session_id, appointment_id)
