"""What is published of a week goes into rosters, sessions and places as if done by hand."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from wayhome.journey.admissions import queries as admissions
from wayhome.journey.patients import queries as patients
from wayhome.journey.scheduling import actions as schedule
from wayhome.journey.scheduling import queries as timetable
from wayhome.journey.scheduling.codes import (
    HOLDS_SEAT,
    CancellationReason,
    Modality,
    ServiceType,
)
from wayhome.journey.scheduling.labels import SERVICE_TYPES
from wayhome.journey.weekplans.actions.refusals import CannotPublishWeekError
from wayhome.journey.weekplans.codes import ProposalObstacle
from wayhome.journey.weekplans.queries.rooms import FreeRooms
from wayhome.journey.weekplans.rules import slots
from wayhome.shared.core.period import Period, at_local, day_bounds
from wayhome.shared.notifications import actions as notifications

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date, datetime

    from wayhome.engines.timetable.domain import Visit
    from wayhome.journey.admissions.models import EpisodeOfCare
    from wayhome.journey.scheduling.models import Appointment
    from wayhome.journey.weekplans.queries import Draft
    from wayhome.journey.weekplans.rules import Difference
    from wayhome.shared.audit.actor import Actor


class IndividualSession(NamedTuple):
    """Whose it is, with whom, when."""

    episode_id: UUID
    practitioner_id: UUID
    period: Period


class Publication:
    """Changes of a proposal's week, about to be written."""

    def __init__(
        self, by: Actor, draft: Draft, changes: Collection[Difference], now: datetime
    ) -> None:
        self.by, self.draft, self.changes, self.now = by, draft, changes, now
        self.service = draft.proposal.healthcare_service
        self.monday = draft.proposal.week_start
        self.zone = ZoneInfo(self.service.time_zone)
        self.attends = {client.id: client.attends for client in draft.week.clients}

    @property
    def leaving(self) -> list[schedule.Belonging]:
        return [
            schedule.Belonging(UUID(series), UUID(each.client))
            for each in self.changes
            for series in each.left
        ]

    @property
    def joining(self) -> list[schedule.Belonging]:
        return [
            schedule.Belonging(UUID(series), UUID(each.client))
            for each in self.changes
            for series in each.joined
        ]

    @property
    def lost(self) -> list[IndividualSession]:
        return [self._session(one.client, each) for one in self.changes for each in one.visits_lost]

    @property
    def gained(self) -> list[IndividualSession]:
        return [
            self._session(one.client, each) for one in self.changes for each in one.visits_gained
        ]

    def cancel(self, lost: Collection[IndividualSession]) -> None:
        """Give up these individual sessions; one that somebody gave up meanwhile is given up."""
        for place in self._places(lost):
            schedule.cancel_appointment(
                self.by, appointment_id=place.pk, reason=CancellationReason.OTHER, now=self.now
            )

    def book(self, gained: Iterable[IndividualSession]) -> None:
        """Plan these individual sessions, in a room for whoever comes in person.

        :raises CannotPublishWeekError: when no room is free
        """
        for each in gained:
            by_video = self.attends.get(str(each.episode_id)) == "video"
            room_id = None if by_video else self._rooms.take(each.period)
            if room_id is None and not by_video:
                raise CannotPublishWeekError((ProposalObstacle.NO_ROOM_FREE,))
            local = each.period.start.astimezone(self.zone)
            schedule.book_individual_session(
                self.by,
                episode_id=each.episode_id,
                healthcare_service_id=self.service.pk,
                title=str(SERVICE_TYPES[ServiceType.INDIVIDUAL]),
                service_date=local.date(),
                start_time=local.time(),
                duration_minutes=each.period.minutes,
                facilitator_id=each.practitioner_id,
                modality=Modality.TELEHEALTH if by_video else Modality.ON_SITE,
                room_id=room_id,
                now=self.now,
            )

    def tell(self, others: Collection[str] = (), stand_ins: Collection[UUID] = ()) -> None:
        """Ask exactly the people concerned to sign in, once each; `others` by their stays."""
        concerned = {*others, *(each.client for each in self.changes)}
        episodes = admissions.episodes_by_id(self.by, map(UUID, concerned))
        stands = patients.people_of_records(self.by, [e.patient_id for e in episodes.values()])
        whose = patients.records_of_people(self.by, {*stands.values()})
        languages = {stands[e.patient_id]: e.patient.language for e in episodes.values()}
        notifications.tell_of_news(
            self.by,
            patients={record: languages[person] for record, person in whose.items()},
            practitioner_ids={*self._staff(episodes), *stand_ins} - {self.by.practitioner_id},
            now=self.now,
        )

    def _staff(self, episodes: Mapping[UUID, EpisodeOfCare]) -> set[UUID]:
        """Return whose groups or individual sessions change, and the counselors of whoever moves.

        Someone who is no member of the staff any more isn't written to.
        """
        series = {UUID(each) for one in self.changes for each in (*one.left, *one.joined)}
        leads = {UUID(each.id): each.facilitator for each in self.draft.week.series}
        visits = (each for one in self.changes for each in (*one.visits_lost, *one.visits_gained))
        return {
            *(UUID(leads[each]) for each in series if leads.get(each)),
            *(UUID(each.staff) for each in visits),
            *(each.care_manager_id for each in episodes.values() if each.care_manager_id),
        }

    def _session(self, client: str, visit: Visit) -> IndividualSession:
        meeting = visit.meeting
        day = slots.day_of(self.monday, meeting.day)
        start = at_local(day, slots.clock(meeting.start), self.zone)
        period = Period(start, start + slots.length(meeting.quarters))
        return IndividualSession(UUID(client), UUID(visit.staff), period)

    def _places(self, lost: Collection[IndividualSession]) -> list[Appointment]:
        wanted = {(each.episode_id, each.practitioner_id, each.period.start) for each in lost}
        if not wanted:
            return []
        found = timetable.appointments_of(self.by, None, self.week, service_id=self.service.pk)
        return [
            place
            for place in found.filter(
                episode__in={each.episode_id for each in lost},
                status__in=sorted(HOLDS_SEAT),
                period_start__gt=self.now,
            )
            if (place.episode_id, place.group_session.facilitator_id, place.period_start) in wanted
        ]

    @cached_property
    def _rooms(self) -> FreeRooms:
        return FreeRooms(self.by, self.service.location_id, self.week)

    @property
    def week(self) -> Period:
        end: date = slots.day_of(self.monday, 7)
        first, last = (day_bounds(day, self.zone).start for day in (self.monday, end))
        return Period(first, last)
