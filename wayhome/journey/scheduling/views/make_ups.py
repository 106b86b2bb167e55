"""Making up for a missed session, for a client by staff; clients do it in their portal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wayhome.journey.scheduling import actions, forms, queries
from wayhome.journey.scheduling.views.shared import may, warn
from wayhome.shared.core import clock
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from wayhome.shared.audit.actor import ActorRequest

EITHER = ["GET", "HEAD", "POST"]


@require_http_methods(EITHER)
def make_up(request: ActorRequest, appointment_id: UUID) -> HttpResponse:
    """Show what can make up for a missed place, and book it."""
    by, now = request.actor, clock.now()
    form = forms.MakeUpForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            actions.book_make_up(
                by,
                appointment_id=appointment_id,
                group_session_id=form.cleaned_data["session"],
                now=now,
            )
        except Refusal as refusal:
            warn(request, refusal)
        else:
            messages.success(request, _("Booked. It makes up for the session that was missed."))
        return redirect("scheduling:make-up", appointment_id)
    found = queries.make_up_offers(by, appointment_id, now=now)
    context = {"found": found, "now": now} | may(by)
    return render(request, "scheduling/make_up.html", context)
