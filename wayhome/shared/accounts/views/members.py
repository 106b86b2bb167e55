"""Pages of a member of staff's access: roles, second step, where they are signed in."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from wayhome.shared.accounts import actions, queries
from wayhome.shared.accounts.forms.staff import MemberForm
from wayhome.shared.accounts.labels import MEMBERSHIP_OBSTACLES
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core import clock
from wayhome.shared.core.forms import sentences
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from uuid import UUID

    from wayhome.shared.accounts.sessions import OpenSession
    from wayhome.shared.audit.actor import ActorRequest


@require_http_methods(["GET", "POST"])
def member(request: ActorRequest, membership_id: UUID) -> HttpResponse:
    known = queries.get_membership(request.actor, membership_id)
    initial = {
        "display_name": known.display_name,
        "roles": known.roles,
        "practitioner": known.practitioner_id,
        "must_use_second_factor": known.must_use_second_factor,
    }
    choices = queries.practitioner_choices(request.actor)
    form = MemberForm(choices, request.POST or None, initial=initial)
    if form.is_valid():
        try:
            actions.change_membership(request.actor, membership_id=known.pk, **form.values())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Changed. It holds from their next page on."))
            return redirect("accounts:staff")
    context = {"form": form, "membership": known, "sessions": _sessions(request, membership_id)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "accounts/member.html", context, status=status)


@require_POST
def set_member_active(request: ActorRequest, membership_id: UUID) -> HttpResponse:
    """End someone's access, or give it back."""
    is_back = request.POST.get("active") == "yes"
    change = actions.restore_membership if is_back else actions.revoke_membership
    try:
        change(request.actor, membership_id=membership_id)
    except Refusal as refusal:
        for sentence in sentences(refusal, MEMBERSHIP_OBSTACLES):
            messages.error(request, sentence)
    else:
        done = _("Their access is back.") if is_back else _("Their access has ended.")
        messages.success(request, done)
    return redirect("accounts:member", membership_id)


@require_POST
def end_sessions(request: ActorRequest, membership_id: UUID) -> HttpResponse:
    count = actions.end_sessions(request.actor, membership_id=membership_id)
    said = ngettext("Signed out in %d browser.", "Signed out in %d browsers.", count)
    messages.success(request, said % count)
    return redirect("accounts:member", membership_id)


def _sessions(request: ActorRequest, membership_id: UUID) -> tuple[OpenSession, ...] | None:
    """Return where they are signed in, for whoever may see it."""
    if not request.actor.may(Permission.SESSION_REVOKE):
        return None
    return queries.sessions_of(request.actor, membership_id, now=clock.now())
