"""Writes that publish a proposal, all or in part, and take it back."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F

from wayhome.engines.timetable.check import check
from wayhome.engines.timetable.domain import Seat
from wayhome.engines.timetable.sound import sound
from wayhome.journey.admissions import queries as admissions
from wayhome.journey.admissions.codes import ADMITTED_STATUSES
from wayhome.journey.scheduling import actions as schedule
from wayhome.journey.scheduling import queries as timetable
from wayhome.journey.weekplans import rules
from wayhome.journey.weekplans.actions.applying import Publication
from wayhome.journey.weekplans.actions.proposals import (
    locked,
    locked_with_rivals,
    saved,
    week_of,
)
from wayhome.journey.weekplans.actions.refusals import (
    CannotPublishWeekError,
    CannotUndoWeekError,
)
from wayhome.journey.weekplans.codes import Cause, ProposalObstacle, ProposalStatus
from wayhome.journey.weekplans.models import ProposalContent, WeekProposal
from wayhome.journey.weekplans.queries.drafts import read
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.period import ONE_DAY, local_day
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date, datetime

    from wayhome.engines.timetable.check import Violation
    from wayhome.engines.timetable.domain import Week
    from wayhome.journey.weekplans.queries import Draft
    from wayhome.journey.weekplans.rules import Difference
    from wayhome.shared.audit.actor import Actor


@action(Permission.WEEK_BUILD)
def publish_week(
    by: Actor, *, proposal_id: UUID, accepted: Collection[str], edition: int, now: datetime
) -> WeekProposal:
    """Write what a proposal changes for these people, from its Monday on, and tell them.

    :param accepted: ids of their stays; everybody else keeps what they have

    :raises CannotPublishWeekError: with every reason why not; then nothing is written
    """
    proposal = locked_with_rivals(proposal_id)
    draft = draft_seen(proposal, Cause.WHOLE_WEEK, edition, 0)
    changes = _chosen(draft, accepted)
    people = {each.client for each in changes}
    week = publishable_week(by, draft, people, is_anything_chosen=bool(changes), now=now)
    _refuse_broken(week, draft, people)
    publication = Publication(by, draft, changes, now)
    unseated = _unseated(by, draft, changes)
    joining = [each for each in publication.joining if each not in unseated]
    leaving = [*publication.leaving, *(unseated - {*publication.joining})]
    day = proposal.week_start
    with as_publishing():
        publication.cancel(publication.lost)
        schedule.change_rosters(by, leaving=leaving, joining=joining, day=day, now=now)
        publication.book(publication.gained)
    publication.tell()
    ids = " ".join(each.client for each in changes)
    ProposalContent.objects.filter(proposal=proposal_id, number=0).update(accepted=ids)
    return published(by, proposal, 0, now)


@action(Permission.WEEK_BUILD)
def undo_week(by: Actor, *, proposal_id: UUID, now: datetime) -> WeekProposal:
    """Take back what was published of a week, as far as it still stands, and tell the same people.

    Rosters are as they were from tomorrow on, or from the week's Monday; sessions that were held
    stay as they are.

    :raises CannotUndoWeekError: with every reason why not; then nothing is written
    """
    proposal = locked(proposal_id)
    if obstacles := rules.obstacles_to_undoing(
        published_at=proposal.published_at,
        is_undone=proposal.undone_at is not None or proposal.cause != Cause.WHOLE_WEEK,
        now=now,
    ):
        raise CannotUndoWeekError(obstacles)
    content = ProposalContent.objects.get(proposal=proposal_id, number=0)
    draft = read(proposal, content)
    changes = rules.backwards(_in_care(by, _chosen(draft, draft.accepted)))
    publication = Publication(by, draft, changes, now)
    day = max(proposal.week_start, local_day(now, draft.zone) + ONE_DAY)
    leaving, joining = _still_standing(by, publication, day)
    with _as_undoing():
        publication.cancel(publication.lost)
        schedule.change_rosters(by, leaving=leaving, joining=joining, day=day, now=now)
        publication.book(each for each in publication.gained if each.period.start > now)
    publication.tell()
    proposal.undone_at = now
    return saved(proposal)


def draft_seen(proposal: WeekProposal, cause: Cause, edition: int, number: int) -> Draft:
    """Return what is to be published, as somebody saw it.

    :raises CannotPublishWeekError: when it isn't ready, has changed since, or is for something else
    """
    obstacles = rules.obstacles_to_changing(
        status=ProposalStatus(proposal.status), edition=edition, known_edition=proposal.edition
    )
    if obstacles or proposal.cause != cause:
        raise CannotPublishWeekError(obstacles or (ProposalObstacle.NOT_READY,))
    return read(proposal, ProposalContent.objects.get(proposal=proposal.pk, number=number))


def _chosen(draft: Draft, accepted: Collection[str]) -> tuple[Difference, ...]:
    return tuple(
        each for each in rules.differences(draft.week, draft.planned) if each.client in accepted
    )


def _unseated(
    by: Actor, draft: Draft, changes: Collection[Difference]
) -> frozenset[schedule.Belonging]:
    """Return on which rosters these people are without a place, of groups that are planned.

    Who gets a place there is on the roster already; who doesn't would get a second one later.
    """
    out = {each.subject for each in draft.planned.problems if each.left_out}
    groups = {UUID(each.id) for each in draft.week.series if each.id not in out}
    before = {
        schedule.Belonging(UUID(seat.series), UUID(each.client))
        for each in changes
        for seat in each.before
        if isinstance(seat, Seat)
    }
    first, people = draft.proposal.week_start, {UUID(each.client) for each in changes}
    known = timetable.members_between(by, groups, first, first + rules.ONE_WEEK)
    rosters = {schedule.Belonging(row.series_id, row.episode_id) for row in known}
    return frozenset(each for each in rosters - before if each.episode_id in people)


def _in_care(by: Actor, changes: Collection[Difference]) -> tuple[Difference, ...]:
    """Return what was changed for those who haven't left since."""
    episodes = admissions.episodes_by_id(by, [UUID(each.client) for each in changes])
    return tuple(
        each for each in changes if episodes[UUID(each.client)].status in ADMITTED_STATUSES
    )


def publishable_week(
    by: Actor, draft: Draft, people: Collection[str], *, is_anything_chosen: bool, now: datetime
) -> Week:
    """Return the week as it is by now, of which a proposal is to be published for these people.

    :raises CannotPublishWeekError: when it is no longer a change of what everybody has
    """
    proposal = draft.proposal
    week = week_of(by, proposal)
    known = (rules.as_it_stands(week) if proposal.cause == Cause.ABSENCE else week).published
    in_care = {each.id for each in week.clients if not each.waiting}
    if obstacles := rules.obstacles_to_publishing(
        cause=Cause(proposal.cause),
        week_start=proposal.week_start,
        today=local_day(now, draft.zone),
        is_anything_chosen=is_anything_chosen,
        is_current=known == draft.week.published and in_care.issuperset(people),
    ):
        raise CannotPublishWeekError(obstacles)
    return week


def _refuse_broken(week: Week, draft: Draft, people: Collection[str]) -> None:
    """Refuse a part of a proposal that breaks a rule which isn't broken, or less, as it is.

    Rules are those of the week as it is by now: somebody may have told another time since.

    :raises CannotPublishWeekError: with what would be broken
    """
    before = {
        (each.breach, each.subject, each.other): each.count for each in _broken(week, draft, ())
    }
    broken = [
        each
        for each in _broken(week, draft, people)
        if each.count > before.get((each.breach, each.subject, each.other), -1)
    ]
    if broken:
        raise CannotPublishWeekError((ProposalObstacle.BREAKS_A_RULE,), broken)


def _broken(week: Week, draft: Draft, people: Collection[str]) -> tuple[Violation, ...]:
    plan = replace(draft.planned, problems=sound(week).problems)
    return check(week, rules.in_part(week, plan, people)).violations


def _still_standing(
    by: Actor, publication: Publication, day: date
) -> tuple[list[schedule.Belonging], list[schedule.Belonging]]:
    """Return who is still where the publication put them, and who isn't back where they were.

    Nobody goes back to a group that ended meanwhile.
    """
    service_id = publication.service.pk
    held = {each.pk for each in timetable.series_of_service(by, service_id, on=day)}
    wanted = {*publication.leaving, *publication.joining}
    ids = {each.series_id for each in wanted}
    members = {
        schedule.Belonging(row.series_id, row.episode_id)
        for row in timetable.members_between(by, ids, day, day + ONE_DAY)
    }
    leaving = [each for each in publication.leaving if each in members]
    back = [each for each in publication.joining if each not in members]
    return leaving, [each for each in back if each.series_id in held]


def published(by: Actor, proposal: WeekProposal, number: int, now: datetime) -> WeekProposal:
    """Note who published what, and set aside what others proposed for the same week and cause."""
    others = WeekProposal.objects.filter(
        healthcare_service=proposal.healthcare_service_id,
        week_start=proposal.week_start,
        cause=proposal.cause,
        absentee=proposal.absentee_id,
        status=ProposalStatus.READY,
    )
    others.exclude(pk=proposal.pk).update(
        status=ProposalStatus.CANCELLED, finished_at=now, edition=F("edition") + 1
    )
    proposal.status, proposal.chosen = ProposalStatus.COMPLETED, number
    proposal.published_at, proposal.published_by_id = now, by.practitioner_id
    return saved(proposal)


@contextmanager
def as_publishing() -> Iterator[None]:
    """Let a refusal of the schedule's be one of publishing."""
    try:
        yield
    except CannotPublishWeekError:
        raise
    except Refusal as refusal:
        obstacles = (ProposalObstacle.REFUSED_BY_SCHEDULE, *refusal.obstacles)
        raise CannotPublishWeekError(obstacles) from refusal


@contextmanager
def _as_undoing() -> Iterator[None]:
    try:
        yield
    except Refusal as refusal:
        obstacles = (ProposalObstacle.REFUSED_BY_SCHEDULE, *refusal.obstacles)
        raise CannotUndoWeekError(obstacles) from refusal
