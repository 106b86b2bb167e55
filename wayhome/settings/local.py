"""Development on one's own machine: reloads, shows errors and the components page."""

import os

from wayhome.settings.base import *  # noqa: F403
from wayhome.settings.base import OUTBOX_MAILERS, STORAGES

DEBUG = True
SECRET_KEY = os.environ.get("WAYHOME_SECRET_KEY", "local")
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MAILERS = OUTBOX_MAILERS
SHOW_OUTBOX = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
