"""Addresses of episodes of care."""

from django.urls import path

from wayhome.journey.admissions import views
from wayhome.journey.admissions.codes import Move

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
    *(
        path(f"<uuid:episode_id>/{move}/", views.move, {"move": move}, name=move.value)
        for move in Move
    ),
]
