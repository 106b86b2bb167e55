"""The page on which one person's part of a proposal is moved by hand, pinned or refused."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wayhome.journey.weekplans import actions, queries
from wayhome.journey.weekplans.codes import ProposalStatus
from wayhome.journey.weekplans.views.shared import warn
from wayhome.shared.core import clock
from wayhome.shared.core.posting import edition_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from wayhome.journey.weekplans.queries import Draft
    from wayhome.shared.audit.actor import ActorRequest

PAGE = "weekplans/person.html"


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: ActorRequest, proposal_id: UUID, episode_id: UUID) -> HttpResponse:
    """Show somebody's week; a POST tries other groups, and with `save` gives them."""
    by, client = request.actor, str(episode_id)
    draft = _draft(request, proposal_id, client)
    if request.method != "POST":
        return render(request, PAGE, {"page": queries.person_page(by, draft, client)})
    wanted = frozenset(request.POST.getlist("series"))
    if "save" in request.POST and _is_saved(request, draft, client, wanted):
        messages.success(request, _("Saved and pinned. Nobody else's week has changed."))
        return redirect("weekplans:proposal", proposal_id)
    page = queries.person_page(by, draft, client, wanted)
    if request.headers.get("HX-Request"):
        return render(request, f"{PAGE}#trial", {"page": page})
    refused = "save" in request.POST
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, PAGE, {"page": page}, status=status)


@require_POST
def keep(request: ActorRequest, proposal_id: UUID, episode_id: UUID) -> HttpResponse:
    """Let somebody keep what they have."""
    try:
        found = actions.keep_bookings(
            request.actor,
            proposal_id=proposal_id,
            client=str(episode_id),
            edition=edition_of(request),
            now=clock.now(),
        )
    except actions.CannotChangeProposalError as refusal:
        warn(request, refusal)
    else:
        if found.status == ProposalStatus.READY:
            messages.success(request, _("They keep what they have; nothing is added."))
    return redirect("weekplans:proposal", proposal_id)


@require_POST
def pin(request: ActorRequest, proposal_id: UUID, episode_id: UUID) -> HttpResponse:
    is_pinned = request.POST.get("pinned") == "yes"
    try:
        actions.pin_bookings(
            request.actor,
            proposal_id=proposal_id,
            client=str(episode_id),
            is_pinned=is_pinned,
            edition=edition_of(request),
        )
    except actions.CannotChangeProposalError as refusal:
        warn(request, refusal)
    else:
        words = _("Pinned: it stays, whatever else is changed.") if is_pinned else _("Let go.")
        messages.success(request, words)
    return redirect("weekplans:proposal", proposal_id)


def _is_saved(request: ActorRequest, draft: Draft, client: str, wanted: frozenset[str]) -> bool:
    """Write the groups that were chosen, if it can be; else the page says why not."""
    try:
        actions.set_bookings(
            request.actor,
            proposal_id=draft.proposal.pk,
            client=client,
            bookings=queries.bookings_wanted(draft, client, wanted),
            edition=edition_of(request),
        )
    except actions.CannotChangeProposalError as refusal:
        warn(request, refusal, queries.names_in(request.actor, draft.proposal.pk))
        return False
    return True


def _draft(request: ActorRequest, proposal_id: UUID, client: str) -> Draft:
    """Return the plan in which somebody is.

    :raises Http404: there is none yet, or they aren't in it
    """
    draft = queries.draft(request.actor, proposal_id)
    if draft.plan is None or client not in dict(draft.plan.bookings):
        raise Http404
    return draft
