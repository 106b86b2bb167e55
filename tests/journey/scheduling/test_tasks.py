"""The background work keeps every organization's sessions planned ahead, and knows ids alone."""

from datetime import date, timedelta

import pytest
import time_machine
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.factories.base import writing_for
from tests.factories.scheduling import NOW, make_member, make_series
from tests.factories.tenancy import make_organization, make_service
from wayhome.journey.scheduling import tasks
from wayhome.journey.scheduling.models import Appointment, GroupMember, GroupSession

pytestmark = pytest.mark.django_db


def jobs():
    return {
        job.args["organization_id"]: job.args
        for job in ProcrastinateJob.objects.filter(task_name=tasks.plan_ahead.name)
    }


def test_every_organization_gets_one_job_however_often_it_is_asked():
    first, second = make_organization(), make_organization()
    tasks.plan_ahead_everywhere(0)
    tasks.plan_ahead_everywhere(0)
    found = jobs()
    assert {str(first.pk), str(second.pk)} <= set(found)
    assert all(args.keys() == {"organization_id"} for args in found.values())
    assert ProcrastinateJob.objects.filter(task_name=tasks.plan_ahead.name).count() == len(found)


def test_the_weeks_ahead_are_planned_for_one_organization_alone(program):
    own = make_series(program.service, room_id=program.room.pk)
    other = make_series(make_service(make_organization()))
    with time_machine.travel(NOW, tick=False):
        tasks.plan_ahead(str(program.organization.pk))
        tasks.plan_ahead(str(program.organization.pk))
    days = GroupSession.objects.filter(series=own.pk).values_list("service_date", flat=True)
    assert max(days) == date(2027, 1, 12)
    assert len(days) == 8
    with writing_for(other.organization_id):
        assert not GroupSession.objects.filter(series=other.pk).exists()


def test_people_no_longer_in_care_lose_their_places(program):
    series = make_series(program.service, room_id=program.room.pk)
    episode = program.client()
    member = make_member(series, episode)
    with time_machine.travel(NOW, tick=False):
        tasks.plan_ahead(str(program.organization.pk))
    with writing_for(program.organization.pk):
        episode.status, episode.discharge_date = "finished", NOW.date()
        episode.discharge_reason = "1"
        episode.save()
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        tasks.plan_ahead(str(program.organization.pk))
    places = Appointment.objects.filter(episode=episode.pk)
    assert {place.status for place in places} == {"cancelled"}
    assert GroupMember.objects.get(pk=member.pk).period_end == NOW.date()
