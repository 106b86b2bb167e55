"""The demo: production's pages on this machine alone, with mail kept in a folder."""

from wayhome.settings.base import *  # noqa: F403
from wayhome.settings.base import OUTBOX_MAILERS

DEBUG = False
MAILERS = OUTBOX_MAILERS
SHOW_OUTBOX = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # passkeys on http://localhost
