"""Addresses of the portal."""

from django.urls import include, path

from wayhome.faces.portal import views
from wayhome.journey.scheduling.urls import own_feed_paths, own_make_up_paths, own_paths

app_name = "portal"
urlpatterns = [
    path("", views.my_week, name="my-week"),
    path("code/", views.day_code, name="day-code"),
    path("make-ups/", include(own_make_up_paths())),
    path("when/", include(own_paths())),
    path("calendar/", include(own_feed_paths())),
]
