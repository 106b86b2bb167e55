"""Two people at once, each on a connection of their own."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from tests.factories.accounts import make_membership
from tests.factories.tenancy import make_organization
from wayhome.shared.accounts import actions
from wayhome.shared.accounts.codes import Role
from wayhome.shared.accounts.models import Membership
from wayhome.shared.accounts.queries import as_actor

ROUNDS = 4


@pytest.mark.django_db(transaction=True)
def test_two_directors_never_remove_each_other():
    for _round in range(ROUNDS):
        organization = make_organization()
        pair = [make_membership(organization, Role.PROGRAM_DIRECTOR) for _n in range(2)]
        refusals = at_once(
            lambda by, other: actions.revoke_membership(as_actor(by), membership_id=other.pk),
            [(pair[0], pair[1]), (pair[1], pair[0])],
        )
        left = Membership.objects.filter(organization=organization, is_active=True).count()
        assert (left, len(refusals)) == (1, 1)


def at_once(act, arguments):
    """Let each act on a connection of its own, and return the refusals."""
    start, refusals = Barrier(len(arguments)), []

    def run(given):
        start.wait()
        try:
            act(*given)
        except actions.CannotChangeMembershipError as refusal:
            refusals.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(given,)) for given in arguments]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refusals
