"""The page of who must not share a group: the pairs, finding two people, ending one."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wayhome.journey.weekplans import actions, forms, labels, queries
from wayhome.shared.core import clock
from wayhome.shared.core.forms import sentences
from wayhome.shared.core.posting import posted_from

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from wayhome.journey.weekplans.queries import Somebody
    from wayhome.shared.audit.actor import ActorRequest

EITHER = ["GET", "HEAD", "POST"]
PAGE = "weekplans:apart"


@require_http_methods(EITHER)
def apart(request: ActorRequest) -> HttpResponse:
    """Show who is kept apart; by POST, look for two people."""
    form = _form(request)
    if form.is_bound:
        form.is_valid()
    return _page(request, form)


@posted_from(PAGE)
def keep_apart(request: ActorRequest) -> HttpResponse:
    form = _form(request, must_choose=True)
    if form.is_valid():
        try:
            actions.keep_apart(request.actor, now=clock.now(), **form.given())
        except actions.CannotKeepApartError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Kept apart. No week that is built puts them together."))
            return redirect(PAGE)
    return _page(request, form)


@require_POST
def end_separation(request: ActorRequest, separation_id: UUID) -> HttpResponse:
    try:
        actions.end_separation(request.actor, separation_id=separation_id, now=clock.now())
    except actions.CannotEndSeparationError as refusal:
        for sentence in sentences(refusal, labels.SEPARATION_OBSTACLES):
            messages.warning(request, sentence)
    else:
        messages.success(request, _("Ended. They may share a group again."))
    return redirect(PAGE)


def _form(request: ActorRequest, *, must_choose: bool = False) -> forms.SeparationForm:
    def find(text: str) -> tuple[Somebody, ...]:
        return queries.people_who_may_be_meant(request.actor, text)

    return forms.SeparationForm(request.POST.dict() or None, find=find, must_choose=must_choose)


def _page(request: ActorRequest, form: forms.SeparationForm) -> HttpResponse:
    by = request.actor
    found = queries.open_pairs(by, by.organization_id, now=clock.now())
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(
        request, "weekplans/separations.html", {"found": found, "form": form}, status=status
    )
