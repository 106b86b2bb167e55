"""The pages that list many stays: census, waiting list, caseloads."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wayhome.journey.admissions import queries
from wayhome.shared.core import clock

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from wayhome.journey.admissions.models import EpisodeOfCare
    from wayhome.shared.audit.actor import ActorRequest

ROWS = 50


@require_GET
def census(request: ActorRequest) -> HttpResponse:
    service_id = _service_id(request)
    found = queries.census(request.actor, service_id=service_id)
    return _list_page(request, "admissions/census.html", found, service_id)


@require_GET
def waitlist(request: ActorRequest) -> HttpResponse:
    service_id = _service_id(request)
    found = queries.waitlist(request.actor, service_id=service_id)
    return _list_page(request, "admissions/waitlist.html", found, service_id)


@require_GET
def own_caseload(request: ActorRequest) -> HttpResponse:
    """Show the actor's own caseload; who treats nobody chooses a counselor."""
    if request.actor.practitioner_id is None:
        context = {"practitioner": None, "lines": (), "page": None}
        return _caseload_page(request, context)
    return caseload(request, request.actor.practitioner_id)


@require_GET
def caseload(request: ActorRequest, practitioner_id: UUID) -> HttpResponse:
    practitioner, found = queries.caseload_of(request.actor, practitioner_id)
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    lines = queries.lines(page.object_list, now=clock.now())
    return _caseload_page(request, {"practitioner": practitioner, "lines": lines, "page": page})


def _caseload_page(request: ActorRequest, context: dict[str, Any]) -> HttpResponse:
    offered = queries.options(request.actor, now=clock.now())
    context |= {"practitioners": offered.practitioners, "tabs": _tabs(request)}
    return render(request, "admissions/caseload.html", context)


def _list_page(
    request: ActorRequest,
    template: str,
    found: QuerySet[EpisodeOfCare],
    service_id: UUID | None,
) -> HttpResponse:
    now = clock.now()
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    context = {
        "lines": queries.lines(page.object_list, now=now),
        "page": page,
        "services": queries.options(request.actor, now=now).services,
        "service_id": service_id,
        "tabs": _tabs(request),
        "may_manage": queries.may_manage(request.actor),
    }
    return render(request, template, context)


def _service_id(request: ActorRequest) -> UUID | None:
    """Return the program that is asked for; an address that names none shows all."""
    try:
        return UUID(request.GET.get("service", ""))
    except ValueError:
        return None


def _tabs(request: ActorRequest) -> list[SimpleNamespace]:
    pages = [
        (reverse("admissions:census"), _("In care")),
        (reverse("admissions:waitlist"), _("Waiting list")),
        (reverse("admissions:own-caseload"), _("Caseloads")),
    ]
    return [
        SimpleNamespace(url=url, label=label, active=request.path.startswith(url), count=None)
        for url, label in pages
    ]
