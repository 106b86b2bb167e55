"""A supervisor builds next week, refuses a move, publishes; and goes on when somebody is sick."""

from datetime import time, timedelta

import pytest
from django.core import mail

from tests.e2e.conftest import PHONE
from tests.e2e.stage import Stage, today_in
from tests.factories.accounts import make_actor
from tests.factories.base import writing_for
from tests.factories.scheduling import make_availability, make_facilitator, make_staff_week
from wayhome.engines.timetable.calendar import quarter
from wayhome.journey.scheduling import actions as scheduling
from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.codes import TimeUse
from wayhome.journey.scheduling.rules import Habit
from wayhome.journey.weekplans import tasks
from wayhome.journey.weekplans.models import WeekProposal
from wayhome.shared.accounts.codes import Role
from wayhome.shared.notifications.models import Message

WEEKDAYS = (0, 1, 2, 3, 4)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday")


def picture(use, days, start, end):
    return rules.week_of([Habit(days, quarter(start), quarter(end), use)])


@pytest.fixture
def stage():
    return Stage()


@pytest.fixture
def by(stage):
    return make_actor(stage.organization, Role.CLINICAL_SUPERVISOR)


@pytest.fixture
def groups(stage, by):
    """Four evening groups of two seats, led by somebody who works in the evening."""
    leader = make_facilitator(stage.organization, given_name="Mei", family_name="Lindqvist")
    evenings = picture(TimeUse.WORK, WEEKDAYS, 12, 21)
    make_staff_week(leader, week=evenings, services=["cbt"])
    return [plan(stage, by, leader, weekday, title) for weekday, title in enumerate(DAYS)]


def plan(stage, by, leader, weekday, title):
    return scheduling.plan_series(
        by,
        healthcare_service_id=stage.service.pk,
        title=f"{title} evening",
        service_type="cbt",
        weekday=weekday,
        start_time=time(17, 30),
        duration_minutes=180,
        facilitator_id=leader.pk,
        room_id=stage.room.pk,
        capacity=2,
        period_start=today_in(stage.zone).date(),
        now=stage.now,
    )


def somebody(stage, name, days, **given):
    """Return someone who can come on the evenings of these days."""
    episode = stage.person(name, **given)
    make_availability(
        stage.organization,
        patient_id=episode.patient_id,
        week=picture(TimeUse.FREE, days, 17, 22),
        period_start=today_in(stage.zone).date() - timedelta(days=7),
    )
    return episode


def join(by, stage, series, *episodes):
    for episode in episodes:
        scheduling.join_series(
            by,
            series_id=series.pk,
            episode_id=episode.pk,
            period_start=today_in(stage.zone).date(),
            now=stage.now,
        )


def let_the_worker_work(stage):
    """Do what was asked for last, as the worker would."""
    with writing_for(stage.organization.pk):
        asked = WeekProposal.objects.filter(status="requested").order_by("-requested_at")
        proposal_id = asked.values_list("pk", flat=True)[0]
    tasks.build(str(stage.organization.pk), str(proposal_id))


def test_a_week_is_built_one_move_refused_and_the_rest_published(visit, stage, by, groups):
    ana = somebody(stage, "Ana", (0, 1), weekly_target_minutes=180)
    ben, cora = (somebody(stage, name, (0,)) for name in ("Ben", "Cora"))
    join(by, stage, groups[0], ana)
    reader = stage.client_of(ben)
    desk = visit()
    desk.sign_in(stage.staff(Role.CLINICAL_SUPERVISOR, given_name="Sol").user)
    page = desk.page
    desk.go("/week/")
    desk.look()
    page.get_by_role("button", name="Build this week").click()
    page.get_by_text("Waiting for the worker").wait_for()
    desk.look()
    let_the_worker_work(stage)
    page.get_by_role("heading", name="What it changes, by person").wait_for()
    page.get_by_text("Monday evening (Monday 5:30 pm)").first.wait_for()
    desk.look()
    # Ana gives her seat up for somebody who can come on no other day; that is refused
    page.get_by_role("button", name="Let them keep what they have Ana").click()
    let_the_worker_work(stage)
    page.get_by_role("heading", name="Short of hours, and why").wait_for()
    assert page.get_by_role("checkbox").count() == 1
    page.get_by_role("link", name="Ben").or_(page.get_by_role("link", name="Cora")).first.click()
    page.get_by_label("Wednesday evening").check()
    page.get_by_text("isn't free when").first.wait_for()
    desk.look()
    page.get_by_role("link", name="Leave it as proposed").click()
    page.get_by_role("button", name="Publish what is ticked").click()
    page.get_by_text("Everybody concerned gets one message").wait_for()
    desk.look()
    with writing_for(stage.organization.pk):
        told = [*Message.objects.values_list("recipient", flat=True)]
    assert told.count(reader.user.email) <= 1
    assert len(told) == len({*told}) > 0
    page.get_by_role("button", name="Take it back").click()
    page.get_by_text("Taken back. The same people").wait_for()
    del cora
    assert mail.outbox == []


def test_somebody_is_sick_and_one_of_the_proposals_is_chosen(visit, stage, by, groups):
    join(by, stage, groups[0], somebody(stage, "Ana", (0, 1, 2)))
    phone = visit(PHONE)
    phone.sign_in(stage.staff(Role.CLINICAL_SUPERVISOR, given_name="Sol").user)
    page = phone.page
    phone.go("/week/")
    monday = today_in(stage.zone).date()
    monday += timedelta(days=(7 - monday.weekday()) % 7 or 7)
    page.get_by_label("Who is away").select_option(label="Mei Lindqvist")
    page.get_by_label("On", exact=True).fill(monday.isoformat())
    page.get_by_role("button", name="Show what can be done").click()
    page.get_by_text("Waiting for the worker").wait_for()
    let_the_worker_work(stage)
    page.get_by_role("heading", name="Fewest moved").wait_for()
    phone.look()
    page.get_by_role("button", name="Do this").last.click()
    page.get_by_text("gets one message to sign in").wait_for()
    phone.look()
