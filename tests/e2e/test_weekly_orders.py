"""A supervisor says what is usual in a week, gives one client another, and keeps two apart."""

import pytest
from django.urls import reverse

from tests.e2e.conftest import PHONE
from tests.e2e.stage import Stage
from wayhome.shared.accounts.codes import Role

NO_LIMIT = "As much as the week asks for: Relapse prevention"


@pytest.fixture
def stage():
    return Stage()


@pytest.fixture
def supervisor(visit, stage):
    desk = visit()
    desk.sign_in(stage.staff(Role.CLINICAL_SUPERVISOR, given_name="Sol").user)
    return desk


def test_a_supervisor_sets_the_usual_order_and_gives_one_client_another(supervisor, stage):
    ana = stage.person("Ana", "Rios")
    page = supervisor.page
    page.locator(".wh-bar-user").click()
    page.get_by_role("link", name="Usual weeks").click()
    page.get_by_text("Nothing is usual here yet").wait_for()
    supervisor.look()
    page.get_by_role("link", name="Say what is usual").click()
    supervisor.look()
    page.get_by_role("button", name="Save what is usual").click()
    page.get_by_text("Nothing is ordered yet.").wait_for()
    supervisor.look()
    page.get_by_label(NO_LIMIT).check()
    page.get_by_label("Education, hours a week at most").fill("1.1")
    page.get_by_role("button", name="Save what is usual").click()
    page.locator("#id_education_hours_error").wait_for()
    assert page.get_by_label(NO_LIMIT).is_checked()
    page.get_by_label("Education, hours a week at most").fill("1.5")
    page.get_by_role("button", name="Save what is usual").click()
    page.get_by_text("It holds for everyone here").wait_for()
    supervisor.look()
    supervisor.go(reverse("console:chart", args=[ana.patient_id]))
    page.get_by_text("at most 1.5 hours a week").wait_for()
    page.get_by_role("link", name="Their weekly order").click()
    page.get_by_text("Usual in the program, counts now").wait_for()
    supervisor.look()
    page.get_by_label("Individual session, minutes").fill("60")
    page.get_by_label("Every how many weeks").fill("2")
    page.get_by_role("button", name="Save their order").click()
    page.get_by_text("60 minutes, every 2 weeks").wait_for()
    supervisor.look()


def test_two_people_are_found_kept_apart_and_let_together_again(visit, stage):
    for given, family in (("Ana", "Rios"), ("Anna", "Rios"), ("Ben", "Turner")):
        stage.person(given, family)
    phone = visit(PHONE)
    phone.sign_in(stage.staff(Role.PROGRAM_DIRECTOR, given_name="Dee").user)
    page = phone.page
    phone.go("/week/apart/")
    page.get_by_text("Nobody is kept apart").wait_for()
    phone.look()
    page.get_by_label("One of the two").fill("Rios")
    page.get_by_label("The other").fill("Turner")
    page.get_by_role("button", name="Find both").click()
    page.get_by_label("Ben Turner").wait_for()
    assert "Rios" not in page.url
    phone.look()
    page.get_by_role("button", name="Keep these two apart").click()
    page.get_by_role("alert").wait_for()
    phone.look()
    page.get_by_label("Ana Rios").check()
    page.get_by_label("Ben Turner").check()
    page.get_by_role("button", name="Keep these two apart").click()
    page.get_by_text("No week that is built puts them together.").last.wait_for()
    phone.look()
    page.get_by_role("button", name="Let them share a group again").click()
    page.get_by_text("They may share a group again.").wait_for()
