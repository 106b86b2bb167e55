"""Giving someone a place in a session, and giving a place up."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wayhome.journey.scheduling import actions, forms, queries
from wayhome.journey.scheduling.codes import AppointmentOrigin, EditScope
from wayhome.journey.scheduling.views.groups import EITHER
from wayhome.journey.scheduling.views.sessions import session_page
from wayhome.journey.scheduling.views.shared import status_of
from wayhome.shared.core import clock
from wayhome.shared.core.posting import posted_from
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from django.http import HttpResponse

    from wayhome.shared.audit.actor import ActorRequest


@posted_from("scheduling:session")
def book(request: ActorRequest, session_id: UUID) -> HttpResponse:
    form = forms.BookForm(request.POST)
    if form.is_valid():
        given = form.given()
        try:
            actions.book_appointment(
                request.actor, group_session_id=session_id, now=clock.now(), **given
            )
        except Refusal as refusal:
            form.refuse(refusal.obstacles)
        else:
            messages.success(request, _booked(given["scope"]))
            return redirect("scheduling:session", session_id)
    return session_page(request, session_id, form)


@require_http_methods(EITHER)
def give_up(request: ActorRequest, appointment_id: UUID) -> HttpResponse:
    now = clock.now()
    place = queries.get_appointment(request.actor, appointment_id)
    is_member = (
        place.origin == AppointmentOrigin.ROSTER and place.group_session.series_id is not None
    )
    form = forms.GiveUpForm(request.POST or None, is_member=is_member)
    if form.is_bound and form.is_valid():
        try:
            actions.cancel_appointment(
                request.actor, appointment_id=appointment_id, now=now, **form.given()
            )
        except Refusal as refusal:
            form.refuse(refusal.obstacles)
        else:
            messages.success(request, _("The place is given up, and the seat is free again."))
            return redirect("scheduling:session", place.group_session_id)
    session = queries.get_session(request.actor, place.group_session_id)
    context = {
        "form": form,
        "place": queries.place_line(place),
        "line": queries.session_line(session, now=now),
    }
    return render(request, "scheduling/give_up.html", context, status=status_of(form))


def _booked(scope: EditScope) -> str:
    if scope is EditScope.FROM_NOW_ON:
        return _("On the group's roster, with a place in this session and in the later ones.")
    return _("Booked for this session.")
