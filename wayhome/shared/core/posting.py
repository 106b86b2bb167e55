"""What is posted: forms shown again at their own address when refused, and a button's edition."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    type View = Callable[..., HttpResponse]


def posted_from(page: str) -> Callable[[View], View]:
    """Let a form alone reach the view; whoever comes without one is led to the form's page.

    They reload the address of a refused form, or are led back to it after signing in again.
    """

    def decorator(view: View) -> View:
        @wraps(view)
        def wrapper(request: Any, **ids: Any) -> HttpResponse:
            if request.method != "POST":
                return redirect(reverse(page, kwargs=ids))
            return view(request, **ids)

        allowed: View = require_http_methods(["GET", "HEAD", "POST"])(wrapper)
        return allowed

    return decorator


def edition_of(request: HttpRequest) -> int:
    """Return the edition that the button's page showed; nonsense counts as one that is over."""
    text = request.POST.get("edition", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1  # noqa: PLR2004
