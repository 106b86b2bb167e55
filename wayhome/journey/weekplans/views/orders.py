"""Pages of what people should get in a week: a client's own order, what is usual in a program."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wayhome.journey.patients.rules import display_name
from wayhome.journey.weekplans import actions, forms, labels, queries
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core import clock
from wayhome.shared.core.forms import sentences
from wayhome.shared.core.posting import edition_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpResponse

    from wayhome.journey.weekplans.models import WeeklyOrder
    from wayhome.journey.weekplans.queries import DatedOrder, KnownOrders
    from wayhome.shared.audit.actor import ActorRequest

EITHER = ["GET", "HEAD", "POST"]
OF_STAY, USUAL = "weekplans:order", "weekplans:usual-order"


@require_http_methods(EITHER)
def order_of_stay(request: ActorRequest, episode_id: UUID) -> HttpResponse:
    by, now = request.actor, clock.now()
    known = queries.orders_of_stay(by, episode_id, now=now)
    form = forms.OrderForm(request.POST or None, known=known, usual=known.usual)

    def record() -> WeeklyOrder:
        return actions.record_weekly_order(by, episode_id=episode_id, now=now, **form.given())

    if form.is_bound:
        if _is_recorded(form, record):
            messages.success(request, _("Saved. Weeks are built with it."))
            return redirect(OF_STAY, episode_id)
        known = queries.orders_of_stay(by, episode_id, now=now)
    person = known.episode.patient
    context = _page(form, known) | {
        "whose": display_name(person.given_name, person.family_name, person.preferred_name),
        "patient_id": known.episode.patient_id,
        "service": known.episode.healthcare_service,
        "usual": _order(known.usual, known) if known.usual and not known.now else None,
        "may_record": by.may(Permission.WEEKLY_ORDER_RECORD),
    }
    return render(request, "weekplans/order.html", context, status=_status(form))


@require_GET
def usual_orders(request: ActorRequest) -> HttpResponse:
    found = queries.usual_lines(request.actor, now=clock.now())
    lines = [
        {"service": each.service, "now": _content(each.now) if each.now else None} for each in found
    ]
    return render(request, "weekplans/orders.html", {"lines": lines})


@require_http_methods(EITHER)
def usual_order(request: ActorRequest, service_id: UUID) -> HttpResponse:
    by, now = request.actor, clock.now()
    known = queries.usual_orders(by, service_id, now=now)
    form = forms.OrderForm(request.POST or None, known=known)

    def record() -> WeeklyOrder:
        return actions.record_usual_order(by, service_id=service_id, now=now, **form.given())

    if form.is_bound:
        if _is_recorded(form, record):
            messages.success(
                request, _("Saved. It holds for everyone here who has no order of their own.")
            )
            return redirect(USUAL, service_id)
        known = queries.usual_orders(by, service_id, now=now)
    context = _page(form, known) | {"service": known.service, "may_record": True}
    return render(request, "weekplans/order.html", context, status=_status(form))


@require_POST
def take_back_order(request: ActorRequest, order_id: UUID) -> HttpResponse:
    by, now = request.actor, clock.now()
    order = queries.get_order(by, order_id)
    try:
        actions.take_back_weekly_order(by, order_id=order_id, edition=edition_of(request), now=now)
    except actions.CannotTakeBackWeeklyOrderError as refusal:
        for sentence in sentences(refusal, labels.ORDER_OBSTACLES):
            messages.warning(request, sentence)
    else:
        messages.success(request, _("Taken back. What was saved before goes on."))
    if order.episode_id is None:
        return redirect(USUAL, order.healthcare_service_id)
    return redirect(OF_STAY, order.episode_id)


def _is_recorded(form: forms.OrderForm, record: Callable[[], WeeklyOrder]) -> bool:
    """Write what the form says, if it can be; else the form says why not."""
    if not form.is_valid():
        return False
    try:
        record()
    except actions.CannotRecordWeeklyOrderError as refusal:
        form.refuse(refusal)
        return False
    return True


def _page(form: forms.OrderForm, known: KnownOrders) -> dict[str, Any]:
    if form.is_bound:
        form.catch_up({}, known.edition)
    return {
        "form": form,
        "known": known,
        "orders": [_order(each, known) for each in known.orders],
        "hours": labels.hours_words(known.hours.minutes),
        "source": labels.HOURS_SOURCES[known.hours.source],
    }


def _order(dated: DatedOrder, known: KnownOrders) -> dict[str, Any]:
    one = dated.row
    by = one.recorded_by
    return _content(dated) | {
        "id": one.pk,
        "since": one.period_start,
        "until": dated.until,
        "is_later": one.period_start > known.today,
        "recorded_at": one.recorded_at,
        "recorded_by": f"{by.given_name} {by.family_name}" if by else "",
    }


def _content(dated: DatedOrder) -> dict[str, Any]:
    return {
        "phase": labels.phase_words(dated.row.phase),
        "items": labels.item_words(dated.items),
    }


def _status(form: forms.OrderForm) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
