"""Who leads each of the groups to open, and where it meets: as many of them as can be held."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from ortools.sat.python import cp_model

from wayhome.engines.timetable.calendar import first
from wayhome.engines.timetable.domain import GroupSeries, TimetableLimits, Week
from wayhome.engines.timetable.eligibility import length_of, times_of
from wayhome.engines.timetable.solver.choose import solver_with
from wayhome.engines.timetable.solver.leading import Leading

BUDGET = 5.0
GAP = 1e-4
CLINICAL_MARGIN = 2
type Variable = cp_model.IntVar


class Staffing:
    """A program: a facilitator and a room for each group, or neither."""

    def __init__(self, week: Week, series: list[GroupSeries], limits: TimetableLimits) -> None:
        self.week, self.series, self.limits = week, series, limits
        self.leading = Leading(week)
        self.model = cp_model.CpModel()
        self.leads: dict[tuple[int, str], Variable] = {}
        self.meets: dict[tuple[int, str], Variable] = {}
        self.worth: list[cp_model.LinearExprT] = []
        for nth, each in enumerate(series):
            self._add(nth, each)
        self._only_one_at_once(self.leads)
        self._only_one_at_once(self.meets)
        self._limit_leading()
        self.model.maximize(sum(self.worth))

    def _add(self, nth: int, series: GroupSeries) -> None:
        able = [staff.id for staff in self.leading.facilitators(series)]
        for staff in able:
            self.leads[nth, staff] = self.model.new_bool_var("")
        held = sum(self.leads[nth, staff] for staff in able)
        self.model.add(held <= 1)
        self.worth.append(100 * length_of(series) * held)
        if series.video:
            return
        rooms = [room for room in self.leading.rooms_for(series) if room is not None]
        for room in rooms:
            self.meets[nth, room] = meets = self.model.new_bool_var("")
            seats = min(self.limits.size, self.leading.rooms[room].capacity)
            self.worth.append(seats * meets)
        self.model.add(sum(self.meets[nth, room] for room in rooms) == held)

    def _only_one_at_once(self, variables: dict[tuple[int, str], Variable]) -> None:
        at: dict[tuple[str, int], list[Variable]] = defaultdict(list)
        for (nth, whom), variable in variables.items():
            times = times_of(self.series[nth].meetings)
            while times:
                at[whom, first(times)].append(variable)
                times &= times - 1
        for together in at.values():
            if len(together) > 1:
                self.model.add_at_most_one(together)

    def _limit_leading(self) -> None:
        own: dict[str, list[tuple[int, Variable]]] = defaultdict(list)
        for (nth, name), lead in self.leads.items():
            own[name].append((nth, lead))
        for staff in self.week.staff:
            led = self.leading.led[staff.id]
            long = [length_of(self.series[nth]) * v for nth, v in own[staff.id]]
            self.model.add(sum(long) <= max(0, self.limits.leads - led.bit_count()))
            for window in staff.breaks:
                within = [
                    (times_of(self.series[nth].meetings) & window).bit_count() * v
                    for nth, v in own[staff.id]
                ]
                left = (window & ~led).bit_count() - self.week.rules.break_quarters
                self.model.add(sum(within) <= max(0, left))

    def solve(self) -> tuple[GroupSeries, ...]:
        """Give the groups that can be held, with their facilitators and rooms."""
        solver = solver_with(BUDGET, GAP)
        if solver.solve(self.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return ()
        rooms = _chosen(solver, self.meets)
        return tuple(
            self._held(self.series[nth], staff, rooms.get(nth))
            for nth, staff in sorted(_chosen(solver, self.leads).items())
        )

    def _held(self, series: GroupSeries, staff: str, room: str | None) -> GroupSeries:
        seats = self.limits.size
        if room:
            seats = min(seats, self.leading.rooms[room].capacity)
        target = max(1, seats - CLINICAL_MARGIN)
        return replace(series, facilitator=staff, room=room, capacity=seats, target=target)


def _chosen(
    solver: cp_model.CpSolver, variables: dict[tuple[int, str], Variable]
) -> dict[int, str]:
    found: Iterable[tuple[tuple[int, str], Variable]] = variables.items()
    return {nth: whom for (nth, whom), variable in found if solver.value(variable)}
