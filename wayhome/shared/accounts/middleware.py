"""Who acts in a request: from the session to the actor and the database's context."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast, override
from urllib.parse import urlencode, urlsplit

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from wayhome.shared.accounts import queries, sign_ins
from wayhome.shared.accounts.sessions import SEEN_AT
from wayhome.shared.accounts.sign_ins import ORGANIZATION
from wayhome.shared.audit import trail
from wayhome.shared.audit.actor import Actor
from wayhome.shared.core import clock, context, memo

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from wayhome.shared.accounts.models import Membership, User

    type GetResponse = Callable[[HttpRequest], HttpResponse]

SEEN_AT_PRECISION = 60  # seconds: a page doesn't cost a write each
BACKGROUND = "X-Wayhome-Background"  # sent by polling and prefetching: nobody is at the keyboard
HAS_SECOND_FACTOR = "has_second_factor"  # in the session, so that a page doesn't cost a read

# What opens before it is settled for whom, and with which second factor, somebody acts.
ENTRANCE = frozenset(
    {
        "accounts:choose-organization",
        "account_logout",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "mfa_edit_webauthn",
        "mfa_remove_webauthn",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }
)


def is_background(request: HttpRequest) -> bool:
    return request.headers.get(BACKGROUND) == "1"


class IdleMiddleware:
    """Signs out who was idle too long; what was typed waits as a draft or in the browser."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._look(request)
        return self.get_response(request)

    def _look(self, request: HttpRequest) -> None:
        now = int(clock.now().timestamp())
        seen_at = request.session.get(SEEN_AT, now)
        if now - seen_at > settings.IDLE_SECONDS:
            sign_ins.sign_out(request, detail="idle")
            if not is_background(request):
                messages.info(
                    request, _("You were signed out because nothing happened for a while.")
                )
        elif is_background(request):
            return
        elif SEEN_AT not in request.session or now - seen_at > SEEN_AT_PRECISION:
            request.session[SEEN_AT] = now


class ActorMiddleware:
    """Puts the actor on the request and acts as it, in the database too."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        membership = _membership(request)
        actor = queries.as_actor(membership) if membership else None
        request.membership = membership  # type: ignore[attr-defined]
        request.actor = actor or Actor.public()  # type: ignore[attr-defined]
        acting = actor.acting if actor else None
        with (
            trail.failures_kept_until_the_end(),
            trail.reads_of_one_page() as page,
            memo.of_one_page(),
            context.acting_as(acting),
        ):
            request.page = page  # type: ignore[attr-defined]
            return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Name the page, for whoever asks later who read whose chart where."""
        if request.resolver_match:
            request.page.name = request.resolver_match.view_name  # type: ignore[attr-defined]


class SignInMiddleware(LoginRequiredMiddleware):
    """Asks everyone to sign in; a part of a page is told so in a way that a script understands."""

    @override
    def handle_no_permission(  # type: ignore[override]  # an answer to a script is no redirect
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        if is_background(request):
            return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
        if page := request.headers.get("HX-Current-URL"):
            query = urlencode({REDIRECT_FIELD_NAME: urlsplit(page).path})
            return _sent_to(request, f"{reverse('account_login')}?{query}")
        return super().handle_no_permission(request, view_func)


class EntranceMiddleware:
    """Leads to the choice of an organization and to a second factor before anything opens."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        if not request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        if request.resolver_match and request.resolver_match.view_name in ENTRANCE:
            return None
        membership: Membership | None = request.membership  # type: ignore[attr-defined]
        if membership is None:
            return _sent_to(request, reverse("accounts:choose-organization"))
        if membership.must_use_second_factor and not _has_second_factor(request):
            return _sent_to(request, reverse("mfa_index"))
        return None


def _membership(request: HttpRequest) -> Membership | None:
    """Return what the user is where they act; none when nowhere (any more), or not chosen yet."""
    if not request.user.is_authenticated:
        return None
    memberships = sign_ins.memberships_of(request.user)
    chosen = request.session.get(ORGANIZATION)
    if chosen is None:
        return memberships[0] if len(memberships) == 1 else None
    # whoever lost the access they chose isn't moved to another organization unasked
    return next((one for one in memberships if str(one.organization_id) == chosen), None)


def _has_second_factor(request: HttpRequest) -> bool:
    if request.session.get(HAS_SECOND_FACTOR):
        return True
    user = cast("User", request.user)
    used = any(entry["method"] == "mfa" for entry in get_authentication_records(request, user))
    if used or is_mfa_enabled(user):
        request.session[HAS_SECOND_FACTOR] = True
        return True
    return False


def _sent_to(request: HttpRequest, url: str) -> HttpResponseBase:
    """Let the whole page follow when only a part of it was asked for."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
