"""What holds for every public page: no sign-in, no cookie, no trace, in the reader's language."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.db.transaction import non_atomic_requests
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

# Where "Leave this page" goes: a page that anybody may have open.
QUICK_EXIT = "https://www.weather.gov/"
FINDER, FINDER_NAME = "https://findtreatment.gov/", "FindTreatment.gov"


def site_page(view: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Show a page to anybody, in the language of its address or else of the browser.

    A form here changes nothing and keeps nothing, so that it needs no token, and so no cookie; nor
    a transaction, so that whom to call is said even when the database is away.
    """

    @wraps(view)
    def shown(request: HttpRequest, language: str | None = None) -> HttpResponse:
        with translation.override(language or translation.get_language()):
            response = view(request)
            response.headers["Content-Language"] = translation.get_language()
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    kept_out_of_logs = sensitive_post_parameters()(shown)
    return non_atomic_requests(login_not_required(csrf_exempt(kept_out_of_logs)))


def shown_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Render a page with what all of them share: the ways out and the other language."""
    match = request.resolver_match
    given = match.kwargs if match else {}
    view_name = match.view_name if match else "site:landing"
    code, name = _other_language()
    shared = {
        "csrf_token": "",  # nothing asks for one, so that no cookie is set
        "user": AnonymousUser(),  # whoever is signed in in this browser is nobody here
        "home_url": reverse("site:landing", kwargs=given),
        "check_url": reverse("site:check", kwargs=given),
        "switch_url": reverse(view_name, kwargs={"language": code}),
        "switch_language": code,
        "switch_name": name,
        "exit_url": QUICK_EXIT,
        "finder_url": FINDER,
        "finder_name": FINDER_NAME,
    }
    return render(request, template, shared | context)


def _other_language() -> tuple[str, str]:
    """Return the code and the own name of the language that the page isn't in."""
    now = translation.get_language()
    code = next(code for code, _name in settings.LANGUAGES if code != now.partition("-")[0])
    return code, translation.get_language_info(code)["name_local"].capitalize()
