"""The lists of a day find their rows by an index, however many there are."""

from datetime import timedelta

import pytest
from django.db import transaction

from tests.database.copies import CLUSTER, OWN
from tests.factories.base import writing_for
from tests.factories.scheduling import NOW, START, make_client
from tests.journey.scheduling.conftest import build_program
from wayhome.journey.scheduling import queries
from wayhome.journey.scheduling.models import Appointment, GroupSession
from wayhome.launch import database
from wayhome.shared.core.context import acting_as
from wayhome.shared.core.period import Period

WEEK = timedelta(weeks=1)
TABLES = "scheduling_groupsession, scheduling_appointment"


def sessions(program):
    for number in range(-500, 1500):
        start = START + number * WEEK
        yield GroupSession(
            organization_id=program.organization.pk,
            healthcare_service_id=program.service.pk,
            facilitator_id=program.facilitator.pk,
            title="CBT skills",
            service_type="cbt",
            modality="telehealth",
            capacity=10,
            service_date=start.date(),
            period_start=start,
            period_end=start + timedelta(minutes=90),
        )


def place(session, episode):
    return Appointment(
        organization_id=session.organization_id,
        group_session_id=session.pk,
        patient_id=episode.patient_id,
        episode_id=episode.pk,
        seat=1,
        service_date=session.service_date,
        period_start=session.period_start,
        period_end=session.period_end,
    )


@pytest.mark.django_db(transaction=True)
def test_a_day_among_many_years_is_found_by_an_index():
    program = build_program()
    episode = make_client(program.service)
    with writing_for(program.organization.pk):
        made = GroupSession.objects.bulk_create(sessions(program))
        Appointment.objects.bulk_create(place(session, episode) for session in made)
    with database.connection(CLUSTER.dsn(user=database.OWNER, dbname=OWN)) as owner:
        owner.execute(f"ANALYZE {TABLES}")
    day = Period(NOW, NOW + timedelta(days=1))
    with acting_as(program.by.acting), transaction.atomic():
        listed = queries.sessions_between(program.by, day).explain()
        week = queries.appointments_of(program.by, [episode.patient_id], day).explain()
    assert "group_session_start" in listed
    assert "appointment_session" in listed or "appointment_once_per_session" in listed
    for table in ("groupsession", "appointment"):
        assert f"Seq Scan on scheduling_{table}" not in listed + week
