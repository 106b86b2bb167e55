"""The clinic's days: who comes to each meeting, who doesn't, and the notes that follow."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from demo import notes
from demo.cast import Moment, dice
from wayhome.journey.encounters import actions as encounters
from wayhome.journey.encounters.codes import AttendanceKind
from wayhome.journey.scheduling import queries as schedule
from wayhome.journey.scheduling.codes import AppointmentStatus, Modality, ServiceType
from wayhome.shared.core.context import acting_as
from wayhome.shared.core.period import ONE_MINUTE, day_bounds

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from demo.stage import Stage
    from wayhome.journey.scheduling.models import Appointment, GroupSession
    from wayhome.shared.audit.actor import Actor

COME_LATE, LEAVE_EARLY = 0.05, 0.02  # now and then
OF_ONE = frozenset({*AttendanceKind, "left-early", "not-billable"})
WHY_EXCUSED = (
    "Fever; called in the morning",
    "Court date",
    "Doctor's appointment",
    "Child was ill",
)


@dataclass
class Meeting:
    """One session, who had a place in it, and what the story says of it."""

    session: GroupSession
    group: str
    moments: list[Moment]
    came: dict[UUID, str] = field(default_factory=dict)  # appointment → client

    @property
    def start(self) -> datetime:
        return self.session.period_start

    @property
    def end(self) -> datetime:
        return self.session.period_end

    def moment_of(self, name: str) -> Moment | None:
        return next((m for m in self.moments if m.who == name and m.what in OF_ONE), None)

    def needs(self, name: str) -> bool:
        """Say whether the story falls apart when someone stays away."""
        return any(name in {moment.who, moment.names} for moment in self.moments)

    def what(self, what: str) -> Moment | None:
        return next((moment for moment in self.moments if moment.what == what), None)


def expect_days(stage: Stage) -> None:
    for number in range(stage.opens, 1):
        stage.when(stage.at(number, 8, 45), partial(open_day, stage, stage.day(number)))


def open_day(stage: Stage, day: date, _now: datetime) -> None:
    """Look at the day's sessions, and put what happens in each on the timeline."""
    by = stage.actors["imani"]
    keys = {stage.ids[key]: key for key in stage.cast.groups}
    with acting_as(by.acting):
        sessions = [*schedule.sessions_between(by, day_bounds(day, stage.zone))]
        places = schedule.appointments_of(by, None, day_bounds(day, stage.zone))
        held = [place for place in places if place.status == AppointmentStatus.BOOKED]
    for session in sessions:
        key = keys.get(session.series_id, "") if session.series_id else ""
        meeting = Meeting(session, key, moments_on(stage, key, day))
        hold(stage, meeting, [place for place in held if place.group_session_id == session.pk])
        if day == stage.today:
            moment = min(session.period_start - 90 * ONE_MINUTE, stage.now)
            stage.when(moment, partial(_print_day_codes, stage, session.pk))


def moments_on(stage: Stage, key: str, day: date) -> list[Moment]:
    """Return what the story says of a group's meeting on a day that has come."""
    group = stage.cast.groups.get(key)
    return [
        moment
        for moment in stage.cast.moments
        if group and moment.group == key and moment.back
        if stage.meeting(group, back=moment.back) == day
    ]


def hold(stage: Stage, meeting: Meeting, places: Iterable[Appointment]) -> None:
    for place in places:
        _expect_client(stage, meeting, place)
    for moment in meeting.moments:
        if moment.what == "walk-in":
            stage.when(meeting.start - 4 * ONE_MINUTE, partial(_walk_in, stage, meeting, moment))
    notes.expect(stage, meeting)


def _expect_client(stage: Stage, meeting: Meeting, place: Appointment) -> None:
    """Decide by the day's dice, unless the story does, whether and when someone comes."""
    name = stage.people[place.patient_id]
    throws = dice(stage.today, meeting.start, name)
    moment = meeting.moment_of(name)
    stays_away = throws.random() > stage.standing[name].client.reliability
    if moment and moment.what in {*AttendanceKind}:
        kind = AttendanceKind(moment.what)
    elif stays_away and not meeting.needs(name):
        kind = throws.choices(
            (
                AttendanceKind.ABSENT_EXCUSED,
                AttendanceKind.ABSENT_UNKNOWN,
                AttendanceKind.ABSENT_NOT_EXCUSED,
                AttendanceKind.LATE_CANCEL,
            ),
            weights=(9, 4, 4, 3),
        )[0]
    else:
        _expect_arrival(stage, meeting, place, moment)
        return
    early = kind in {AttendanceKind.ABSENT_EXCUSED, AttendanceKind.LATE_CANCEL}
    reason = moment.reason if moment else throws.choice(WHY_EXCUSED) if early else ""
    minutes = -throws.randint(50, 400) if early else throws.randint(20, 45)
    told = meeting.start + minutes * ONE_MINUTE
    stage.when(told, partial(_note_absence, stage, meeting, place.pk, (kind, reason)))


def _expect_arrival(
    stage: Stage, meeting: Meeting, place: Appointment, moment: Moment | None
) -> None:
    name = stage.people[place.patient_id]
    throws = dice(stage.today, meeting.start, name, "arrives")
    minutes = round(min(max(throws.gauss(-9, 4), -25), -1))
    if throws.random() < COME_LATE:
        minutes = throws.randint(4, 25)
    if moment is None and throws.random() < LEAVE_EARLY:
        moment = Moment("left-early", meeting.group, name, minutes=throws.randint(70, 110))
    arrives = meeting.start + minutes * ONE_MINUTE
    stage.when(arrives, partial(_check_in, stage, meeting, place, moment))


def _check_in(
    stage: Stage, meeting: Meeting, place: Appointment, moment: Moment | None, now: datetime
) -> None:
    kind = AttendanceKind.ATTENDED
    if moment and moment.what == "not-billable":
        kind = AttendanceKind.ATTENDED_NOT_BILLABLE
    encounter = encounters.record_attendance(
        _at_the_door(stage, meeting),
        appointment_id=place.pk,
        kind=kind,
        reason=moment.reason if moment else "",
        now=now,
    )
    meeting.came[place.pk] = stage.people[place.patient_id]
    if moment and moment.what == "left-early" and moment.minutes * ONE_MINUTE < _length(meeting):
        leaves = meeting.start + moment.minutes * ONE_MINUTE
        stage.when(leaves, partial(_leave, stage, meeting, encounter.pk))


def _leave(stage: Stage, meeting: Meeting, encounter_id: UUID, now: datetime) -> None:
    by = _at_the_door(stage, meeting)
    encounters.record_leaving(by, encounter_id=encounter_id, now=now)


def _note_absence(
    stage: Stage,
    meeting: Meeting,
    place_id: UUID,
    absence: tuple[AttendanceKind, str],
    now: datetime,
) -> None:
    kind, reason = absence
    encounters.record_attendance(
        _at_the_door(stage, meeting),
        appointment_id=place_id,
        kind=kind,
        reason=reason,
        now=now,
    )


def _walk_in(stage: Stage, meeting: Meeting, moment: Moment, now: datetime) -> None:
    encounter = encounters.add_walk_in(
        _at_the_door(stage, meeting),
        group_session_id=meeting.session.pk,
        episode_id=stage.standing[moment.who].episode_id,
        now=now,
    )
    meeting.came[encounter.appointment_id] = moment.who


def _print_day_codes(stage: Stage, session_id: UUID, _now: datetime) -> None:
    encounters.give_day_codes(stage.actors["teodora"], group_session_id=session_id)


def _at_the_door(stage: Stage, meeting: Meeting) -> Actor:
    """Return who takes attendance: the desk, or whoever leads a group online or alone."""
    session = meeting.session
    if session.modality == Modality.TELEHEALTH or session.service_type == ServiceType.INDIVIDUAL:
        return facilitator(stage, session)
    weekend = session.service_date.weekday() > 4  # noqa: PLR2004  # Friday
    return stage.actors["bashir" if weekend else "teodora"]


def facilitator(stage: Stage, session: GroupSession) -> Actor:
    keys: Iterable[str] = stage.cast.staff
    return next(stage.actors[key] for key in keys if stage.ids[key] == session.facilitator_id)


def _length(meeting: Meeting) -> timedelta:
    return meeting.end - meeting.start
