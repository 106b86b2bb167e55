"""What happens to the timetable itself: moved and cancelled meetings, places given up, make-ups."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from wayhome.journey.scheduling import actions as scheduling
from wayhome.journey.scheduling import queries as schedule
from wayhome.journey.scheduling.codes import CancellationReason
from wayhome.shared.core.context import acting_as
from wayhome.shared.core.period import ONE_DAY, day_bounds

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from demo.cast import Moment
    from demo.stage import Stage
    from wayhome.journey.scheduling.models import GroupSession

INDIVIDUAL_WEEKS = 6


def expect(stage: Stage, moment: Moment) -> None:
    """Put an edit of the timetable where it is made: some days before the meeting."""
    edits: dict[str, Callable[[Stage, Moment, date, datetime], None]] = {
        "moved": _move,
        "cancelled": _cancel,
        "given-up": _give_up,
        "make-up": _make_up,
    }
    if moment.what not in edits:
        return
    day = _day_of(stage, moment)
    told = min(stage.at(day - 2 * ONE_DAY, 15), stage.now)
    if moment.week is not None:
        told = stage.at(stage.week_start - 2 * ONE_DAY, 15)
    stage.when(told, partial(edits[moment.what], stage, moment, day))


def _day_of(stage: Stage, moment: Moment) -> date:
    group = stage.cast.groups[moment.group]
    if moment.week is not None:
        return stage.week_start + timedelta(days=group.weekday + 7 * moment.week)
    return stage.meeting(group, back=moment.back, ahead=moment.ahead)


def _session(stage: Stage, moment: Moment, day: date) -> GroupSession:
    by = stage.actors["imani"]
    with acting_as(by.acting):
        sessions = schedule.sessions_between(by, day_bounds(day, stage.zone))
        return next(row for row in sessions if row.series_id == stage.ids[moment.group])


def _move(stage: Stage, moment: Moment, day: date, now: datetime) -> None:
    session = _session(stage, moment, day)
    scheduling.change_session(
        stage.actors["imani"],
        session_id=session.pk,
        edition=session.edition,
        start_time=moment.start,
        now=now,
    )


def _cancel(stage: Stage, moment: Moment, day: date, now: datetime) -> None:
    session = _session(stage, moment, day)
    scheduling.cancel_session(
        stage.actors["imani"], session_id=session.pk, edition=session.edition, now=now
    )


def _give_up(stage: Stage, moment: Moment, day: date, now: datetime) -> None:
    by, session = stage.actors["teodora"], _session(stage, moment, day)
    patient_id = stage.standing[moment.who].patient_id
    with acting_as(by.acting):
        roster = schedule.roster_of(by, session.pk)
        place = next(each for each in roster if each.patient_id == patient_id)
    scheduling.cancel_appointment(
        by, appointment_id=place.pk, reason=CancellationReason.CLIENT_ASKED, now=now
    )


def _make_up(stage: Stage, moment: Moment, day: date, now: datetime) -> None:
    scheduling.book_appointment(
        stage.actors["teodora"],
        group_session_id=_session(stage, moment, day).pk,
        episode_id=stage.standing[moment.who].episode_id,
        now=now,
    )


def expect_individual(stage: Stage) -> None:
    """Let each hour of the counselor be booked some days before, one client after another."""
    plan = stage.cast.clinic["individual"]
    first = -min(INDIVIDUAL_WEEKS, stage.weeks) * 7 + 5
    turn = 0
    for number in range(first, 15):
        day = stage.day(number)
        for hour in plan["hours"]:
            if hour["weekday"] == day.weekday():
                moment = min(stage.at(day - 4 * ONE_DAY, 9, 30), stage.at(0, 0, 2))
                stage.when(moment, partial(_book, stage, day, hour, turn))
                turn += 1


def _book(stage: Stage, day: date, hour: dict[str, object], turn: int, now: datetime) -> None:
    plan = stage.cast.clinic["individual"]
    track = plan["track"]
    waiting = [
        row for name, row in sorted(stage.standing.items()) if row.track == track and row.members
    ]
    if not waiting:
        return
    who: UUID = waiting[turn % len(waiting)].episode_id
    scheduling.book_individual_session(
        stage.actors[stage.cast.clinic["counselors"][track]],
        episode_id=who,
        now=now,
        healthcare_service_id=stage.ids["iop"],
        title="Individual session",
        service_date=day,
        start_time=hour["start"],
        duration_minutes=plan["minutes"],
        facilitator_id=stage.ids[stage.cast.clinic["counselors"][track]],
        room_id=stage.ids[plan["room"]],
    )
