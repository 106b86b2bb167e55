"""What a plan is worth: the five levels of each client, and the balance of each group."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from wayhome.engines.timetable.check.ground import Ground
from wayhome.engines.timetable.check.moments import DAYS
from wayhome.engines.timetable.check.sitting import Sitting, kind_of, sittings_of
from wayhome.engines.timetable.domain import (
    Booking,
    Client,
    Daypart,
    GroupSeries,
    Levels,
    Prescription,
    Seat,
    Visit,
)

SATURDAY = 5
NOON = 12 * 4
HALF_PAST_FOUR_PM = 16 * 4 + 2


def levels_of_client(ground: Ground, client: Client, bookings: Sequence[Booking]) -> Levels:
    """Count all levels but balance, which no client has alone."""
    sittings = sittings_of(ground, client, bookings)
    return Levels(
        hours=hours_of(ground, client, sittings),
        fit=fit_of(ground, client, sittings),
        continuity=sum(lost_of(ground, each) for each in lost(ground, client, bookings)),
        idle=idle_of(client, sittings),
    )


def hours_of(ground: Ground, client: Client, sittings: Sequence[Sitting]) -> int:
    prescription = client.prescription
    days = Counter(day for sitting in sittings for day, _ in sitting.moments)
    points = short_of_hours(prescription, days.total()) + short_of_days(ground, prescription, days)
    kinds = Counter(kind_of(ground, sitting) for sitting in sittings for _ in sitting.moments)
    for kind, quarters in prescription.kinds:
        if kind in ground.kinds and not prescription.any_mix:
            points += max(0, quarters - kinds[kind])
    if client.waiting:
        return points // ground.rules.waiting_share
    given = {each.booking.service for each in sittings if isinstance(each.booking, Visit)}
    due = {each for each in prescription.services if each in ground.services}
    return points + sum(ground.services[each].missing for each in due - given)


def short_of_hours(prescription: Prescription, got: int) -> int:
    lowest = min(prescription.weekly, prescription.floor)
    return 2 * max(0, prescription.weekly - got) + 2 * max(0, lowest - got)


def short_of_days(ground: Ground, prescription: Prescription, days: Counter[int]) -> int:
    full = sum(days[day] >= prescription.day_minimum for day in range(DAYS))
    return ground.rules.missing_day * max(0, prescription.minimum_days - full)


def fit_of(ground: Ground, client: Client, sittings: Sequence[Sitting]) -> int:
    groups = [
        ground.series[sitting.booking.series]
        for sitting in sittings
        if isinstance(sitting.booking, Seat)
    ]
    blocks = {series.block for series in groups if series.block}
    return sum(misfit_of(client, series) for series in groups) + max(0, len(blocks) - 1)


def misfit_of(client: Client, series: GroupSeries) -> int:
    """Count what isn't as the client would like it in one group."""
    is_other_part = client.prefers not in (Daypart.ANY, part_of(series))
    is_other_phase = bool(series.phases) and client.phase not in series.phases
    return is_other_part + 2 * is_other_phase + (series.video and client.attends == "either")


def part_of(series: GroupSeries) -> Daypart:
    starts = ((meeting.day, meeting.start) for meeting in series.meetings)
    day, start = min(starts, default=(0, 0))
    if day >= SATURDAY:
        return Daypart.WEEKEND
    if start < NOON:
        return Daypart.MORNING
    return Daypart.AFTERNOON if start < HALF_PAST_FOUR_PM else Daypart.EVENING


def lost(ground: Ground, client: Client, bookings: Collection[Booking]) -> list[Booking]:
    return [each for each in ground.published(client.id) if each not in bookings]


def lost_of(ground: Ground, booking: Booking) -> int:
    """Count a published booking that isn't kept; nothing for what this week doesn't offer."""
    if isinstance(booking, Visit):
        return int(booking.staff in ground.staff)
    return 2 * (booking.series in ground.series)


def idle_of(client: Client, sittings: Sequence[Sitting]) -> int:
    present: dict[int, set[int]] = defaultdict(set)
    for sitting in sittings:
        if isinstance(sitting.booking, Seat) and not sitting.by_video:
            for day, quarter in sitting.moments:
                present[day].add(quarter)
    idle = sum(
        max(quarters) - min(quarters) + 1 - len(quarters) + 2 * client.travel
        for quarters in present.values()
    )
    visits = (sitting.booking for sitting in sittings if isinstance(sitting.booking, Visit))
    if client.attends == "video":
        return idle
    return idle + sum(apart(client, visit, present[visit.meeting.day]) for visit in visits)


def apart(client: Client, visit: Visit, present: Collection[int]) -> int:
    """Count the quarters between a visit and the nearest group of its day, up to a trip's worth."""
    first = visit.meeting.start
    end = first + visit.meeting.quarters
    most = 4 + 2 * client.travel if client.attends == "in_person" else 2
    gaps = (quarter - end if quarter >= end else first - quarter - 1 for quarter in present)
    return max(0, min(most, min(gaps, default=most)))


def balance_of(series: GroupSeries, seated: int) -> int:
    return max(0, seated - series.target)
