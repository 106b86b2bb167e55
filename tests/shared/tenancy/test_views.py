"""The settings pages of programs, sites and rooms, through the whole stack."""

import pytest
from django.urls import reverse

from tests.factories.accounts import make_membership
from tests.factories.tenancy import make_organization, make_room, make_service, make_site
from wayhome.shared.accounts.codes import Role
from wayhome.shared.accounts.queries import as_actor
from wayhome.shared.tenancy.models import HealthcareService, Location

pytestmark = pytest.mark.django_db

HOME = reverse("tenancy:program-settings")
PROGRAM = {
    "name": "Evening IOP",
    "level_of_care": "2.1",
    "time_zone": "America/New_York",
    "week_starts_on": "0",
    "jurisdiction": "ny",
    "weekly_target_hours": "9.5",
    "group_cap": "",
}


@pytest.fixture
def director(client):
    membership = make_membership(make_organization(name="Harbor"), Role.PROGRAM_DIRECTOR)
    client.force_login(membership.user)
    return membership


@pytest.mark.usefixtures("director")
def test_an_organization_without_anything_says_what_to_do_first(page):
    assert "No program yet" in page.get(HOME).text


def test_the_page_shows_what_runs_where(page, director):
    site = make_site(director.organization, name="Main Street")
    make_room(director.organization, part_of=site, name="Quiet room")
    make_service(director.organization, location=site, name="Evening IOP", is_active=False)
    text = page.get(HOME).text
    assert all(word in text for word in ("Main Street", "Quiet room", "Evening IOP", "closed"))


def test_everything_can_be_added_and_changed(page, director, acting):
    assert page.post(reverse("tenancy:rename-organization"), {"name": "Harbor House"}).url == HOME
    page.post(reverse("tenancy:add-site"), {"name": "Main Street", "address_state": "ny"})
    with acting(as_actor(director)):
        site = Location.objects.get()
    page.post(reverse("tenancy:change-site", args=[site.pk]), {"name": "Main St", "edition": 1})
    page.post(
        reverse("tenancy:add-room", args=[site.pk]),
        {"name": "Room 1", "capacity": "12", "features": ["kitchen"]},
    )
    with acting(as_actor(director)):
        room = Location.objects.get(part_of=site)
    assert "12 seats · Kitchen" in page.get(HOME).text
    page.post(reverse("tenancy:change-room", args=[room.pk]), {"name": "Room A", "edition": 1})
    page.post(reverse("tenancy:add-service"), {**PROGRAM, "site": site.pk})
    with acting(as_actor(director)):
        service = HealthcareService.objects.get()
    assert (service.weekly_target_minutes, service.jurisdiction) == (570, "NY")
    url = reverse("tenancy:change-service", args=[service.pk])
    assert 'value="9.5"' in page.get(url).text
    given = {"site": site.pk, "name": "Day IOP", "weekly_target_hours": "", "edition": 1}
    page.post(url, {**PROGRAM, **given})
    text = page.get(HOME).text
    assert all(word in text for word in ("Harbor House", "Main St", "Room A", "Day IOP"))


@pytest.mark.usefixtures("director")
@pytest.mark.parametrize("name", ["rename-organization", "add-site", "add-service"])
def test_an_empty_form_is_refused_with_what_is_missing(page, name):
    url = reverse(f"tenancy:{name}")
    assert page.get(url).status_code == 200
    assert page.post(url, {"name": ""}).status_code == 422


@pytest.mark.usefixtures("director")
def test_what_the_rules_refuse_stands_beside_its_field(page):
    response = page.post(reverse("tenancy:add-site"), {"name": "Main", "address_state": "XX"})
    assert response.status_code == 422
    assert "two letters" in response.text
    assert 'value="XX"' in response.text


def test_a_zone_that_is_not_offered_is_kept(page, director):
    service = make_service(director.organization, time_zone="America/Boise")
    assert "America/Boise" in page.get(reverse("tenancy:change-service", args=[service.pk])).text


def test_whoever_is_second_is_told_what_was_saved_and_keeps_what_they_typed(page, director):
    service = make_service(director.organization, name="Evening IOP", edition=2, group_cap=10)
    site = service.location_id
    room = make_room(director.organization, part_of=make_site(director.organization), edition=2)
    cases = (
        ("change-service", service.pk, {**PROGRAM, "site": site, "group_cap": "8"}, "10"),
        ("change-room", room.pk, {"name": "Room A", "capacity": "7"}, room.name),
        ("change-site", room.part_of_id, {"name": "Main St", "phone": "518 555 0100"}, ""),
    )
    for name, pk, typed, saved in cases:
        url = reverse(f"tenancy:{name}", args=[pk])
        edition = 2 if name != "change-site" else 1
        response = page.post(url, {**typed, "edition": edition - 1})
        assert response.status_code == 422
        assert "Somebody else saved a change first" in response.text
        assert f"<dd>{saved}" in response.text
        assert f'name="edition" value="{edition}"' in response.text
        assert all(f'value="{word}"' in response.text for word in list(typed.values())[-1:])
        assert page.post(url, {**typed, "edition": edition}).url == HOME


def test_what_a_room_has_is_compared_in_words(page, director):
    room = make_room(director.organization, features=["kitchen", "screen"], edition=2)
    url = reverse("tenancy:change-room", args=[room.pk])
    answer = page.post(url, {"name": room.name, "features": ["kitchen"], "edition": 1})
    assert "<dd>Kitchen, Screen or projector</dd>" in answer.text
    page.post(url, {"name": room.name, "edition": 2})
    assert "Kitchen" not in page.get(HOME).text


def test_places_and_programs_are_closed_and_opened_again(page, director, acting):
    service = make_service(director.organization)
    place = reverse("tenancy:set-location-active", args=[service.location_id])
    program = reverse("tenancy:set-service-active", args=[service.pk])
    page.post(place, {"active": "no"})
    assert "Close or move the program first" in page.get(HOME).text
    for active in ("no", "yes"):
        page.post(program, {"active": active})
        with acting(as_actor(director)):
            assert service.refreshed().is_active is (active == "yes")


def test_a_counselor_sees_the_page_but_changes_nothing(page):
    counselor = make_membership(make_organization(), Role.COUNSELOR)
    make_site(counselor.organization)
    page.force_login(counselor.user)
    text = page.get(HOME).text
    assert "Add a program" not in text
    assert 'name="active"' not in text
    assert page.post(reverse("tenancy:add-site"), {"name": "x"}).status_code == 403
