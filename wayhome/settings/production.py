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
EMAIL_HOST = os.environ.get("WAYHOME_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("WAYHOME_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("WAYHOME_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("WAYHOME_SMTP_PASSWORD", "")
EMAIL_USE_TLS = True
