"""Planning a single session: with one client, or a group beside the weekly ones."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wayhome.journey.scheduling import actions, forms, queries
from wayhome.journey.scheduling.views.groups import EITHER, zone_of
from wayhome.journey.scheduling.views.schedule import uuid_of
from wayhome.journey.scheduling.views.shared import found_people, refused, status_of
from wayhome.shared.core import clock
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from django.http import HttpResponse

    from wayhome.shared.audit.actor import ActorRequest


@require_http_methods(EITHER)
def plan_extra(request: ActorRequest) -> HttpResponse:
    """Plan a group session beside the weekly ones."""
    now = clock.now()
    offered = queries.options(request.actor, now=now)
    form = forms.ExtraSessionForm(request.POST or None, offered=offered)
    clashes: tuple[str, ...] = ()
    if form.is_bound and form.is_valid():
        try:
            planned = actions.plan_session(request.actor, **form.given())
        except Refusal as refusal:
            clashes = refused(request.actor, form, refusal, zone=zone_of(offered, form))
        else:
            messages.success(request, _("Planned. Add the clients below."))
            return redirect("scheduling:session", planned.pk)
    context = {"form": form, "clashes": clashes, "offered": offered}
    return render(request, "scheduling/plan_extra.html", context, status=status_of(form))


@require_http_methods(EITHER)
def book_individual(request: ActorRequest) -> HttpResponse:
    """Plan a session with one client: first whom, then when."""
    chosen = uuid_of(request.GET.get("episode"))
    return _individual(request, chosen) if chosen else _choose_client(request)


def _choose_client(request: ActorRequest) -> HttpResponse:
    text, people = found_people(request)
    return render(request, "scheduling/choose_client.html", {"text": text, "people": people})


def _individual(request: ActorRequest, episode_id: UUID) -> HttpResponse:
    now = clock.now()
    who = queries.candidate(request.actor, episode_id)
    offered = queries.options(request.actor, now=now)
    form = forms.IndividualForm(request.POST or None, offered=offered, initial=_usual(request, who))
    clashes: tuple[str, ...] = ()
    if form.is_bound and form.is_valid():
        try:
            place = actions.book_individual_session(
                request.actor, episode_id=who.episode.pk, now=now, **form.given()
            )
        except Refusal as refusal:
            clashes = refused(request.actor, form, refusal, zone=zone_of(offered, form))
        else:
            messages.success(request, _("Planned, with the client's place in it."))
            return redirect("scheduling:session", place.group_session_id)
    context = {"form": form, "clashes": clashes, "who": who, "offered": offered}
    return render(request, "scheduling/individual.html", context, status=status_of(form))


def _usual(request: ActorRequest, who: queries.Candidate) -> dict[str, str | int]:
    return {
        "title": _("Individual session"),
        "duration_minutes": 50,
        "healthcare_service": str(who.episode.healthcare_service_id),
        "facilitator": str(request.actor.practitioner_id or ""),
    }
