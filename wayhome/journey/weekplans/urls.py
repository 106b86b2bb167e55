"""Addresses of the week builder."""

from django.urls import path

from wayhome.journey.weekplans import views

app_name = "weekplans"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("programs/<uuid:service_id>/", views.desk, name="desk-of-program"),
    path("programs/<uuid:service_id>/build/", views.build, name="build"),
    path("programs/<uuid:service_id>/absence/", views.absence, name="absence"),
    path("proposals/<uuid:proposal_id>/", views.proposal, name="proposal"),
    path("proposals/<uuid:proposal_id>/progress/", views.progress, name="progress"),
    path("proposals/<uuid:proposal_id>/stop/", views.stop, name="stop"),
    path("proposals/<uuid:proposal_id>/forget/", views.forget, name="forget"),
    path("proposals/<uuid:proposal_id>/publish/", views.publish, name="publish"),
    path("proposals/<uuid:proposal_id>/undo/", views.undo, name="undo"),
    path(
        "proposals/<uuid:proposal_id>/stand-ins/<int:number>/",
        views.publish_stand_ins,
        name="publish-stand-ins",
    ),
    path(
        "proposals/<uuid:proposal_id>/clients/<uuid:episode_id>/",
        views.person,
        name="person",
    ),
    path(
        "proposals/<uuid:proposal_id>/clients/<uuid:episode_id>/keep/",
        views.keep,
        name="keep",
    ),
    path("proposals/<uuid:proposal_id>/clients/<uuid:episode_id>/pin/", views.pin, name="pin"),
]
