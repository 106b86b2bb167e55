"""Addresses of forms that show themselves again when they are refused."""

from uuid import uuid4

import pytest
from django.test import RequestFactory
from django.urls import reverse

from tests.factories.accounts import make_counselor
from tests.factories.tenancy import make_organization
from wayhome.shared.core.posting import posted_from

PAGES = {
    "encounters:check-in": ("encounters:attendance", 1),
    "encounters:sign-notes": ("encounters:group-note", 1),
    "encounters:save-note": ("encounters:group-note", 1),
    "encounters:add-addendum": ("encounters:note", 2),
    "encounters:cosign-note": ("encounters:note", 2),
    "scheduling:find-for-session": ("scheduling:session", 1),
    "scheduling:book": ("scheduling:session", 1),
    "scheduling:find-for-group": ("scheduling:group", 1),
    "scheduling:join": ("scheduling:group", 1),
}


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_an_address_of_a_refused_form_leads_to_the_form_s_page_when_opened_anew(client, address):
    client.force_login(make_counselor(make_organization()).user)
    page, ids = PAGES[address]
    args = [uuid4() for _ in range(ids)]
    response = client.get(reverse(address, args=args))
    assert (response.status_code, response.url) == (302, reverse(page, args=args))


def test_a_form_reaches_the_view_and_what_is_neither_is_refused():
    view = posted_from("console:today")(lambda _request: "taken")
    make = RequestFactory()
    assert view(make.post("/")) == "taken"
    assert view(make.put("/")).status_code == 405
