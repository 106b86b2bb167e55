"""What somebody could have beside everybody else's bookings, which stay as they are.

Nobody is moved and nothing is taken from anybody, so what is found can be had at once. Whoever sits
in a group of which somebody must be kept apart isn't told of, here or in what comes of it: the
group is left out from the start, as one that the program doesn't have.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from wayhome.engines.timetable.calendar import first
from wayhome.engines.timetable.domain import (
    ANYONE,
    Client,
    Daypart,
    GroupSeries,
    Meeting,
    Reason,
    Seat,
    Visit,
    Week,
)
from wayhome.engines.timetable.eligibility import (
    EVENING,
    NOON,
    Eligibility,
    avoided,
    daypart_of,
    misfit,
    times_of,
)
from wayhome.engines.timetable.sound import sound
from wayhome.journey.weekplans.codes import FitSieve
from wayhome.journey.weekplans.rules.choosing import MOST_STEPS, Had, Limits, Offer, chosen

type Lets = Callable[[Client, GroupSeries], bool]


@dataclass(frozen=True, slots=True)
class Left:
    """How many groups are left after a sieve."""

    sieve: FitSieve
    groups: int


@dataclass(frozen=True, slots=True)
class Freed:
    """A full group that would fit, and the quarters in all with a seat in it."""

    series: str
    got: int


@dataclass(frozen=True, slots=True)
class Fit:
    """What somebody could have in a week; lengths are quarters of an hour.

    ``due``: of groups, what individual sessions don't fill (``visits``, set by their counselor).
    """

    due: int = 0
    visits: int = 0
    got: int = 0
    groups: tuple[str, ...] = ()
    left: tuple[Left, ...] = ()
    freed: tuple[Freed, ...] = ()

    @property
    def is_whole(self) -> bool:
        return self.got >= self.due

    @property
    def missing(self) -> int:
        return self.due - self.got


def parts_of(meetings: Iterable[Meeting]) -> tuple[tuple[Daypart, tuple[int, ...]], ...]:
    """Return on which days there is something in each part of the day, the most frequent first."""
    days: defaultdict[Daypart, set[int]] = defaultdict(set)
    for each in meetings:
        days[_part(each.start)].add(each.day)
    found = ((part, tuple(sorted(on))) for part, on in days.items())
    return tuple(sorted(found, key=lambda each: (-len(each[1]), each[1])))


def _part(start: int) -> Daypart:
    if start < NOON:
        return Daypart.MORNING
    return Daypart.AFTERNOON if start < EVENING else Daypart.EVENING


class Beside:
    """A week, beside whose published bookings somebody could have some."""

    def __init__(self, week: Week, *, steps: int = MOST_STEPS) -> None:
        usable = sound(week)
        self.week, self.steps = usable.week, steps
        self._seatless = frozenset(
            each.subject for each in usable.problems if each.reason is Reason.NO_SEATS
        )
        self._published = dict(week.published)
        self._eligibility = Eligibility(self.week)
        self._clients = {each.id: each for each in self.week.clients}
        self._given = {each.id: each for each in week.clients}
        self._apart: Mapping[str, Collection[str]] = avoided(week.clients)
        self._seated: defaultdict[str, set[str]] = defaultdict(set)
        for name, own in week.published:
            for each in own:
                if isinstance(each, Seat):
                    self._seated[each.series].add(name)

    def knows(self, client: str) -> bool:
        """Say whether somebody is in care in this week or waits for it."""
        return client in self._given

    def full(self, client: str) -> frozenset[str]:
        """Return the groups of this week in which there is no seat for somebody."""
        contract = self._given[client].contract
        return self._seatless.union(
            each.id for each in self.week.series if not self._has_seat(each, client, contract)
        )

    def fit(self, client: str, gone: Collection[str] = ()) -> Fit:
        """Return what somebody could have; nothing, if nothing can be planned for them.

        :param gone: groups whose seats of this week are somebody's in a later one, so that nobody
            who stays can have them
        """
        person = self._clients.get(client)
        if person is None:
            nothing = () if self.week.series else (Left(FitSieve.KIND, 0),)
            return Fit(due=self._given[client].prescription.weekly, left=nothing)
        fitting, left = self._sieved(person)
        closed = self.full(client).union(gone)
        open_ = [each for each in fitting if each.id not in closed]
        limits, taken, visits = self._limits(person)
        best = self._chosen(person, open_, limits, taken)
        got = min(best.quarters, limits.due)
        return Fit(
            due=limits.due,
            visits=visits,
            got=got,
            groups=tuple(each.id for each in open_ if each.id in best.series),
            left=(*left, Left(FitSieve.SEAT, len(open_))),
            freed=tuple(
                Freed(each.id, min(more.quarters, limits.due))
                for each in fitting
                if each.id in closed and got < limits.due
                for more in [self._chosen(person, [*open_, each], limits, taken)]
                if more.quarters > got
            ),
        )

    def _sieved(self, person: Client) -> tuple[list[GroupSeries], list[Left]]:
        """Return the groups that fit whether or not they are full, and how many each sieve left."""
        apart = self._apart[person.id]
        groups = [
            each
            for each in self._eligibility.candidates(person)
            if self._seated[each.id].isdisjoint(apart)
        ]
        left = []
        for sieve, lets in self._sieves():
            groups = [each for each in groups if lets(person, each)]
            left.append(Left(sieve, len(groups)))
        return groups, left

    def _sieves(self) -> tuple[tuple[FitSieve, Lets], ...]:
        return (
            (FitSieve.KIND, lambda _person, _group: True),
            (FitSieve.LANGUAGE, lambda person, group: group.language == person.language),
            (FitSieve.GENDER, lambda person, group: group.gender in (ANYONE, person.gender)),
            (FitSieve.ADMISSION, self._admits),
            (FitSieve.WAY, lambda person, group: person.attends != _other_way(group)),
            (FitSieve.HOURS, lambda person, group: not self._times(group) & ~person.free),
            (FitSieve.TRAVEL, lambda person, group: not self._needed(person, group) & ~person.free),
        )

    def _admits(self, person: Client, group: GroupSeries) -> bool:
        is_theirs = not group.contract or group.held > 0 or group.contract == person.contract
        return is_theirs and self._eligibility.admits(group, person)

    def _times(self, group: GroupSeries) -> int:
        return self._eligibility.times[group.id]

    def _needed(self, person: Client, group: GroupSeries) -> int:
        times = self._times(group)
        return times if group.video else self._eligibility.way(times, person.travel)

    def _has_seat(self, group: GroupSeries, client: str, contract: str) -> bool:
        others = self._seated[group.id] - {client}
        if len(others) >= group.capacity:
            return False
        if group.held <= 0 or contract == group.contract:
            return True
        foreign = sum(self._given[each].contract != group.contract for each in others)
        return foreign < group.capacity - group.held

    def _limits(self, person: Client) -> tuple[Limits, int, int]:
        """Return what there may be of groups, the times of visits booked, and all visits' length.

        A visit that is due and not booked has no time yet; its quarters are kept for it.
        """
        rules, prescription = self.week.rules, person.prescription
        booked = [each for each in self._published.get(person.id, ()) if isinstance(each, Visit)]
        lengths = {each.id: each.quarters for each in rules.services}
        waits = {*prescription.services} - {each.service for each in booked}
        visits = sum(each.meeting.quarters for each in booked)
        visits += sum(lengths[each] for each in waits)
        limits = Limits(
            kinds=dict(prescription.kinds),
            day=rules.day_maximum,
            week=prescription.ceiling - visits,
            due=max(0, prescription.weekly - visits),
        )
        return limits, times_of([each.meeting for each in booked]), visits

    def _chosen(
        self, person: Client, groups: Sequence[GroupSeries], limits: Limits, taken: int
    ) -> Had:
        """Choose among groups, first those that they are in, then those that suit."""
        own = self._published.get(person.id, ())
        in_order = sorted(
            groups,
            key=lambda each: (
                Seat(each.id) not in own,
                misfit(person, each, daypart_of(self._times(each))),
                first(self._times(each)),
                each.id,
            ),
        )
        offers = [
            Offer(
                each.id,
                each.kind,
                self._times(each),
                self._needed(person, each),
                each.video,
            )
            for each in in_order
        ]
        return chosen(offers, limits, taken, self.steps)


def _other_way(group: GroupSeries) -> str:
    return "in_person" if group.video else "video"
