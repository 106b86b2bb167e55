"""Publishing a proposal, all or in part: as if done by hand, once, told to those it concerns."""

from datetime import time, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import make_actor, make_practitioner
from tests.factories.base import writing_for
from tests.factories.patients import make_patient
from tests.factories.rulepacks import make_rule_value
from tests.factories.scheduling import (
    NOW,
    make_availability,
    make_client,
    make_facilitator,
    make_member,
    make_session,
    make_staff_week,
)
from tests.factories.tenancy import make_room
from tests.factories.weekplans import make_order
from tests.journey.weekplans.conftest import MONDAY, picture
from tests.journey.weekplans.proposing import (
    in_groups,
    places,
    plan_sessions,
    propose,
    publish,
    roster,
    signs_in,
    told,
    visit,
)
from wayhome.engines.timetable.calendar import quarter
from wayhome.engines.timetable.check import Breach
from wayhome.journey.admissions.codes import DischargeReason, EpisodeStatus
from wayhome.journey.scheduling import actions as schedule
from wayhome.journey.scheduling.codes import Modality, TimeUse
from wayhome.journey.scheduling.models import GroupSession
from wayhome.journey.weekplans import actions
from wayhome.journey.weekplans.codes import ProposalObstacle, ProposalStatus
from wayhome.journey.weekplans.models import ProposalContent
from wayhome.journey.weekplans.rules import Ordered
from wayhome.shared.accounts.codes import Role
from wayhome.shared.notifications.models import Message

ITEMS = (Ordered("cbt", 540), Ordered("individual", 60))
EVE = quarter(17)


def refused(program, proposal, *episodes, **given):
    with pytest.raises(actions.CannotPublishWeekError) as caught:
        publish(program, proposal, *episodes, **given)
    return caught.value


def add_room(program):
    return make_room(program.organization, part_of=program.service.location)


def test_all_of_a_proposal_is_published(program):
    one, other, three = program.groups[0], program.groups[1], program.groups[2]
    mover, new, stays = program.client(one), program.client(), program.client(three)
    plan_sessions(program)
    asked = propose(program, {mover: in_groups(other), new: in_groups(one)})
    done = publish(program, asked, mover, new, stays)
    assert (done.status, done.chosen) == (ProposalStatus.COMPLETED, 0)
    assert (done.published_at, done.published_by_id) == (NOW, program.by.practitioner_id)
    assert [roster(each) for each in program.groups[:3]] == [{new.pk}, {mover.pk}, {stays.pk}]
    assert {each.series_id for each in places(mover)} == {other.pk}
    assert min(e.service_date for e in places(new)) == MONDAY


def test_who_is_not_chosen_keeps_what_they_have(program):
    one, other = program.groups[:2]
    mover, new = program.client(one), program.client()
    asked = propose(program, {mover: in_groups(other), new: in_groups(one, other)})
    publish(program, asked, new)
    assert [roster(each) for each in program.groups[:2]] == [{mover.pk, new.pk}, {new.pk}]
    content = ProposalContent.objects.get(proposal=asked.pk)
    assert content.accepted == str(new.pk)


def test_a_seat_that_is_free_only_if_another_moves_is_not_given_alone(program):
    group = program.groups[0]
    movers, new = [program.client(group) for _ in range(2)], program.client()
    asked = propose(program, {movers[0]: (), new: in_groups(group)})
    no = refused(program, asked, new)
    assert no.obstacles == (ProposalObstacle.BREAKS_A_RULE,)
    assert [(each.breach, each.subject) for each in no.violations] == [
        (Breach.TOO_MANY, str(group.pk))
    ]
    assert roster(group) == {each.pk for each in movers}
    publish(program, asked, movers[0], new)
    assert roster(group) == {movers[1].pk, new.pk}


def test_a_seat_that_somebody_waiting_would_have_hides_nothing(program):
    group = program.groups[0]
    movers, new = [program.client(group) for _ in range(2)], program.client()
    waits = program.client(status=EpisodeStatus.WAITLIST)
    after = {waits: in_groups(group), new: in_groups(group)} | dict.fromkeys(movers, ())
    asked = propose(program, after)
    assert refused(program, asked, new).obstacles == (ProposalObstacle.BREAKS_A_RULE,)


def test_somebody_who_waits_stands_in_nobodys_way(program):
    group = program.groups[0]
    stays, mover, new = program.client(group), program.client(group), program.client()
    waits = program.client(status=EpisodeStatus.WAITLIST)
    asked = propose(program, {mover: (), waits: in_groups(group), stays: (), new: in_groups(group)})
    publish(program, asked, new, mover)
    assert roster(group) == {stays.pk, new.pk}


def test_a_group_that_is_too_full_already_does_not_get_fuller(program):
    group = program.groups[0]
    crowd = [program.client(group) for _ in range(3)]
    new, other = program.client(), program.client()
    after = dict.fromkeys(crowd, ()) | {new: in_groups(group), other: in_groups(program.groups[1])}
    asked = propose(program, after)
    assert refused(program, asked, new).obstacles == (ProposalObstacle.BREAKS_A_RULE,)
    publish(program, asked, other)


def test_a_roster_that_was_changed_meanwhile_stops_it(program):
    episode, other = program.client(), program.client()
    asked = propose(program, {episode: in_groups(program.groups[0])})
    make_member(program.groups[1], other)
    assert refused(program, asked, episode).obstacles == (ProposalObstacle.ROSTER_CHANGED,)


def test_who_told_another_time_meanwhile_is_not_put_where_they_cannot_be(program):
    episode, other = program.client(), program.client()
    asked = propose(program, dict.fromkeys((episode, other), in_groups(program.groups[0])))
    make_availability(
        program.organization,
        patient_id=episode.patient_id,
        week=picture((1,)),
        period_start=NOW.date(),
        edition=2,
    )
    no = refused(program, asked, episode, other)
    assert no.obstacles == (ProposalObstacle.BREAKS_A_RULE,)
    assert [(each.breach, each.subject) for each in no.violations] == [
        (Breach.NOT_FREE, str(episode.pk))
    ]
    publish(program, asked, other)


def test_who_was_put_on_hold_meanwhile_gets_no_group(program):
    episode = program.client()
    asked = propose(program, {episode: in_groups(program.groups[0])})
    with writing_for(program.organization.pk):
        type(episode).objects.filter(pk=episode.pk).update(status=EpisodeStatus.ONHOLD)
    assert refused(program, asked, episode).obstacles == (ProposalObstacle.ROSTER_CHANGED,)


def test_nothing_chosen_and_a_week_that_has_begun_are_said(program):
    asked = propose(program, {program.client(): in_groups(program.groups[0])})
    no = refused(program, asked, now=NOW + timedelta(days=6))
    assert no.obstacles == (ProposalObstacle.WEEK_BEGUN, ProposalObstacle.NOTHING_CHOSEN)


def test_a_proposal_seen_before_a_change_or_published_already_is_not_published(program):
    episode = program.client()
    asked = propose(program, {episode: in_groups(program.groups[0])})
    stale = refused(program, asked, episode, edition=asked.edition - 1)
    assert stale.obstacles == (ProposalObstacle.CHANGED_MEANWHILE,)
    publish(program, asked, episode)
    again = refused(program, asked, episode)
    assert again.obstacles == (ProposalObstacle.NOT_READY,)


def test_what_the_schedule_refuses_is_refused_as_a_whole(program):
    episode, other = program.client(), program.client()
    twin = make_client(
        program.service,
        patient=make_patient(program.organization, replaced_by_id=episode.patient_id),
        status="finished",
    )
    make_member(program.groups[0], twin, period_start=MONDAY + timedelta(weeks=2))
    after = dict.fromkeys((episode, other), in_groups(program.groups[0]))
    asked = propose(program, after)
    no = refused(program, asked, episode, other)
    assert no.obstacles[0] == ProposalObstacle.REFUSED_BY_SCHEDULE
    assert len(no.obstacles) == 2
    assert asked.refreshed().status == ProposalStatus.READY
    assert roster(program.groups[0]) == set()


def test_individual_sessions_are_booked_in_the_smallest_private_room_or_by_video(program):
    make_order(service=program.service, items=ITEMS)
    add_room(program)
    office = make_room(
        program.organization,
        part_of=program.service.location,
        capacity=3,
        features=["private"],
    )
    here, afar = program.client(), program.client(days=())
    make_availability(program.organization, patient_id=afar.patient_id, attends="video")
    staff = program.counselor
    asked = propose(program, {here: [visit(staff, 4, EVE)], afar: [visit(staff, 4, EVE + 4)]})
    publish(program, asked, here, afar)
    (mine,), (theirs,) = places(here), places(afar)
    assert (mine.room_id, mine.modality) == (office.pk, Modality.ON_SITE)
    assert (theirs.room_id, theirs.modality) == (None, Modality.TELEHEALTH)
    assert mine.service_date == MONDAY + timedelta(days=4)
    assert mine.facilitator_id == staff.pk
    assert (mine.period_end - mine.period_start) == timedelta(hours=1)


def test_without_a_free_room_nothing_is_published(program):
    make_order(service=program.service, items=ITEMS)
    other = make_facilitator(program.organization)
    week = picture(start=quarter(12), end=quarter(21), use=TimeUse.WORK)
    make_staff_week(other, week=week, services=["individual"])
    add_room(program)
    one, two = program.client(), program.client(care_manager_id=other.pk)
    asked = propose(
        program,
        {
            one: [visit(program.counselor, 4, EVE), *in_groups(program.groups[0])],
            two: [visit(other, 4, EVE)],
        },
    )
    assert refused(program, asked, one, two).obstacles == (ProposalObstacle.NO_ROOM_FREE,)
    assert roster(program.groups[0]) == set()
    assert not GroupSession.objects.filter(service_type="individual").exists()
    publish(program, asked, one)
    assert len(places(one)) == 1


def test_an_individual_session_moves_with_its_room(program):
    make_order(service=program.service, items=ITEMS)
    room, episode = add_room(program), program.client()
    staff = program.counselor
    first = propose(program, {episode: [visit(staff, 4, EVE)]})
    publish(program, first, episode)
    second = propose(program, {episode: [visit(staff, 4, EVE + 2)]})
    publish(program, second, episode)
    (session,) = places(episode)
    assert session.room_id == room.pk
    assert session.period_start.hour == 22
    assert session.period_start.minute == 30
    assert GroupSession.objects.filter(service_type="individual", status="cancelled").count() == 1


def test_exactly_those_concerned_who_can_sign_in_get_one_message(program):
    group, other = program.groups[0], program.groups[1]
    lead = make_facilitator(program.organization)
    own = make_practitioner(program.organization)
    led = program.group(4, facilitator_id=lead.pk)
    mover = program.client(group, care_manager_id=own.pk)
    speaks = make_patient(program.organization, language="es")
    twice = program.client(group, patient=speaks)
    still, silent = program.client(other), program.client()
    stands = make_patient(program.organization)
    with writing_for(program.organization.pk):
        type(stands).objects.filter(pk=twice.patient_id).update(replaced_by=stands)
    addresses = [
        signs_in(program, patient_id=mover.patient_id),
        signs_in(program, patient_id=stands.pk),
        signs_in(program, practitioner_id=lead.pk),
        signs_in(program, practitioner_id=own.pk),
        signs_in(program, practitioner_id=program.counselor.pk),
    ]
    signs_in(program, patient_id=still.patient_id)
    signs_in(program, patient_id=make_patient(program.organization).pk)
    asked = propose(
        program,
        {
            mover: in_groups(led),
            twice: in_groups(group, led),
            still: in_groups(other, group),
            silent: in_groups(other),
        },
    )
    publish(program, asked, mover, twice, silent)
    assert told() == sorted(addresses)
    assert dict(Message.objects.values_list("recipient", "language"))[addresses[1]] == "es"


def test_whoever_publishes_and_who_left_the_staff_is_not_written_to(program):
    by = make_actor(program.organization, Role.PROGRAM_DIRECTOR)
    gone = make_facilitator(program.organization)
    led = program.group(4, facilitator_id=by.practitioner_id)
    left = program.group(4, facilitator_id=gone.pk, start_time=time(20, 30), duration_minutes=30)
    signs_in(program, practitioner_id=gone.pk, is_active=False)
    episode = program.client(care_manager_id=None)
    asked = propose(program, {episode: in_groups(led, left)})
    publish(program, asked, episode, by=by)
    assert told() == []


def test_publishing_asks_as_often_for_twenty_as_for_two(program):
    make_rule_value(program.organization, value=Decimal(60))
    hall = make_room(program.organization, capacity=60)
    lead = make_facilitator(program.organization).pk
    given = {"capacity": 60, "room_id": hall.pk, "facilitator_id": lead}
    big, other = (program.group(day, **given) for day in (4, 5))
    plan_sessions(program)

    def counted(number):
        people = [program.client(big, days=range(7)) for _ in range(number)]
        asked = propose(program, dict.fromkeys(people, in_groups(other)))
        with CaptureQueriesContext(connection) as statements:
            publish(program, asked, *people)
        return len(statements)

    counted(1)
    assert counted(2) == counted(20)


# -- taking back


def undo(program, proposal, now=NOW, **given):
    return actions.undo_week(given.pop("by", program.by), proposal_id=proposal.pk, now=now)


def test_what_is_taken_back_before_the_week_is_as_it_was(program):
    make_order(service=program.service, items=ITEMS)
    add_room(program)
    one, other = program.groups[:2]
    mover = program.client(one)
    address = signs_in(program, patient_id=mover.patient_id)
    plan_sessions(program)
    before = [(each.series_id, each.period_start) for each in places(mover)]
    asked = propose(program, {mover: [*in_groups(other), visit(program.counselor, 4, EVE)]})
    publish(program, asked, mover)
    done = undo(program, asked)
    assert done.undone_at == NOW
    assert [roster(each) for each in (one, other)] == [{mover.pk}, set()]
    after = sorted((each.series_id, each.period_start) for each in places(mover))
    assert after == sorted(before)
    assert told() == [address, address]


def test_what_is_taken_back_in_the_week_counts_from_tomorrow(program):
    one, other = program.groups[0], program.groups[3]
    mover = program.client(one)
    plan_sessions(program)
    asked = propose(program, {mover: in_groups(other)})
    publish(program, asked, mover)
    now = NOW + timedelta(days=7)
    undo(program, asked, now=now)
    tomorrow = MONDAY + timedelta(days=2)
    assert roster(one, MONDAY) == set()
    assert roster(other, MONDAY) == {mover.pk}
    assert roster(one, tomorrow) == {mover.pk}
    assert {each.series_id for each in places(mover, now)} == {one.pk}


def test_an_individual_session_comes_back_only_while_it_is_to_come(program):
    make_order(service=program.service, items=ITEMS)
    add_room(program)
    episode = program.client()
    staff = program.counselor
    publish(program, propose(program, {episode: [visit(staff, 4, EVE)]}), episode)
    asked = propose(program, {episode: [visit(staff, 4, EVE + 8)]})
    publish(program, asked, episode)
    undo(program, asked, now=NOW + timedelta(days=13))
    assert len(places(episode)) == 1
    assert [each.status for each in GroupSession.objects.order_by("pk")] == ["cancelled", "planned"]


def test_who_left_meanwhile_stays_away_and_the_others_are_back(program):
    group, other = program.groups[:2]
    gone, stays, moved = (program.client(group if i else other) for i in range(3))
    plan_sessions(program)
    asked = propose(program, {gone: in_groups(group), stays: in_groups(other), moved: ()})
    publish(program, asked, gone, stays, moved)
    by = make_actor(program.organization, Role.PROGRAM_DIRECTOR)
    schedule.discharge_patient(
        by,
        episode_id=gone.pk,
        discharge_date=NOW.date(),
        reason=DischargeReason.COMPLETED,
        now=NOW,
    )
    undo(program, asked)
    assert roster(group) == {stays.pk, moved.pk}
    assert roster(other) == set()


def test_who_was_moved_by_hand_meanwhile_stays_there(program):
    one, other, third = program.groups[:3]
    mover = program.client(one)
    plan_sessions(program)
    asked = propose(program, {mover: in_groups(other)})
    publish(program, asked, mover)
    schedule.change_rosters(
        program.by,
        leaving=[schedule.Belonging(other.pk, mover.pk)],
        joining=[schedule.Belonging(third.pk, mover.pk), schedule.Belonging(one.pk, mover.pk)],
        day=MONDAY,
        now=NOW,
    )
    undo(program, asked)
    assert [mover.pk in roster(each) for each in (one, other, third)] == [True, False, True]


def test_nobody_goes_back_to_a_group_that_ended_meanwhile(program):
    one, other = program.groups[:2]
    mover = program.client(one)
    asked = propose(program, {mover: in_groups(other)})
    publish(program, asked, mover)
    schedule.end_series(
        program.by, series_id=one.pk, period_end=MONDAY, edition=one.edition, now=NOW
    )
    undo(program, asked)
    assert [roster(each) for each in (one, other)] == [set(), set()]


def test_a_week_is_taken_back_once_within_thirty_days(program):
    episode = program.client()
    asked = propose(program, {episode: in_groups(program.groups[0])})
    with pytest.raises(actions.CannotUndoWeekError) as early:
        undo(program, asked)
    assert early.value.obstacles == (ProposalObstacle.NOT_PUBLISHED,)
    publish(program, asked, episode)
    with pytest.raises(actions.CannotUndoWeekError) as late:
        undo(program, asked, now=NOW + timedelta(days=31))
    assert late.value.obstacles == (ProposalObstacle.UNDO_OVER,)
    undo(program, asked, now=NOW + timedelta(days=30))
    with pytest.raises(actions.CannotUndoWeekError) as again:
        undo(program, asked, now=NOW + timedelta(days=30))
    assert again.value.obstacles == (ProposalObstacle.ALREADY_UNDONE,)


def test_what_the_schedule_refuses_is_not_taken_back(program):
    make_order(service=program.service, items=ITEMS)
    room, episode = add_room(program), program.client()
    staff = program.counselor
    publish(program, propose(program, {episode: [visit(staff, 4, EVE)]}), episode)
    asked = propose(program, {episode: [visit(staff, 4, EVE + 8)]})
    publish(program, asked, episode)
    old = GroupSession.objects.filter(status="cancelled").get()
    make_session(program.service, start=old.period_start, room_id=room.pk)
    with pytest.raises(actions.CannotUndoWeekError) as no:
        undo(program, asked)
    assert no.value.obstacles == (
        ProposalObstacle.REFUSED_BY_SCHEDULE,
        ProposalObstacle.NO_ROOM_FREE,
    )
    assert asked.refreshed().undone_at is None
    assert len(places(episode)) == 1


def test_publishing_sets_aside_what_else_was_ready_for_the_week(program):
    episode = program.client()
    plan_sessions(program)
    first = propose(program, {episode: in_groups(program.groups[0])})
    second = propose(program, {episode: in_groups(program.groups[1])})
    later = propose(
        program, {episode: in_groups(program.groups[1])}, monday=MONDAY + timedelta(weeks=1)
    )
    publish(program, second, episode)
    assert first.refreshed().status == ProposalStatus.CANCELLED
    assert later.refreshed().status == ProposalStatus.READY


def test_somebody_on_a_roster_without_a_place_gets_it_or_leaves_for_good(program):
    one, other = program.groups[0], program.groups[1]
    first, second = program.client(one), program.client(one)
    plan_sessions(program)
    stays, moves = program.client(), program.client()
    for episode in (stays, moves):  # the group is full by now
        make_member(one, episode)
    asked = propose(
        program, {first: (), second: in_groups(one), stays: in_groups(one), moves: in_groups(other)}
    )
    publish(program, asked, first, stays, moves)
    assert roster(one) == {second.pk, stays.pk}
    assert roster(other) == {moves.pk}
    assert {each.series_id for each in places(stays)} == {one.pk}
