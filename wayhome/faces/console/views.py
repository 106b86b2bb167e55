"""The pages that compose several rooms: today, one person's chart, the search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from wayhome.faces.console import chart as charts
from wayhome.faces.console import today as todays
from wayhome.journey.admissions import labels as admission_labels
from wayhome.journey.patients import queries as patients
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core import clock

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from wayhome.shared.audit.actor import ActorRequest

MOST_FOUND = 20


@require_GET
def home(request: ActorRequest) -> HttpResponse:
    """Lead everyone to their first page."""
    by = request.actor
    if by.may(Permission.OWN_RECORD_VIEW):
        return redirect("portal:my-week")
    if by.may(Permission.CHECK_IN_SELF) and not by.may(Permission.SCHEDULE_VIEW):
        return redirect("encounters:kiosk")
    return redirect("console:today")


@require_GET
def today(request: ActorRequest) -> HttpResponse:
    everyone = request.GET.get("whose") == "all"
    page = todays.today(request.actor, now=clock.now(), everyone=everyone)
    leads_groups = request.actor.may(Permission.NOTE_WRITE)
    return render(request, "console/today.html", {"page": page, "leads_groups": leads_groups})


@require_GET
def chart(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    shown = request.GET.get("show", "")
    chosen = charts.Filter(shown) if shown in {*charts.Filter} else charts.Filter.ALL
    page = charts.open_chart(request.actor, patient_id, now=clock.now(), shown=chosen)
    if page.chart.patient.pk != patient_id:
        return redirect("console:chart", page.chart.patient.pk)
    context = {
        "page": page,
        "tabs": _tabs(patient_id, chosen),
        "missing": [admission_labels.MISSING[item] for item in page.missing],
        "may_manage": request.actor.may(Permission.PATIENT_MANAGE),
        "may_admit": request.actor.may(Permission.ADMISSION_MANAGE),
        "may_place": request.actor.may(Permission.PLACEMENT_RECORD),
    }
    return render(request, "console/chart.html", context)


@require_GET
def search(request: ActorRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    found = patients.search_patients(request.actor, text, limit=MOST_FOUND) if text else ()
    if len(found) == 1 and request.headers.get("HX-Request") != "true":
        return redirect("console:chart", found[0].patient.pk)
    return render(request, "console/search.html", {"text": text, "found": found})


def _tabs(patient_id: UUID, chosen: charts.Filter) -> list[dict[str, object]]:
    url = reverse("console:chart", args=[patient_id])
    return [
        {"url": f"{url}?show={each}", "label": charts.FILTERS[each], "active": each is chosen}
        for each in charts.Filter
    ]
