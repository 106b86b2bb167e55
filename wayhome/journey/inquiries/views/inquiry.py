"""One inquiry: how to call, what comes next, what was tried; forms open where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from wayhome.journey.inquiries import actions, queries
from wayhome.journey.inquiries.codes import Channel, InquiryObstacle, InquiryStage
from wayhome.journey.inquiries.forms import AttemptForm, CloseForm, PlanForm
from wayhome.journey.inquiries.views import words
from wayhome.journey.patients.labels import DUPLICATE_REASONS
from wayhome.journey.patients.rules import display_name
from wayhome.shared.core import clock
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from wayhome.journey.inquiries.models import Inquiry
    from wayhome.journey.patients.queries import LikelyDuplicate
    from wayhome.shared.audit.actor import ActorRequest

TEMPLATE = "inquiries/inquiry.html"
EDITED = (InquiryObstacle.EDITED_MEANWHILE,)


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A form that stands open in one part of the page."""

    part: str
    form: AttemptForm | CloseForm | PlanForm
    url: str
    label: StrOrPromise
    done: StrOrPromise
    danger: bool = False


@require_GET
@words.in_program_time
def inquiry(request: ActorRequest, inquiry_id: UUID) -> HttpResponse:
    return _page(request, inquiry_id, "")


@require_http_methods(["GET", "HEAD", "POST"])
@words.in_program_time
def plan_next_step(request: ActorRequest, inquiry_id: UUID) -> HttpResponse:
    form = _plan_form(request, inquiry_id)
    opened = OpenForm(
        "next",
        form,
        reverse("inquiries:plan-next-step", args=[inquiry_id]),
        gettext_lazy("Plan it"),
        gettext_lazy("Planned."),
    )
    return _save(
        request,
        inquiry_id,
        opened,
        lambda: actions.plan_next_step(
            request.actor,
            inquiry_id=inquiry_id,
            edition=form.cleaned_data["edition"],
            **form.step(),
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@words.in_program_time
def reopen_inquiry(request: ActorRequest, inquiry_id: UUID) -> HttpResponse:
    form = _plan_form(request, inquiry_id)
    opened = OpenForm(
        "next",
        form,
        reverse("inquiries:reopen-inquiry", args=[inquiry_id]),
        gettext_lazy("Take it up again"),
        gettext_lazy("Open again. The next step waits on the board."),
    )
    return _save(
        request,
        inquiry_id,
        opened,
        lambda: actions.reopen_inquiry(
            request.actor,
            inquiry_id=inquiry_id,
            edition=form.cleaned_data["edition"],
            **form.step(),
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@words.in_program_time
def close_inquiry(request: ActorRequest, inquiry_id: UUID) -> HttpResponse:
    found = queries.get_inquiry(request.actor, inquiry_id)
    form = CloseForm(words.given(request), initial={"edition": found.edition})
    opened = OpenForm(
        "next",
        form,
        reverse("inquiries:close-inquiry", args=[inquiry_id]),
        gettext_lazy("Close the inquiry"),
        gettext_lazy("Closed. It can be taken up again from here."),
        danger=True,
    )
    return _save(
        request,
        inquiry_id,
        opened,
        lambda: actions.close_inquiry(
            request.actor,
            inquiry_id=inquiry_id,
            edition=form.cleaned_data["edition"],
            now=clock.now(),
            **form.closing(),
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@words.in_program_time
def record_contact_attempt(request: ActorRequest, inquiry_id: UUID) -> HttpResponse:
    now = clock.now()
    found = queries.get_inquiry(request.actor, inquiry_id)
    initial = {"edition": found.edition, "channel": Channel.PHONE, "made_at": now}
    form = AttemptForm(words.given(request), initial=initial)
    opened = OpenForm(
        "calls",
        form,
        reverse("inquiries:record-contact-attempt", args=[inquiry_id]),
        gettext_lazy("Write it down"),
        gettext_lazy("Written down."),
    )
    return _save(
        request,
        inquiry_id,
        opened,
        lambda: actions.record_contact_attempt(
            request.actor,
            inquiry_id=inquiry_id,
            edition=form.cleaned_data["edition"],
            now=now,
            **form.attempt(),
        ),
    )


def _plan_form(request: ActorRequest, inquiry_id: UUID) -> PlanForm:
    desk = queries.open_desk(request.actor, now=clock.now())
    found = queries.get_inquiry(request.actor, inquiry_id)
    initial = _plan_of(found) | {"edition": found.edition}
    if not found.next_step:
        initial |= {"next_step_due_at": desk.due_at, "owner_id": request.actor.practitioner_id}
    form = PlanForm(words.given(request), initial=initial)
    form.offer(words.choices(desk))
    return form


def _plan_of(found: Inquiry) -> dict[str, Any]:
    return {
        "next_step": found.next_step,
        "next_step_due_at": found.next_step_due_at,
        "owner_id": found.owner_id,
    }


def _save(
    request: ActorRequest, inquiry_id: UUID, opened: OpenForm, write: Callable[[], object]
) -> HttpResponse:
    """Write what the form says, or show it where it stands, with what is wrong."""
    form = opened.form
    if form.is_bound and form.is_valid():
        try:
            write()
        except Refusal as refusal:
            form.refuse(refusal)
            if refusal.obstacles == EDITED:
                found = queries.get_inquiry(request.actor, inquiry_id)
                plan = _plan_of(found) if isinstance(form, PlanForm) else {}
                form.catch_up(plan, found.edition)
        else:
            messages.success(request, str(opened.done))
            return redirect("inquiries:inquiry", inquiry_id)
    return _page(request, inquiry_id, opened.part, opened)


def _page(
    request: ActorRequest, inquiry_id: UUID, part: str, opened: OpenForm | None = None
) -> HttpResponse:
    if opened and not opened.form.is_bound:
        opened.form.visible_fields()[0].field.widget.attrs["autofocus"] = True
    page = queries.open_inquiry(request.actor, inquiry_id, now=clock.now())
    context = {
        "page": page,
        "one": words.inquiry(page),
        "instructions": words.instructions(page),
        "attempts": [words.attempt(each) for each in page.attempts],
        "others": [words.other(each) for each in page.same_number],
        "known": [_known(each) for each in page.known],
        "today": words.today(clock.now()),
        "zone": words.zone(),
        "moves": queries.moves_from(InquiryStage(page.inquiry.stage)),
        "opened": opened,
    }
    template = f"{TEMPLATE}#{part}" if part and words.is_fragment(request) else TEMPLATE
    return render(request, template, context, status=words.status(opened.form) if opened else None)


def _known(duplicate: LikelyDuplicate) -> dict[str, Any]:
    one = duplicate.patient
    return {
        "id": one.pk,
        "name": display_name(one.given_name, one.family_name, one.preferred_name),
        "number": one.medical_record_number,
        "reasons": [DUPLICATE_REASONS[reason] for reason in duplicate.likeness.reasons],
    }
