"""Pages of numbers: what holds, why, and since when."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wayhome.journey.rulepacks import actions, queries
from wayhome.journey.rulepacks.codes import RuleKey
from wayhome.journey.rulepacks.forms import EndForm, RuleValueForm
from wayhome.shared.core import clock
from wayhome.shared.core.refusal import Refusal
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from wayhome.shared.audit.actor import ActorRequest
    from wayhome.shared.tenancy.models import HealthcareService


@require_GET
def rules(request: ActorRequest) -> HttpResponse:
    """List every number as it holds today for the program asked for, or for all."""
    service = _asked_for(request)
    today = tenancy.local_day(request.actor, clock.now())
    context = {
        "groups": queries.rule_groups(request.actor, on=today, service=service),
        "programs": tenancy.services(request.actor),
        "service": service,
        "today": today,
    }
    return render(request, "rulepacks/rules.html", context)


@require_http_methods(["GET", "POST"])
def rule(request: ActorRequest, key: str) -> HttpResponse:
    """Show one number with its history, and set it."""
    known = _key(key)
    programs = tuple(tenancy.services(request.actor).values_list("pk", "name"))
    form = RuleValueForm(programs, request.POST or None)
    if form.is_valid():
        try:
            actions.set_rule_value(request.actor, key=known, **form.values())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Set."))
            return redirect("rulepacks:rule", key)
    today = tenancy.local_day(request.actor, clock.now())
    context = {"rule": queries.get_rule(request.actor, known, on=today), "form": form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "rulepacks/rule.html", context, status=status)


@require_http_methods(["GET", "POST"])
def end_rule_value(request: ActorRequest, key: str, rule_value_id: UUID) -> HttpResponse:
    """Let a number hold no longer: what is wider, or packaged, holds then."""
    today = tenancy.local_day(request.actor, clock.now())
    detail = queries.get_rule(request.actor, _key(key), on=today)
    own = next((line for line in detail.own if line.value.id == rule_value_id), None)
    if own is None:
        raise Http404
    form = EndForm(request.POST or None)
    if form.is_valid():
        try:
            actions.end_rule_value(request.actor, rule_value_id=rule_value_id, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("It ends then."))
            return redirect("rulepacks:rule", key)
    context = {"rule": detail, "own": own, "form": form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "rulepacks/end.html", context, status=status)


def _key(text: str) -> RuleKey:
    """Return the key of that name.

    :raises Http404: when there is none
    """
    if text not in {*RuleKey}:
        raise Http404
    return RuleKey(text)


def _asked_for(request: ActorRequest) -> HealthcareService | None:
    """Return the program that the address names.

    :raises Http404: when it names none of this organization
    """
    asked = request.GET.get("program")
    if not asked:
        return None
    try:
        return tenancy.get_service(request.actor, UUID(asked))
    except ValueError:
        raise Http404 from None
