"""Sign-in as Wayhome wants it: nobody signs up, accounts are given, and the trail tells of it."""

from __future__ import annotations

import base64
import hashlib
from io import BytesIO
from typing import TYPE_CHECKING, Any, override

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from wayhome.shared.accounts import sign_ins
from wayhome.shared.accounts.sessions import SEEN_AT
from wayhome.shared.core import clock, gate

if TYPE_CHECKING:
    from django.http import HttpRequest

    from wayhome.shared.accounts.models import User

AGAIN_AFTER = 5 * 60  # seconds


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # ships no types
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "The email address and the password don't fit together. Please check both."
        ),
        "enter_current_password": _("This isn't the password that you have now."),
        "incorrect_password": _("This isn't your password."),
        "invalid_login": _("That didn't work. Please try again."),
        "too_many_login_attempts": _(
            "That was wrong too often. For safety, please wait five minutes and try again."
        ),
        "rate_limited": _("That was too often. For safety, please wait a few minutes."),
    }

    @override
    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        request.session[SEEN_AT] = int(clock.now().timestamp())
        methods = {entry["method"] for entry in get_authentication_records(request, user)}
        sign_ins.record(user, "sign_in", detail=", ".join(sorted(methods)))

    @override
    def logout(self, request: HttpRequest) -> None:
        sign_ins.sign_out(request)

    @override
    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        sign_ins.record_failure(credentials.get("email", ""), "sign_in", detail="password")

    @override
    def reauthenticate(self, user: User, password: str) -> bool:
        """Ask for the password again; the address is the user's own, of which there is one."""
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    @override
    def is_reauthentication_required(self, *, app: str) -> bool:
        """Ask again only when signing in is a while ago: a second step is often added right after.

        allauth itself counts nothing but an answer to its own question.
        """
        if not super().is_reauthentication_required(app=app):
            return False
        entries = get_authentication_records(self.request, self.request.user)
        last = max((entry["at"] for entry in entries), default=0)
        return bool(clock.now().timestamp() - last > AGAIN_AFTER)

    @override
    def set_password(self, user: User, password: str) -> None:
        user.set_password(password)
        with gate.opened("accounts.set_password"):
            user.save(update_fields=["password"])
        sign_ins.record(user, "set_password")

    @override
    def send_notification_mail(
        self, template_prefix: str, user: User, *_args: Any, **_kwargs: Any
    ) -> None:
        """Record what changed in someone's sign-in; the room above sends the message."""
        sign_ins.record(user, template_prefix.rpartition("/")[2])


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # ships no types
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _(
            "Your program asks for a second step. Add a passkey first, then remove the app."
        ),
        "incorrect_code": _("This code isn't right. Codes change every half minute: try the next."),
    }

    @override
    def build_totp_svg(self, url: str) -> str:
        """Return the picture on white, so that it can be read in the dark too."""
        picture = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(picture)
        return picture.getvalue().decode()

    @override
    def _get_site_name(self) -> str:
        return "Wayhome"

    @override
    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    @override
    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    @override
    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last one of someone who must use one."""
        user = authenticator.user
        memberships = sign_ins.memberships_of(user)
        if not any(membership.must_use_second_factor for membership in memberships):
            return True
        real = Authenticator.objects.filter(user_id=user.pk)
        real = real.exclude(type=Authenticator.Type.RECOVERY_CODES)
        return bool(real.exclude(pk=authenticator.pk).exists())


def _cipher() -> Fernet:
    """Return the cipher of secrets at rest; its key comes from the deployment's own."""
    digest = hashlib.sha256(b"wayhome.second-factor:" + settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(digest.digest()))
