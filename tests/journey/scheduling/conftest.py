"""A program with a supervisor who may plan, book and record, on a fixed evening."""

from dataclasses import dataclass
from datetime import time
from typing import Any

import pytest
from django.urls import reverse

from tests.factories.accounts import make_actor, make_membership
from tests.factories.scheduling import NOW, make_client, make_facilitator
from tests.factories.tenancy import make_organization, make_room, make_service
from tests.guards import no_inline_script
from wayhome.journey.scheduling import actions
from wayhome.shared.accounts.codes import Role
from wayhome.shared.audit.actor import Actor


@dataclass
class Program:
    """What most tests here start from; `plan` plans a weekly group of Tuesday evenings."""

    by: Actor
    organization: Any
    service: Any
    room: Any
    facilitator: Any

    def details(self, **given):
        return {
            "healthcare_service_id": self.service.pk,
            "title": "CBT skills",
            "service_type": "cbt",
            "weekday": 1,
            "start_time": time(17, 30),
            "duration_minutes": 90,
            "facilitator_id": self.facilitator.pk,
            "room_id": self.room.pk,
            "capacity": 10,
            "period_start": NOW.date(),
            "now": NOW,
            **given,
        }

    def plan(self, **given):
        return actions.plan_series(self.by, **self.details(**given))

    def client(self, **given):
        return make_client(self.service, **given)


def build_program(**given):
    organization = make_organization()
    return Program(
        by=make_actor(organization, Role.CLINICAL_SUPERVISOR),
        organization=organization,
        service=make_service(organization, **given),
        room=make_room(organization),
        facilitator=make_facilitator(organization),
    )


@pytest.fixture
def program(db, acting):  # noqa: ARG001
    built = build_program()
    with acting(built.by):
        yield built


@pytest.fixture
def supervisor(program, client):
    membership = make_membership(
        program.organization,
        Role.CLINICAL_SUPERVISOR,
        practitioner_id=program.facilitator.pk,
        display_name="N. Ortiz",
    )
    client.force_login(membership.user)
    return membership


@pytest.fixture
def get(client, supervisor):
    """Return a function that gets a page as the supervisor and checks it for inline script."""
    del supervisor

    def get_page(name, *args, status=200, **query):
        response = client.get(reverse(f"scheduling:{name}", args=args), query)
        assert response.status_code == status
        no_inline_script(response.text)
        return response

    return get_page
