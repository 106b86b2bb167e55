"""Whether sessions can be planned so: the facts of all of them at once, then the rule for each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.codes import Modality, PlanningObstacle
from wayhome.journey.scheduling.models import GroupSession
from wayhome.journey.scheduling.queries import facts
from wayhome.journey.scheduling.queries.facts import BusyPlace, BusySession
from wayhome.journey.scheduling.rules import Plan
from wayhome.shared.core.period import DatePeriod, Period

if TYPE_CHECKING:
    from wayhome.shared.audit.actor import Actor


@dataclass(frozen=True, slots=True)
class Clash:
    """What stands in the way on one day: another session of the facilitator, room or person."""

    obstacle: PlanningObstacle
    day: date
    title: str
    period: Period
    patient_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides about a batch of sessions; `people` are those with a place in each."""

    cap: int | None
    credentials: Mapping[UUID, Sequence[DatePeriod]]
    rooms: Mapping[UUID, int | None]
    sessions: Sequence[BusySession]
    places: Mapping[UUID, Sequence[BusyPlace]] = field(default_factory=dict)
    people: Mapping[UUID, Collection[UUID]] = field(default_factory=dict)

    def obstacles(self, row: GroupSession) -> tuple[PlanningObstacle, ...]:
        clashes = self.clashes(row)
        people = self.people.get(row.pk, ())
        return rules.obstacles_to_planning(
            self._plan(row),
            cap=row.capacity if self.cap is None else self.cap,
            booked=len(people),
            credentials=self.credentials.get(row.facilitator_id, ()),
            facilitator_busy=_periods(clashes, PlanningObstacle.FACILITATOR_BUSY),
            room_busy=_periods(clashes, PlanningObstacle.ROOM_BUSY),
            people_busy=_periods(clashes, PlanningObstacle.PERSON_BUSY),
        )

    def clashes(self, row: GroupSession) -> list[Clash]:
        day, found = row.service_date, []
        for busy in self.sessions:
            if row.period_start >= busy.period.end or busy.period.start >= row.period_end:
                continue
            if busy.facilitator_id == row.facilitator_id:
                found.append(Clash(PlanningObstacle.FACILITATOR_BUSY, day, busy.title, busy.period))
            if row.room_id is not None and busy.room_id == row.room_id:
                found.append(Clash(PlanningObstacle.ROOM_BUSY, day, busy.title, busy.period))
        for patient in self.people.get(row.pk, ()):
            found += [
                Clash(PlanningObstacle.PERSON_BUSY, day, place.title, place.period, patient)
                for place in self.places.get(patient, ())
                if row.period_start < place.period.end and place.period.start < row.period_end
            ]
        return found

    def with_session(self, row: GroupSession) -> Facts:
        """Return the facts once this session is planned too."""
        period = Period(row.period_start, row.period_end)
        busy = BusySession(row.pk, row.title, row.facilitator_id, row.room_id, period)
        return replace(self, sessions=[*self.sessions, busy])

    def _plan(self, row: GroupSession) -> Plan:
        # a room whose seats nobody counted holds what is asked of it
        seats = (self.rooms.get(row.room_id) or row.capacity) if row.room_id else None
        return Plan(
            starts_at=row.period_start,
            ends_at=row.period_end,
            capacity=row.capacity,
            modality=Modality(row.modality),
            days=(row.service_date,),
            room_capacity=seats,
        )


def facts_of(
    by: Actor,
    rows: Sequence[GroupSession],
    *,
    cap: int | None = None,
    people: Mapping[UUID, Collection[UUID]] | None = None,
) -> Facts:
    """Look up what decides about these sessions, in a fixed number of statements.

    They themselves are in nobody's way; without a cap, that of the rule pack isn't asked again.
    """
    around = Period(min(r.period_start for r in rows), max(r.period_end for r in rows))
    facilitators = {row.facilitator_id for row in rows}
    rooms = {row.room_id for row in rows if row.room_id is not None}
    own = {row.pk for row in rows}
    others = facts.busy_sessions(by, around, facilitator_ids=facilitators, room_ids=rooms)
    everyone = {patient for patients in (people or {}).values() for patient in patients}
    return Facts(
        cap=cap,
        credentials=facts.credential_periods(by, facilitators),
        rooms=facts.room_capacities(by, rooms) if rooms else {},
        sessions=[other for other in others if other.id not in own],
        places=facts.busy_people(by, around, everyone, apart_from=own) if everyone else {},
        people=people or {},
    )


def _periods(clashes: Iterable[Clash], obstacle: PlanningObstacle) -> list[Period]:
    return [clash.period for clash in clashes if clash.obstacle is obstacle]
