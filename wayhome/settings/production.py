"""A clinic's own server, behind HTTPS."""

import os

from wayhome.settings.base import *  # noqa: F403

DEBUG = False
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
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
