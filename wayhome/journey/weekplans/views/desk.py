"""The week builder's first page: build a week, or see what to do when somebody is away."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from wayhome.journey.weekplans import actions, forms, labels, queries
from wayhome.journey.weekplans.codes import ProposalStatus
from wayhome.shared.core import clock

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from wayhome.journey.weekplans.queries import Desk
    from wayhome.shared.audit.actor import ActorRequest

PAGE = "weekplans/desk.html"


@require_GET
def desk(request: ActorRequest, service_id: UUID | None = None) -> HttpResponse:
    found = queries.desk(request.actor, service_id, now=clock.now())
    if found is None:
        return render(request, "weekplans/no_program.html")
    return render(request, PAGE, _page(found))


@require_POST
def build(request: ActorRequest, service_id: UUID) -> HttpResponse:
    """Have a week built; the page that follows shows how far it is."""
    now = clock.now()
    found = queries.get_desk(request.actor, service_id, now=now)
    form = forms.BuildForm(request.POST, desk=found)
    if form.is_valid():
        try:
            asked = actions.request_week(
                request.actor, service_id=service_id, now=now, **form.given()
            )
        except actions.CannotBuildWeekError as refusal:
            form.refuse(refusal)
        else:
            return redirect("weekplans:proposal", asked.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, PAGE, _page(found, build_form=form), status=status)


@require_POST
def absence(request: ActorRequest, service_id: UUID) -> HttpResponse:
    """Have stand-ins proposed for a day on which somebody is away."""
    now = clock.now()
    found = queries.get_desk(request.actor, service_id, now=now)
    form = forms.AbsenceForm(request.POST, desk=found)
    if form.is_valid():
        try:
            asked = actions.request_stand_ins(
                request.actor, service_id=service_id, now=now, **form.given()
            )
        except actions.CannotBuildWeekError as refusal:
            form.refuse(refusal)
        else:
            return redirect("weekplans:proposal", asked.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, PAGE, _page(found, absence_form=form), status=status)


def _page(found: Desk, **given: Any) -> dict[str, Any]:
    return {
        "desk": found,
        "build_form": forms.BuildForm(desk=found),
        "absence_form": forms.AbsenceForm(desk=found),
        "lines": [
            {
                "proposal": each,
                "status": labels.STATUSES[ProposalStatus(each.status)],
                "tone": labels.TONES[ProposalStatus(each.status)],
            }
            for each in found.proposals
        ],
        **given,
    }
