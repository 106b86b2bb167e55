"""Making up for a missed session: with one tap by the client, or for them by staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wayhome.journey.scheduling import actions, forms, labels, queries
from wayhome.journey.scheduling.views.shared import may, warn
from wayhome.shared.core import clock
from wayhome.shared.core.forms import sentences
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpResponse

    from wayhome.journey.scheduling.models import Appointment
    from wayhome.shared.audit.actor import ActorRequest

EITHER = ["GET", "HEAD", "POST"]


@require_http_methods(EITHER)
def make_up(request: ActorRequest, appointment_id: UUID) -> HttpResponse:
    """Show what can make up for a missed place, and book it."""
    by, now = request.actor, clock.now()
    form = forms.MakeUpForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            actions.book_make_up(
                by,
                appointment_id=appointment_id,
                group_session_id=form.cleaned_data["session"],
                now=now,
            )
        except Refusal as refusal:
            warn(request, refusal)
        else:
            messages.success(request, _("Booked. It makes up for the session that was missed."))
        return redirect("scheduling:make-up", appointment_id)
    found = queries.make_up_offers(by, appointment_id, now=now)
    context = {"found": found, "now": now} | may(by)
    return render(request, "scheduling/make_up.html", context)


@require_POST
def take_make_up(request: ActorRequest, appointment_id: UUID) -> HttpResponse:
    """Give the client who is signed in a seat for the session that they missed."""
    form = forms.MakeUpForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()

    def take() -> Appointment:
        return actions.book_own_make_up(
            request.actor,
            appointment_id=appointment_id,
            group_session_id=form.cleaned_data["session"],
            now=clock.now(),
        )

    return _own(request, take, _("The seat is yours. It makes up for the session you missed."))


@require_POST
def give_back_make_up(request: ActorRequest, appointment_id: UUID) -> HttpResponse:
    def give_back() -> Appointment:
        return actions.give_back_own_make_up(
            request.actor, appointment_id=appointment_id, now=clock.now()
        )

    said = _("You gave the seat back. You can take another one for the session you missed.")
    return _own(request, give_back, said)


def _own(request: ActorRequest, write: Callable[[], Appointment], said: str) -> HttpResponse:
    """Write, say what came of it, and lead back to the week with what is offered then."""
    try:
        write()
    except Refusal as refusal:
        for sentence in sentences(refusal, labels.OWN_OBSTACLES):
            messages.warning(request, sentence)
    else:
        messages.success(request, said)
    return redirect("portal:my-week")
