"""The components page; wayhome.urls hangs it at /components/ when DEBUG is on."""

from django.urls import path

from wayhome.shared.core import views

app_name = "components"
urlpatterns = [
    path("", views.components, name="gallery"),
    path("portal/", views.portal, name="portal"),
    path("public/", views.public, name="public"),
    path("sessions/", views.sample_sessions, name="sessions"),
    path("save/", views.save_sample, name="save"),
]
