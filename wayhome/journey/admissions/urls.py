"""Addresses of episodes of care."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from wayhome.journey.admissions import actions, views
from wayhome.journey.admissions.codes import Move

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.urls import URLPattern

    from wayhome.journey.admissions.models import EpisodeOfCare


def move_path(move: Move, act: Callable[..., EpisodeOfCare]) -> URLPattern:
    """Return the address of a move's page; a later room gives its own action for what it knows."""
    return path(f"<uuid:episode_id>/{move}/", views.move, {"move": move, "act": act}, move.value)


app_name = "admissions"
urlpatterns = [
    path("census/", views.census, name="census"),
    path("waitlist/", views.waitlist, name="waitlist"),
    path("caseload/", views.own_caseload, name="own-caseload"),
    path("caseload/<uuid:practitioner_id>/", views.caseload, name="caseload"),
    path("clients/<uuid:patient_id>/", views.stays, name="stays"),
    path("clients/<uuid:patient_id>/admit/", views.admit_patient, name="admit-patient"),
    path("inquiries/<uuid:inquiry_id>/admit/", views.admit_inquiry, name="admit-inquiry"),
    path("<uuid:episode_id>/", views.episode, name="episode"),
    move_path(Move.ADMIT, actions.admit_from_waitlist),
    move_path(Move.CANCEL_WAIT, actions.cancel_wait),
    move_path(Move.PUT_ON_HOLD, actions.put_on_hold),
    move_path(Move.RESUME, actions.resume),
    move_path(Move.CHANGE, actions.change_episode),
]
