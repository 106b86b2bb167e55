"""Addresses of signing in: those of allauth that Wayhome uses, under allauth's own names.

Left out are signing up, several e-mail addresses and codes by e-mail: accounts are given.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.account import views
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, re_path

from wayhome.shared.accounts.views.entrance import own_sessions

type View = Callable[..., HttpResponse]


def _page(address: str, view: View, name: str, *, regex: bool = False) -> URLPattern:
    """Return the address of a view; a form that it refuses is answered as one (422)."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse) and request.method == "POST":
            forms = (response.context_data or {}).values()
            if any(getattr(form, "is_bound", False) and form.errors for form in forms):
                response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response

    return (re_path if regex else path)(address, answered, name=name)


_RESET_KEY = r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"

urlpatterns = [
    _page("login/", views.login, "account_login"),
    _page("logout/", login_not_required(views.logout), "account_logout"),
    _page("inactive/", views.account_inactive, "account_inactive"),
    _page("reauthenticate/", views.reauthenticate, "account_reauthenticate"),
    _page("password/change/", views.password_change, "account_change_password"),
    _page("password/set/", views.password_set, "account_set_password"),
    _page("password/reset/", views.password_reset, "account_reset_password"),
    _page("password/reset/done/", views.password_reset_done, "account_reset_password_done"),
    _page(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        "account_reset_password_from_key_done",
    ),
    _page(_RESET_KEY, views.password_reset_from_key, "account_reset_password_from_key", regex=True),
    _page("second-factor/", second_factor.index, "mfa_index"),
    _page("second-factor/authenticate/", second_factor.authenticate, "mfa_authenticate"),
    _page("second-factor/reauthenticate/", second_factor.reauthenticate, "mfa_reauthenticate"),
    _page("second-factor/app/add/", totp.activate_totp, "mfa_activate_totp"),
    _page("second-factor/app/remove/", totp.deactivate_totp, "mfa_deactivate_totp"),
    _page("second-factor/codes/", recovery_codes.view_recovery_codes, "mfa_view_recovery_codes"),
    _page(
        "second-factor/codes/new/",
        recovery_codes.generate_recovery_codes,
        "mfa_generate_recovery_codes",
    ),
    _page(
        "second-factor/codes/download/",
        recovery_codes.download_recovery_codes,
        "mfa_download_recovery_codes",
    ),
    _page("second-factor/passkeys/", webauthn.list_webauthn, "mfa_list_webauthn"),
    _page("second-factor/passkeys/add/", webauthn.add_webauthn, "mfa_add_webauthn"),
    _page(
        "second-factor/passkeys/use/",
        webauthn.reauthenticate_webauthn,
        "mfa_reauthenticate_webauthn",
    ),
    _page(
        "second-factor/passkeys/<int:pk>/remove/", webauthn.remove_webauthn, "mfa_remove_webauthn"
    ),
    _page("second-factor/passkeys/<int:pk>/edit/", webauthn.edit_webauthn, "mfa_edit_webauthn"),
    _page("login/passkey/", login_not_required(webauthn.login_webauthn), "mfa_login_webauthn"),
    path("sessions/", own_sessions, name="usersessions_list"),
]
