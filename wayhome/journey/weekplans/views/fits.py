"""Pages of what could be promised: somebody's earliest good week, and the waiting list by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from wayhome.journey.weekplans import queries
from wayhome.shared.core import clock

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from wayhome.journey.weekplans.queries import NewcomerFit
    from wayhome.shared.audit.actor import ActorRequest


@require_GET
def fit_of_stay(request: ActorRequest, episode_id: UUID) -> HttpResponse:
    page = queries.earliest_good_week(request.actor, episode_id, now=clock.now())
    return render(request, "weekplans/fit_of_stay.html", {"page": page})


@require_GET
def fit_of_inquiry(request: ActorRequest, inquiry_id: UUID) -> HttpResponse:
    found = queries.earliest_good_week_of_inquiry(request.actor, inquiry_id, now=clock.now())
    return _newcomer(request, found)


@require_GET
def fit_of_client(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    found = queries.earliest_good_week_of_client(request.actor, patient_id, now=clock.now())
    return _newcomer(request, found)


@require_GET
def waiting(request: ActorRequest, service_id: UUID | None = None) -> HttpResponse:
    by, now = request.actor, clock.now()
    if service_id is None:
        found = queries.first_waitlist_fits(by, now=now)
    else:
        found = queries.waitlist_fits(by, service_id, now=now)
    return render(request, "weekplans/waiting.html", {"page": found})


def _newcomer(request: ActorRequest, found: NewcomerFit) -> HttpResponse:
    """Show what could be promised; whoever has a stay has a page for that."""
    if found.stay_id is not None:
        return redirect("weekplans:fit-of-stay", found.stay_id)
    return render(request, "weekplans/fit_of_newcomer.html", {"page": found})
