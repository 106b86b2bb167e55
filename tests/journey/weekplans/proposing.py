"""Proposals as a test wants them: a plan by hand in place of the solver's."""

from dataclasses import replace

from tests.factories.accounts import make_membership
from tests.factories.scheduling import NOW
from tests.journey.weekplans.conftest import MONDAY
from wayhome.engines.timetable.check import check
from wayhome.engines.timetable.domain import Bound, Levels, Meeting, Plan, Seat, Visit
from wayhome.engines.timetable.sound import sound
from wayhome.journey.scheduling import actions as schedule
from wayhome.journey.scheduling.codes import HOLDS_SEAT
from wayhome.journey.scheduling.models import Appointment, GroupMember
from wayhome.journey.weekplans import actions, queries
from wayhome.journey.weekplans.actions import Made
from wayhome.journey.weekplans.rules import Findings
from wayhome.shared.accounts.codes import Role
from wayhome.shared.notifications.models import Message


def in_groups(*groups):
    return tuple(Seat(str(each.pk)) for each in groups)


def visit(staff, day, start, quarters=4):
    return Visit(f"individual-{quarters}", str(staff.pk), Meeting(day, start, quarters))


def plan_of(week, after, made=None):
    """Return the plan in which these stays have these bookings, and everybody else keeps theirs."""
    published = dict(week.published)
    bookings = tuple(
        sorted(
            (each.id, tuple(after.get(each.id, published.get(each.id, ()))))
            for each in week.clients
        )
    )
    plan = replace(
        made or Plan((), Levels(), Bound(0, 0)), bookings=bookings, problems=sound(week).problems
    )
    return replace(plan, levels=check(week, plan).levels)


def propose(program, after, *, findings=None, monday=MONDAY):
    """Return a proposal with this plan, as if the worker had made it."""
    by, bookings = program.by, {str(one.pk): own for one, own in after.items()}
    asked = actions.request_week(by, service_id=program.service.pk, week_start=monday, now=NOW)
    actions.begin_building(by, proposal_id=asked.pk, now=NOW)
    week = queries.draft(by, asked.pk).week
    made = Made(week, plan_of(week, bookings), findings or Findings())
    actions.finish_building(by, proposal_id=asked.pk, made=[made], now=NOW)
    return asked.refreshed()


def publish(program, proposal, *episodes, now=NOW, **given):
    given["edition"] = given.get("edition") or proposal.refreshed().edition
    return actions.publish_week(
        given.pop("by", program.by),
        proposal_id=proposal.pk,
        accepted=frozenset(str(one.pk) for one in episodes),
        now=now,
        **given,
    )


def plan_sessions(program):
    """Plan the sessions of the program's groups, with places for the rosters."""
    schedule.generate_sessions(program.by, until=MONDAY.replace(year=2027, month=1), now=NOW)


def roster(series, day=MONDAY):
    """Return whose the group is on that day."""
    rows = GroupMember.objects.filter(series=series.pk, period_start__lte=day)
    return {one.episode_id for one in rows if one.period_end is None or one.period_end > day}


def places(episode, since=NOW):
    """Return the sessions in which somebody has a place: title or staff, and when."""
    rows = Appointment.objects.filter(
        episode=episode.pk, status__in=sorted(HOLDS_SEAT), period_start__gt=since
    )
    return [row.group_session for row in rows.select_related("group_session").order_by("pk")]


def signs_in(program, *, patient_id=None, practitioner_id=None, **given):
    """Return the address of somebody who can sign in."""
    role = Role.CLIENT if patient_id else Role.COUNSELOR
    member = make_membership(
        program.organization, role, patient_id=patient_id, practitioner_id=practitioner_id, **given
    )
    return member.user.email


def told():
    return sorted(Message.objects.values_list("recipient", flat=True))
