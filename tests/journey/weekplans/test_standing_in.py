"""What is done about a day on which somebody is away goes into the sessions of that week alone."""

from datetime import time, timedelta

import pytest
import time_machine

from tests.factories.accounts import make_actor
from tests.factories.scheduling import (
    NOW,
    make_appointment,
    make_facilitator,
    make_session,
    make_staff_week,
    make_time_off,
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
from wayhome.engines.timetable.domain import (
    Cause as Why,
)
from wayhome.engines.timetable.domain import (
    Meeting,
    Move,
    NotHeld,
    Seat,
    Substitute,
)
from wayhome.journey.scheduling import actions as schedule
from wayhome.journey.scheduling import queries as timetable
from wayhome.journey.scheduling.codes import SessionStatus, TimeUse
from wayhome.journey.scheduling.models import Appointment, GroupSession, TimeOff
from wayhome.journey.weekplans import actions, queries, rules, tasks
from wayhome.journey.weekplans.actions import Made
from wayhome.journey.weekplans.codes import Cause, ProposalObstacle, ProposalStatus
from wayhome.journey.weekplans.queries.names import names_of
from wayhome.journey.weekplans.rules import Findings, Ordered
from wayhome.journey.weekplans.tasks import building
from wayhome.shared.accounts.codes import Role

EVE = quarter(17)
WEEK = timedelta(weeks=1)
AWAY = Why.STAFF_AWAY


def ask(program, day=MONDAY, absentee=None, **given):
    given.setdefault("by", program.by)
    return actions.request_stand_ins(
        given["by"],
        service_id=program.service.pk,
        absentee_id=(absentee or program.counselor).pk,
        absence_date=day,
        now=given.get("now", NOW),
    )


def found(program, day=MONDAY, **findings):
    """Return an absence for which the worker found this."""
    asked = ask(program, day)
    actions.begin_building(program.by, proposal_id=asked.pk, now=NOW)
    week = rules.as_it_stands(queries.draft(program.by, asked.pk).week)
    made = Made(week, building.published(week), Findings(**findings))
    actions.finish_building(program.by, proposal_id=asked.pk, made=[made], now=NOW)
    return asked.refreshed()


def built(program, asked):
    with time_machine.travel(NOW, tick=False):
        tasks.build(str(program.organization.pk), str(asked.pk))
    return asked.refreshed()


def write(program, asked, number=0, **given):
    return actions.publish_stand_ins(
        given.pop("by", program.by),
        proposal_id=asked.pk,
        number=number,
        edition=given.pop("edition", asked.refreshed().edition),
        now=given.pop("now", NOW),
    )


def refused(program, asked, **given):
    with pytest.raises(actions.CannotPublishWeekError) as caught:
        write(program, asked, **given)
    return caught.value.obstacles


def meeting(day):
    return (Meeting(day, quarter(17, 30), 12),)


def session_of(series, day=MONDAY):
    return GroupSession.objects.get(series=series.pk, service_date=day)


def not_held(series):
    return NotHeld(str(series.pk), meeting(0), AWAY, "")


def test_somebody_else_leads_that_session_alone_and_is_told(program):
    substitute, room = make_facilitator(program.organization), make_room(program.organization)
    group = program.groups[0]
    episode = program.client(group)
    signs_in(program, patient_id=episode.patient_id)
    address = signs_in(program, practitioner_id=substitute.pk)
    plan_sessions(program)
    stand_in = Substitute(str(group.pk), meeting(0), str(substitute.pk), str(room.pk))
    asked = found(program, substitutes=(stand_in,))
    done = write(program, asked)
    assert (done.status, done.chosen) == (ProposalStatus.COMPLETED, 0)
    now, later = session_of(group), session_of(group, MONDAY + timedelta(weeks=1))
    assert (now.facilitator_id, now.room_id) == (substitute.pk, room.pk)
    assert (later.facilitator_id, later.room_id) == (program.counselor.pk, program.room.pk)
    assert told() == [address]


def test_a_session_in_another_room_keeps_who_leads_it(program):
    room, group = make_room(program.organization), program.groups[0]
    plan_sessions(program)
    asked = found(program, substitutes=(Substitute(str(group.pk), meeting(0), None, str(room.pk)),))
    write(program, asked)
    assert session_of(group).facilitator_id == program.counselor.pk
    assert session_of(group).room_id == room.pk


def test_a_session_that_nobody_can_lead_is_cancelled_and_its_people_are_told(program):
    group, other = program.groups[0], program.groups[1]
    lost, moved = program.client(group), program.client(group)
    elsewhere = program.client(other)
    addresses = [signs_in(program, patient_id=one.patient_id) for one in (lost, moved)]
    signs_in(program, patient_id=elsewhere.patient_id)
    plan_sessions(program)
    asked = found(
        program,
        not_held=(not_held(group),),
        moves=(
            Move(str(lost.pk), Seat(str(group.pk)), None, AWAY, ""),
            Move(str(moved.pk), Seat(str(group.pk)), Seat(str(other.pk)), AWAY, ""),
        ),
    )
    write(program, asked)
    assert session_of(group).status == SessionStatus.CANCELLED
    assert session_of(group, MONDAY + timedelta(weeks=1)).status == SessionStatus.PLANNED
    assert roster(group) == {lost.pk, moved.pk}
    assert roster(other) == {elsewhere.pk}
    days = [each.service_date for each in places(moved) if each.series_id == other.pk]
    assert days == [MONDAY + timedelta(days=1)]
    assert min(each.service_date for each in places(lost)) == MONDAY + timedelta(weeks=1)
    assert told() == sorted(addresses)


def test_somebody_who_makes_room_gives_up_that_place_alone(program):
    group, other = program.groups[:2]
    mover = program.client(group)
    plan_sessions(program)
    asked = found(
        program,
        moves=(Move(str(mover.pk), Seat(str(group.pk)), Seat(str(other.pk)), Why.MAKES_ROOM, ""),),
        not_held=(not_held(program.groups[2]),),
    )
    write(program, asked)
    assert {each.series_id for each in places(mover) if each.service_date < MONDAY + WEEK} == {
        other.pk
    }
    assert roster(group) == {mover.pk}


def test_individual_sessions_alone_are_moved_too(program):
    make_order(service=program.service, items=(Ordered("cbt", 540), Ordered("individual", 60)))
    make_room(program.organization, part_of=program.service.location)
    episode = program.client()
    staff = program.counselor
    publish(program, propose(program, {episode: [visit(staff, 4, EVE)]}), episode)
    before, after = visit(staff, 4, EVE), visit(staff, 2, quarter(20))
    friday = MONDAY + timedelta(days=4)
    move = Move(str(episode.pk), before, after, AWAY, "")
    asked = found(program, friday, moves=(move,))
    write(program, asked)
    assert [each.service_date for each in places(episode)] == [MONDAY + timedelta(days=2)]


def test_the_day_off_is_written_down_once(program):
    group = program.groups[0]
    plan_sessions(program)
    asked = found(program, not_held=(not_held(group),))
    write(program, asked)
    off = TimeOff.objects.get()
    assert (off.practitioner_id, off.period_end - off.period_start) == (
        program.counselor.pk,
        timedelta(days=1),
    )
    assert off.period_start.astimezone(queries.draft(program.by, asked.pk).zone).date() == MONDAY


def test_a_day_off_that_is_known_is_not_written_again(program):
    make_time_off(
        program.counselor, period_start=NOW + timedelta(days=5), period_end=NOW + timedelta(days=9)
    )
    plan_sessions(program)
    asked = found(program, not_held=(not_held(program.groups[0]),))
    write(program, asked)
    assert TimeOff.objects.count() == 1


def test_a_director_writes_it_as_well(program):
    by = make_actor(program.organization, Role.PROGRAM_DIRECTOR)
    plan_sessions(program)
    asked = found(program, not_held=(not_held(program.groups[0]),))
    assert write(program, asked, by=by).published_by_id == by.practitioner_id


def test_a_group_whose_session_is_not_planned_yet_is_left_alone(program):
    asked = found(program, not_held=(not_held(program.groups[0]),))
    write(program, asked)
    assert not GroupSession.objects.exists()


def test_nobody_is_moved_into_a_session_that_is_not_planned(program):
    group, other = program.groups[:2]
    mover = program.client(group)
    move = Move(str(mover.pk), Seat(str(group.pk)), Seat(str(other.pk)), Why.MAKES_ROOM, "")
    stand_in = Substitute(str(group.pk), meeting(0), str(make_facilitator(program.organization).pk))
    asked = found(program, moves=(move,), substitutes=(stand_in,))
    assert refused(program, asked) == (ProposalObstacle.ROSTER_CHANGED,)


def test_a_place_that_was_given_up_meanwhile_is_not_given_up_again(program):
    group, other = program.groups[:2]
    mover = program.client(group)
    plan_sessions(program)
    schedule.cancel_appointment(
        program.by,
        appointment_id=Appointment.objects.get(
            episode=mover.pk, group_session=session_of(group).pk
        ).pk,
        now=NOW,
    )
    move = Move(str(mover.pk), Seat(str(group.pk)), Seat(str(other.pk)), Why.MAKES_ROOM, "")
    write(program, found(program, moves=(move,)))
    days = [each.service_date for each in places(mover)]
    assert MONDAY + timedelta(days=1) in days
    assert MONDAY not in days


def test_what_needs_nothing_is_not_published(program):
    assert refused(program, found(program)) == (ProposalObstacle.NOTHING_CHOSEN,)


def test_what_was_changed_meanwhile_is_not_published(program):
    asked = found(program, not_held=(not_held(program.groups[0]),))
    stale = refused(program, asked, edition=asked.edition - 1)
    assert stale == (ProposalObstacle.CHANGED_MEANWHILE,)
    program.client(program.groups[1])
    assert refused(program, asked) == (ProposalObstacle.ROSTER_CHANGED,)


def test_a_whole_week_is_not_published_as_stand_ins(program):
    asked = propose(program, {program.client(): in_groups(program.groups[0])})
    assert refused(program, asked) == (ProposalObstacle.NOT_READY,)


def test_what_the_schedule_refuses_is_refused_as_a_whole(program):
    busy, room = make_facilitator(program.organization), make_room(program.organization)
    group = program.groups[0]
    plan_sessions(program)
    session = session_of(group)
    stand_in = Substitute(str(group.pk), meeting(0), str(busy.pk))
    asked = found(program, substitutes=(stand_in,), not_held=(not_held(program.groups[1]),))
    make_session(
        program.service, start=session.period_start, facilitator_id=busy.pk, room_id=room.pk
    )
    obstacles = refused(program, asked)
    assert obstacles[0] == ProposalObstacle.REFUSED_BY_SCHEDULE
    assert session_of(program.groups[1], MONDAY + timedelta(days=1)).status == "planned"


def test_an_absence_cannot_be_taken_back_as_a_whole(program):
    asked = found(program, not_held=(not_held(program.groups[0]),))
    write(program, asked)
    with pytest.raises(actions.CannotUndoWeekError) as no:
        actions.undo_week(program.by, proposal_id=asked.pk, now=NOW)
    assert no.value.obstacles == (ProposalObstacle.ALREADY_UNDONE,)


def test_a_day_that_is_over_or_far_is_not_asked_for(program):
    for day, obstacle in (
        (NOW.date() - timedelta(days=1), ProposalObstacle.WEEK_BEGUN),
        (NOW.date() + timedelta(weeks=10), ProposalObstacle.TOO_FAR_AHEAD),
    ):
        with pytest.raises(actions.CannotBuildWeekError) as no:
            ask(program, day)
        assert no.value.obstacles == (obstacle,)
    assert ask(program, NOW.date()).week_start == MONDAY - timedelta(weeks=1)


def test_the_worker_finds_a_stand_in_who_is_free(program):
    substitute = make_facilitator(program.organization)
    week = picture(start=quarter(12), end=quarter(21), use=TimeUse.WORK)
    make_staff_week(substitute, week=week, services=["cbt"])
    group = program.groups[0]
    program.client(group)
    plan_sessions(program)
    asked = built(program, ask(program))
    assert asked.status == ProposalStatus.READY
    first = queries.drafts(program.by, asked.pk)[0]
    assert [each.staff for each in first.findings.substitutes] == [str(substitute.pk)]
    assert not first.findings.not_held
    write(program, asked)
    assert session_of(group).facilitator_id == substitute.pk
    assert session_of(group, MONDAY + timedelta(weeks=1)).facilitator_id == program.counselor.pk


def test_the_worker_s_second_way_is_published_as_it_was_shown(program):
    for days in ((0, 1), (0, 2)):
        program.client(program.groups[0], days=days)
    plan_sessions(program)
    asked = built(program, ask(program))
    drafts = queries.drafts(program.by, asked.pk)
    number = drafts[-1].number
    done = write(program, asked, number)
    assert (done.chosen, asked.cause) == (number, Cause.ABSENCE)
    for move in drafts[-1].findings.moves:
        if isinstance(move.after, Seat):
            series = {str(each.pk): each for each in program.groups}[move.after.series]
            assert move.client in {
                str(each.episode_id)
                for each in Appointment.objects.filter(group_session__series=series.pk)
            }


def test_the_page_of_an_absence_names_what_it_cannot_mend(program):
    elsewhere = make_session(
        program.service,
        start=NOW + timedelta(days=6),
        facilitator_id=program.counselor.pk,
        title="Intake",
    )
    make_appointment(elsewhere, program.client())
    lost = program.client(program.groups[0])
    plan_sessions(program)
    asked = found(
        program,
        not_held=(not_held(program.groups[0]),),
        moves=(Move(str(lost.pk), Seat(str(program.groups[0].pk)), None, AWAY, ""),),
    )
    page = queries.absence_page(program.by, queries.drafts(program.by, asked.pk), now=NOW)
    assert [each.session.title for each in page.others] == ["Intake"]
    (way,) = page.stand_ins
    assert (way.people, way.not_held, way.is_needed) == (1, 1, True)
    assert len(way.without) == 1


def test_whoever_gets_something_else_for_a_lost_session_is_not_said_to_have_nothing(program):
    group, other = program.groups[:2]
    lucky, unlucky = program.client(group), program.client(group)
    plan_sessions(program)
    own = Seat(str(group.pk))
    asked = found(
        program,
        not_held=(not_held(group),),
        moves=(
            Move(str(lucky.pk), own, None, AWAY, ""),
            Move(str(lucky.pk), None, Seat(str(other.pk)), AWAY, ""),
            Move(str(unlucky.pk), own, None, AWAY, ""),
        ),
    )
    page = queries.absence_page(program.by, queries.drafts(program.by, asked.pk), now=NOW)
    (way,) = page.stand_ins
    assert len(way.without) == 1
    assert len(way.sentences) == 3


def test_groups_called_alike_are_told_apart_by_their_times_and_then_by_who_leads_them(program):
    title = program.groups[0].title
    colleague = make_facilitator(program.organization)
    later = program.group(1, title=title, start_time=time(14))
    room = make_room(program.organization)
    same = program.group(0, title=title, facilitator_id=colleague.pk, room_id=room.pk)
    asked = found(program)
    draft = queries.draft(program.by, asked.pk)
    names = names_of(program.by, draft.service, draft.week, with_times=False)
    assert names[str(later.pk)] == f"{title} (Tuesday 2:00 pm)"
    assert names[str(same.pk)].startswith(f"{title} (Monday 5:30 pm), ")
    assert names[str(same.pk)] != names[str(program.groups[0].pk)]
    assert names[str(program.groups[2].pk)] == program.groups[2].title


@pytest.mark.parametrize("is_moved", [True, False])
def test_whoever_has_another_session_for_one_that_is_not_held_is_offered_none(program, is_moved):
    group, other = program.groups[:2]
    moved = program.client(group)
    plan_sessions(program)
    own, new = Seat(str(group.pk)), Seat(str(other.pk))
    apart = (Move(str(moved.pk), own, None, AWAY, ""), Move(str(moved.pk), None, new, AWAY, ""))
    moves = (Move(str(moved.pk), own, new, AWAY, ""),) if is_moved else apart
    write(program, found(program, not_held=(not_held(group),), moves=moves))
    missed = Appointment.objects.get(group_session=session_of(group).pk)
    offered = timetable.make_up_offers(program.by, missed.pk, now=NOW)
    assert not offered.is_open
    assert offered.made_up_by.group_session.series_id == other.pk


def test_a_session_of_another_kind_is_given_too_where_one_is_not_held(program):
    group = program.groups[0]
    other = program.group(4, service_type="education")
    moved = program.client(group)
    plan_sessions(program)
    move = Move(str(moved.pk), Seat(str(group.pk)), Seat(str(other.pk)), AWAY, "")
    write(program, found(program, not_held=(not_held(group),), moves=(move,)))
    (place,) = Appointment.objects.filter(group_session__series=other.pk)
    assert place.makes_up_for_id is None
