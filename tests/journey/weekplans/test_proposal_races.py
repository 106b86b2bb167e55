"""What two people may do to one proposal at once: real connections, let go at one moment."""

import pytest
from django.db import transaction

from tests.factories.accounts import make_actor
from tests.factories.scheduling import (
    NOW,
    make_availability,
    make_client,
    make_facilitator,
    make_series,
    make_staff_week,
)
from tests.factories.tenancy import make_organization, make_room, make_service
from tests.journey.scheduling.test_races import at_once, refusals
from tests.journey.weekplans.conftest import MONDAY, Program, picture
from tests.journey.weekplans.proposing import in_groups, propose, publish, roster, signs_in, told
from wayhome.engines.timetable.calendar import quarter
from wayhome.journey.scheduling.codes import TimeUse
from wayhome.journey.weekplans import actions
from wayhome.journey.weekplans.codes import ProposalObstacle, ProposalStatus
from wayhome.journey.weekplans.models import ProposalContent, WeekProposal
from wayhome.shared.accounts.codes import Role
from wayhome.shared.core.context import acting_as

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def evening():
    organization = make_organization()
    counselor = make_facilitator(organization)
    make_staff_week(
        counselor,
        week=picture(start=quarter(12), end=quarter(21), use=TimeUse.WORK),
        services=["cbt"],
    )
    service = make_service(organization)
    room = make_room(organization)
    return Program(
        by=make_actor(organization, Role.CLINICAL_SUPERVISOR),
        organization=organization,
        service=service,
        room=room,
        counselor=counselor,
        groups=[
            make_series(
                service, weekday=day, facilitator_id=counselor.pk, room_id=room.pk, capacity=2
            )
            for day in (0, 1)
        ],
    )


def newcomer(program):
    episode = make_client(program.service, care_manager_id=program.counselor.pk)
    make_availability(program.organization, patient_id=episode.patient_id)
    return episode


def proposed(program, after):
    with acting_as(program.by.acting), transaction.atomic():
        return propose(program, after)


def publishing(program, asked, by, *episodes):
    def write():
        with acting_as(by.acting):
            return publish(program, asked, *episodes, by=by, edition=asked.edition)

    return write


def test_of_two_coordinators_who_publish_at_once_one_does(evening):
    episode = newcomer(evening)
    address = signs_in(evening, patient_id=episode.patient_id)
    asked = proposed(evening, {episode: in_groups(*evening.groups)})
    other = make_actor(evening.organization, Role.PROGRAM_DIRECTOR)
    results = at_once(*(publishing(evening, asked, by, episode) for by in (evening.by, other)))
    (refused,) = refusals(results)
    assert ProposalObstacle.NOT_READY in refused.obstacles
    with acting_as(evening.by.acting), transaction.atomic():
        assert roster(evening.groups[0]) == {episode.pk}
        assert told() == [address]


def test_of_two_proposals_of_one_week_published_at_once_the_second_is_refused(evening):
    one, other = newcomer(evening), newcomer(evening)
    first = proposed(evening, {one: in_groups(evening.groups[0])})
    second = proposed(evening, {one: in_groups(evening.groups[0]), other: ()})
    results = at_once(
        publishing(evening, first, evening.by, one), publishing(evening, second, evening.by, one)
    )
    (refused,) = refusals(results)
    assert refused.obstacles[0] == ProposalObstacle.NOT_READY


def test_of_two_who_ask_for_a_week_at_once_one_gets_it(evening):
    def ask():
        with acting_as(evening.by.acting):
            return actions.request_week(
                evening.by, service_id=evening.service.pk, week_start=MONDAY, now=NOW
            )

    (refused,) = refusals(at_once(ask, ask))
    assert refused.obstacles == (ProposalObstacle.UNDER_WORK,)


def test_of_two_workers_who_take_it_up_at_once_one_does(evening):
    newcomer(evening)
    with acting_as(evening.by.acting), transaction.atomic():
        asked = actions.request_week(
            evening.by, service_id=evening.service.pk, week_start=MONDAY, now=NOW
        )

    def begin():
        with acting_as(evening.by.acting):
            return actions.begin_building(evening.by, proposal_id=asked.pk, now=NOW)

    (refused,) = refusals(at_once(begin, begin))
    assert refused.obstacles == (ProposalObstacle.UNDER_WORK,)
    with acting_as(evening.by.acting), transaction.atomic():
        row = WeekProposal.objects.get(pk=asked.pk)
        assert (row.status, row.attempts) == (ProposalStatus.IN_PROGRESS, 1)
        assert ProposalContent.objects.filter(proposal=asked.pk).count() == 1
