"""Signing in and out, and what it leaves in the trail."""

import pytest
from django.urls import reverse

from tests.factories.accounts import PASSWORD, make_actor, make_counselor, make_membership, make_user
from tests.factories.tenancy import make_organization
from wayhome.shared.accounts.codes import Role
from wayhome.shared.accounts.queries import as_actor
from wayhome.shared.audit.actor import NOBODY, Actor
from wayhome.shared.audit.models import AuditEvent

pytestmark = pytest.mark.django_db

SIGN_IN = "/account/login/"


@pytest.fixture
def member():
    return make_counselor(make_organization())


def sign_in(client, user, password=PASSWORD):
    return client.post(SIGN_IN, {"login": user.email, "password": password})


def events(acting, actor, **given):
    with acting(actor):
        rows = AuditEvent.objects.filter(organization_id=actor.organization_id, **given)
        return list(rows.order_by("pk").values_list("action", "outcome", "detail"))


def test_the_right_password_signs_in_and_leaves_an_event(client, member, acting):
    assert sign_in(client, member.user).headers["Location"] == "/"
    assert events(acting, as_actor(member)) == [("accounts.sign_in", "success", "password")]
