"""The answer to why somebody is short of hours, client by client, of one plan."""

from collections.abc import Iterable, Iterator

from wayhome.engines.timetable.domain import (
    Client,
    Explanation,
    Fix,
    Limit,
    Meeting,
    Plan,
    Relief,
    Visit,
    Week,
)
from wayhome.engines.timetable.eligibility import Eligibility, times_of
from wayhome.engines.timetable.solver.explain.funnel import funnel
from wayhome.engines.timetable.solver.explain.openings import Openings
from wayhome.engines.timetable.solver.explain.others import Others
from wayhome.engines.timetable.solver.explain.possible import Otherwise, Possible, Prospects
from wayhome.engines.timetable.solver.explain.reliefs import (
    Trial,
    reliefs_in_life,
    reliefs_in_program,
)
from wayhome.engines.timetable.solver.explain.search import Best, Search
from wayhome.engines.timetable.solver.got import got
from wayhome.engines.timetable.sound import sound

BURDENS = list(Relief)


def explain(week: Week, plan: Plan, client: str, top: int = 5) -> Explanation:
    """Say why a client is short; for several clients, keep an ``Explainer``.

    :raises KeyError: the client isn't planned this week.
    """
    return Explainer(week, plan).explain(client, top)


class Explainer:
    """A week and its plan, prepared for questions about many clients."""

    def __init__(self, week: Week, plan: Plan) -> None:
        self.week = sound(week).week
        self.bookings = dict(plan.bookings)
        self.eligibility = Eligibility(self.week)
        self._clients = {client.id: client for client in self.week.clients}
        self.others = Others(self.eligibility, self.bookings)
        self.openings = Openings(self.others)
        self.nobody = Others(self.eligibility, {})
        self.all_open = Openings(self.nobody)

    def short(self) -> list[str]:
        """List the clients who have less than is prescribed, in the order of their ids."""
        return sorted(
            client.id
            for client in self.week.clients
            if self.got(client) < client.prescription.weekly
        )

    def explain(self, client: str, top: int = 5) -> Explanation:
        """Say why a client is short, with the ``top`` nearest fixes.

        :raises KeyError: the client isn't planned this week.
        """
        return _Question(self, self._clients[client]).answer(top)

    def got(self, client: Client) -> int:
        return got(self.eligibility, client, self.bookings.get(client.id, ()))


class _Question:
    """One client's week, solved again and again."""

    def __init__(self, explainer: Explainer, client: Client) -> None:
        self.explainer, self.client = explainer, client
        self.eligibility = explainer.eligibility
        self.prospects = Prospects(self.eligibility, client)
        self.got = explainer.got(client)

    def answer(self, top: int) -> Explanation:
        explainer, weekly = self.explainer, self.client.prescription.weekly
        as_they_are = Otherwise(self.client)
        self.now = self._possible(as_they_are)
        with_seats = self._most(self.now, self.got)
        alone = with_seats
        if with_seats < weekly:
            everything = self.prospects.possible(as_they_are, explainer.nobody, explainer.all_open)
            alone = self._most(everything, with_seats)
        fixes = list(self._fixes(with_seats)) if self.got < weekly else []
        return Explanation(
            client=self.client.id,
            prescribed=weekly,
            got=self.got,
            alone=alone,
            with_seats=with_seats,
            limit=_limit(self.got, with_seats, alone, weekly),
            funnel=funnel(self.eligibility, self.client),
            fixes=nearest(fixes, top),
        )

    def _possible(self, otherwise: Otherwise) -> Possible:
        explainer = self.explainer
        return self.prospects.possible(otherwise, explainer.others, explainer.openings)

    def _beyond(self, possible: Possible, least: int) -> Best | None:
        return Search(self.client, self.eligibility.week.rules, possible).beyond(least)

    def _most(self, possible: Possible, least: int) -> int:
        best = self._beyond(possible, least)
        return best.quarters if best else least

    def _fixes(self, least: int) -> Iterator[Fix]:
        """Try each thing that could be otherwise; only what gives more hours is a fix."""
        if least >= self.client.prescription.weekly:
            return
        for trial in (
            *reliefs_in_program(self.eligibility, self.client),
            *reliefs_in_life(self.client),
        ):
            possible = self._possible(trial.otherwise)
            if possible.adds_nothing_to(self.now):
                continue
            best = self._beyond(possible, least)
            if best:
                yield self._fix(trial, best)

    def _fix(self, trial: Trial, best: Best) -> Fix:
        day, start = trial.day, None
        if trial.relief is Relief.STAFF_HOUR:
            meeting = self._outside_hours(trial, best)
            day, start = meeting.day, meeting.start
        return Fix(
            relief=trial.relief,
            quarters=best.quarters,
            bookings=best.bookings,
            subject=trial.subject,
            day=day,
            part=trial.part,
            start=start,
            burden=trial.burden,
        )

    def _outside_hours(self, trial: Trial, best: Best) -> Meeting:
        service, staff = trial.otherwise.overtime
        hours = self.eligibility.staff[staff].hours
        return next(
            booking.meeting
            for booking in best.bookings
            if isinstance(booking, Visit)
            and booking.service == service
            and times_of((booking.meeting,)) & ~hours
        )


def _limit(got: int, with_seats: int, alone: int, weekly: int) -> Limit | None:
    if got >= weekly:
        return None
    if with_seats >= weekly:
        return Limit.PRIORITIES
    return Limit.CAPACITY if alone >= weekly else Limit.OWN_LIFE


def nearest(fixes: Iterable[Fix], top: int) -> tuple[Fix, ...]:
    """Choose the fixes that give most, the least burden first; of one kind and gain only one."""
    ordered = sorted(
        fixes, key=lambda fix: (-fix.quarters, BURDENS.index(fix.relief), fix.burden, _place(fix))
    )
    distinct: dict[tuple[Relief, int], Fix] = {}
    for fix in ordered:
        distinct.setdefault((fix.relief, fix.quarters), fix)
    return tuple(distinct.values())[:top]


def _place(fix: Fix) -> tuple[str, int]:
    return fix.subject, fix.day or 0
