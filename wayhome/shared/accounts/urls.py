"""Addresses of who is who at work; those of signing in have a module of their own."""

from django.urls import path

from wayhome.shared.accounts import views

app_name = "accounts"
urlpatterns = [
    path("account/organization/", views.choose_organization, name="choose-organization"),
    path("account/still-here/", views.still_here, name="still-here"),
]
