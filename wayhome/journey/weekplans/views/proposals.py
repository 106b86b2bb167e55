"""Pages of one proposal: how far it is, what it changes, publish it, take it back."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wayhome.journey.weekplans import actions, labels, queries
from wayhome.journey.weekplans.codes import (
    UNDER_WORK,
    Cause,
    FailureReason,
    ProposalStatus,
)
from wayhome.journey.weekplans.views.shared import warn
from wayhome.shared.core import clock
from wayhome.shared.core.posting import edition_of
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from uuid import UUID

    from wayhome.journey.weekplans.models import WeekProposal
    from wayhome.shared.audit.actor import ActorRequest

REFRESHED = {"HX-Refresh": "true"}


@require_GET
def proposal(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    found = queries.get_proposal(request.actor, proposal_id)
    if found.status in UNDER_WORK:
        context = _progress(request, found)
        return render(request, "weekplans/building.html", context)
    drafts = queries.drafts(request.actor, proposal_id)
    if found.failure or not drafts or drafts[0].plan is None:
        return render(request, "weekplans/not_built.html", _standing(found))
    if found.cause == Cause.ABSENCE:
        page = queries.absence_page(request.actor, drafts, now=clock.now())
        return render(request, "weekplans/absence.html", {**_standing(found), "page": page})
    shown = queries.proposal_page(request.actor, drafts[0])
    undo_until = queries.undo_until(found, now=clock.now())
    context = {
        **_standing(found),
        "page": shown,
        "undo_until": undo_until,
        "called_off": queries.called_off(request.actor, drafts[0]),
    }
    return render(request, "weekplans/proposal.html", context)


@require_GET
def progress(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    """Answer how far the worker is; once it is done, have the page loaded anew."""
    found = queries.get_proposal(request.actor, proposal_id)
    if found.status not in UNDER_WORK:
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=REFRESHED)
    return render(request, "weekplans/building.html#progress", _progress(request, found))


@require_POST
def stop(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    try:
        actions.stop_building(request.actor, proposal_id=proposal_id, now=clock.now())
    except actions.CannotStopBuildingError:
        messages.info(request, _("It was finished in this very moment."))
    else:
        messages.success(request, _("Stopped. What is published is as it was."))
    return redirect("weekplans:proposal", proposal_id)


@require_POST
def forget(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    try:
        actions.forget_changes(request.actor, proposal_id=proposal_id, edition=edition_of(request))
    except actions.CannotChangeProposalError as refusal:
        warn(request, refusal)
    else:
        messages.success(request, _("The proposal is as it was first made."))
    return redirect("weekplans:proposal", proposal_id)


@require_POST
def publish(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    by = request.actor
    try:
        actions.publish_week(
            by,
            proposal_id=proposal_id,
            accepted=frozenset(request.POST.getlist("accepted")),
            edition=edition_of(request),
            now=clock.now(),
        )
    except actions.CannotPublishWeekError as refusal:
        names = queries.names_in(by, proposal_id) if refusal.violations else {}
        warn(request, refusal, names)
    else:
        messages.success(
            request,
            _("Published. Everybody concerned gets one message that asks them to sign in."),
        )
    return redirect("weekplans:proposal", proposal_id)


@require_POST
def publish_stand_ins(request: ActorRequest, proposal_id: UUID, number: int) -> HttpResponse:
    try:
        actions.publish_stand_ins(
            request.actor,
            proposal_id=proposal_id,
            number=number,
            edition=edition_of(request),
            now=clock.now(),
        )
    except actions.CannotPublishWeekError as refusal:
        warn(request, refusal)
    else:
        messages.success(
            request,
            _("Done. Whoever is moved, or loses a session, gets one message to sign in."),
        )
    return redirect("weekplans:proposal", proposal_id)


@require_POST
def undo(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    try:
        actions.undo_week(request.actor, proposal_id=proposal_id, now=clock.now())
    except Refusal as refusal:
        warn(request, refusal)
    else:
        messages.success(
            request, _("Taken back. The same people get a message that asks them to sign in.")
        )
    return redirect("weekplans:proposal", proposal_id)


def _progress(request: ActorRequest, found: WeekProposal) -> dict[str, Any]:
    return {
        **_standing(found),
        "progress": queries.progress_of(request.actor, found.pk, now=clock.now()),
    }


def _standing(found: WeekProposal) -> dict[str, Any]:
    status = ProposalStatus(found.status)
    return {
        "proposal": found,
        "status": labels.STATUSES[status],
        "tone": labels.TONES[status],
        "is_open": status is ProposalStatus.READY,
        "is_published": status is ProposalStatus.COMPLETED,
        "failure": labels.FAILURES[FailureReason(found.failure)] if found.failure else "",
    }
