"""The board and the list of inquiries, and moving a card on the board."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wayhome.journey.inquiries import actions, labels, queries
from wayhome.journey.inquiries.codes import OPEN_STAGES, InquiryStage
from wayhome.journey.inquiries.forms import MoveForm, SearchForm
from wayhome.journey.inquiries.views import words
from wayhome.shared.core import clock
from wayhome.shared.core.forms import sentences

if TYPE_CHECKING:
    from django.http import HttpResponse

    from wayhome.shared.audit.actor import ActorRequest

ON_A_PAGE = 50
ENDED = frozenset({InquiryStage.CLOSED, InquiryStage.ADMITTED})


@require_GET
@words.in_local_time
def board(request: ActorRequest) -> HttpResponse:
    return render(request, "inquiries/board.html", _board(request))


@require_POST
@words.in_local_time
def move_inquiry(request: ActorRequest, inquiry_id: UUID) -> HttpResponse:
    """Move a card; where it can't be, the board says why and shows where everything stands."""
    form, refused = MoveForm(request.POST), []
    if form.is_valid():
        try:
            actions.move_inquiry(
                request.actor,
                inquiry_id=inquiry_id,
                edition=form.cleaned_data["edition"],
                to=form.stage(),
            )
        except actions.CannotMoveInquiryError as refusal:
            refused = sentences(refusal, labels.OBSTACLES)
    else:
        refused = [_("Choose a stage to move it to.")]
    if words.is_fragment(request):
        status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
        context = _board(request) | {"moved_id": inquiry_id, "refused": refused}
        return render(request, "inquiries/board.html#board", context, status=status)
    for sentence in refused:
        messages.warning(request, sentence)
    if "from_page" in request.POST:
        return redirect("inquiries:inquiry", inquiry_id)
    return redirect(reverse("inquiries:board") + _query(request))


@require_http_methods(["GET", "HEAD", "POST"])
@words.in_local_time
def inquiries(request: ActorRequest) -> HttpResponse:
    """List inquiries: open, mine, overdue, ended, or searched for (posted, so not in a URL)."""
    by, now = request.actor, clock.now()
    form = SearchForm(words.given(request))
    wanted = form.wanted()
    show = request.GET.get("show", "open")
    found = queries.inquiries(
        by,
        now=now,
        text=wanted,
        stages=ENDED if show == "ended" else OPEN_STAGES,
        owner_id=by.practitioner_id if show == "mine" else None,
        only_overdue=show == "overdue",
    )
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "wanted": wanted,
        "page": page,
        "lines": [queries.line(each, now) for each in page],
        "today": words.today(now),
        "tabs": () if wanted else _tabs(queries.counts(by, now=now), show),
        "show": show,
        "may_manage": queries.may_manage(by),
    }
    return render(request, "inquiries/inquiries.html", context)


def _query(request: ActorRequest) -> str:
    return "?whose=mine" if request.GET.get("whose") == "mine" else ""


def _board(request: ActorRequest) -> dict[str, Any]:
    by, now = request.actor, clock.now()
    is_mine = bool(_query(request))
    return {
        "query": _query(request),
        "board": queries.board(by, now=now, owner_id=by.practitioner_id if is_mine else None),
        "today": words.today(now),
        "tabs": [
            {"url": reverse("inquiries:board"), "label": _("Everyone's"), "active": not is_mine},
            {
                "url": f"{reverse('inquiries:board')}?whose=mine",
                "label": _("Mine"),
                "active": is_mine,
            },
        ],
        "may_manage": queries.may_manage(by),
        "moved_id": None,
        "refused": (),
    }


def _tabs(counts: queries.Counts, show: str) -> list[dict[str, Any]]:
    url = reverse("inquiries:inquiries")
    kinds = (
        ("open", _("Open"), counts.open),
        ("mine", _("Mine"), counts.mine),
        ("overdue", _("Overdue"), counts.overdue),
        ("ended", _("Ended"), counts.closed),
    )
    return [
        {"url": f"{url}?show={kind}", "label": label, "count": count, "active": kind == show}
        for kind, label, count in kinds
    ]
