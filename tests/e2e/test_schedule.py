"""A supervisor's week in a browser: a group is planned, filled, moved, led by another, called off."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.e2e.conftest import PHONE
from tests.e2e.stage import Stage, today_in
from tests.factories.base import writing_for
from tests.factories.scheduling import make_facilitator, make_session
from tests.factories.tenancy import make_room
from wayhome.journey.scheduling.models import Appointment, GroupSeries, GroupSession
from wayhome.shared.accounts.codes import Role


@pytest.fixture
def stage():
    return Stage()


@pytest.fixture
def supervisor(visit, stage):
    someone = visit()
    someone.sign_in(stage.staff(Role.CLINICAL_SUPERVISOR, family_name="Haddad").user)
    return someone


def press(visitor, name, **given):
    visitor.page.get_by_role("button", name=name, **given).click()


def plan_cbt(supervisor, stage, *, seats="10"):
    """Plan a group for tomorrow's weekday in the form, as one does."""
    day: date = today_in(stage.zone).date() + timedelta(days=1)
    supervisor.go(reverse("scheduling:plan-group"))
    page = supervisor.page
    page.get_by_label("Kind of group").select_option("cbt")
    page.get_by_label("Name of the group").fill("CBT skills")
    page.get_by_label("Weekday").select_option(str(day.weekday()))
    page.get_by_label("Starts at").fill("17:30")
    page.get_by_label("Minutes").fill("90")
    page.get_by_label("Facilitator").select_option(label="Nadia Ortiz")
    page.get_by_label("Room").select_option(index=1)
    page.get_by_label("Seats for clients").fill(seats)
    press(supervisor, "Plan the group")
    return day


def test_a_group_is_planned_filled_and_moved_from_one_week_on(supervisor, stage):
    stage.person("Ana")
    # when the supervisor plans a group
    day = plan_cbt(supervisor, stage)
    supervisor.page.get_by_text("Planned, with its sessions for the weeks ahead.").wait_for()
    supervisor.look()
    # and adds someone to its roster, whose name is in no address
    supervisor.page.get_by_label("Name, birth date or phone").fill("Rivera")
    press(supervisor, "Find a client")
    supervisor.page.get_by_role("button", name="Add Ana Rivera").wait_for()
    assert "Rivera" not in supervisor.page.url
    supervisor.look()
    press(supervisor, "Add Ana Rivera")
    supervisor.page.get_by_text("with a place in every session to come").wait_for()
    # and moves it by half an hour from now on
    supervisor.page.get_by_role("link", name="Change the group").click()
    assert supervisor.page.get_by_label("This session and all later ones").is_checked()
    supervisor.look()
    supervisor.page.get_by_label("Starts at").fill("18:00")
    press(supervisor, "Save the change")
    supervisor.page.get_by_text(re.compile("6:00.7:30 pm")).wait_for()
    supervisor.look()
    # then every session and every place has moved
    with writing_for(stage.organization.pk):
        assert GroupSession.objects.count() == 8
        starts = set(GroupSession.objects.values_list("period_start", flat=True))
        assert set(Appointment.objects.values_list("period_start", flat=True)) == starts
    assert str(day.day) in supervisor.page.get_by_role("heading", level=1).inner_text()


def test_the_calendar_the_list_and_the_board_show_the_same_week(supervisor, stage, visit):
    stage.group(title="Life skills")
    for name in ("schedule", "list", "board", "groups"):
        supervisor.go(reverse(f"scheduling:{name}"))
        supervisor.page.wait_for_load_state("networkidle")
        supervisor.look()
    # the calendar's sessions are links, in a month too
    supervisor.go(reverse("scheduling:schedule"))
    press(supervisor, "Month")
    supervisor.page.get_by_role("link", name="Life skills").wait_for()
    supervisor.look()
    supervisor.page.get_by_role("link", name="Life skills").click()
    supervisor.page.get_by_role("heading", name=re.compile("Life skills")).wait_for()
    # and without scripts the week is there as a table
    plain = visit(java_script_enabled=False)
    plain.sign_in(stage.staff(Role.CLINICAL_SUPERVISOR).user)
    plain.go(reverse("scheduling:schedule"))
    assert plain.page.get_by_role("table").get_by_role("link", name="Life skills").is_visible()


def test_a_refused_plan_says_what_is_in_the_way_and_keeps_what_was_typed(supervisor, stage):
    day = today_in(stage.zone).replace(hour=18, minute=0, second=0, microsecond=0)
    make_session(
        stage.service,
        start=day + timedelta(days=8),
        title="Family night",
        room_id=stage.room.pk,
    )
    plan_cbt(supervisor, stage)
    supervisor.page.get_by_role("heading", name="In the way").wait_for()
    assert supervisor.page.get_by_text("“Family night”, 6:00 pm to 7:30 pm").is_visible()
    assert supervisor.page.get_by_label("Name of the group").input_value() == "CBT skills"
    supervisor.look()


def test_two_edit_one_session_and_the_second_is_told(supervisor, stage, visit):
    meeting = stage.group(starts_in=timedelta(days=1))
    other = visit()
    other.sign_in(stage.staff(Role.CLINICAL_SUPERVISOR, family_name="Quist").user)
    address = reverse("scheduling:change", args=[meeting.pk])
    for someone, title in ((supervisor, "Mine"), (other, "Theirs")):
        someone.go(address)
        someone.page.get_by_label("Name of the group").fill(title)
    press(other, "Save the change")
    other.page.get_by_text("Saved for this session.").wait_for()
    press(supervisor, "Save the change")
    supervisor.page.get_by_text("Someone else changed this").first.wait_for()
    assert supervisor.page.get_by_text("Name of the group: Theirs").is_visible()
    assert supervisor.page.get_by_label("Name of the group").input_value() == "Mine"
    supervisor.look()
    press(supervisor, "Save the change")
    supervisor.page.get_by_role("heading", name=re.compile("Mine")).wait_for()


def test_a_session_gets_a_substitute_is_called_off_and_planned_again(supervisor, stage):
    meeting = stage.group(starts_in=timedelta(days=1))
    make_facilitator(stage.organization, given_name="Malik", family_name="Greene")
    address = reverse("scheduling:session", args=[meeting.pk])
    supervisor.go(address)
    supervisor.look()
    supervisor.page.get_by_role("link", name="Substitute").click()
    supervisor.look()
    supervisor.page.get_by_label("Who leads this session").select_option(label="Malik Greene")
    press(supervisor, "Save the substitute")
    supervisor.page.get_by_text("Malik Greene").wait_for()
    supervisor.page.get_by_role("link", name="Cancel session").click()
    supervisor.look()
    press(supervisor, "Cancel the session")
    supervisor.page.get_by_role("heading", name="This session is cancelled").wait_for()
    supervisor.look()
    press(supervisor, "Plan it again")
    supervisor.page.get_by_text("Planned again.").wait_for()
    supervisor.look()


def test_a_full_group_says_so_and_who_waits_gets_the_seat_that_is_given_up(supervisor, stage):
    for name in ("Ana", "Ben"):
        stage.person(name)
    plan_cbt(supervisor, stage, seats="1")
    for name in ("Ana", "Ben"):
        supervisor.page.get_by_label("Name, birth date or phone").fill(name)
        press(supervisor, "Find a client")
        press(supervisor, f"Add {name} Rivera")
        supervisor.page.get_by_text("On the roster").first.wait_for()
    assert supervisor.page.get_by_text("Ben R., no free seat").is_visible()
    supervisor.look()
    supervisor.page.get_by_role("link", name="Take off Ana R.").click()
    supervisor.look()
    yesterday = today_in(stage.zone).date() - timedelta(days=1)
    supervisor.page.get_by_label("Last day in the group").fill(yesterday.isoformat())
    press(supervisor, "Take off the roster")
    supervisor.page.get_by_text("Taken off the roster.").wait_for()
    assert not supervisor.page.get_by_text("Ben R., no free seat").is_visible()
    with writing_for(stage.organization.pk):
        held = Appointment.objects.filter(status="booked", patient__given_name="Ben")
        assert held.count() == GroupSession.objects.count()
    supervisor.look()


def test_a_counselor_plans_an_individual_session_on_a_phone(visit, stage):
    stage.person("Ana")
    counselor = visit(PHONE)
    counselor.sign_in(stage.counselor.user)
    counselor.go(reverse("scheduling:book-individual"))
    counselor.look()
    counselor.page.get_by_label("Name, birth date or phone").fill("Rivera")
    press(counselor, "Find a client")
    counselor.page.get_by_role("link", name="Choose Ana Rivera").click()
    counselor.look()
    counselor.page.get_by_label("Starts at").fill("15:00")
    counselor.page.get_by_label("Room").select_option(index=1)
    press(counselor, "Plan the session")
    counselor.page.get_by_text("Planned, with the client's place in it.").wait_for()
    counselor.look()


def test_a_group_ends_and_an_extra_session_is_planned_beside_it(supervisor, stage):
    plan_cbt(supervisor, stage)
    make_room(stage.organization, part_of=stage.site, name="Room 3")
    supervisor.page.get_by_role("link", name="End the group").click()
    supervisor.look()
    last = today_in(stage.zone).date() + timedelta(days=8)
    supervisor.page.get_by_label("Last day").fill(last.isoformat())
    press(supervisor, "End the group")
    supervisor.page.get_by_text("The group ends then.").wait_for()
    supervisor.look()
    with writing_for(stage.organization.pk):
        assert GroupSeries.objects.get().period_end == last + timedelta(days=1)
        planned = GroupSession.objects.filter(status="planned")
        assert planned.count() == 2
    supervisor.go(reverse("scheduling:plan-extra"))
    supervisor.look()
