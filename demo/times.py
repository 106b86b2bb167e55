"""When clients can come and staff work, as they would tell it: each in a life of their own."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from demo.cast import dice
from wayhome.engines.timetable import calendar
from wayhome.engines.timetable.domain import Daypart
from wayhome.journey.scheduling import actions as scheduling
from wayhome.journey.scheduling import queries as schedule
from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.codes import UNTOLD, Attends, TimeOffReason, TimeUse
from wayhome.journey.scheduling.rules import Habit, ToldStaffWeek, ToldWeek
from wayhome.shared.core.context import acting_as

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from demo.cast import Client, Group, Staff
    from demo.stage import Stage

WAYS = (10, 15, 20, 20, 25, 30, 40)  # minutes
PREFERS = {"morning": Daypart.MORNING, "evening": Daypart.EVENING, "day": Daypart.AFTERNOON}
SHIFT = calendar.quarter(8)
A_BREAK = calendar.quarter(2)
FRIDAY = 4
OPENS, NOON, CLOSES = calendar.quarter(8), calendar.quarter(12), calendar.quarter(22)


def tell(stage: Stage, client: Client, patient_id: UUID, now: datetime) -> None:
    """Let a client tell their week for the first time; who has a log-in paints it themself."""
    if "times" in client.missing:
        return
    told, today = _told(stage, client, client.track), now.astimezone(stage.zone).date()
    if client.log_in:
        by = stage.actors[client.name]
        scheduling.record_own_availability(by, told=told, period_start=today, edition=0, now=now)
        return
    scheduling.record_availability(
        stage.actors["teodora"],
        patient_id=patient_id,
        told=told,
        period_start=today,
        edition=0,
        now=now,
    )


def tell_on_the_phone(stage: Stage, client: Client, inquiry_id: UUID, now: datetime) -> None:
    """Let somebody who asked for help say when they could come."""
    if "times" in client.missing or client.log_in:
        return
    scheduling.record_availability_of_inquiry(
        stage.actors["teodora"],
        inquiry_id=inquiry_id,
        told=_told(stage, client, client.track),
        period_start=now.astimezone(stage.zone).date(),
        edition=0,
        now=now,
    )


def tell_anew(
    stage: Stage, client: Client, patient_id: UUID, track: str, now: datetime, *, ahead: int = 0
) -> None:
    """Let a client whose life changes tell another week, from some days ahead on."""
    by = stage.actors["teodora"]
    with acting_as(by.acting):
        known = schedule.availability_of(by, patient_id, now=now)
    scheduling.record_availability(
        by,
        patient_id=patient_id,
        told=_told(stage, client, track),
        period_start=known.today + timedelta(days=ahead),
        edition=known.edition,
        now=now,
    )


def expect_changes(stage: Stage) -> None:
    """Put on the timeline whose week changes soon, and who will be off."""
    for change in stage.cast.changes:
        stage.when(stage.at(change["day"], 16), partial(_change, stage, change))
    for off in stage.cast.time_off:
        stage.when(stage.at(off["day"], 11), partial(_take_off, stage, off))


def plan_staff(stage: Stage, now: datetime) -> None:
    """Write down how everyone works: around the groups they lead, with time for a break."""
    for key, each in stage.cast.staff.items():
        groups = [group for group in stage.cast.groups.values() if group.by == key]
        if not groups and not each.caseload:
            continue
        scheduling.record_staff_week(
            stage.actors["imani"],
            practitioner_id=stage.ids[key],
            told=ToldStaffWeek(
                rules.week_of(_shifts(each, groups)),
                tuple(each.languages),
                tuple(each.services),
                each.caseload,
            ),
            period_start=now.astimezone(stage.zone).date(),
            edition=0,
            now=now,
        )


def _change(stage: Stage, change: dict[str, str | int], now: datetime) -> None:
    standing = stage.standing[str(change["who"])]
    ahead = int(change["ahead"])
    track = str(change["track"])
    tell_anew(stage, standing.client, standing.patient_id, track, now, ahead=ahead)


def _take_off(stage: Stage, off: dict[str, str | int], now: datetime) -> None:
    first = int(off["first"])
    scheduling.record_time_off(
        stage.actors["imani"],
        practitioner_id=stage.ids[str(off["who"])],
        starts_at=stage.at(first, 0),
        ends_at=stage.at(first + int(off["days"]), 0),
        reason=TimeOffReason(str(off["reason"])),
        now=now,
    )


def _told(stage: Stage, client: Client, track: str) -> ToldWeek:
    throws = dice("life", client.name, track)
    life = throws.choice(stage.cast.lives[track or "waiting"])
    usual = rules.week_of(map(_habit, life))
    extras = rules.week_of(_habit(stage.cast.lives[extra][0][0]) for extra in client.extras)
    pairs = zip(usual, extras, strict=True)
    week = "".join(kept if kept != UNTOLD else letter for letter, kept in pairs)
    attends = Attends.EITHER if throws.random() < 0.35 else Attends.IN_PERSON  # noqa: PLR2004
    return ToldWeek(
        week,
        throws.choice(WAYS),
        Attends.EITHER if _meets_online(stage, client, track) else attends,
        PREFERS.get(track.partition("-")[0], Daypart.ANY),
    )


def _meets_online(stage: Stage, client: Client, track: str) -> bool:
    """Say whether one of their groups has no room."""
    own = {track, *client.extras}
    return any(not group.room and own & {*group.tracks} for group in stage.cast.groups.values())


def _habit(text: str) -> Habit:
    """Return what "0-4 09:00-17:00 work" says."""
    days, times, use = text.split()
    first, _, last = days.partition("-")
    start, _, end = times.partition("-")
    return Habit(
        tuple(range(int(first), int(last or first) + 1)),
        _quarter(time.fromisoformat(start)),
        _quarter(time.fromisoformat(end)),
        TimeUse(use),
    )


def _quarter(at: time) -> int:
    return calendar.quarter(at.hour, at.minute)


def _shifts(each: Staff, groups: list[Group]) -> Iterable[Habit]:
    led = {group.weekday: group for group in groups}
    days = {*led, *(range(5) if each.caseload else ())}
    for day in sorted(days):
        start, end, rest = _shift(led.get(day), is_weekend=day > FRIDAY)
        yield Habit((day,), start, end, TimeUse.WORK)
        if each.caseload and day <= FRIDAY:
            yield Habit((day,), rest, rest + A_BREAK, TimeUse.BREAK)


def _shift(group: Group | None, *, is_weekend: bool) -> tuple[int, int, int]:
    """Return a working day around the group, and where in it a break can be."""
    if group is None:
        return calendar.quarter(9), calendar.quarter(17), calendar.quarter(12)
    begins = _quarter(group.start)
    ends = begins + -(-group.minutes // 15)
    if is_weekend:
        return begins - 2, ends + 2, begins
    if ends > calendar.quarter(17):
        end = min(CLOSES, ends + 2)
        return end - SHIFT, end, begins - A_BREAK
    start = max(OPENS, min(begins - 2, calendar.quarter(9)))
    rest = ends if begins < NOON else begins - A_BREAK
    return start, max(start + SHIFT, ends + 2), rest
