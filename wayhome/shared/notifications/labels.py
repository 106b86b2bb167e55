"""The words of messages. They say "sign in", never anything about care."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wayhome.shared.notifications.codes import MessageObstacle, MessageTemplate


@dataclass(frozen=True, slots=True)
class Words:
    subject: Promise
    body: Promise


WORDS: Mapping[MessageTemplate, Words] = MappingProxyType(
    {
        MessageTemplate.WELCOME: Words(
            _("Your Wayhome sign-in"),
            _(
                "Hello,\n\nan account was made for you. Choose your password here; the link works"
                " for one day:\n\n{link}\n\nAfter that, ask for a new link on the sign-in page:"
                "\n\n{sign_in}"
            ),
        ),
        MessageTemplate.PASSWORD_RESET: Words(
            _("Choose a new password"),
            _(
                "Hello,\n\nsomeone asked for a new password for your account. If it was you, choose"
                " one here; the link works for one day:\n\n{link}\n\nIf it wasn't you, you need not"
                " do anything: your password stays as it is."
            ),
        ),
        MessageTemplate.PASSWORD_CHANGED: Words(
            _("Your password was changed"),
            _(
                "Hello,\n\nthe password of your account was just changed. If it wasn't you, choose"
                " a new one now and tell your program:\n\n{reset}"
            ),
        ),
        MessageTemplate.SECOND_FACTOR_CHANGED: Words(
            _("How you sign in was changed"),
            _(
                "Hello,\n\na passkey, an authenticator app or the recovery codes of your account"
                " were just changed. If it wasn't you, choose a new password now and tell your"
                " program:\n\n{reset}"
            ),
        ),
        MessageTemplate.SOMETHING_NEW: Words(
            _("Please sign in"),
            _("Hello,\n\nthere is something new for you. Please sign in to see it:\n\n{sign_in}"),
        ),
    }
)
OBSTACLES: Mapping[MessageObstacle, Promise] = MappingProxyType(
    {
        MessageObstacle.RECIPIENT_INVALID: _("This isn't an email address. Please check it."),
        MessageObstacle.LANGUAGE_UNKNOWN: _("Messages are written in English or Spanish."),
    }
)
