"""Pages on which someone makes and stops their calendar's address, and what the address answers."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wayhome.journey.scheduling import actions, labels, queries, rules
from wayhome.shared.accounts import system
from wayhome.shared.core import clock
from wayhome.shared.core.context import acting_as

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from wayhome.journey.scheduling.queries import OwnFeed
    from wayhome.shared.audit.actor import Actor, ActorRequest

EITHER = ["GET", "HEAD", "POST"]
# A secret is in the address: nobody keeps the answer, lists it, or passes the address on.
PRIVATE = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


class Pages(NamedTuple):
    """The two pages of a client, or of staff, and where they lead."""

    template: str
    question: str
    url_name: str
    stop_url_name: str
    read: Callable[[Actor], OwnFeed]


OWN = Pages(
    "scheduling/own_feed.html",
    "scheduling/stop_own_feed.html",
    "portal:calendar-feed",
    "portal:stop-calendar-feed",
    queries.own_calendar_feed,
)
STAFF = Pages(
    "scheduling/feed.html",
    "scheduling/stop_feed.html",
    "scheduling:calendar-feed",
    "scheduling:stop-calendar-feed",
    queries.calendar_feed,
)


@login_not_required
@require_safe
def subscribed(request: ActorRequest, token: str) -> HttpResponse:
    """Answer somebody's calendar; whoever signed in here has no part in it."""
    organization_id = rules.organization_of(token)
    if organization_id is None:
        return _nothing()
    by, now = system.calendar(organization_id), clock.now()
    with acting_as(by.acting):
        try:
            found = queries.read_feed(by, token, now=now)
        except ObjectDoesNotExist:
            return _nothing()
        if found.is_due_for_note:
            actions.note_feed_read(by, feed_id=found.id, now=now)
    words = labels.feed_words(found.language, request.build_absolute_uri("/"))
    text = rules.calendar_text(found.events, words, now=now)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=PRIVATE)


@require_http_methods(EITHER)
def own_feed(request: ActorRequest) -> HttpResponse:
    now = clock.now()
    token = ""
    if request.method == "POST":
        token = actions.open_own_calendar_feed(request.actor, now=now).token
    return _page(request, OWN, now, token)


@require_http_methods(EITHER)
def stop_own_feed(request: ActorRequest) -> HttpResponse:
    if request.method == "POST":
        actions.close_own_calendar_feed(request.actor, now=clock.now())
        return _stopped(request, OWN)
    return _question(request, OWN)


@require_http_methods(EITHER)
def feed(request: ActorRequest) -> HttpResponse:
    now = clock.now()
    token = ""
    if request.method == "POST":
        token = actions.open_calendar_feed(request.actor, now=now).token
    return _page(request, STAFF, now, token)


@require_http_methods(EITHER)
def stop_feed(request: ActorRequest) -> HttpResponse:
    if request.method == "POST":
        actions.close_calendar_feed(request.actor, now=clock.now())
        return _stopped(request, STAFF)
    return _question(request, STAFF)


def _page(request: ActorRequest, pages: Pages, now: datetime, token: str) -> HttpResponse:
    """Show the page; only the answer to the button has the address, which is kept nowhere."""
    known = pages.read(request.actor)
    context = _context(pages) | {"feed": known.feed, "zone": known.zone, "now": now}
    if token:
        address = request.build_absolute_uri(reverse("calendar:subscribed", args=[token]))
        context |= {"address": address, "subscribe": f"webcal:{address.partition(':')[2]}"}
    return render(request, pages.template, context)


def _question(request: ActorRequest, pages: Pages) -> HttpResponse:
    if pages.read(request.actor).feed is None:
        return redirect(pages.url_name)
    return render(request, pages.question, _context(pages))


def _stopped(request: ActorRequest, pages: Pages) -> HttpResponse:
    messages.success(request, _("Stopped. No calendar gets anything from that address any more."))
    return redirect(pages.url_name)


def _context(pages: Pages) -> dict[str, Any]:
    return {"feed_url": reverse(pages.url_name), "stop_url": reverse(pages.stop_url_name)}


def _nothing() -> HttpResponse:
    """Return the same for an address that never was, was stopped, or is nobody's any more."""
    return HttpResponse(
        "Not found\n", status=HTTPStatus.NOT_FOUND, content_type="text/plain", headers=PRIVATE
    )
