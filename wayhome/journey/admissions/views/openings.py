"""The pages that open a stay: for someone known, and for whoever an inquiry is about."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wayhome.journey.admissions import actions, queries
from wayhome.journey.admissions.forms import ConversionForm, StayForm
from wayhome.journey.admissions.views.stays import name_of
from wayhome.journey.inquiries.labels import CALL_INSTRUCTIONS
from wayhome.journey.patients.rules import phone_words
from wayhome.shared.core import clock
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpResponse

    from wayhome.journey.admissions.models import EpisodeOfCare
    from wayhome.journey.patients.queries import LikelyDuplicate
    from wayhome.shared.audit.actor import ActorRequest


@require_http_methods(["GET", "HEAD", "POST"])
def admit_patient(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """Admit someone known, or put them on the waiting list: two buttons of one form."""
    now = clock.now()
    patient = queries.open_desk(request.actor, patient_id)
    offered = queries.options(request.actor, now=now)
    given = request.POST if request.method == "POST" else None
    form = StayForm(given, options=offered, initial={"day": offered.today})
    if form.is_bound and form.is_valid():
        act = actions.place_on_waitlist if form.waits else actions.admit_patient
        try:
            opened = act(request.actor, patient_id=patient.pk, now=now, **form.given())
        except Refusal as refusal:
            form.refuse(refusal.obstacles)
        else:
            return _opened(request, opened, waits=form.waits)
    context = {"form": form, "client": name_of(patient), "patient_id": patient_id}
    return render(request, "admissions/admit_patient.html", context, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
def admit_inquiry(request: ActorRequest, inquiry_id: UUID) -> HttpResponse:
    """Turn an inquiry into a stay: nothing that the inquiry tells is typed again."""
    now = clock.now()
    conversion = queries.get_conversion(request.actor, inquiry_id, now=now)
    offered = queries.options(request.actor, now=now)
    form = _conversion_form(request, conversion, offered)
    if form.is_bound and form.is_valid():
        try:
            opened = _convert(request, inquiry_id, form, now)
        except Refusal as refusal:
            form.refuse(refusal.obstacles)
        else:
            return _opened(request, opened, waits=form.waits)
    if form.is_bound:
        form.renew()
    context = {
        "form": form,
        "conversion": conversion,
        "instructions": [CALL_INSTRUCTIONS[each] for each in conversion.instructions],
        "zone": conversion.zone or offered.zone,
        "back": reverse("inquiries:inquiry", args=[inquiry_id]),
    }
    return render(request, "admissions/admit_inquiry.html", context, status=_status(form))


def _convert(
    request: ActorRequest, inquiry_id: UUID, form: ConversionForm, now: datetime
) -> EpisodeOfCare:
    act = actions.place_inquiry_on_waitlist if form.waits else actions.admit_inquiry
    return act(
        request.actor,
        inquiry_id=inquiry_id,
        patient_id=form.patient_id,
        newcomer=form.newcomer(),
        confirmed_new=form.is_confirmed,
        now=now,
        **form.given(),
    )


def _conversion_form(
    request: ActorRequest, conversion: queries.Conversion, offered: queries.Options
) -> ConversionForm:
    inquiry = conversion.inquiry
    initial: dict[str, Any] = asdict(conversion.newcomer) | {
        "phone": phone_words(conversion.newcomer.phone),
        "day": offered.today,
        "healthcare_service": inquiry.healthcare_service_id,
    }
    given = request.POST if request.method == "POST" else None
    form = ConversionForm(given, options=offered, initial=initial)
    known = queries.known_people(request.actor, conversion, **form.person_typed())
    form.offer_known((each.patient.pk, _known_words(each)) for each in known)
    return form


def _known_words(known: LikelyDuplicate) -> str:
    """Return by what staff tell whether somebody known is meant."""
    patient = known.patient
    born = date_format(patient.birth_date, "M j, Y") if patient.birth_date else _("not known")
    return _("%(name)s, born %(born)s, record %(number)s") % {
        "name": name_of(patient),
        "born": born,
        "number": patient.medical_record_number,
    }


def _opened(request: ActorRequest, opened: EpisodeOfCare, *, waits: bool) -> HttpResponse:
    done = (
        _("On the waiting list.")
        if waits
        else _("Admitted. Below is what is still missing; the chart leads on to the groups.")
    )
    messages.success(request, done)
    return redirect("admissions:episode", opened.pk)


def _status(form: StayForm) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
