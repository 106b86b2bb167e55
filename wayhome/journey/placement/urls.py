"""Addresses of placement."""

from django.urls import path

from wayhome.journey.placement import views

app_name = "placement"
urlpatterns = [
    path("clients/<uuid:patient_id>/", views.placements, name="placements"),
    path("clients/<uuid:patient_id>/record/", views.record_placement, name="record-placement"),
    path("<uuid:placement_id>/", views.placement, name="placement"),
    path("<uuid:placement_id>/correct/", views.correct_placement, name="correct-placement"),
    path(
        "<uuid:placement_id>/entered-in-error/",
        views.mark_placement_entered_in_error,
        name="mark-placement-entered-in-error",
    ),
]
