"""Writes of what is done about a day on which somebody is away: the sessions of that week alone."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from wayhome.engines.timetable.domain import Seat
from wayhome.journey.scheduling import actions as schedule
from wayhome.journey.scheduling import queries as timetable
from wayhome.journey.scheduling.codes import (
    HOLDS_SEAT,
    AppointmentOrigin,
    CancellationReason,
    TimeOffReason,
)
from wayhome.journey.weekplans.actions.applying import Publication
from wayhome.journey.weekplans.actions.proposals import locked_with_rivals
from wayhome.journey.weekplans.actions.publishing import (
    as_publishing,
    draft_seen,
    publishable_week,
    published,
)
from wayhome.journey.weekplans.actions.refusals import CannotPublishWeekError
from wayhome.journey.weekplans.codes import Cause, ProposalObstacle
from wayhome.journey.weekplans.rules import Difference, slots
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.period import day_bounds

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from wayhome.engines.timetable.domain import Move, NotHeld, Substitute
    from wayhome.journey.scheduling.models import Appointment, GroupSession
    from wayhome.journey.weekplans.models import WeekProposal
    from wayhome.journey.weekplans.queries import Draft
    from wayhome.shared.audit.actor import Actor


@action(Permission.WEEK_BUILD)
def publish_stand_ins(
    by: Actor, *, proposal_id: UUID, number: int, edition: int, now: datetime
) -> WeekProposal:
    """Write one of the proposals for an absence into the week, and tell whom it moves.

    Rosters stay as they are: next week everybody is where they were. The day off is written down
    where it isn't yet.

    :raises CannotPublishWeekError: with every reason why not; then nothing is written
    """
    proposal = locked_with_rivals(proposal_id)
    draft = draft_seen(proposal, Cause.ABSENCE, edition, number)
    found = draft.findings
    people = {each.client for each in found.moves}
    is_needed = bool(found.substitutes or found.not_held or found.moves)
    publishable_week(by, draft, people, is_anything_chosen=is_needed, now=now)
    changes = tuple(
        Difference(
            each.client,
            (each.before,) if each.before else (),
            (each.after,) if each.after else (),
        )
        for each in found.moves
    )
    absence = _Absence(by, draft, Publication(by, draft, changes, now), now)
    with as_publishing():
        absence.write()
    absence.publication.tell(absence.also_concerned, absence.stand_ins)
    return published(by, proposal, number, now)


class _Absence:
    """The sessions of a week, and what becomes of them."""

    def __init__(self, by: Actor, draft: Draft, publication: Publication, now: datetime) -> None:
        self.by, self.draft, self.publication, self.now = by, draft, publication, now
        self.findings = draft.findings
        self.sessions = self._sessions()
        self.places = self._places()
        self.cancelled = {each.series for each in self.findings.not_held}

    @property
    def also_concerned(self) -> tuple[str, ...]:
        """Return whose session isn't held, though nothing else changes for them."""
        sessions = {self.sessions[UUID(each)].pk for each in self.cancelled if self._is_there(each)}
        return tuple(
            str(episode_id) for (session, episode_id) in self.places if session in sessions
        )

    @property
    def stand_ins(self) -> set[UUID]:
        """Return who leads a session in place of whoever is away."""
        return {UUID(each.staff) for each in self.findings.substitutes if each.staff}

    def write(self) -> None:
        """Write whatever frees something first."""
        for each in self.findings.not_held:
            self._cancel(each)
        for move in self.findings.moves:
            self._give_up(move)
        self.publication.cancel(self.publication.lost)
        for substitute in self.findings.substitutes:
            self._cover(substitute)
        for move in self.findings.moves:
            self._seat(move)
        self.publication.book(self.publication.gained)
        self._write_down_the_day()

    def _cancel(self, not_held: NotHeld) -> None:
        if session := self.sessions.get(UUID(not_held.series)):
            schedule.cancel_session(
                self.by, session_id=session.pk, edition=session.edition, now=self.now
            )

    def _cover(self, substitute: Substitute) -> None:
        """Let somebody else lead a session, or have it in another room; once it is planned."""
        session = self.sessions.get(UUID(substitute.series))
        if session is None:
            return
        changes: schedule.SessionChanges = {}
        if substitute.staff:
            changes["facilitator_id"] = UUID(substitute.staff)
        if substitute.room:
            changes["room_id"] = UUID(substitute.room)
        schedule.change_session(
            self.by, session_id=session.pk, edition=session.edition, now=self.now, **changes
        )

    def _give_up(self, move: Move) -> None:
        """Give up a seat that somebody has no more, unless it went with its session."""
        if not isinstance(move.before, Seat) or move.before.series in self.cancelled:
            return
        session = self.sessions.get(UUID(move.before.series))
        if session and (place := self.places.get((session.pk, UUID(move.client)))):
            reason = CancellationReason.OTHER
            schedule.cancel_appointment(
                self.by, appointment_id=place.pk, reason=reason, now=self.now
            )

    def _seat(self, move: Move) -> None:
        """Give somebody a place in another session.

        :raises CannotPublishWeekError: when it isn't planned
        """
        if not isinstance(move.after, Seat):
            return
        session = self.sessions.get(UUID(move.after.series))
        if session is None:
            raise CannotPublishWeekError((ProposalObstacle.ROSTER_CHANGED,))
        if self._makes_up(UUID(move.client), session):
            return
        schedule.book_appointment(
            self.by,
            group_session_id=session.pk,
            episode_id=UUID(move.client),
            origin=AppointmentOrigin.ONE_OFF,
            now=self.now,
        )

    def _makes_up(self, episode_id: UUID, session: GroupSession) -> bool:
        """Seat somebody for a session of theirs that isn't held, so that it isn't offered again.

        False where nothing of theirs was cancelled, or this can't make up for it.
        """
        for series in sorted(self.cancelled):
            missed = self._is_there(series) and self.places.get(
                (self.sessions[UUID(series)].pk, episode_id)
            )
            if missed:
                with suppress(schedule.CannotBookMakeUpError), transaction.atomic():
                    schedule.book_make_up(
                        self.by,
                        appointment_id=missed.pk,
                        group_session_id=session.pk,
                        now=self.now,
                    )
                    return True
        return False

    def _write_down_the_day(self) -> None:
        absentee, day = self.draft.absence
        absentee_id = UUID(absentee)
        bounds = day_bounds(slots.day_of(self.publication.monday, day), self.draft.zone)
        known = timetable.working_times(self.by, absentee_id, now=self.now).absences
        off = [each.time_off for each in known]
        if not any(o.period_start < bounds.end and bounds.start < o.period_end for o in off):
            schedule.record_time_off(
                self.by,
                practitioner_id=absentee_id,
                starts_at=bounds.start,
                ends_at=bounds.end,
                reason=TimeOffReason.SICK,
                now=self.now,
            )

    def _is_there(self, series: str) -> bool:
        return UUID(series) in self.sessions

    def _sessions(self) -> Mapping[UUID, GroupSession]:
        found = timetable.sessions_between(
            self.by, self.publication.week, service_id=self.draft.service.pk
        )
        return {each.series_id: each for each in found if each.series_id}

    def _places(self) -> Mapping[tuple[UUID, UUID], Appointment]:
        found = timetable.appointments_of(
            self.by, None, self.publication.week, service_id=self.draft.service.pk
        )
        held = found.filter(status__in=sorted(HOLDS_SEAT))
        return {(each.group_session_id, each.episode_id): each for each in held}
