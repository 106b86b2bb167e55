"""Addresses of messages."""

from django.urls import path

from wayhome.shared.notifications import views

app_name = "notifications"
urlpatterns = [
    path("outbox/", views.outbox, name="outbox"),
]
