"""What every use of Wayhome shares. The lists of rooms are their order, lowest first."""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from psycopg.conninfo import conninfo_to_dict

ROOT = Path(__file__).resolve().parent.parent.parent
VAR = Path(os.environ.get("WAYHOME_VAR", ROOT / "var"))

SHARED_ROOMS = ["core", "audit", "tenancy", "accounts", "notifications"]
JOURNEY_ROOMS = [
    "rulepacks",
    "patients",
    "inquiries",
    "screening",
    "placement",
    "finder",
    "admissions",
    "scheduling",
    "encounters",
    "weekplans",
    "outcomes",
]
FACES = ["console", "interop", "portal", "site"]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    *(f"wayhome.shared.{room}" for room in SHARED_ROOMS),
    *(f"wayhome.journey.{room}" for room in JOURNEY_ROOMS),
    *(f"wayhome.faces.{face}" for face in FACES),
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # of a random length by a few bytes, so that a packed page's length tells nothing of a secret
    "django.middleware.gzip.GZipMiddleware",
    "wayhome.shared.core.middleware.NoStoreMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wayhome.shared.accounts.middleware.IdleMiddleware",
    "wayhome.shared.accounts.middleware.ActorMiddleware",
    "wayhome.shared.accounts.middleware.SignInMiddleware",
    "wayhome.shared.accounts.middleware.EntranceMiddleware",
    "wayhome.shared.core.middleware.FormAddressMiddleware",
    "wayhome.shared.core.middleware.NotFoundMiddleware",
]

ROOT_URLCONF = "wayhome.urls"
WSGI_APPLICATION = "wayhome.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "wayhome" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wayhome.shared.accounts.context_processors.shell",
                "wayhome.faces.console.navigation.shell",
            ],
        },
    }
]


def database(url: str) -> dict[str, object]:
    """Return Django's settings for a libpq connection string or URL."""
    parts = conninfo_to_dict(url)
    return {
        "ENGINE": "wayhome.shared.core.database",
        "NAME": parts.pop("dbname", "wayhome"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        # PostgreSQL plans a statement once a connection: planning costs it more than most reads
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 2, **parts},
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


# The app role reads and writes rows; the owner owns the tables and migrates them.
DATABASE_OWNER_URL = os.environ.get("DATABASE_OWNER_URL", "dbname=wayhome user=wayhome_owner")
DATABASE_URL = os.environ.get("DATABASE_URL", "dbname=wayhome user=wayhome_app")
ACTS_AS_OWNER = os.environ.get("WAYHOME_DATABASE_ROLE") == "owner"
DATABASES = {"default": database(DATABASE_OWNER_URL if ACTS_AS_OWNER else DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    # Throttles count in it, so that two server processes share one count.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["wayhome.shared.accounts.backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "wayhome.shared.notifications.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a stranger's address gets no mail
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_FORMS = {
    "login": "wayhome.shared.accounts.forms.signing_in.LoginForm",
    "reauthenticate": "wayhome.shared.accounts.forms.signing_in.ReauthenticateForm",
    "change_password": "wayhome.shared.accounts.forms.signing_in.ChangePasswordForm",
    "set_password": "wayhome.shared.accounts.forms.signing_in.SetPasswordForm",
    "reset_password": "wayhome.shared.accounts.forms.signing_in.ResetPasswordForm",
    "reset_password_from_key": "wayhome.shared.accounts.forms.signing_in.ResetPasswordKeyForm",
}
MFA_FORMS = {
    "authenticate": "wayhome.shared.accounts.forms.signing_in.AuthenticateForm",
    "authenticate_webauthn": "wayhome.shared.accounts.forms.signing_in.AuthenticatePasskeyForm",
    "reauthenticate": "wayhome.shared.accounts.forms.signing_in.ReauthenticateCode",
    "activate_totp": "wayhome.shared.accounts.forms.signing_in.ActivateAppForm",
    "add_webauthn": "wayhome.shared.accounts.forms.signing_in.AddPasskeyForm",
}
MFA_ADAPTER = "wayhome.shared.accounts.adapter.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # accounts are given: the program knows the address
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Wayhome"
USERSESSIONS_TRACK_ACTIVITY = False

SECRET_KEY = os.environ.get("WAYHOME_SECRET_KEY", "")
ALLOWED_HOSTS = os.environ.get("WAYHOME_HOSTS", "localhost,127.0.0.1").split(",")
IDLE_SECONDS = 15 * 60  # 45 CFR 164.312(a)(2)(iii) asks for automatic log-off; 15 minutes is usual
SESSION_ENGINE = "wayhome.shared.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "wayhome_session"
CSRF_COOKIE_NAME = "wayhome_csrf"
CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}

LANGUAGE_CODE = "en-us"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [ROOT / "wayhome" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "wayhome" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

MAILERS: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}
}
DEFAULT_FROM_EMAIL = os.environ.get("WAYHOME_FROM_EMAIL", "wayhome@localhost")
# Messages name it, since no request tells a worker where the site is.
SITE_URL = os.environ.get("WAYHOME_URL", f"http://localhost:{os.environ.get('PORT', '8000')}")
SHOW_OUTBOX = False
OUTBOX = VAR / "outbox"
OUTBOX_MAILERS: dict[str, dict[str, object]] = {
    "default": {
        "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {"file_path": OUTBOX},
    }
}

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "wayhome.shared.core.logs.Formatter",
            "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own handlers go: every line passes the formatter that leaves secrets out
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
    },
}
