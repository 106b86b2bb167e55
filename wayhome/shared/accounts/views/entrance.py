"""Pages of one's own entrance: where one acts, where one is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wayhome.shared.accounts import sessions, sign_ins
from wayhome.shared.core import clock

if TYPE_CHECKING:
    from wayhome.shared.accounts.models import User


@require_http_methods(["GET", "POST"])
def choose_organization(request: HttpRequest) -> HttpResponse:
    """Let someone who belongs to several organizations say for which one they act now."""
    memberships = sign_ins.memberships_of(cast("User", request.user))
    known = {str(membership.organization_id) for membership in memberships}
    if request.method == "POST" and request.POST.get("organization") in known:
        request.session[sign_ins.ORGANIZATION] = request.POST["organization"]
        return HttpResponseRedirect("/")
    return render(request, "accounts/choose_organization.html", {"memberships": memberships})


@require_http_methods(["GET", "POST"])
def own_sessions(request: HttpRequest) -> HttpResponse:
    """List where one is signed in, and sign out there."""
    user, current = cast("User", request.user), request.session.session_key
    if request.method == "POST":
        chosen = request.POST.get("session", "")
        if chosen == "others":
            sessions.end_all(user.pk, but=current)
        elif chosen.isascii() and chosen.isdigit():
            sessions.end_one(user.pk, int(chosen))
        sign_ins.record(user, "end_sessions")
        messages.success(request, _("Signed out there."))
        return HttpResponseRedirect(reverse("usersessions_list"))
    opened = sessions.open_of(user.pk, now=clock.now(), current_key=current)
    return render(request, "accounts/own_sessions.html", {"sessions": opened})


@require_GET
def still_here(_request: HttpRequest) -> HttpResponse:
    """Note that somebody is at the keyboard: asking is enough."""
    return HttpResponse(status=204)
