"""One record and its parts: each part is a fragment, with its form open where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wayhome.journey.patients import actions, queries
from wayhome.journey.patients.forms import (
    ContactPointChangeForm,
    ContactPointForm,
    FlagForm,
    IdentifierForm,
    RelatedPersonForm,
)
from wayhome.journey.patients.rules import phone_words
from wayhome.journey.patients.views import words
from wayhome.shared.core import clock
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from wayhome.shared.audit.actor import ActorRequest
    from wayhome.shared.core.forms import RefusableForm

TEMPLATE = "patients/record.html"
SAVE = gettext_lazy("Save")


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A form that stands open in one part of the record."""

    part: str
    form: RefusableForm
    url: str
    label: StrOrPromise


@require_GET
def record(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """Show the record; of one that was merged, the record that stands."""
    chart = queries.open_chart(request.actor, patient_id)
    if chart.patient.pk != patient_id:
        messages.info(request, _("That record was merged into this one. It is listed below."))
        return redirect("patients:record", chart.patient.pk)
    return render(request, TEMPLATE, _context(request, chart))


@require_http_methods(["GET", "HEAD", "POST"])
def add_contact_point(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    form = ContactPointForm(_given(request))
    url = reverse("patients:add-contact-point", args=[patient_id])
    return _save(
        request,
        patient_id,
        OpenForm("contacts", form, url, gettext_lazy("Add to the list")),
        lambda: actions.add_contact_point(
            request.actor, patient_id=patient_id, **form.cleaned_data
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change_contact_point(
    request: ActorRequest, patient_id: UUID, contact_point_id: UUID
) -> HttpResponse:
    point = queries.get_contact_point(request.actor, patient_id, contact_point_id)
    fields = ("use", "may_leave_message", "may_say_who_we_are")
    initial = {name: getattr(point, name) for name in fields}
    initial["value"] = phone_words(point.value)
    form = ContactPointChangeForm(_given(request), initial=initial)
    url = reverse("patients:change-contact-point", args=[patient_id, contact_point_id])
    return _save(
        request,
        patient_id,
        OpenForm("contacts", form, url, SAVE),
        lambda: actions.change_contact_point(
            request.actor, contact_point_id=contact_point_id, **form.cleaned_data
        ),
    )


@require_POST
def end_contact_point(
    request: ActorRequest, patient_id: UUID, contact_point_id: UUID
) -> HttpResponse:
    return _end(
        request,
        patient_id,
        "contacts",
        lambda: actions.end_contact_point(request.actor, contact_point_id=contact_point_id),
    )


@require_POST
def restore_contact_point(
    request: ActorRequest, patient_id: UUID, contact_point_id: UUID
) -> HttpResponse:
    return _restore(
        request,
        patient_id,
        "contacts",
        lambda: actions.restore_contact_point(request.actor, contact_point_id=contact_point_id),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add_related_person(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    form = RelatedPersonForm(_given(request))
    url = reverse("patients:add-related-person", args=[patient_id])
    return _save(
        request,
        patient_id,
        OpenForm("related", form, url, gettext_lazy("Add to the list")),
        lambda: actions.add_related_person(
            request.actor, patient_id=patient_id, **form.cleaned_data
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change_related_person(
    request: ActorRequest, patient_id: UUID, related_person_id: UUID
) -> HttpResponse:
    related = queries.get_related_person(request.actor, patient_id, related_person_id)
    fields = ("name", "relationship", "role", "email")
    initial = {name: getattr(related, name) for name in fields}
    initial["phone"] = phone_words(related.phone)
    form = RelatedPersonForm(_given(request), initial=initial)
    url = reverse("patients:change-related-person", args=[patient_id, related_person_id])
    return _save(
        request,
        patient_id,
        OpenForm("related", form, url, SAVE),
        lambda: actions.change_related_person(
            request.actor, related_person_id=related_person_id, **form.cleaned_data
        ),
    )


@require_POST
def end_related_person(
    request: ActorRequest, patient_id: UUID, related_person_id: UUID
) -> HttpResponse:
    return _end(
        request,
        patient_id,
        "related",
        lambda: actions.end_related_person(request.actor, related_person_id=related_person_id),
    )


@require_POST
def restore_related_person(
    request: ActorRequest, patient_id: UUID, related_person_id: UUID
) -> HttpResponse:
    return _restore(
        request,
        patient_id,
        "related",
        lambda: actions.restore_related_person(request.actor, related_person_id=related_person_id),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add_identifier(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    form = IdentifierForm(_given(request))
    url = reverse("patients:add-identifier", args=[patient_id])
    return _save(
        request,
        patient_id,
        OpenForm("numbers", form, url, gettext_lazy("Add to the list")),
        lambda: actions.add_identifier(request.actor, patient_id=patient_id, **form.cleaned_data),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def raise_flag(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    form = FlagForm(_given(request))
    url = reverse("patients:raise-flag", args=[patient_id])
    return _save(
        request,
        patient_id,
        OpenForm("flags", form, url, gettext_lazy("Raise the flag")),
        lambda: actions.raise_flag(
            request.actor, patient_id=patient_id, now=clock.now(), **form.cleaned_data
        ),
    )


@require_POST
def end_flag(request: ActorRequest, patient_id: UUID, flag_id: UUID) -> HttpResponse:
    return _end(
        request,
        patient_id,
        "flags",
        lambda: actions.end_flag(request.actor, flag_id=flag_id, now=clock.now()),
    )


def _given(request: ActorRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _save(
    request: ActorRequest, patient_id: UUID, opened: OpenForm, write: Callable[[], object]
) -> HttpResponse:
    """Write what the form says, or show it where it stands, with what is wrong."""
    if opened.form.is_bound and opened.form.is_valid():
        try:
            write()
        except Refusal as refusal:
            opened.form.refuse(refusal)
        else:
            return _done(request, patient_id, opened.part, _("Saved."))
    return _part(request, patient_id, opened.part, opened)


def _end(
    request: ActorRequest, patient_id: UUID, part: str, write: Callable[[], object]
) -> HttpResponse:
    """Take something off a list; where another did already, the list shows it."""
    try:
        write()
    except Refusal:
        return _done(request, patient_id, part, _("It was taken off the list already."))
    return _done(request, patient_id, part, _("Taken off the list. It stays on record."))


def _restore(
    request: ActorRequest, patient_id: UUID, part: str, write: Callable[[], object]
) -> HttpResponse:
    """Undo that; where it is on the list by now, the list shows it."""
    try:
        write()
    except Refusal:
        return _done(request, patient_id, part, _("It is on the list already."))
    return _done(request, patient_id, part, _("Back on the list."))


def _done(request: ActorRequest, patient_id: UUID, part: str, what: str) -> HttpResponse:
    messages.success(request, what)
    if request.headers.get("HX-Request"):
        return _part(request, patient_id, part)
    return redirect(reverse("patients:record", args=[patient_id]) + f"#{part}")


def _part(
    request: ActorRequest, patient_id: UUID, part: str, opened: OpenForm | None = None
) -> HttpResponse:
    is_fragment = bool(request.headers.get("HX-Request"))
    if opened and not opened.form.is_bound:
        opened.form.visible_fields()[0].field.widget.attrs["autofocus"] = True
    chart = queries.open_chart(request.actor, patient_id)
    context = _context(request, chart) | {"opened": opened, "is_fragment": is_fragment}
    template = f"{TEMPLATE}#{part}" if is_fragment else TEMPLATE
    return render(request, template, context, status=words.status(opened.form) if opened else None)


def _context(request: ActorRequest, chart: queries.Chart) -> dict[str, Any]:
    zone = queries.zone_of(request.actor)
    today = words.today(clock.now(), zone)
    return {
        "zone": zone,
        "today": today,
        "person": words.person(chart.patient, today),
        "facts": words.facts(chart.patient),
        "contact_points": [words.contact_point(each) for each in chart.contact_points],
        "former_points": [words.contact_point(each) for each in chart.former_contact_points],
        "related_persons": [words.related_person(each) for each in chart.related_persons],
        "former_related": [words.related_person(each) for each in chart.former_related_persons],
        "flags": [words.flag(each) for each in chart.standing_flags],
        "ended_flags": [words.flag(each) for each in chart.ended_flags],
        "identifiers": [words.identifier(each) for each in chart.identifiers],
        "replaced": [words.person(each, today) for each in chart.replaced],
        "may_manage": queries.may_manage(request.actor),
        "may_merge": queries.may_merge(request.actor),
        "opened": None,
        "is_fragment": False,
    }
