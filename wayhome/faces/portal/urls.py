"""Addresses of the portal."""

from django.urls import path

from wayhome.faces.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.my_week, name="my-week"),
    path("code/", views.day_code, name="day-code"),
]
