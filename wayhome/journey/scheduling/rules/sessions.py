"""Which sessions a weekly series calls for, and which of them an edit changes.

Pure: plain values in, plain values out. No Django, no database, no clock.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from wayhome.journey.scheduling.codes import EditScope, SessionState, SessionStatus
from wayhome.shared.core.period import ONE_DAY, Period, Weekday, at_local, week_start_of

ONE_WEEK = 7 * ONE_DAY


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One meeting that a weekly series calls for."""

    day: date
    period: Period


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting as it stands on the timetable; `day` is the program's local day.

    `cap` is how many may sit in it on that day, which may have changed since its seats were set.
    """

    id: UUID
    day: date
    period: Period
    capacity: int
    status: SessionStatus = SessionStatus.PLANNED
    is_exception: bool = False
    cap: int | None = None


def occurrences(
    *,
    weekday: int,
    start_time: time,
    duration_minutes: int,
    zone: ZoneInfo,
    period_start: date,
    period_end: date | None,
    until: date,
) -> tuple[Occurrence, ...]:
    """Return the meetings on each such weekday (Monday is 0); neither end date is part of it.

    Clocks may change between two weeks, or during a session: it starts at the same local time and
    lasts its minutes.

    :raises ValueError: when the weekday is not 0 to 6 or the duration isn't positive.
    """
    end = until if period_end is None else min(period_end, until)
    day = week_start_of(period_start + ONE_WEEK - ONE_DAY, weekday)
    duration = timedelta(minutes=duration_minutes)
    found = []
    while day < end:
        start = at_local(day, start_time, zone)
        found.append(Occurrence(day, Period(start, start + duration)))
        day += ONE_WEEK
    return tuple(found)


def moved_day(day: date, *, weekday: int, week_starts_on: int) -> date:
    """Return the day of the same program week that falls on this weekday."""
    first = week_start_of(day, week_starts_on)
    return first + ONE_DAY * ((Weekday(weekday) - first.weekday()) % 7)


def sessions_touched(
    scope: EditScope,
    edited: Session,
    series: Iterable[Session],
    *,
    now: datetime,
    with_exceptions: bool = False,
) -> tuple[Session, ...]:
    """Return the sessions that an edit of this one changes, in the order of time.

    From now on: it and the later ones that haven't begun. One that was changed by hand keeps its
    change unless asked; one that was cancelled stays cancelled.
    """
    if scope is EditScope.THIS_ONE:
        return (edited,)
    later = (
        session
        for session in series
        if session.id != edited.id
        and session.period.start > max(now, edited.period.start)
        and session.status is SessionStatus.PLANNED
        and (with_exceptions or not session.is_exception)
    )
    return (edited, *sorted(later, key=lambda session: session.period.start))


def session_state(session: Session, now: datetime) -> SessionState:
    if session.status is SessionStatus.CANCELLED:
        return SessionState.CANCELLED
    if session.period.end <= now:
        return SessionState.OVER
    return SessionState.UNDER_WAY if session.period.start <= now else SessionState.TO_COME


def in_order_of_moving(
    moves: Iterable[tuple[Session, Period]],
) -> tuple[tuple[Session, ...], ...]:
    """Return the sessions in steps of moving, so that none lands where another still stands.

    Constraints look at every row as it changes. Weekly sessions nearly always move in one step;
    only a move of almost a week (Monday past midnight to Sunday before it) needs one after another.
    """
    wanted = sorted(moves, key=lambda move: move[0].period.start)
    collides = any(
        new.overlaps(other.period)
        for session, new in wanted
        for other, _ in wanted
        if other.id != session.id
    )
    if not collides:
        return (tuple(session for session, _ in wanted),) if wanted else ()
    goes_later = wanted[0][1].start > wanted[0][0].period.start
    ordered = reversed(wanted) if goes_later else wanted
    return tuple((session,) for session, _ in ordered)
