"""Addresses of messages."""

from django.urls import path

from wayhome.shared.notifications import views

app_name = "notifications"
urlpatterns = [
    path("staff/invite/", views.invite_member, name="invite-member"),
    path("outbox/", views.outbox, name="outbox"),
]
