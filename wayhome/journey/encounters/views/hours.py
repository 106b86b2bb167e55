"""Pages of the hours ledger: a program's week, and a make-up session with one tap."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wayhome.journey.encounters import labels, queries
from wayhome.journey.encounters.forms.hours import HoursFilter, MakeUpForm
from wayhome.journey.scheduling import actions as scheduling
from wayhome.journey.scheduling.codes import AppointmentOrigin
from wayhome.shared.core import clock
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from wayhome.shared.audit.actor import ActorRequest

HOURS = "encounters/hours.html"


@require_GET
def hours(request: ActorRequest) -> HttpResponse:
    chosen = HoursFilter(request.GET).given()
    overview = queries.hours_overview(request.actor, **chosen, now=clock.now())
    return render(request, HOURS, {"overview": overview})


@require_POST
def book_make_up(request: ActorRequest, episode_id: UUID) -> HttpResponse:
    """Book a make-up session, and answer with the client's row as it stands then."""
    form = MakeUpForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    now, notices = clock.now(), []
    try:
        scheduling.book_appointment(
            request.actor,
            group_session_id=form.cleaned_data["session"],
            episode_id=episode_id,
            origin=AppointmentOrigin.MAKE_UP,
            now=now,
        )
    except Refusal as refusal:
        notices = [str(labels.words_for(obstacle)) for obstacle in refusal.obstacles]
    if request.headers.get("HX-Request") == "true":
        row = queries.hours_row(request.actor, episode_id, day=form.cleaned_data["week"], now=now)
        status = HTTPStatus.UNPROCESSABLE_ENTITY if notices else HTTPStatus.OK
        context = {"row": row, "notices": notices, "booked": not notices}
        return render(request, f"{HOURS}#row", context, status=status)
    for notice in notices:
        messages.error(request, notice)
    if not notices:
        messages.success(request, _("Booked."))
    return redirect("encounters:hours")
