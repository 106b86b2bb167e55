"""A program with four evening groups, a counselor, and people who can come in the evening."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from tests.factories.accounts import make_actor, make_membership, make_practitioner
from tests.factories.admissions import make_episode
from tests.factories.patients import make_patient
from tests.factories.scheduling import (
    NOW,
    make_availability,
    make_client,
    make_facilitator,
    make_member,
    make_series,
    make_staff_week,
)
from tests.factories.tenancy import make_organization, make_room, make_service
from tests.guards import no_inline_script
from wayhome.engines.timetable.calendar import quarter
from wayhome.journey.scheduling import rules as scheduling
from wayhome.journey.scheduling.codes import TimeUse
from wayhome.journey.scheduling.rules import Habit
from wayhome.journey.weekplans import actions, tasks
from wayhome.shared.accounts.codes import Role
from wayhome.shared.audit.actor import Actor

MONDAY = date(2026, 11, 30)
EVENINGS = (quarter(17), quarter(21))
WEEKDAYS = (0, 1, 2, 3, 4)


def picture(days=WEEKDAYS, start=EVENINGS[0], end=EVENINGS[1], use=TimeUse.FREE):
    return scheduling.week_of([Habit(days, start, end, use)])


@dataclass
class Program:
    """What most tests here start from; `build` has the worker make a proposal of next week."""

    by: Actor
    organization: Any
    service: Any
    room: Any
    counselor: Any
    groups: list[Any] = field(default_factory=list)

    def group(self, weekday, **given):
        given.setdefault("title", f"Group of day {weekday}")
        series = make_series(
            self.service,
            weekday=weekday,
            facilitator_id=given.pop("facilitator_id", self.counselor.pk),
            room_id=given.pop("room_id", self.room.pk),
            start_time=given.pop("start_time", time(17, 30)),
            duration_minutes=given.pop("duration_minutes", 180),
            **given,
        )
        self.groups.append(series)
        return series

    def client(self, *groups, days=WEEKDAYS, **given):
        """Return someone's stay, who can come on these evenings and is in these groups."""
        given.setdefault("care_manager_id", self.counselor.pk)
        episode = make_client(self.service, **given)
        if days:
            week = picture(days)
            make_availability(self.organization, patient_id=episode.patient_id, week=week)
        for series in groups:
            make_member(series, episode)
        return episode

    def stay(self, **given):
        """Return a stay of somebody of whom nothing else is known."""
        return make_episode(self.organization, service=self.service, **given)

    def person(self, **given):
        return make_patient(self.organization, **given)

    def build(self, **given):
        with time_machine.travel(NOW, tick=False):
            asked = actions.request_week(
                self.by, service_id=self.service.pk, week_start=MONDAY, now=NOW, **given
            )
            tasks.build(str(self.organization.pk), str(asked.pk))
        return asked.refreshed()


@pytest.fixture
def program(db, acting):  # noqa: ARG001
    organization = make_organization()
    counselor = make_facilitator(organization)
    built = Program(
        by=make_actor(organization, Role.CLINICAL_SUPERVISOR),
        organization=organization,
        service=make_service(organization),
        room=make_room(organization),
        counselor=counselor,
    )
    make_staff_week(
        counselor,
        week=picture(start=quarter(12), end=quarter(21), use=TimeUse.WORK),
        services=["cbt", "individual"],
    )
    with acting(built.by):
        for weekday in (0, 1, 2, 3):
            built.group(weekday, capacity=2)
        yield built


@pytest.fixture
def later():
    return NOW + timedelta(minutes=10)


@pytest.fixture
def signed_in(program, client):
    """Return a function that signs somebody in, a supervisor unless told otherwise."""

    def sign_in(role=Role.CLINICAL_SUPERVISOR):
        practitioner = make_practitioner(program.organization)
        membership = make_membership(
            program.organization, role, practitioner_id=practitioner.pk, display_name="N. Ortiz"
        )
        client.force_login(membership.user)
        return client

    with time_machine.travel(NOW, tick=False):
        yield sign_in


@pytest.fixture
def visit(signed_in):
    """Return a function that gets a page as a supervisor, or posts to it when given data."""
    client = signed_in()

    def go(name, *args, data=None, status=200, follow=False):
        url = reverse(f"weekplans:{name}", args=args)
        send = client.get if data is None else client.post
        response = send(url, data or {}, follow=follow)
        assert response.status_code == status, response.text[:2000]
        no_inline_script(response.text)
        return response

    return go
