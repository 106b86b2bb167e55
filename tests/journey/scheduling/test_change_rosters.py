"""Many people leave and join at once: all of it, with the places, or nothing."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import make_actor
from tests.factories.base import writing_for
from tests.factories.patients import make_patient
from tests.factories.rulepacks import make_rule_value
from tests.factories.scheduling import NOW, make_client, make_facilitator, make_member
from tests.factories.tenancy import make_organization, make_room
from wayhome.journey.scheduling import actions, queries
from wayhome.journey.scheduling.actions import Belonging
from wayhome.journey.scheduling.codes import HOLDS_SEAT, RosterObstacle
from wayhome.journey.scheduling.models import Appointment, GroupMember
from wayhome.shared.accounts.codes import Role

WEEK = timedelta(weeks=1)
DAY = NOW.date() + WEEK


@pytest.fixture
def groups(program):
    """Return two weekly groups of the same evening in two rooms."""
    return [
        program.plan(
            facilitator_id=make_facilitator(program.organization).pk,
            room_id=make_room(program.organization).pk,
            capacity=2,
        )
        for _ in range(2)
    ]


def change(program, leaving=(), joining=(), **given):
    return actions.change_rosters(
        program.by,
        **{
            "leaving": [Belonging(series.pk, one.pk) for series, one in leaving],
            "joining": [Belonging(series.pk, one.pk) for series, one in joining],
            "day": DAY,
            "now": NOW,
        }
        | given,
    )


def days(series, episode):
    places = Appointment.objects.filter(
        episode=episode.pk, group_session__series=series.pk, status__in=sorted(HOLDS_SEAT)
    )
    return sorted(place.service_date for place in places)


def join(program, series, episode, **given):
    given.setdefault("period_start", NOW.date())
    return actions.join_series(
        program.by, series_id=series.pk, episode_id=episode.pk, now=NOW, **given
    )


def test_two_change_places_in_two_full_groups(program, groups):
    one, other = groups
    people = [program.client() for _ in range(4)]
    for number, episode in enumerate(people):
        join(program, groups[number % 2], episode)
    change(
        program,
        leaving=[(one, people[0]), (other, people[1])],
        joining=[(other, people[0]), (one, people[1])],
    )
    assert days(one, people[0]) == [NOW.date()]
    assert min(days(other, people[0])) == DAY
    assert min(days(one, people[1])) == DAY
    assert len(days(other, people[0])) == len(days(other, people[3])) - 1


def test_nothing_is_changed_where_one_of_them_cannot_be(program, groups):
    one, other = groups
    stays, new = program.client(), program.client()
    join(program, one, stays)
    with pytest.raises(actions.CannotLeaveSeriesError) as left:
        change(program, leaving=[(one, stays), (other, stays)], joining=[(other, new)])
    assert left.value.obstacles == (RosterObstacle.NOT_ON_ROSTER,)
    late = make_client(program.service, since=DAY + timedelta(days=1))
    with pytest.raises(actions.CannotJoinSeriesError) as joined:
        change(program, leaving=[(one, stays)], joining=[(other, new), (other, late)])
    assert joined.value.obstacles == (RosterObstacle.NOT_ADMITTED,)
    assert GroupMember.objects.get().period_end is None
    assert len(days(one, stays)) == 8


def test_whoever_was_to_join_later_does_not(program, groups):
    one, _ = groups
    episode = program.client()
    member = join(program, one, episode, period_start=DAY + WEEK)
    change(program, leaving=[(one, episode)])
    assert member.refreshed().period_end == DAY + WEEK
    assert days(one, episode) == []
    change(program, joining=[(one, episode)])
    assert min(days(one, episode)) == DAY


def test_nobody_is_on_a_roster_twice_whatever_their_records(program, groups):
    one, other = groups
    episode = program.client()
    make_member(one, episode, period_start=DAY - WEEK)
    twin = make_client(
        program.service, patient=make_patient(program.organization), status="finished"
    )
    with writing_for(program.organization.pk):
        type(twin.patient).objects.filter(pk=twin.patient_id).update(replaced_by=episode.patient_id)
    make_member(other, twin, period_start=DAY, period_end=DAY + WEEK)
    for series in groups:
        with pytest.raises(actions.CannotJoinSeriesError):
            change(program, joining=[(series, episode)])


def test_nobody_joins_a_group_that_has_ended(program, groups):
    one, _ = groups
    actions.end_series(program.by, series_id=one.pk, period_end=DAY, edition=one.edition, now=NOW)
    with pytest.raises(actions.CannotJoinSeriesError):
        change(program, joining=[(one, program.client())])


def test_another_organization_s_groups_are_not_there(program, groups, acting):
    stranger = make_actor(make_organization(), Role.CLINICAL_SUPERVISOR)
    episode = program.client()
    with acting(stranger), pytest.raises(Exception, match=r".+"):
        actions.change_rosters(
            stranger,
            leaving=[],
            joining=[Belonging(groups[0].pk, episode.pk)],
            day=DAY,
            now=NOW,
        )
    assert not GroupMember.objects.exists()


def test_twenty_change_in_as_many_statements_as_two(program):
    make_rule_value(program.organization, value=Decimal(50))
    hall = make_room(program.organization, capacity=50)
    one = program.plan(capacity=50, room_id=hall.pk)
    other = program.plan(capacity=50, room_id=hall.pk, weekday=2)

    def counted(number):
        people = [program.client() for _ in range(number)]
        change(program, joining=[(one, each) for each in people])
        with CaptureQueriesContext(connection) as asked:
            change(
                program,
                leaving=[(one, each) for each in people],
                joining=[(other, each) for each in people],
            )
        return len(asked)

    counted(1)
    assert counted(2) == counted(20)


def test_who_belongs_between_two_days_is_listed_by_when_they_joined(program, groups):
    one, other = groups
    first = make_member(one, program.client(), period_start=DAY)
    early = make_member(other, program.client(), period_start=DAY - WEEK)
    make_member(one, program.client(), period_end=DAY)
    make_member(one, program.client(), period_start=DAY + WEEK)
    found = queries.members_between(program.by, [one.pk, other.pk], DAY, DAY + WEEK)
    assert [each.pk for each in found] == [early.pk, first.pk]
    assert queries.members_between(program.by, [], DAY, DAY + WEEK) == []


def test_titles_of_groups_that_ended_are_known(program, groups):
    ended = program.plan(
        title="Old group",
        weekday=3,
        period_end=NOW.date() + timedelta(days=30),
    )
    titles = queries.titles_of_series(program.by, program.service.pk)
    assert titles == {each.pk: each.title for each in (*groups, ended)}


def test_who_would_join_later_joins_on_the_day_itself(program, groups):
    episode = program.client()
    later = join(program, groups[0], episode, period_start=DAY + 2 * WEEK)
    changed = change(program, joining=[(groups[0], episode)])
    assert [row.pk for row in changed] == [later.pk]
    assert min(days(groups[0], episode)) == DAY
