"""The pages of numbers, through the whole stack."""

from uuid import uuid4

import pytest
from django.urls import reverse

from tests.factories.accounts import make_membership
from tests.factories.rulepacks import make_rule_value
from tests.factories.tenancy import make_organization, make_service
from wayhome.journey.rulepacks.codes import RuleKey
from wayhome.journey.rulepacks.models import RuleValue
from wayhome.shared.accounts.codes import Role
from wayhome.shared.accounts.queries import as_actor

pytestmark = pytest.mark.django_db

RULES = reverse("rulepacks:rules")
CAP = reverse("rulepacks:rule", args=[RuleKey.GROUP_CAP_THERAPY])


@pytest.fixture
def director(client):
    membership = make_membership(make_organization(), Role.PROGRAM_DIRECTOR)
    client.force_login(membership.user)
    return membership


def test_the_list_says_what_holds_and_where_it_stands(page, director):
    make_rule_value(director.organization)
    text = page.get(RULES).text
    assert "Contract 7" in text
    assert "Medicare partial hospitalization" in text


def test_the_list_of_a_program_says_what_holds_there(page, director):
    evening = make_service(director.organization, name="Evening IOP", jurisdiction="NJ")
    make_service(director.organization)
    response = page.get(RULES, {"program": evening.pk})
    assert "N.J.A.C. 10:161B-10.1" in response.text


@pytest.mark.usefixtures("director")
@pytest.mark.parametrize("program", ["nonsense", uuid4()])
def test_a_program_that_is_not_there_is_not_found(page, program):
    assert page.get(RULES, {"program": program}).status_code == 404


@pytest.mark.usefixtures("director")
def test_a_number_that_is_not_there_is_not_found(page):
    assert page.get("/rules/a-key-of-old/").status_code == 404


GIVEN = {"value": "14", "effective_start": "2026-01-01", "source": "Contract 7"}


def test_setting_a_number_leads_back_to_its_page(page, director, acting):
    assert page.post(CAP, GIVEN).headers["Location"] == CAP
    with acting(as_actor(director)):
        assert RuleValue.objects.get().value == 14
    assert "Contract 7" in page.get(CAP).text


def test_a_number_that_is_refused_keeps_what_was_typed(page, director, acting):
    response = page.post(CAP, {**GIVEN, "value": "140"})
    assert response.status_code == 422
    assert 'value="140"' in response.text
    with acting(as_actor(director)):
        assert not RuleValue.objects.exists()


def test_a_number_can_be_let_end(page, director, acting):
    row = make_rule_value(director.organization)
    url = reverse("rulepacks:end-rule-value", args=[RuleKey.GROUP_CAP_THERAPY, row.pk])
    assert page.get(url).status_code == 200
    assert page.post(url, {"effective_end": "2025-01-01"}).status_code == 422
    assert page.post(url, {"effective_end": "2026-05-01"}).headers["Location"] == CAP
    with acting(as_actor(director)):
        assert str(row.refreshed().effective_end) == "2026-05-01"


@pytest.mark.usefixtures("director")
def test_another_organization_s_number_is_not_found(page):
    row = make_rule_value(make_organization())
    url = reverse("rulepacks:end-rule-value", args=[RuleKey.GROUP_CAP_THERAPY, row.pk])
    assert page.get(url).status_code == 404


def test_a_counselor_reads_numbers_but_is_offered_no_change(page):
    counselor = make_membership(make_organization(), Role.COUNSELOR)
    page.force_login(counselor.user)
    assert "Set a number" not in page.get(CAP).text
    assert page.post(CAP, GIVEN).status_code == 403


def test_a_client_does_not_open_the_page(page):
    client = make_membership(make_organization(), Role.CLIENT, patient_id=uuid4())
    page.force_login(client.user)
    assert page.get(RULES).status_code == 403
