"""Nobody learns from a chart, their own pages or an export that two people are kept apart."""

import re

import pytest
from django.urls import reverse

from tests.factories.accounts import make_actor, make_membership
from tests.factories.admissions import make_episode
from tests.factories.patients import make_patient
from tests.factories.scheduling import NOW
from tests.factories.tenancy import make_organization, make_service
from tests.factories.weekplans import make_separation
from wayhome.faces.interop.exporting import SOURCES, export_bundle
from wayhome.shared.accounts.codes import Role

pytestmark = pytest.mark.django_db

OWN_PAGES = ("portal:my-week", "portal:availability")


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def organization():
    return make_organization()


@pytest.fixture
def ana(organization):
    patient = make_patient(organization)
    make_episode(organization, patient=patient, service=make_service(organization))
    return patient


@pytest.fixture
def separate(organization, ana):
    """Return a function that keeps Ana apart from somebody who is known already."""
    other = make_patient(organization, given_name="Zeb", family_name="Quist")
    return lambda: make_separation(ana, other)


def shown(client, *urls):
    """Return what pages show, without what is new each time."""
    texts = [client.get(url, follow=True) for url in urls]
    assert {each.status_code for each in texts} == {200}
    return [re.sub(r'(?<=")\w{64}(?=")', "", each.text) for each in texts]


@pytest.mark.parametrize("role", [Role.COUNSELOR, Role.CLINICAL_SUPERVISOR])
def test_the_chart_and_its_parts_are_the_same_before_and_after(
    client, organization, ana, separate, role
):
    client.force_login(make_membership(organization, role).user)
    parts = ("console:chart", "patients:record", "admissions:stays", "scheduling:availability")
    urls = [reverse(part, args=[ana.pk]) for part in parts]
    before = shown(client, *urls)
    separate()
    assert shown(client, *urls) == before


def test_what_they_could_have_is_never_said_with_a_reason_or_a_name(
    client, organization, ana, separate
):
    client.force_login(make_membership(organization, Role.FRONT_DESK).user)
    episode = make_episode(organization, patient=make_patient(organization))
    urls = [
        reverse("weekplans:waiting"),
        reverse("weekplans:fit-of-stay", args=[episode.pk]),
        reverse("weekplans:fit-of-client", args=[ana.pk]),
    ]
    before = shown(client, *urls)
    separate()
    assert shown(client, *urls) == before


def test_a_clients_own_pages_are_the_same_before_and_after(client, organization, ana, separate):
    client.force_login(make_membership(organization, Role.CLIENT, patient_id=ana.pk).user)
    urls = [reverse(name) for name in OWN_PAGES]
    before = shown(client, *urls)
    separate()
    assert shown(client, *urls) == before


def test_no_export_holds_it(organization, separate, acting, tmp_path):
    by = make_actor(organization, Role.PROGRAM_DIRECTOR)

    def exported(folder):
        with acting(by):
            export_bundle(by, tmp_path / folder)
        return {file.name: file.read_bytes() for file in (tmp_path / folder).iterdir()}

    before = exported("before")
    separate()
    assert exported("after") == before
    assert not [name for name in SOURCES if "separation" in name or "apart" in name]
