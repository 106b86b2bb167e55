"""What an explanation costs, and whether each fix in it is true: solved and checked apart."""

import time
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tools.bench.timetable.usage import spread
from wayhome.engines.timetable.calendar import NEVER, between, holds_a_run, quarter, span
from wayhome.engines.timetable.check import Breach, check
from wayhome.engines.timetable.domain import (
    Booking,
    Client,
    Daypart,
    Effort,
    Explanation,
    Fix,
    GroupSeries,
    Plan,
    Relief,
    Seat,
    Staff,
    Visit,
    Week,
)
from wayhome.engines.timetable.eligibility import Eligibility, length_of
from wayhome.engines.timetable.generate import generate
from wayhome.engines.timetable.solver.explain import Explainer
from wayhome.engines.timetable.solver.planner import plan
from wayhome.engines.timetable.sound import sound

SEEDS = (11, 12, 13)
CLIENTS = 100
PARTS = {
    Daypart.MORNING: (quarter(6), quarter(12)),
    Daypart.AFTERNOON: (quarter(12), quarter(16, 30)),
    Daypart.EVENING: (quarter(16, 30), quarter(22)),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One short client's explanation, the milliseconds it took, and what is wrong with it."""

    explanation: Explanation
    milliseconds: float
    untrue: tuple[str, ...]


def measure(options: Namespace) -> None:
    """Print the CPU milliseconds of an explanation, and how many fixes were found untrue."""
    seeds = options.seeds or SEEDS
    asked = [each for seed in seeds for each in explained(generate(CLIENTS, seed))]
    fixes = sum(len(each.explanation.fixes) for each in asked)
    untrue = [sentence for each in asked for sentence in each.untrue]
    print(
        f"{len(asked)} short clients: {spread((each.milliseconds for each in asked), 1)};"
        f" {fixes} fixes, {len(untrue)} untrue"
    )
    for sentence in untrue:
        print(sentence)


def explained(week: Week) -> Iterator[Asked]:
    """Ask why for everyone who is short in a plan of the week, and verify the answers."""
    planned = plan(week)
    explainer = Explainer(week, planned)
    for client in explainer.short():
        begun = time.process_time()
        explanation = explainer.explain(client)
        taken = 1000 * (time.process_time() - begun)
        yield Asked(explanation, taken, tuple(untruths(week, planned, explanation)))


def untruths(week: Week, planned: Plan, explanation: Explanation) -> Iterator[str]:
    """Say what an independent solution of the client's week, or the check, doesn't bear out."""
    name = explanation.client
    nobody = replace(planned, bookings=())
    for what, beside, claimed in (
        ("alone", nobody, explanation.alone),
        ("with seats", planned, explanation.with_seats),
    ):
        most = most_of(week, beside, name)
        if most > claimed:
            yield f"{name} could have {most} {what}, not {claimed}"
    for fix in explanation.fixes:
        otherwise = with_fix(week, name, fix)
        if fix.quarters <= explanation.with_seats or fix.quarters != got(week, name, fix.bookings):
            yield f"{name}: the bookings of {fix.relief} don't give {fix.quarters}"
        yield from broken(otherwise, planned, name, fix)
        most = most_of(otherwise, planned, name)
        if most > fix.quarters:
            yield f"{name}: {fix.relief} gives {most}, not {fix.quarters}"


def with_fix(week: Week, name: str, fix: Fix) -> Week:
    """Give the week in which that one thing is otherwise."""
    client = next(client for client in week.clients if client.id == name)
    if fix.relief is Relief.SEAT:
        return _with_seat(week, fix.subject)
    if fix.relief is Relief.INTERPRETER:
        return replace(
            week,
            series=tuple(
                replace(s, language=client.language) if s.language == fix.subject else s
                for s in week.series
            ),
        )
    if fix.relief is Relief.STAFF_HOUR:
        return _with_hour(week, fix)
    changed = _changed(client, fix)
    others = tuple(changed if each.id == name else each for each in week.clients)
    return replace(week, clients=others)


def _with_seat(week: Week, name: str) -> Week:
    return replace(
        week,
        series=tuple(
            replace(s, capacity=s.capacity + 1) if s.id == name else s for s in week.series
        ),
    )


def _with_hour(week: Week, fix: Fix) -> Week:
    longest = next(
        booking.meeting.quarters
        for booking in fix.bookings
        if isinstance(booking, Visit)
        and (booking.meeting.day, booking.meeting.start) == (fix.day, fix.start)
    )
    hour = span(fix.day or 0, fix.start or 0, longest)
    return replace(
        week,
        staff=tuple(
            replace(each, hours=each.hours | hour) if each.id == fix.subject else each
            for each in week.staff
        ),
    )


def _changed(client: Client, fix: Fix) -> Client:
    if fix.relief is Relief.TRAVEL:
        return replace(client, travel=max(0, client.travel - 2))
    if fix.relief is Relief.FREED and fix.part:
        return replace(client, free=client.free | between(fix.day or 0, *PARTS[fix.part]))
    return replace(client, attends="either")


def broken(week: Week, planned: Plan, name: str, fix: Fix) -> Iterator[str]:
    """Say which rules the plan would break with the bookings of the fix."""
    bookings = tuple(
        (client, fix.bookings if client == name else own) for client, own in planned.bookings
    )
    report = check(week, replace(planned, bookings=bookings), proofs=False)
    for violation in report.violations:
        # an interpreter is for one person: whom the group was for still understands it
        interpreted = fix.relief is Relief.INTERPRETER and violation.subject != name
        if not (interpreted and violation.breach is Breach.OTHER_LANGUAGE):
            yield f"{name}: {fix.relief} breaks a rule: {violation.sentence}"


def most_of(week: Week, planned: Plan, name: str) -> int:
    """Plan the week of one client anew, beside the others' bookings in a plan."""
    one = only(sound(week).week, planned, name)
    found = plan(one, effort=Effort.THOROUGH)
    return got(week, name, found.of(name))


def got(week: Week, name: str, bookings: tuple[Booking, ...]) -> int:
    lengths = {series.id: length_of(series) for series in week.series}
    weekly = next(c.prescription.weekly for c in week.clients if c.id == name)
    quarters = sum(
        lengths[booking.series] if isinstance(booking, Seat) else booking.meeting.quarters
        for booking in bookings
    )
    return min(weekly, quarters)


def only(week: Week, planned: Plan, name: str) -> Week:
    """Give the week of one client, in which nothing is left but what the others leave."""
    client = next(client for client in week.clients if client.id == name)
    others = {c: own for c, own in planned.bookings if c != name}
    eligibility = Eligibility(week)
    return replace(
        week,
        clients=(replace(client, avoid=frozenset()),),
        series=tuple(_left_of(series, eligibility, client, others) for series in week.series),
        staff=tuple(_left_with(staff, eligibility, client, others) for staff in week.staff),
        published=(),
    )


def _left_of(
    series: GroupSeries,
    eligibility: Eligibility,
    client: Client,
    others: dict[str, tuple[Booking, ...]],
) -> GroupSeries:
    known = {each.id: each for each in eligibility.week.clients}
    sitting = [known[c] for c, own in others.items() if Seat(series.id) in own]
    left = series.capacity - len(sitting)
    if series.held and client.contract != series.contract:
        strangers = sum(each.contract != series.contract for each in sitting)
        left = min(left, series.capacity - series.held - strangers)
    apart = any(c.id in client.avoid or client.id in c.avoid for c in sitting)
    admitted = eligibility.admits(series, client) and left > 0 and not apart
    return replace(series, admits=admitted)


def _left_with(
    staff: Staff,
    eligibility: Eligibility,
    client: Client,
    others: dict[str, tuple[Booking, ...]],
) -> Staff:
    known = {each.id: each for each in eligibility.week.clients}
    visits = [
        (c, b)
        for c, own in others.items()
        for b in own
        if isinstance(b, Visit)
        if b.staff == staff.id
    ]
    busy = NEVER
    for _, visit in visits:
        busy |= span(visit.meeting.day, visit.meeting.start, visit.meeting.quarters)
    services = eligibility.services
    new = {c for c, v in visits if services[v.service].own_counselor and known[c].counselor is None}
    led = eligibility.group_times.get(staff.id, NEVER)
    least = eligibility.week.rules.break_quarters
    own = client.counselor == staff.id
    return replace(
        staff,
        hours=staff.hours & ~busy,
        breaks=tuple(w & ~busy for w in staff.breaks if holds_a_run(w & ~led, least)),
        caseload=max(0, eligibility.caseload_left[staff.id] - len(new)) + own,
    )
