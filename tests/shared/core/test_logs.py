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
    dictConfig({**settings.LOGGING, "disable_existing_loggers": False})
    handler = next(h for h in logging.getLogger().handlers if type(h) is logging.StreamHandler)
    found = (type(error), error, error.__traceback__)
    return handler.format(logging.makeLogRecord({"msg": "Server error", "exc_info": found}))


def test_an_address_that_the_database_refused_is_not_in_the_log():
    # of a tenant's tables PostgreSQL itself says no more: row-level security hides the row
    user = make_user()
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        make_user(email=user.email)
    assert user.email in str(refused.value)
    text = written_of(refused.value)
    assert "violates unique constraint" in text
    assert user.email not in text


def test_any_other_error_is_told_whole():
    error = ValueError("first\nsecond")
    error.__cause__ = LookupError("why")
    text = written_of(error)
    assert "second" in text
    assert "why" in text
