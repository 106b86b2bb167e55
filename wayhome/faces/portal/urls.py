"""Addresses of the portal."""

from django.urls import include, path

from wayhome.faces.portal import make_ups, views
from wayhome.journey.scheduling.urls import own_feed_paths, own_paths

app_name = "portal"
urlpatterns = [
    path("", views.my_week, name="my-week"),
    path("code/", views.day_code, name="day-code"),
    path("make-ups/<uuid:appointment_id>/take/", make_ups.take, name="take-make-up"),
    path("make-ups/<uuid:appointment_id>/give-back/", make_ups.give_back, name="give-back-make-up"),
    path("when/", include(own_paths())),
    path("calendar/", include(own_feed_paths())),
]
