"""Pages of the organization: its programs, sites and rooms."""

from __future__ import annotations

from decimal import Decimal
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wayhome.shared.core.forms import EditionForm, RefusableForm, sentences
from wayhome.shared.core.refusal import Refusal
from wayhome.shared.tenancy import actions, queries
from wayhome.shared.tenancy.codes import PlaceObstacle
from wayhome.shared.tenancy.forms import (
    MINUTES_IN_HOUR,
    ChangeRoomForm,
    ChangeServiceForm,
    ChangeSiteForm,
    OrganizationForm,
    RoomForm,
    ServiceForm,
    SiteForm,
)
from wayhome.shared.tenancy.labels import PLACE_OBSTACLES

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from wayhome.shared.audit.actor import ActorRequest
    from wayhome.shared.tenancy.models import HealthcareService

HOME = "tenancy:program-settings"
EDITED = PlaceObstacle.EDITED_MEANWHILE  # a program's is spelled alike


@require_GET
def program_settings(request: ActorRequest) -> HttpResponse:
    return render(
        request, "tenancy/program_settings.html", {"overview": queries.overview(request.actor)}
    )


@require_http_methods(["GET", "POST"])
def rename_organization(request: ActorRequest) -> HttpResponse:
    known = queries.get_organization(request.actor)
    form = OrganizationForm(request.POST or None, initial={"name": known.name})
    return _answer(
        request,
        form,
        lambda: actions.rename_organization(request.actor, name=form.cleaned_data["name"]),
        title=_("Name of the organization"),
    )


@require_http_methods(["GET", "POST"])
def add_site(request: ActorRequest) -> HttpResponse:
    form = SiteForm(request.POST or None)
    return _answer(
        request,
        form,
        lambda: actions.add_site(request.actor, **form.values()),
        title=_("Add a site"),
    )


@require_http_methods(["GET", "POST"])
def change_site(request: ActorRequest, site_id: UUID) -> HttpResponse:
    def saved() -> dict[str, Any]:
        known = queries.get_location(request.actor, site_id)
        return {name: getattr(known, name) for name in ChangeSiteForm.base_fields}

    initial = saved()
    form = ChangeSiteForm(request.POST or None, initial=initial)
    return _answer(
        request,
        form,
        lambda: actions.change_site(request.actor, site_id=site_id, **form.values()),
        title=initial["name"],
        saved=saved,
    )


@require_http_methods(["GET", "POST"])
def add_room(request: ActorRequest, site_id: UUID) -> HttpResponse:
    site = queries.get_location(request.actor, site_id)
    form = RoomForm(request.POST or None)
    return _answer(
        request,
        form,
        lambda: actions.add_room(request.actor, site_id=site_id, **form.cleaned_data),
        title=_("Add a room at %(site)s") % {"site": site.name},
    )


@require_http_methods(["GET", "POST"])
def change_room(request: ActorRequest, room_id: UUID) -> HttpResponse:
    def saved() -> dict[str, Any]:
        known = queries.get_location(request.actor, room_id)
        return {name: getattr(known, name) for name in ChangeRoomForm.base_fields}

    initial = saved()
    form = ChangeRoomForm(request.POST or None, initial=initial)
    return _answer(
        request,
        form,
        lambda: actions.change_room(request.actor, room_id=room_id, **form.cleaned_data),
        title=initial["name"],
        saved=saved,
    )


@require_http_methods(["GET", "POST"])
def add_service(request: ActorRequest) -> HttpResponse:
    form = ServiceForm(queries.site_choices(request.actor), request.POST or None)
    return _answer(
        request,
        form,
        lambda: actions.add_service(
            request.actor, site_id=form.cleaned_data["site"], plan=form.plan()
        ),
        title=_("Add a program"),
    )


@require_http_methods(["GET", "POST"])
def change_service(request: ActorRequest, service_id: UUID) -> HttpResponse:
    def saved() -> dict[str, Any]:
        return _service_as_saved(queries.get_service(request.actor, service_id))

    initial, sites = saved(), queries.site_choices(request.actor)
    form = ChangeServiceForm(sites, request.POST or None, initial=initial)
    return _answer(
        request,
        form,
        lambda: actions.change_service(
            request.actor,
            service_id=service_id,
            site_id=form.cleaned_data["site"],
            plan=form.plan(),
            edition=form.cleaned_data["edition"],
        ),
        title=initial["name"],
        saved=saved,
    )


def _service_as_saved(known: HealthcareService) -> dict[str, Any]:
    minutes = known.weekly_target_minutes
    return {name: getattr(known, name, None) for name in ChangeServiceForm.base_fields} | {
        "site": known.location_id,
        "weekly_target_hours": minutes and Decimal(minutes) / MINUTES_IN_HOUR,
    }


@require_POST
def set_location_active(request: ActorRequest, location_id: UUID) -> HttpResponse:
    """Close a site or a room, or open it again."""
    is_active = request.POST.get("active") == "yes"
    try:
        actions.set_location_active(request.actor, location_id=location_id, is_active=is_active)
    except Refusal as refusal:
        for sentence in sentences(refusal, PLACE_OBSTACLES):
            messages.error(request, sentence)
    return redirect(HOME)


@require_POST
def set_service_active(request: ActorRequest, service_id: UUID) -> HttpResponse:
    """Close a program, or open it again."""
    is_active = request.POST.get("active") == "yes"
    actions.set_service_active(request.actor, service_id=service_id, is_active=is_active)
    return redirect(HOME)


def _answer(
    request: ActorRequest,
    form: RefusableForm,
    act: Callable[[], Any],
    *,
    title: str,
    saved: Callable[[], dict[str, Any]] | None = None,
) -> HttpResponse:
    """Do what the form asks for and go back to the list, or show the form with what is wrong.

    `saved` tells what stands now, for when another's change came first.
    """
    if form.is_valid():
        try:
            act()
        except Refusal as refusal:
            form.refuse(refusal)
            if saved and isinstance(form, EditionForm) and EDITED in refusal.codes:
                stands = saved()
                form.catch_up(stands, stands.pop("edition"))
        else:
            messages.success(request, _("Kept."))
            return redirect(HOME)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "tenancy/form.html", {"form": form, "title": title}, status=status)
