"""Groups and visits of some clients together, while all others stay as they are."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from ortools.sat.python import cp_model

from wayhome.engines.timetable.calendar import DAYS, holds_a_run, span
from wayhome.engines.timetable.calendar import QUARTERS_A_DAY as A_DAY
from wayhome.engines.timetable.domain import Service
from wayhome.engines.timetable.solver.choose import solver_with
from wayhome.engines.timetable.solver.patterns import Scale
from wayhome.engines.timetable.solver.visits import visit_at
from wayhome.engines.timetable.solver.worth import Booked, Groups, Plans, Taken, Worth, is_new

type Series = tuple[int, ...]
type Variable = cp_model.IntVar
type Options = Mapping[str, Sequence[Series]]
type Found = tuple[bool, int, int, int, list[Variable]]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a joint program may look at: slots a service, and steps of work."""

    slots: int
    budget: float
    gap: float = 1e-5


@dataclass(frozen=True, slots=True)
class Option:
    """A week of groups that a client may get."""

    groups: Groups
    variable: Variable


class Joint:
    """A program for some clients; ``worth`` judges them, ``now`` is what they have."""

    def __init__(
        self, worth: Mapping[str, Worth], now: Plans, options: Options, scale: Scale, limits: Limits
    ) -> None:
        region = next(iter(worth.values())).region
        self.region, self.worth, self.now = region, worth, now
        self.scale, self.limits = scale, limits
        self.weights = region.rules.weights
        self.model = cp_model.CpModel()
        self.cost: list[cp_model.LinearExprT] = []
        self.taken = Taken(region, {c: b for c, b in now.items() if c not in options})
        self.options: dict[str, list[Option]] = {}
        self.visits: dict[tuple[str, str, int], Variable] = {}
        self.in_series: dict[int, list[tuple[str, Variable]]] = defaultdict(list)
        self.with_staff: dict[str, list[tuple[int, Variable]]] = defaultdict(list)
        self.new: dict[str, list[Variable]] = defaultdict(list)
        for client in sorted(options):
            self._add_client(client, options[client])
        self._limit_seats()
        self._limit_staff()

    def _add_client(self, client: str, options: Sequence[Series]) -> None:
        worth = self.worth[client]
        mine = self.now.get(client, Booked())
        self.options[client] = found = []
        for series in options:
            groups = worth.groups(series)
            variable = self.model.new_bool_var("")
            found.append(Option(groups, variable))
            self.model.add_hint(variable, series == mine.series)
            self.cost.append(self._cost_of_groups(groups) * variable)
            for place in series:
                self.in_series[place].append((client, variable))
        self.model.add_exactly_one(option.variable for option in found)
        given = [v for service in worth.due for v in self._add_visits(client, service, mine)]
        self._separate([(slot, v) for _, slot, v in given])
        self._limit_days(client, given)
        self._count_hours(client, given)

    def _cost_of_groups(self, groups: Groups) -> int:
        weights = self.weights
        rest = groups.fit * weights.fit - groups.kept * weights.continuity
        return self.scale.rest * (rest + groups.idle * weights.idle)

    def _add_visits(
        self, client: str, service: Service, mine: Booked
    ) -> list[tuple[Service, int, Variable]]:
        found = []
        for cost, slot, possible in self._slots(client, service, mine):
            variable = self.model.new_bool_var("")
            self.visits[client, service.id, slot] = variable
            found.append((service, slot, variable))
            self.model.add_hint(variable, (service.id, slot) in mine.visits)
            self.cost.append(self.scale.rest * cost * variable)
            if len(possible) < len(self.options[client]):
                self.model.add_bool_or([*possible, ~variable])
            staff = self.region.slots[slot].staff
            self.with_staff[staff].append((slot, variable))
            if is_new(self.region, client, service.id):
                self.new[staff].append(variable)
        if service.id in self.worth[client].pinned:
            self.model.add_exactly_one(variable for _, _, variable in found)
        elif len(found) > 1:
            self.model.add_at_most_one(variable for _, _, variable in found)
        return found

    def _slots(
        self, client: str, service: Service, mine: Booked
    ) -> list[tuple[int, int, list[Variable]]]:
        """List the best slots of a service: what each costs, and which options leave it free."""
        worth, region = self.worth[client], self.region
        found = []
        for slot in worth.slots[service.id]:
            if region.slots[slot].times & self.taken.times[region.slots[slot].staff]:
                continue
            options = [o for o in self.options[client] if worth.room_for(o.groups, slot)]
            if not options:
                continue
            apart = min(worth.apart(option.groups.series, slot) for option in options)
            kept = visit_at(region, service, slot) in worth.kept_visits
            cost = apart * self.weights.idle - kept * self.weights.continuity
            had = (service.id, slot) in mine.visits
            found.append((not had, cost, -len(options), slot, [o.variable for o in options]))
        found.sort(key=lambda row: row[:4])
        return [(row[1], row[3], row[4]) for row in self._spread(found)]

    def _spread(self, found: list[Found]) -> list[Found]:
        """Take the best slots of each member of staff in turn, so that none is forgotten."""
        of_staff: dict[str, list[Found]] = defaultdict(list)
        for row in found:
            of_staff[self.region.slots[row[3]].staff].append(row)
        turns = zip_longest(*of_staff.values())
        return [row for turn in turns for row in turn if row is not None][: self.limits.slots]

    def _separate(self, given: Sequence[tuple[int, Variable]]) -> None:
        """Let no two visits be at one time: it is enough to look when each of them begins."""
        slots = self.region.slots
        begin = sorted({(slots[slot].day, slots[slot].start) for slot, _ in given})
        for day, start in begin:
            during = [
                variable
                for slot, variable in given
                if slots[slot].day == day
                and slots[slot].start <= start < slots[slot].start + slots[slot].quarters
            ]
            if len(during) > 1:
                self.model.add_at_most_one(during)

    def _limit_days(self, client: str, given: Sequence[tuple[Service, int, Variable]]) -> None:
        most = self.region.rules.day_maximum
        for day in range(DAYS):
            visits = [(s.quarters, v) for s, n, v in given if self.region.slots[n].day == day]
            fullest = max(option.groups.loads[day] for option in self.options[client])
            longest = sum({s.id: s.quarters for s, _, _ in given}.values())
            if visits and fullest + longest > most:
                held = sum(o.groups.loads[day] * o.variable for o in self.options[client])
                self.model.add(held + sum(q * v for q, v in visits) <= most)

    def _count_hours(self, client: str, given: Sequence[tuple[Service, int, Variable]]) -> None:
        worth, rx = self.worth[client], self.worth[client].rx
        options = self.options[client]
        if not given:
            for option in options:
                hours = worth.hours(option.groups, ())
                self.cost.append(self.scale.hours * hours * option.variable)
            return
        in_groups = [option.groups.quarters * option.variable for option in options]
        got = sum([*in_groups, *(service.quarters * variable for service, _, variable in given)])
        lacking_kinds = [option.groups.short * option.variable for option in options]
        short = sum([*lacking_kinds, *(-service.missing * v for service, _, v in given)])
        self.cost.append(self.scale.hours * short)
        for limit in {rx.weekly, min(rx.weekly, rx.floor)}:
            times = 2 if rx.weekly > rx.floor else 4
            lacking = self.model.new_int_var(0, max(0, limit), "")
            self.model.add(lacking >= limit - got)
            self.cost.append(times * self.scale.hours * lacking)
        self.model.add(got <= rx.ceiling)
        if rx.minimum_days:
            self._count_days(client, given)

    def _count_days(self, client: str, given: Sequence[tuple[Service, int, Variable]]) -> None:
        rx = self.worth[client].rx
        enough = []
        for day in range(DAYS):
            groups = [o.groups.loads[day] * o.variable for o in self.options[client]]
            visits = [s.quarters * v for s, n, v in given if self.region.slots[n].day == day]
            held = sum([*groups, *visits])
            counted = self.model.new_bool_var("")
            self.model.add(held >= rx.day_minimum * counted)
            enough.append(counted)
        missing = self.model.new_int_var(0, rx.minimum_days, "")
        self.model.add(missing >= rx.minimum_days - sum(enough))
        self.cost.append(self.scale.hours * self.region.rules.missing_day * missing)

    def _limit_seats(self) -> None:
        for place in sorted(self.in_series):
            series, taken = self.region.series[place], self.taken
            wanted = [variable for _, variable in self.in_series[place]]
            left = series.capacity - len(taken.seats[place])
            target = max(0, min(series.target, series.capacity) - len(taken.seats[place]))
            if len(wanted) > left:
                self.model.add(sum(wanted) <= left)
            if len(wanted) > target:
                over = self.model.new_int_var(0, len(wanted), "")
                self.model.add(over >= sum(wanted) - target)
                self.cost.append(self.scale.rest * self.weights.balance * over)
            if series.held:
                strangers = [
                    v
                    for client, v in self.in_series[place]
                    if self.region.clients[client].contract != series.contract
                ]
                most = series.capacity - series.held - taken.strangers(place)
                self.model.add(sum(strangers) <= most)
            self._keep_apart(place)

    def _keep_apart(self, place: int) -> None:
        here: dict[str, list[Variable]] = defaultdict(list)
        for client, variable in self.in_series[place]:
            here[client].append(variable)
        sitting = set(self.taken.seats[place])
        for client, variables in here.items():
            for other in sorted(self.region.avoids[client]):
                if other in sitting:
                    self.model.add_bool_and([~v for v in variables])
                elif other in here and client < other:
                    self.model.add_at_most_one([*variables, *here[other]])

    def _limit_staff(self) -> None:
        eligibility = self.region.eligibility
        for staff in sorted(self.with_staff):
            given = self.with_staff[staff]
            self._separate(given)
            busy = eligibility.group_times.get(staff, 0) | self.taken.times[staff]
            for window in eligibility.staff[staff].breaks:
                self._keep_break(window & ~busy, given)
            new = self.new.get(staff, [])
            left = eligibility.caseload_left[staff] - self.taken.new[staff]
            if len(new) > left:
                self.model.add(sum(new) <= max(0, left))

    def _keep_break(self, free: int, given: Sequence[tuple[int, Variable]]) -> None:
        """Leave one stretch of the free time without visits, if there is one long enough."""
        quarters = self.region.rules.break_quarters
        near = [(slot, v) for slot, v in given if self.region.slots[slot].times & free]
        if not near or not holds_a_run(free, quarters):
            return
        breaks = []
        for at in range(free.bit_length()):
            stretch = span(*divmod(at, A_DAY), quarters)
            if stretch & ~free:
                continue
            during = [v for slot, v in near if self.region.slots[slot].times & stretch]
            if not during:
                return
            breaks.append((during, self.model.new_bool_var("")))
        for during, chosen in breaks:
            self.model.add_bool_and([~v for v in during]).only_enforce_if(chosen)
        self.model.add_bool_or([chosen for _, chosen in breaks])

    def solve(self) -> Plans | None:
        """Give everyone's bookings anew, or nothing if the budget ends before any are found."""
        self.model.minimize(sum(self.cost))
        solver = solver_with(self.limits.budget, self.limits.gap)
        if solver.solve(self.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        plans = dict(self.now)
        for client, options in self.options.items():
            chosen = next(o for o in options if solver.value(o.variable))
            plans[client] = Booked(chosen.groups.series)
        for (client, service, slot), variable in self.visits.items():
            if solver.value(variable):
                booked = plans[client]
                plans[client] = Booked(booked.series, (*booked.visits, (service, slot)))
        return plans
