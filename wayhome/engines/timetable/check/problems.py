"""Whether what a plan left out really can't be used, and whether nothing that can't be is used."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from wayhome.engines.timetable.check.breach import Violation
from wayhome.engines.timetable.check.faults import (
    Faults,
    faults_of_client,
    faults_of_series,
    faults_of_staff,
)
from wayhome.engines.timetable.check.ground import Ground
from wayhome.engines.timetable.check.person import violations_of_client
from wayhome.engines.timetable.check.report import Claim, Objection
from wayhome.engines.timetable.check.sitting import name_of
from wayhome.engines.timetable.check.together import turned, violations_together
from wayhome.engines.timetable.domain import Booking, Problem, Reason, Week


def ground_of(week: Week, problems: Sequence[Problem]) -> Ground:
    """Take from the week what the plan says is left out."""
    out = {problem.subject for problem in problems if problem.left_out}
    return Ground(
        week,
        series_left_out=out.intersection(series.id for series in week.series),
        clients_left_out=out.intersection(client.id for client in week.clients),
    )


type Pins = Mapping[str, frozenset[Booking]]


def impossible_pins(ground: Ground, problems: Sequence[Problem]) -> Pins:
    """Give the pins that the problems call impossible, by client."""
    named: dict[str, set[str]] = defaultdict(set)
    for problem in problems:
        if problem.reason is Reason.PIN_IMPOSSIBLE:
            named[problem.subject].add(problem.other)
    return {
        client: frozenset(pin for pin in ground.clients[client].pinned if name_of(pin) in names)
        for client, names in named.items()
        if client in ground.clients
    }


def wrong_problems(ground: Ground, problems: Sequence[Problem]) -> Iterator[Objection]:
    """Object to problems that there aren't, and to those that the plan keeps to itself."""
    faults = _faults(ground)
    for problem in dict.fromkeys(problems):
        fault = (problem.reason, problem.left_out)
        is_of_a_pin = problem.reason is Reason.PIN_IMPOSSIBLE
        if not is_of_a_pin and fault not in faults.get(problem.subject, ()):
            yield _objection(f"{problem.subject} hasn't the fault {problem.reason}")
    yield from _untold(ground, problems, faults)
    yield from _possible_pins(ground, problems)


def _faults(ground: Ground) -> Mapping[str, Faults]:
    found: dict[str, Faults] = defaultdict(frozenset)
    for series in ground.week.series:
        found[series.id] |= faults_of_series(ground, series)
    for staff in ground.week.staff:
        found[staff.id] |= faults_of_staff(ground, staff)
    for client in ground.week.clients:
        found[client.id] |= faults_of_client(ground, client)
    return found


def _untold(
    ground: Ground, problems: Sequence[Problem], faults: Mapping[str, Faults]
) -> Iterator[Objection]:
    out = ground.series_left_out | ground.clients_left_out
    told = {(problem.subject, problem.reason, problem.left_out) for problem in problems}
    for subject, own in faults.items():
        for reason, leaves_out in sorted(own):
            if subject not in out and (subject, reason, leaves_out) not in told:
                yield _objection(f"{subject} has the fault {reason}, and nothing is said of it")


def _possible_pins(ground: Ground, problems: Sequence[Problem]) -> Iterator[Objection]:
    """Object to pins called impossible that break no rule beside those that are kept."""
    impossible = impossible_pins(ground, problems)
    kept = {
        client.id: tuple(pin for pin in client.pinned if pin not in impossible.get(client.id, ()))
        for client in (ground.clients.values() if impossible else ())
    }
    for problem in problems:
        names = {name_of(pin) for pin in impossible.get(problem.subject, ())}
        if problem.reason is Reason.PIN_IMPOSSIBLE and problem.other not in names:
            yield _objection(f"{problem.subject} has no pinned booking with {problem.other}")
    for client, pins in impossible.items():
        for pin in sorted(pins, key=repr):
            if not any(_broken_by(ground, client, pin, kept)):
                yield _objection(f"{client} can have the pinned booking with {name_of(pin)}")


def _broken_by(
    ground: Ground, client: str, pin: Booking, kept: Mapping[str, tuple[Booking, ...]]
) -> Iterator[Violation]:
    own, person = (*kept[client], pin), ground.clients[client]
    yield from violations_of_client(ground, person, own, impossible=person.pinned)
    yield from violations_together(ground, turned({**kept, client: own}.items()))


def _objection(sentence: str) -> Objection:
    return Objection(Claim.PROBLEMS, sentence)
