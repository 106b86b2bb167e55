"""What the shell of every page shows: where one may go, and when one is signed out."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    return {"idle_seconds": settings.IDLE_SECONDS, "actor": getattr(request, "actor", None)}
