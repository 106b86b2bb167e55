"""Writing down an inquiry, and changing what was told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import model_to_dict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wayhome.journey.inquiries import actions, queries
from wayhome.journey.inquiries.codes import ForWhom, InquiryObstacle, NextStep
from wayhome.journey.inquiries.forms import FACTS, ChangeForm, RecordForm
from wayhome.journey.inquiries.views import words
from wayhome.journey.patients.rules import phone_words
from wayhome.shared.core import clock

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from wayhome.journey.inquiries.models import Inquiry
    from wayhome.shared.audit.actor import ActorRequest


@require_http_methods(["GET", "HEAD", "POST"])
@words.in_local_time
def record_inquiry(request: ActorRequest) -> HttpResponse:
    by, now = request.actor, clock.now()
    desk = queries.open_desk(by, now=now)
    initial = {
        "for_whom": ForWhom.SELF,
        "next_step": NextStep.CALL_BACK,
        "next_step_due_at": desk.due_at,
        "owner_id": by.practitioner_id,
    }
    form = RecordForm(words.given(request), initial=initial)
    form.offer(words.choices(desk))
    if form.is_bound and form.is_valid():
        try:
            recorded = actions.record_inquiry(by, now=now, **form.facts(), **form.step())
        except actions.CannotRecordInquiryError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Written down. The next step waits on the board."))
            return redirect("inquiries:inquiry", recorded.pk)
    context = {"form": form, "zone": words.zone()}
    return render(request, "inquiries/record_inquiry.html", context, status=words.status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@words.in_program_time
def change_inquiry(request: ActorRequest, inquiry_id: UUID) -> HttpResponse:
    """Change what was told; when another's change came first, show it and keep what was typed."""
    by, now = request.actor, clock.now()
    desk = queries.open_desk(by, now=now)
    found = queries.open_facts(by, inquiry_id)
    form = ChangeForm(words.given(request), initial=_as_initial(found) | {"edition": found.edition})
    form.offer(words.choices(desk))
    if form.is_bound and form.is_valid():
        try:
            actions.change_inquiry(
                by,
                inquiry_id=inquiry_id,
                edition=form.cleaned_data["edition"],
                now=now,
                **form.facts(),
            )
        except actions.CannotChangeInquiryError as refusal:
            form.refuse(refusal)
            if InquiryObstacle.EDITED_MEANWHILE in refusal.obstacles:
                found = queries.get_inquiry(by, inquiry_id)
                form.catch_up(_as_initial(found), found.edition)
        else:
            messages.success(request, _("Saved."))
            return redirect("inquiries:inquiry", inquiry_id)
    context = {"form": form, "inquiry_id": inquiry_id}
    return render(request, "inquiries/change_inquiry.html", context, status=words.status(form))


def _as_initial(found: Inquiry) -> dict[str, Any]:
    return model_to_dict(found, fields=FACTS) | {
        "phone": phone_words(found.phone),
        "healthcare_service_id": found.healthcare_service_id,
    }
