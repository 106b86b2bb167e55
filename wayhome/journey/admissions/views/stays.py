"""The pages of one person's stays: all of them in order, and one with what is still missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from wayhome.journey.admissions import labels, queries
from wayhome.journey.admissions.codes import ENDINGS, OPEN_STATUSES, MissingItem, Move
from wayhome.journey.patients.rules import display_name
from wayhome.shared.core import clock

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.http import HttpResponse

    from wayhome.journey.admissions.models import EpisodeOfCare
    from wayhome.journey.patients.models import Patient
    from wayhome.shared.audit.actor import Actor, ActorRequest

# Where each missing item is supplied; the later rooms' items are linked by the faces.
OF_PATIENT: Mapping[MissingItem, str] = {
    MissingItem.EMERGENCY_CONTACT: "patients:add-related-person",
    MissingItem.SAFE_PHONE: "patients:add-contact-point",
    MissingItem.BIRTH_DATE: "patients:change-patient",
    MissingItem.PREFERRED_LANGUAGE: "patients:change-patient",
    MissingItem.PLACEMENT_ASSESSMENT: "placement:record-placement",
}
OF_EPISODE: Mapping[MissingItem, str] = {
    MissingItem.PRIMARY_COUNSELOR: "admissions:change-episode",
}


@require_GET
def stays(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    found = queries.stays_of(request.actor, patient_id)
    context = {
        "stays": queries.stay_lines(found, now=clock.now()),
        "client": name_of(queries.get_person(request.actor, patient_id)),
        "patient_id": patient_id,
        "may_manage": queries.may_manage(request.actor),
    }
    return render(request, "admissions/stays.html", context)


@require_GET
def episode(request: ActorRequest, episode_id: UUID) -> HttpResponse:
    one = queries.get_episode(request.actor, episode_id)
    found = queries.stay_lines(queries.stays_of(request.actor, one.patient_id), now=clock.now())
    context = {
        "client": name_of(one.patient),
        "patient_id": one.patient_id,
        "stay": next(each for each in found if each.line.episode.pk == one.pk),
        "others": [each for each in found if each.line.episode.pk != one.pk],
        "is_open": one.status in OPEN_STATUSES,
        "missing": _missing(request.actor, one) if one.status in OPEN_STATUSES else (),
        "moves": _moves(request.actor, one),
    }
    return render(request, "admissions/episode.html", context)


def url_name(move: Move) -> str:
    """Return where the page of a move is: the places of whoever leaves are a later room's."""
    return f"{'scheduling' if move in ENDINGS else 'admissions'}:{move}"


def name_of(patient: Patient) -> str:
    return display_name(patient.given_name, patient.family_name, patient.preferred_name)


def _moves(by: Actor, one: EpisodeOfCare) -> list[dict[str, Any]]:
    """Return what the actor may do to the stay; what lets it go on is the page's main button."""
    return [
        {
            "label": labels.MOVES[each],
            "url": reverse(url_name(each), args=[one.pk]),
            "is_main": each in {Move.ADMIT, Move.RESUME},
        }
        for each in queries.moves_of(by, one)
    ]


def _missing(by: Actor, one: EpisodeOfCare) -> list[dict[str, Any]]:
    """Return what is missing, each with where it is supplied if the actor may do that."""
    reach = queries.within_reach(by)
    return [
        {"label": labels.MISSING[item], "url": _url(item, one) if item in reach else ""}
        for item in queries.whats_missing(by, one)
    ]


def _url(item: MissingItem, one: EpisodeOfCare) -> str:
    if item in OF_EPISODE:
        return reverse(OF_EPISODE[item], args=[one.pk])
    return reverse(OF_PATIENT[item], args=[one.patient_id])
