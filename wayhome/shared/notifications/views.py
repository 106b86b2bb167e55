"""Pages of messages: an invitation, and the folder that stands in for the mail in a demo."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wayhome.shared.accounts.forms.staff import InvitationForm
from wayhome.shared.accounts.queries import practitioner_choices
from wayhome.shared.core import clock
from wayhome.shared.core.refusal import Refusal
from wayhome.shared.notifications import actions, queries

if TYPE_CHECKING:
    from wayhome.shared.audit.actor import ActorRequest


@require_http_methods(["GET", "POST"])
def invite_member(request: ActorRequest) -> HttpResponse:
    """Let someone in, with a message that says where to choose a password."""
    form = InvitationForm(practitioner_choices(request.actor), request.POST or None)
    if form.is_valid():
        language = (get_language() or "en").partition("-")[0]
        try:
            actions.invite_member(
                request.actor, **form.values(), language=language, now=clock.now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Access is given, and the link is on its way."))
            return redirect("accounts:staff")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "notifications/invite_member.html", {"form": form}, status=status)


@login_not_required
@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """Show what would have been sent; elsewhere there is no such page.

    :raises Http404: unless the settings say so
    """
    if not settings.SHOW_OUTBOX:
        raise Http404
    context = {"letters": queries.letters(settings.OUTBOX)}
    return render(request, "notifications/outbox.html", context)
