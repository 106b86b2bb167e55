"""Pages of messages: the folder that stands in for the mail in development and in the demo."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wayhome.shared.notifications import queries


@login_not_required
@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """Show what would have been sent; elsewhere there is no such page.

    :raises Http404: unless the settings say so
    """
    if not settings.SHOW_OUTBOX:
        raise Http404
    context = {"letters": queries.letters(settings.OUTBOX)}
    return render(request, "notifications/outbox.html", context)
