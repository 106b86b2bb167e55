"""What an error leaves in the log: never the row that it was about."""

import logging
from logging.config import dictConfig

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def written_of(error):
    """Return what the site's own log says of an error."""
    found = (type(error), error, error.__traceback__)
    return line_of(logging.makeLogRecord({"msg": "Server error", "exc_info": found}))


def line_of(record):
    dictConfig({**settings.LOGGING, "disable_existing_loggers": False})
    handler = next(h for h in logging.getLogger().handlers if type(h) is logging.StreamHandler)
    return handler.format(record)


def test_an_address_that_the_database_refused_is_not_in_the_log():
    # of a tenant's tables PostgreSQL itself says no more: row-level security hides the row
    user = make_user()
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        make_user(email=user.email)
    assert user.email in str(refused.value)
    text = written_of(refused.value)
    assert "violates unique constraint" in text
    assert user.email not in text


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Not Found: /calendar/AZ3_-x9.ics", "Not Found: /calendar/…"),
        ('"GET /calendar/AZ3_-x9.ics HTTP/1.1" 200 12', '"GET /calendar/… HTTP/1.1" 200 12'),
        ("/account/password/reset/key/3-c7x/ failed", "/account/password/reset/key/…/ failed"),
        ("Not Found: /schedule/calendar/", "Not Found: /schedule/calendar/"),
    ],
)
def test_an_address_that_is_a_secret_is_not_in_the_log(said, written):
    assert line_of(logging.makeLogRecord({"msg": said})).endswith(written)


@pytest.mark.parametrize("name", ["django.request", "django.server", "django.security.csrf"])
def test_every_line_about_a_request_passes_the_same_formatter(name):
    dictConfig({**settings.LOGGING, "disable_existing_loggers": False})
    logger = logging.getLogger(name)
    while logger.parent:
        assert logger.handlers == []
        assert logger.propagate
        logger = logger.parent


def test_any_other_error_is_told_whole():
    error = ValueError("first\nsecond")
    error.__cause__ = LookupError("why")
    text = written_of(error)
    assert "second" in text
    assert "why" in text
