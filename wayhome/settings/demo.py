"""The demo: production's pages on this machine alone, with mail kept in a folder."""

from wayhome.settings.base import *  # noqa: F403
from wayhome.settings.base import OUTBOX

DEBUG = False
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = OUTBOX
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # passkeys on http://localhost
