"""What the shell of every page shows of its reader: who they are, and when they are signed out."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give nothing but the actor to a page that nobody is signed in to, an error page included."""
    user, membership = getattr(request, "user", None), getattr(request, "membership", None)
    if user is None or not user.is_authenticated:
        return {"actor": getattr(request, "actor", None)}
    return {
        "actor": getattr(request, "actor", None),
        # A client needs no display name, and everyone needs the menu with the way out.
        "shell_name": (membership and membership.display_name) or _("My account"),
        "idle_seconds": settings.IDLE_SECONDS,
        "idle_ping_url": reverse("accounts:still-here"),
    }
