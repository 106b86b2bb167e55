"""Addresses of the public site; each also with a language in it, for who wants another one."""

from django.conf import settings
from django.urls import path, register_converter

from wayhome.faces.site import views


class LanguageConverter:
    """Takes a language that the site speaks."""

    regex = "|".join(code for code, _name in settings.LANGUAGES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(LanguageConverter, "language")

app_name = "site"
urlpatterns = [
    path("", views.landing, name="landing"),
    path("check/", views.check, name="check"),
    path("<language:language>/", views.landing, name="landing"),
    path("<language:language>/check/", views.check, name="check"),
]
