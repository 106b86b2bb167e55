"""A program's clients in one week, in the week builder's words: what is due, when they can come."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from wayhome.engines.timetable.calendar import NEVER, QUARTERS_AN_HOUR
from wayhome.engines.timetable.domain import (
    ANYONE,
    Attends,
    Booking,
    Client,
    Daypart,
    Prescription,
    Seat,
    Visit,
)
from wayhome.journey.admissions.codes import WAITING_STATUSES
from wayhome.journey.encounters.rules.targets import target_key
from wayhome.journey.patients.codes import AdministrativeGender
from wayhome.journey.rulepacks.codes import RuleKey
from wayhome.journey.scheduling import rules as scheduling
from wayhome.journey.scheduling.codes import HOLDS_SEAT, ServiceType
from wayhome.journey.weekplans.queries.program import Program, service_id
from wayhome.journey.weekplans.rules import orders, slots
from wayhome.shared.core.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from wayhome.journey.admissions.models import EpisodeOfCare
    from wayhome.journey.scheduling.models import Appointment, Availability, GroupMember
    from wayhome.journey.weekplans.queries.found import Found

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Booked:
    """What somebody has in the week: bookings that may move, times and quarters that don't."""

    bookings: tuple[Booking, ...] = ()
    sessions: tuple[UUID, ...] = ()
    taken: int = NEVER
    quarters: int = 0
    individual: bool = False


class People:
    """Everyone in a program's week, and what they have in it so far."""

    def __init__(self, found: Found) -> None:
        self.found = found
        self.timetable = Program(found, ())

    @cached_property
    def booked(self) -> Mapping[UUID, Booked]:
        """Return, by stay, the seats of its rosters and its individual sessions of the week."""
        return {each.pk: self._booked(each) for each in self.found.episodes}

    @property
    def movable(self) -> Iterator[UUID]:
        """Give the individual sessions that the plan may move or leave out."""
        for booked in self.booked.values():
            yield from booked.sessions

    @property
    def guests(self) -> Counter[UUID]:
        """Count, by group, whose place in this week's session isn't the roster's."""
        outside = self.timetable.outsiders
        places = (
            (place.group_session.series_id, place.episode_id)
            for place in self.found.places
            if place.status in HOLDS_SEAT
        )
        return Counter(
            series_id
            for series_id, episode_id in places
            if series_id
            and series_id not in self._seats[episode_id]
            and (series_id, episode_id) not in outside
        )

    @property
    def lengths(self) -> set[int]:
        """Return how long individual sessions last, in quarters."""
        stays = {*(each.pk for each in self.found.episodes)}
        if self.found.newcomer:
            stays.add(self.found.newcomer.id)
        return {length for stay in stays for length in self._sessions_due(stay)}

    @property
    def silent(self) -> frozenset[str]:
        """Return the stays of those who told nothing of when they can come."""
        return frozenset(
            str(each.pk)
            for each in self.found.episodes
            if self._who(each) not in self.found.availability
        )

    def clients(self) -> Iterator[Client]:
        by_patient = {each.patient_id: str(each.pk) for each in self.found.episodes}
        for each in self.found.episodes:
            apart = self.found.apart.get(each.patient_id, frozenset())
            avoid = frozenset(by_patient[other] for other in apart if other in by_patient)
            yield self._client(each, avoid)

    def published(self) -> Iterator[tuple[str, tuple[Booking, ...]]]:
        for episode_id, booked in sorted(self.booked.items()):
            if booked.bookings:
                yield str(episode_id), booked.bookings

    def _client(self, episode: EpisodeOfCare, avoid: frozenset[str]) -> Client:
        told = self.found.availability.get(self._who(episode), ())
        booked, patient = self.booked[episode.pk], episode.patient
        attends, prefers = ways(told)
        counselor = str(episode.care_manager_id) if episode.care_manager_id else None
        is_waiting = episode.status in WAITING_STATUSES
        gender = patient.gender
        return Client(
            id=str(episode.pk),
            site=str(self.found.service.location_id),
            free=self.free(told) & ~booked.taken,
            prescription=self.prescription(
                episode.pk,
                slots.quarters(self.found.targets[episode.pk]),
                self.floor(episode.level_of_care, episode.patient.birth_date),
                booked,
            ),
            travel=slots.quarters(told[-1].travel_minutes) if told else 0,
            attends=attends,
            language=self._language(episode, booked),
            gender=ANYONE if gender == AdministrativeGender.UNKNOWN else gender,
            phase=order.phase if (order := self.found.orders.get(episode.pk)) else 1,
            counselor=None if is_waiting else counselor,
            prefers=prefers,
            avoid=avoid,
            waiting=is_waiting,
        )

    def free(self, told: Sequence[Availability]) -> int:
        pictures = [(each.period_start, each.week) for each in told]
        return scheduling.times_of(scheduling.week_from(pictures, self.found.monday))

    def _language(self, episode: EpisodeOfCare, booked: Booked) -> str:
        """Return in which language somebody's groups are held.

        Who is in a group held in their language has theirs; and who needs an interpreter, until
        they sit in another one: then there is an interpreter.
        """
        own = episode.patient.language
        languages = {str(each.pk): each.language for each in self.found.series}
        held = {languages[each.series] for each in booked.bookings if isinstance(each, Seat)}
        is_bound = episode.patient.needs_interpreter and not held
        return own if is_bound or own in held else ENGLISH

    def prescription(self, stay_id: UUID, asked: int, floor: int, booked: Booked) -> Prescription:
        """Return what is due in the week; what is fixed already counts as had."""
        weekly = max(0, asked - booked.quarters)
        lengths = () if booked.individual else self._sessions_due(stay_id)
        kinds = self._kinds(stay_id, weekly)
        ordered = sum(most for _, most in kinds) + sum(lengths)
        return Prescription(
            weekly=weekly,
            kinds=kinds,
            services=tuple(service_id(length) for length in lengths),
            floor=min(weekly, floor),
            ceiling=max(weekly, self._hours(RuleKey.WEEKLY_MAX_HOURS) - booked.quarters),
            # what is ordered beyond the week's hours are choices, not all of it is due
            any_mix=ordered > weekly,
        )

    def _kinds(self, stay_id: UUID, weekly: int) -> tuple[tuple[str, int], ...]:
        """Return the most of each kind of group; without an order as much of any as is due."""
        order = self.found.orders.get(stay_id)
        if order is None:
            return tuple((each, weekly) for each in sorted(self._offered))
        due = orders.due_in(order, self.found.monday)
        return tuple(
            (each.service_type, min(weekly, slots.quarters(each.minutes)))
            for each in due
            if not each.is_individual
        )

    @cached_property
    def _offered(self) -> frozenset[str]:
        return frozenset(each.service_type for each in self.found.series)

    def _sessions_due(self, stay_id: UUID) -> tuple[int, ...]:
        order = self.found.orders.get(stay_id)
        due = orders.due_in(order, self.found.monday) if order else ()
        return tuple(slots.quarters(each.minutes) for each in due if each.is_individual)

    def floor(self, level_of_care: str, birth_date: date | None) -> int:
        key = target_key(level_of_care, birth_date, self.found.monday)
        return self._hours(key) if key else 0

    def _hours(self, key: RuleKey) -> int:
        return int(self.found.numbers[key] * QUARTERS_AN_HOUR)

    def _booked(self, episode: EpisodeOfCare) -> Booked:
        seats = self._seats[episode.pk]
        bookings: list[Booking] = [Seat(str(each)) for each in sorted(seats)]
        sessions: list[UUID] = []
        taken, quarters, individual = NEVER, 0, False
        for place in self._places_of_person[self._who(episode)]:
            session = place.group_session
            if session.series_id in seats or place.status not in HOLDS_SEAT:
                continue
            if visit := self._visit(episode, place):
                bookings.append(visit)
                sessions.append(session.pk)
                continue
            period = Period(session.period_start, session.period_end)
            taken |= slots.times_taken(period, self.found.monday, self.found.zone)
            if place.episode_id != episode.pk:
                continue
            quarters += slots.quarters(period.minutes)
            individual |= session.service_type == ServiceType.INDIVIDUAL
        return Booked(tuple(bookings), tuple(sessions), taken, quarters, individual)

    def _visit(self, episode: EpisodeOfCare, place: Appointment) -> Visit | None:
        """Return an individual session as one that may move: with their counselor, as ordered."""
        session = place.group_session
        period = Period(session.period_start, session.period_end)
        meeting = slots.meeting(period, self.found.monday, self.found.zone)
        is_ours = (
            place.episode_id == episode.pk
            and session.series_id is None
            and session.service_type == ServiceType.INDIVIDUAL
            and session.healthcare_service_id == self.found.service.pk
            and session.facilitator_id == episode.care_manager_id
        )
        if not is_ours or meeting is None:
            return None
        if meeting.quarters not in self._sessions_due(episode.pk) or meeting.start % 2:
            return None
        return Visit(service_id(meeting.quarters), str(session.facilitator_id), meeting)

    @cached_property
    def _seats(self) -> Mapping[UUID, frozenset[UUID]]:
        seats: defaultdict[UUID, frozenset[UUID]] = defaultdict(frozenset)
        for member in self.found.members:
            if self.timetable.is_member(member) and self._is_seated(member):
                seats[member.episode_id] |= {member.series_id}
        return seats

    def _is_seated(self, member: GroupMember) -> bool:
        """Say whether a member has a place in the week's session, or had until they gave it up.

        On a roster that is longer than the group has seats, somebody has none.
        """
        session = self.timetable.held.get(member.series_id)
        who = self.found.whose.get(member.patient_id, member.patient_id)
        places = self._places_of_person[who]
        return session is None or any(each.group_session_id == session.pk for each in places)

    @cached_property
    def _places_of_person(self) -> Mapping[UUID, Sequence[Appointment]]:
        """Return, by the record that stands for somebody, the places of all stays of theirs."""
        places: defaultdict[UUID, list[Appointment]] = defaultdict(list)
        for place in self.found.places:
            places[self.found.whose.get(place.patient_id, place.patient_id)].append(place)
        return places

    def _who(self, episode: EpisodeOfCare) -> UUID:
        return self.found.whose[episode.patient_id]


def ways(told: Sequence[Availability]) -> tuple[Attends, Daypart]:
    if not told:
        return "either", Daypart.ANY
    newest = told[-1]
    ways: Mapping[str, Attends] = {"in_person": "in_person", "either": "either", "video": "video"}
    return ways[newest.attends], Daypart(newest.prefers)
