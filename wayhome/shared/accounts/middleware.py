"""Who acts in a request: from the session to the actor and the database's context."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from wayhome.shared.accounts import queries
from wayhome.shared.audit import trail
from wayhome.shared.audit.actor import Actor
from wayhome.shared.core import clock, context

type GetResponse = Callable[[HttpRequest], HttpResponse]

SEEN_AT = "seen_at"
SEEN_AT_PRECISION = 60  # seconds: a page doesn't cost a write each


class IdleMiddleware:
    """Signs out who was idle too long; what was typed waits as a draft or in the browser."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(clock.now().timestamp())
            seen_at = request.session.get(SEEN_AT, now)
            if now - seen_at > settings.IDLE_SECONDS:
                logout(request)
            elif SEEN_AT not in request.session or now - seen_at > SEEN_AT_PRECISION:
                request.session[SEEN_AT] = now
        return self.get_response(request)


class ActorMiddleware:
    """Puts the actor on the request and acts as it, in the database too."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = queries.actor_of(request.user) if request.user.is_authenticated else None
        request.actor = actor or Actor.public()  # type: ignore[attr-defined]
        acting = actor.acting if actor else None
        with trail.failures_kept_until_the_end(), context.acting_as(acting):
            return self.get_response(request)
