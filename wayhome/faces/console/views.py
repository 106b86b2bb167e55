"""The pages that compose several rooms: today, one person's chart."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from wayhome.faces.console import chart as charts
from wayhome.faces.console import today as todays
from wayhome.faces.console.navigation import Place
from wayhome.journey.admissions import labels as admission_labels
from wayhome.journey.admissions.codes import MissingItem
from wayhome.journey.scheduling import labels as scheduling_labels
from wayhome.journey.weekplans import labels as order_labels
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core import clock

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from wayhome.journey.scheduling.labels import UseWords
    from wayhome.shared.audit.actor import Actor, ActorRequest

# The parts of a person's record, each a room's own page.
PARTS = (
    Place("console:chart", _("Story"), Permission.CHART_READ),
    Place("patients:record", _("Record and contacts"), Permission.CHART_READ),
    Place("admissions:stays", _("Stays"), Permission.ADMISSION_VIEW),
    Place("placement:placements", _("Placement"), Permission.PLACEMENT_VIEW),
    Place("scheduling:availability", _("When they can come"), Permission.AVAILABILITY_VIEW),
)
# What belongs to a group is supplied there; everything else from the page of the stay.
SUPPLIED_AT = {
    MissingItem.GROUP_ROSTER: "scheduling:groups",
    MissingItem.HOURS_BELOW_TARGET: "encounters:hours",
}


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
    by = request.actor
    page = todays.today(by, now=clock.now(), everyone=request.GET.get("whose") == "all")
    context = {
        "page": page,
        "leads_groups": by.practitioner_id is not None and by.may(Permission.NOTE_WRITE),
        "may_cosign": by.may(Permission.NOTE_COSIGN),
        "may_take_calls": by.may(Permission.INQUIRY_MANAGE),
    }
    return render(request, "console/today.html", context)


@require_GET
def chart(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    shown = request.GET.get("show", "")
    chosen = charts.Filter(shown) if shown in {*charts.Filter} else charts.Filter.ALL
    page = charts.open_chart(
        request.actor,
        patient_id,
        now=clock.now(),
        shown=chosen,
        before=_moment(request.GET.get("before", "")),
    )
    if page.chart.patient.pk != patient_id:
        return redirect("console:chart", page.chart.patient.pk)
    context = {
        "page": page,
        "tabs": _tabs(request.actor, patient_id),
        "filters": _filters(patient_id, chosen),
        "older": _older(patient_id, page),
        "missing": _missing(page),
        "can_come": _can_come(page),
        "should_get": order_labels.item_words(page.ordered or ()),
    }
    return render(request, "console/chart.html", context)


def _moment(text: str) -> datetime | None:
    """Return the moment in an address; nonsense counts as none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _tabs(by: Actor, patient_id: UUID) -> list[dict[str, object]]:
    return [
        {
            "url": reverse(place.url_name, args=[patient_id]),
            "label": place.label,
            "active": place is PARTS[0],
        }
        for place in PARTS
        if by.may(place.permission)
    ]


def _filters(patient_id: UUID, chosen: charts.Filter) -> list[dict[str, object]]:
    url = reverse("console:chart", args=[patient_id])
    return [
        {"url": f"{url}?show={each}", "label": charts.FILTERS[each], "active": each is chosen}
        for each in charts.Filter
    ]


def _older(patient_id: UUID, page: charts.ChartPage) -> str:
    if page.older is None:
        return ""
    before = urlencode({"show": page.shown, "before": page.older.isoformat()})
    return f"{reverse('console:chart', args=[patient_id])}?{before}"


def _can_come(page: charts.ChartPage) -> tuple[UseWords, ...]:
    """Return the week that counts now in words, the free time first."""
    known = page.availability
    if known is None or known.now is None:
        return ()
    return scheduling_labels.week_words(known.now.row.week)


def _missing(page: charts.ChartPage) -> list[dict[str, object]]:
    """Return what the record lacks, each with the page where it is supplied."""
    if page.stay is None:
        return []
    stay = reverse("admissions:episode", args=[page.stay.episode.pk])
    return [
        {
            "label": admission_labels.MISSING[item],
            "url": reverse(SUPPLIED_AT[item]) if item in SUPPLIED_AT else stay,
        }
        for item in page.missing
    ]
