"""A clinic's own server, behind HTTPS."""

import os

from wayhome.settings.base import *  # noqa: F403

DEBUG = False
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Throttles count by the address of whoever asks, which is the last proxy's own word.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("WAYHOME_PROXIES", "1"))
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": os.environ.get("WAYHOME_SMTP_HOST", "localhost"),
            "port": int(os.environ.get("WAYHOME_SMTP_PORT", "587")),
            "username": os.environ.get("WAYHOME_SMTP_USER", ""),
            "password": os.environ.get("WAYHOME_SMTP_PASSWORD", ""),
            "use_tls": True,
        },
    }
}
