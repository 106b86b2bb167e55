"""Addresses of programs, sites and rooms."""

from django.urls import path

from wayhome.shared.tenancy import views

app_name = "tenancy"
urlpatterns = [
    path("program/", views.program_settings, name="program-settings"),
    path("program/name/", views.rename_organization, name="rename-organization"),
    path("program/sites/add/", views.add_site, name="add-site"),
    path("program/sites/<uuid:site_id>/", views.change_site, name="change-site"),
    path("program/sites/<uuid:site_id>/rooms/add/", views.add_room, name="add-room"),
    path("program/rooms/<uuid:room_id>/", views.change_room, name="change-room"),
    path(
        "program/places/<uuid:location_id>/active/",
        views.set_location_active,
        name="set-location-active",
    ),
    path("program/services/add/", views.add_service, name="add-service"),
    path("program/services/<uuid:service_id>/", views.change_service, name="change-service"),
    path(
        "program/services/<uuid:service_id>/active/",
        views.set_service_active,
        name="set-service-active",
    ),
]
