"""Reads of attendance: a session's roster for the check-in page, and single lines of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import FETCH_RAISE, OuterRef, Subquery

from wayhome.journey.encounters.codes import AttendanceKind, EncounterStatus, NoteStatus
from wayhome.journey.encounters.models import LIVE, DayCode, Encounter, ProgressNote
from wayhome.journey.encounters.queries.hours import ledger_of, week_ledger
from wayhome.journey.encounters.queries.lines import Counts, Roster, RosterLine
from wayhome.journey.encounters.queries.opening import opens_before
from wayhome.journey.patients.rules import shared_list_name
from wayhome.journey.scheduling import queries as schedule
from wayhome.journey.scheduling.codes import (
    HAS_ATTENDANCE,
    AppointmentStatus,
)
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.prepared import Prepared, given_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from wayhome.journey.encounters.queries.hours import LedgerLine
    from wayhome.journey.scheduling.models import Appointment, GroupSession
    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.core.prepared import Given

HERE = frozenset({AppointmentStatus.CHECKED_IN, AppointmentStatus.FULFILLED})


@dataclass(frozen=True, slots=True)
class NamedCode:
    """A client's day code, for the sheet that the front desk prints."""

    name: str
    code: str


def get_roster(by: Actor, session_id: UUID, *, now: datetime) -> Roster:
    """Return the session with everyone in it, in a constant number of statements."""
    by.require(Permission.ATTENDANCE_VIEW)
    session = schedule.get_session(by, session_id)
    encounters = _by_place(_OF_SESSION.rows(session=session_id))
    shown = [place for place in _places(by, session) if _is_shown(place, encounters)]
    ledger = _ledger(by, session, shown, now)
    opens_at = _opens_at(by, session, now)
    return Roster(
        session,
        tuple(
            _line(by, place, encounters.get(place.pk), ledger, opens_at=opens_at, now=now)
            for place in shown
        ),
        may_record=by.may(Permission.ATTENDANCE_RECORD),
        may_read_notes=by.may(Permission.NOTE_READ),
        opens_at=opens_at,
        now=now,
    )


def get_roster_line(
    by: Actor, appointment_id: UUID, *, now: datetime, with_hours: bool = True
) -> RosterLine:
    """Return one line; the hours aren't read for a line that is about to be written."""
    by.require(Permission.ATTENDANCE_VIEW)
    place = schedule.get_place(by, appointment_id)
    encounter = _by_place(_OF_PLACE.rows(appointment=appointment_id)).get(appointment_id)
    ledger = _ledger(by, place.group_session, [place], now) if with_hours else {}
    opens_at = _opens_at(by, place.group_session, now)
    return _line(by, place, encounter, ledger, opens_at=opens_at, now=now)


def line_after(by: Actor, encounter: Encounter, *, now: datetime) -> RosterLine:
    """Return the line that an action has just written; what it read along isn't read again."""
    by.require(Permission.ATTENDANCE_VIEW)
    place = encounter.appointment
    ledger = _ledger(by, place.group_session, [place], now)
    undone = encounter.status == EncounterStatus.ENTERED_IN_ERROR
    opens_at = _opens_at(by, place.group_session, now)
    return _line(by, place, None if undone else encounter, ledger, opens_at=opens_at, now=now)


def counts_of(by: Actor, session: GroupSession) -> Counts:
    """Return the session's numbers alone, as the places tell them, for the answer to a tap."""
    by.require(Permission.ATTENDANCE_VIEW)
    statuses = schedule.statuses_of(by, session.pk)
    return Counts(
        came=sum(status in HERE for status in statuses),
        recorded=sum(status in HAS_ATTENDANCE for status in statuses),
        seated=len(statuses),
        capacity=session.capacity,
    )


def day_codes(by: Actor, session_id: UUID) -> tuple[GroupSession, tuple[NamedCode, ...]]:
    """Return the session and the codes that its clients have on its day, by their names."""
    by.require(Permission.ATTENDANCE_VIEW)
    session = schedule.get_session(by, session_id)
    people = {place.patient_id: place.patient for place in schedule.roster_of(by, session_id)}
    held = DayCode.objects.filter(patient__in=people, service_date=session.service_date)
    codes = dict(held.values_list("patient_id", "code"))
    named = (
        NamedCode(
            shared_list_name(person.given_name, person.family_name, person.preferred_name),
            codes[patient_id],
        )
        for patient_id, person in people.items()
        if patient_id in codes
    )
    return session, tuple(named)


def _by_place(encounters: Iterable[Encounter]) -> Mapping[UUID, Encounter]:
    return {encounter.appointment_id: encounter for encounter in encounters}


def _encounters(**which: Given) -> QuerySet[Encounter]:
    signed = ProgressNote.objects.filter(encounter=OuterRef("pk")).exclude(
        status=NoteStatus.ENTERED_IN_ERROR
    )
    return (
        Encounter.objects.filter(LIVE, **which)
        .fetch_mode(FETCH_RAISE)
        .annotate(note_id=Subquery(signed.values("pk")[:1]))
    )


_OF_SESSION = Prepared(lambda: _encounters(group_session=given_id("session")))
_OF_PLACE = Prepared(lambda: _encounters(appointment=given_id("appointment")))


def _is_shown(place: Appointment, encounters: Mapping[UUID, Encounter]) -> bool:
    return place.status != AppointmentStatus.CANCELLED or (
        place.pk in encounters and encounters[place.pk].attendance == AttendanceKind.LATE_CANCEL
    )


def _places(by: Actor, session: GroupSession) -> Iterator[Appointment]:
    """Yield who has a place; all of them share the one session that is read already."""
    for place in schedule.roster_of(by, session.pk, with_cancelled=True):
        place.group_session = session
        yield place


def _ledger(
    by: Actor, session: GroupSession, places: Collection[Appointment], now: datetime
) -> Mapping[UUID, LedgerLine]:
    """Return the weeks that the session counts in; those who can't see hours see none."""
    if not by.may(Permission.HOURS_VIEW):
        return {}
    patient_ids = {place.patient_id for place in places}
    lines = ledger_of(
        by,
        [session.healthcare_service],
        now=now,
        patient_ids=patient_ids,
        day=session.service_date,
    )
    if {place.episode_id for place in places} - {line.episode_id for line in lines}:
        # a guest from another program, whose week may be another one
        lines = week_ledger(by, now=now, patient_ids=patient_ids, day=session.service_date)
    return {line.episode_id: line for line in lines}


def _opens_at(by: Actor, session: GroupSession, now: datetime) -> datetime:
    return session.period_start - opens_before(by, session, now=now)


def _line(
    by: Actor,
    place: Appointment,
    encounter: Encounter | None,
    ledger: Mapping[UUID, LedgerLine],
    *,
    opens_at: datetime,
    now: datetime,
) -> RosterLine:
    return RosterLine(
        place,
        encounter,
        note_id=getattr(encounter, "note_id", None),
        ledger=ledger.get(place.episode_id),
        may_record=by.may(Permission.ATTENDANCE_RECORD),
        may_read_notes=by.may(Permission.NOTE_READ),
        may_book=by.may(Permission.APPOINTMENT_BOOK),
        opens_at=opens_at,
        now=now,
    )
