"""The list of clients and the search; registering somebody; changing what is known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import model_to_dict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wayhome.journey.patients import actions, queries
from wayhome.journey.patients.codes import PatientObstacle
from wayhome.journey.patients.forms import PERSON_FIELDS, ChangeForm, RegisterForm, SearchForm
from wayhome.journey.patients.views import words
from wayhome.shared.core import clock
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from wayhome.journey.patients.models import Patient
    from wayhome.shared.audit.actor import ActorRequest

ON_A_PAGE = 50
CONFIRMED_NEW = "confirmed_new"


@require_http_methods(["GET", "HEAD", "POST"])
def patients(request: ActorRequest) -> HttpResponse:
    """List everyone, or whoever was searched for; a search is posted: names stay out of URLs."""
    by, form = request.actor, SearchForm(request.POST if request.method == "POST" else None)
    wanted = form.wanted()
    context: dict[str, Any] = {
        "form": form,
        "wanted": wanted,
        "may_manage": queries.may_manage(by),
        "is_fragment": bool(request.headers.get("HX-Request")),
    }
    today = words.today(clock.now(), queries.zone_of(by))
    if wanted:
        context["people"] = words.found(queries.search_patients(by, wanted), today)
    else:
        page = Paginator(queries.people(by), ON_A_PAGE).get_page(request.GET.get("page"))
        context |= {"page": page, "people": [words.person(each, today) for each in page]}
    part = "#people" if context["is_fragment"] else ""
    return render(request, f"patients/patients.html{part}", context)


@require_http_methods(["GET", "HEAD", "POST"])
def register_patient(request: ActorRequest) -> HttpResponse:
    """Make a record; whoever may be meant already is shown before a second one is made."""
    by, now = request.actor, clock.now()
    form = RegisterForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        try:
            patient = actions.register_patient(
                by,
                now=now,
                confirmed_new=CONFIRMED_NEW in request.POST,
                contacts=form.contacts(),
                **form.person(),
            )
        except Refusal as refusal:
            if refusal.obstacles == (PatientObstacle.LIKELY_DUPLICATE,):
                context["duplicates"] = _duplicates(request, form)
            form.refuse(refusal)
        else:
            messages.success(request, _("Registered. Admit them, or complete the record first."))
            return redirect("patients:record", patient.pk)
    return render(request, "patients/register.html", context, status=words.status(form))


@require_http_methods(["GET", "HEAD", "POST"])
def change_patient(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """Change what is known; when another's change came first, show it and keep what was typed."""
    patient = queries.get_patient(request.actor, patient_id)
    given = request.POST if request.method == "POST" else None
    form = ChangeForm(given, initial=_as_initial(patient) | {"edition": patient.edition})
    if form.is_bound and form.is_valid():
        try:
            actions.change_patient(
                request.actor,
                patient_id=patient_id,
                edition=form.cleaned_data["edition"],
                now=clock.now(),
                **form.person(),
            )
        except actions.CannotChangePatientError as refusal:
            form.refuse(refusal)
            if PatientObstacle.EDITED_MEANWHILE in refusal.obstacles:
                patient = queries.get_patient(request.actor, patient_id)
                form.catch_up(_as_initial(patient), patient.edition)
        else:
            messages.success(request, _("Saved."))
            return redirect("patients:record", patient_id)
    context = {"form": form, "patient_id": patient_id}
    return render(request, "patients/change.html", context, status=words.status(form))


def _duplicates(request: ActorRequest, form: RegisterForm) -> list[dict[str, Any]]:
    given = form.cleaned_data
    likely = queries.likely_duplicates(
        request.actor,
        given_name=given["given_name"],
        family_name=given["family_name"],
        birth_date=given["birth_date"],
        phone=given["phone"],
    )
    return words.alike(likely, words.today(clock.now(), queries.zone_of(request.actor)))


def _as_initial(patient: Patient) -> dict[str, Any]:
    return model_to_dict(patient, fields=PERSON_FIELDS)
