"""Reads of make-up offers: which sessions fit someone who missed one."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from wayhome.journey.patients import queries as patients
from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.codes import HOLDS_SEAT, Attends, Modality, ServiceType
from wayhome.journey.scheduling.queries import facts
from wayhome.journey.scheduling.queries.availability import told_by
from wayhome.journey.scheduling.queries.dated import standing
from wayhome.journey.scheduling.queries.missed import (
    MissedPlace,
    Offer,
    is_ahead,
    missed_among,
    profile_of,
)
from wayhome.journey.scheduling.queries.places import appointments_of, get_appointment
from wayhome.journey.scheduling.queries.sessions import open_sessions
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.reads import record_read
from wayhome.shared.core.period import ONE_DAY, Period, at_local

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from wayhome.journey.patients.models import Patient
    from wayhome.journey.scheduling.models import Appointment, GroupSession
    from wayhome.journey.scheduling.queries.sessions import SeatedSession
    from wayhome.shared.audit.actor import Actor

LOOKS_AHEAD = 14 * ONE_DAY
# A client looks for a seat, and never sees who has the others.
FOR_ONESELF = frozenset({Permission.SCHEDULE_VIEW})


class KeptOut(Protocol):
    """Says which sessions aren't for the client who is signed in, whyever."""

    def __call__(self, by: Actor, /, *, now: datetime) -> Collection[UUID]: ...


def nobody_says(_by: Actor, *, now: datetime) -> Collection[UUID]:  # noqa: ARG001  # as KeptOut asks
    return frozenset()


def _whose(found: MissedPlace) -> UUID:
    return found.place.patient_id


@record_read(Permission.AVAILABILITY_VIEW, "Appointment", patient_of=_whose)
def make_up_offers(by: Actor, appointment_id: UUID, *, now: datetime) -> MissedPlace:
    """Return a place, whether it was missed, what makes up for it, and what could, best first.

    :raises Appointment.DoesNotExist: when there is no such place
    """
    who = Around(by, [get_appointment(by, appointment_id)])
    return who.offers([who.missed], now=now)[0]


def own_make_up_offers(
    by: Actor, *, kept_out: KeptOut = nobody_says, now: datetime
) -> tuple[MissedPlace, ...]:
    """Return what the client who is signed in missed and can make up for, with what could.

    What they took for it is there until it is over. `kept_out` is asked, if anything was missed,
    for sessions that this room doesn't know to be none of theirs.
    """
    by.require(Permission.OWN_RECORD_VIEW)
    if by.patient_id is None:
        return ()
    able = for_oneself(by)
    records = patients.ids_of_person(by, by.patient_id)
    span = Period(now - rules.ONE_WEEK - ONE_DAY, now + LOOKS_AHEAD)
    missed = [
        each for each in missed_among(appointments_of(able, records, span)) if is_ahead(each, now)
    ]
    if not missed:
        return ()
    places = [each.place for each in missed]
    around = Around(able, places, is_own=True, kept_out=kept_out(by, now=now))
    return around.offers(missed, now=now)


def for_oneself(by: Actor) -> Actor:
    """Return the client as someone who may look for a seat."""
    return replace(by, permissions=by.permissions | FOR_ONESELF)


class Around:
    """Somebody's places around some that they missed, and what else decides what fits them."""

    def __init__(
        self,
        by: Actor,
        missed: Sequence[Appointment],
        *,
        is_own: bool = False,
        kept_out: Collection[UUID] = frozenset(),
    ) -> None:
        self._by, self._missed, self._is_own = by, missed, is_own
        self._kept_out = kept_out
        self._asked = by.patient_id if is_own and by.patient_id else missed[0].patient_id
        self._records = patients.ids_of_person(by, self._asked)
        self.places = [*appointments_of(by, self._records, self.period)]

    @property
    def period(self) -> Period:
        """The moments in which a make-up, and whatever it could overlap, begins."""
        known = [MissedPlace(place) for place in self._missed]
        windows = [(each.facts().window, each.zone) for each in known]
        starts = (at_local(window.start, time.min, zone) for window, zone in windows)
        ends = (at_local(window.start + rules.ONE_WEEK, time.min, zone) for window, zone in windows)
        return Period(min(starts) - ONE_DAY, max(ends) + ONE_DAY)

    @property
    def missed(self) -> MissedPlace:
        """The first of the places, as it stands."""
        return self.as_it_stands(self._missed[0])

    def as_it_stands(self, place: Appointment) -> MissedPlace:
        found = (each for each in missed_among(self.places) if each.place.pk == place.pk)
        return next(found, MissedPlace(place, is_missed=False))

    def offers(self, missed: Iterable[MissedPlace], *, now: datetime) -> tuple[MissedPlace, ...]:
        """Return the missed places with what could make up for each, best first."""
        standing_now = [self.as_it_stands(each.place) for each in missed]
        if not any(each.is_open for each in standing_now):
            return tuple(standing_now)
        rows = self._open(now)
        caps = facts.caps_of(self._by, rows.values())
        could = [
            make_up_in(row, taken_seats=range(1, row.seats_taken + 1), cap=caps[row.pk])
            for row in rows.values()
        ]
        return tuple(
            replace(each, offers=self._fitting(each, could, rows, now)) if each.is_open else each
            for each in standing_now
        )

    def life(self, missed: MissedPlace) -> rules.Life:
        return rules.Life(
            language=self._patient.language,
            gender=self._patient.gender,
            zone=missed.zone,
            told=self._told,
            held={
                each.group_session_id: Period(each.period_start, each.period_end)
                for each in self.places
                if each.status in HOLDS_SEAT
            },
            given_up=frozenset(e.place.group_session_id for e in missed_among(self.places)),
            admitted_on=missed.admitted_on,
            kept_out=self._kept_out,
        )

    def _fitting(
        self,
        missed: MissedPlace,
        could: Sequence[rules.MakeUp],
        rows: dict[UUID, SeatedSession],
        now: datetime,
    ) -> tuple[Offer, ...]:
        found = rules.make_up_offers(missed.facts(), could, self.life(missed), now=now)
        return tuple(Offer(rows[each.session], each.is_sure) for each in found)

    def _open(self, now: datetime) -> dict[UUID, SeatedSession]:
        programs = {place.group_session.healthcare_service_id for place in self._missed}
        rows = open_sessions(self._by, self.period, now=now)
        return {row.pk: row for row in rows.filter(healthcare_service__in=programs)}

    @cached_property
    def _patient(self) -> Patient:
        if self._is_own:
            return patients.get_own_patient(self._by)
        return patients.get_patient(self._by, self._records[0])

    @cached_property
    def _told(self) -> list[tuple[date, rules.ToldWeek]]:
        return [
            (
                each.period_start,
                rules.ToldWeek(each.week, each.travel_minutes, Attends(each.attends)),
            )
            for each in standing(told_by(self._by, self._asked))
        ]


def make_up_in(
    session: GroupSession, *, taken_seats: Collection[int], cap: int | None
) -> rules.MakeUp:
    """Return a session as the rules see it."""
    return rules.MakeUp(
        session=facts.as_session(session, cap=cap),
        program=session.healthcare_service_id,
        service_type=ServiceType(session.service_type),
        modality=Modality(session.modality),
        profile=profile_of(session),
        taken_seats=taken_seats,
    )
