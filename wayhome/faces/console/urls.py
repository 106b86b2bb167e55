"""Addresses of the console."""

from django.urls import path

from wayhome.faces.console import views

app_name = "console"
urlpatterns = [
    path("", views.home, name="home"),
    path("today/", views.today, name="today"),
    path("charts/<uuid:patient_id>/", views.chart, name="chart"),
]
