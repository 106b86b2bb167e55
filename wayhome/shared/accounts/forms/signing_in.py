"""allauth's forms in Wayhome's words; a second factor that fails leaves an event."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

from wayhome.shared.accounts import sign_ins

_CODE_HELP = _("The six digits that your app shows now, or one of your recovery codes.")


class _Plain:
    """Words beside the fields, where they stay; nothing that vanishes while one types."""

    words: dict[str, tuple[Any, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]
        for field in fields.values():
            field.widget.attrs.pop("placeholder", None)
        for name, (label, help_text) in self.words.items():
            fields[name].label, fields[name].help_text = label, help_text


class _Watched:
    """Records that a second factor was wrong, for whom it was asked."""

    def full_clean(self) -> None:
        super().full_clean()  # type: ignore[misc]
        user = self.user  # type: ignore[attr-defined]
        if user is not None and self.errors:  # type: ignore[attr-defined]
            sign_ins.record_failure(user.email, "sign_in", detail="second factor")


class LoginForm(_Plain, account.LoginForm):  # type: ignore[misc]  # ships no types
    words = {"login": (_("Email"), ""), "password": (_("Password"), "")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ResetPasswordForm(_Plain, account.ResetPasswordForm):  # type: ignore[misc]
    words = {"email": (_("Email"), "")}


_AT_LEAST = _("At least 12 characters. Three or four words that you remember are a good password.")


class ResetPasswordKeyForm(_Plain, account.ResetPasswordKeyForm):  # type: ignore[misc]
    words = {
        "password1": (_("New password"), _AT_LEAST),
        "password2": (_("The same again"), ""),
    }


class ChangePasswordForm(_Plain, account.ChangePasswordForm):  # type: ignore[misc]
    words = {
        "oldpassword": (_("Password until now"), ""),
        "password1": (_("New password"), _AT_LEAST),
        "password2": (_("The same again"), ""),
    }


class SetPasswordForm(_Plain, account.SetPasswordForm):  # type: ignore[misc]
    words = {
        "password1": (_("New password"), _AT_LEAST),
        "password2": (_("The same again"), ""),
    }


class ReauthenticateForm(_Plain, account.ReauthenticateForm):  # type: ignore[misc]
    words = {"password": (_("Password"), "")}


class AuthenticateForm(_Watched, _Plain, second_factor.AuthenticateForm):  # type: ignore[misc]
    words = {"code": (_("Code"), _CODE_HELP)}


class ReauthenticateCode(_Watched, _Plain, second_factor.ReauthenticateForm):  # type: ignore[misc]
    words = {"code": (_("Code"), _CODE_HELP)}


class AuthenticatePasskeyForm(_Watched, webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as the second factor."""


class ActivateAppForm(_Plain, totp.ActivateTOTPForm):  # type: ignore[misc]
    words = {"code": (_("Code from your app"), _("Six digits, new every half minute."))}


class AddPasskeyForm(_Plain, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """A passkey that stands in for the password as well: the device asks who is there."""

    words = {"name": (_("Name"), _("So that you know it again, such as: my phone."))}
    passwordless = forms.BooleanField(widget=forms.HiddenInput, initial=True)
