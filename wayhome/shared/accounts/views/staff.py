"""Pages of the staff list, of practitioners and their credentials."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wayhome.shared.accounts import actions, queries
from wayhome.shared.accounts.forms.staff import CredentialForm, PractitionerForm, RenewalForm
from wayhome.shared.accounts.labels import PERMISSIONS, ROLES
from wayhome.shared.core import clock
from wayhome.shared.core.forms import sentences
from wayhome.shared.core.refusal import Refusal
from wayhome.shared.tenancy.queries import local_day

if TYPE_CHECKING:
    from uuid import UUID

    from wayhome.shared.audit.actor import ActorRequest

PRACTITIONER = "accounts/practitioner.html"
CREDENTIAL = "accounts/credential.html"


@require_GET
def staff(request: ActorRequest) -> HttpResponse:
    """List who works here; with ?former=1 also who did."""
    with_former = request.GET.get("former") == "1"
    today = local_day(request.actor, clock.now())
    context = {
        "lines": queries.staff(request.actor, today=today, with_former=with_former),
        "with_former": with_former,
    }
    return render(request, "accounts/staff.html", context)


@require_GET
def roles(request: ActorRequest) -> HttpResponse:
    """Say in words what each role may do."""
    held = queries.permissions_by_role(request.actor)
    listed = [(ROLES[role], sorted(str(PERMISSIONS[p]) for p in held[role])) for role in held]
    return render(request, "accounts/roles.html", {"roles": listed})


@require_http_methods(["GET", "POST"])
def add_practitioner(request: ActorRequest) -> HttpResponse:
    form = PractitionerForm(queries.practitioner_choices(request.actor), request.POST or None)
    if form.is_valid():
        try:
            added = actions.add_practitioner(request.actor, **form.values())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Added. Now record a license or certificate."))
            return redirect("accounts:practitioner", added.pk)
    return _answer(request, PRACTITIONER, form)


@require_http_methods(["GET", "POST"])
def practitioner(request: ActorRequest, practitioner_id: UUID) -> HttpResponse:
    known = queries.get_practitioner(request.actor, practitioner_id)
    choices = queries.practitioner_choices(request.actor, but=known.pk)
    form = PractitionerForm(choices, request.POST or None, initial=_initial(known))
    if form.is_valid():
        try:
            actions.change_practitioner(
                request.actor, practitioner_id=practitioner_id, **form.values()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Changed."))
            return redirect("accounts:practitioner", practitioner_id)
    today = local_day(request.actor, clock.now())
    lines = queries.credential_lines(request.actor, [practitioner_id], today=today)
    credentials = lines.get(practitioner_id, ())
    return _answer(request, PRACTITIONER, form, practitioner=known, credentials=credentials)


@require_POST
def set_practitioner_active(request: ActorRequest, practitioner_id: UUID) -> HttpResponse:
    """Take someone off the list of those who give care, or put them back."""
    change = actions.deactivate_practitioner
    if request.POST.get("active") == "yes":
        change = actions.reactivate_practitioner
    try:
        change(request.actor, practitioner_id=practitioner_id)
    except Refusal as refusal:
        for sentence in sentences(refusal, PractitionerForm.words):
            messages.error(request, sentence)
    else:
        messages.success(request, _("Changed."))
    return redirect("accounts:practitioner", practitioner_id)


@require_http_methods(["GET", "POST"])
def add_credential(request: ActorRequest, practitioner_id: UUID) -> HttpResponse:
    known = queries.get_practitioner(request.actor, practitioner_id)
    form = CredentialForm(request.POST or None)
    if form.is_valid():
        today = local_day(request.actor, clock.now())
        try:
            actions.add_credential(
                request.actor, practitioner_id=known.pk, facts=form.facts(), today=today
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Recorded."))
            return redirect("accounts:practitioner", practitioner_id)
    return _answer(request, CREDENTIAL, form, practitioner=known)


@require_http_methods(["GET", "POST"])
def renew_credential(request: ActorRequest, credential_id: UUID) -> HttpResponse:
    known = queries.get_credential(request.actor, credential_id)
    form = RenewalForm(request.POST or None)
    if form.is_valid():
        today = local_day(request.actor, clock.now())
        try:
            actions.renew_credential(
                request.actor, credential_id=credential_id, today=today, **form.dates()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The renewal is recorded."))
            return redirect("accounts:practitioner", known.practitioner_id)
    return _answer(request, CREDENTIAL, form, practitioner=known.practitioner, credential=known)


def _initial(known: Any) -> dict[str, Any]:
    return {
        "given_name": known.given_name,
        "family_name": known.family_name,
        "npi": known.npi,
        "supervisor": known.supervisor_id,
        "needs_cosignature": known.needs_cosignature,
    }


def _answer(request: ActorRequest, template: str, form: Any, **context: Any) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    shown = {"form": form, "practitioner": None, "credential": None, "credentials": (), **context}
    return render(request, template, shown, status=status)
