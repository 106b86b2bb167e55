"""What a subscribed calendar says: neutral words, since others see the phone on which it is."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from wayhome.journey.scheduling.rules import FeedWords


def feed_words(language: str, address: str) -> FeedWords:
    """Return the words in someone's language, else in English; `address` is where they sign in."""
    with translation.override(language if language in dict(settings.LANGUAGES) else "en"):
        return FeedWords(
            name=_("Appointments"),
            summary=_("Appointment"),
            description=_("Sign in to see more: %(address)s") % {"address": address},
        )
