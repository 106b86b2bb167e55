"""Making up for a session that the client missed: one tap takes a seat, another gives it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wayhome.faces.portal.forms import TakeSeatForm
from wayhome.journey.scheduling import actions, labels
from wayhome.journey.weekplans import queries as weekplans
from wayhome.shared.core import clock
from wayhome.shared.core.forms import sentences
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpResponse

    from wayhome.journey.scheduling.models import Appointment
    from wayhome.shared.audit.actor import ActorRequest


@require_POST
def take(request: ActorRequest, appointment_id: UUID) -> HttpResponse:
    """Give the client a seat for the session that they missed, if it would be offered to them."""
    form, by, now = TakeSeatForm(request.POST), request.actor, clock.now()
    if not form.is_valid():
        return HttpResponseBadRequest()

    def write() -> Appointment:
        return actions.book_own_make_up(
            by,
            appointment_id=appointment_id,
            group_session_id=form.cleaned_data["session"],
            kept_out=weekplans.own_sessions_kept_out(by, now=now),
            now=now,
        )

    return _done(request, write, _("The seat is yours. It makes up for the session you missed."))


@require_POST
def give_back(request: ActorRequest, appointment_id: UUID) -> HttpResponse:
    def write() -> Appointment:
        return actions.give_back_own_make_up(
            request.actor, appointment_id=appointment_id, now=clock.now()
        )

    said = _("You gave the seat back. You can take another one for the session you missed.")
    return _done(request, write, said)


def _done(request: ActorRequest, write: Callable[[], Appointment], said: str) -> HttpResponse:
    """Write, say what came of it, and lead back to the week with what is offered then."""
    try:
        write()
    except Refusal as refusal:
        for sentence in sentences(refusal, labels.OWN_OBSTACLES):
            messages.warning(request, sentence)
    else:
        messages.success(request, said)
    return redirect("portal:my-week")
