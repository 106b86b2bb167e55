"""What comes from the kiosk: the day's code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from wayhome.journey.encounters import labels
from wayhome.journey.encounters.rules.check_in import CODE_DIGITS

if TYPE_CHECKING:
    from wayhome.shared.core.refusal import Refusal


class CodeForm(forms.Form):
    """What a client types at the kiosk."""

    code = forms.RegexField(
        label=_("Your code for today"),
        regex=rf"^[0-9]{{{CODE_DIGITS}}}$",
        error_messages={
            "invalid": _("Please type the six digits of your code."),
            "required": _("Please type the six digits of your code."),
        },
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "off",
                "maxlength": CODE_DIGITS,
                "data-keypad-for": "code",
                "autofocus": True,
            }
        ),
    )

    def refuse(self, refusal: Refusal) -> None:
        """Say that the code doesn't work, and clear it: the next one may be someone else's."""
        for obstacle in refusal.obstacles:
            self.add_error("code", str(labels.words_for(obstacle)))
        self.data = {**self.data, "code": ""}

    def try_again(self) -> None:
        self.add_error("code", _("That didn't work. Please try once more."))
