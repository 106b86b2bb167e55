"""The fixture that replaces pytest-django's own, which would act as the tests' role throughout."""

from contextlib import ExitStack

import pytest

from tests.database import copies, reset
from wayhome.launch.errors import LaunchError


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_blocker):
    """Hold this process's copy of the database until the last test is done."""
    request.getfixturevalue("django_test_environment")
    with ExitStack() as held:
        try:
            held.enter_context(copies.own_copy())
        except LaunchError as error:
            pytest.fail(str(error), pytrace=False)
        with django_db_blocker.unblock():
            reset.assert_app_role()
            reset.empty_tables_after_transactional_tests()
        yield
        with django_db_blocker.unblock():
            reset.close_connections()
