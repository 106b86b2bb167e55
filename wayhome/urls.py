"""Every room hangs its own urls under its own name."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
]
