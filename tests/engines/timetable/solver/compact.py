"""The whole week as one program, a yes or no for each booking: slow, and sharing no code with the solver.

Its objective is the weighted total; rules are read from the checker one booking at a time.
"""

from collections import defaultdict
from itertools import chain

from ortools.sat.python import cp_model

from wayhome.engines.timetable.check.ground import Ground
from wayhome.engines.timetable.check.moments import DAYS, is_in, moments_of
from wayhome.engines.timetable.check.person import violations_of_client
from wayhome.engines.timetable.check.problems import ground_of, impossible_pins
from wayhome.engines.timetable.check.sitting import sittings_of
from wayhome.engines.timetable.check.worth import apart, lost_of, misfit_of
from wayhome.engines.timetable.domain import Client, Meeting, Seat, Visit
from wayhome.engines.timetable.sound import sound

A_DAY = 96


def compact_optimum(week, budget=20.0):
    """Give the total of the best plan found, and what the program proves of all others."""
    compact = Compact(week)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = budget
    compact.model.minimize(sum(compact.cost))
    status = solver.solve(compact.model)
    assert status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return round(solver.objective_value), round(solver.best_objective_bound)


class Compact:
    def __init__(self, week):
        found = sound(week)
        self.ground: Ground = ground_of(week, found.problems)
        self.impossible = impossible_pins(self.ground, found.problems)
        self.rules, self.weights = week.rules, week.rules.weights
        self.model = cp_model.CpModel()
        self.cost = []
        self.seated = defaultdict(list)
        self.visited = defaultdict(list)
        self.new = defaultdict(list)
        for client in self.ground.clients.values():
            Person(self, client)
        for series, sitting in self.seated.items():
            self.limit_seats(self.ground.series[series], sitting)
        for staff in self.ground.staff.values():
            self.limit_staff(staff)

    def at_least_nothing(self, *terms, most=10_000):
        """Make a variable for what a sum is above nothing."""
        above = self.model.new_int_var(0, most, "")
        self.model.add(above >= sum(terms))
        return above

    def limit_seats(self, series, sitting):
        everyone = [chosen for _, chosen in sitting]
        self.model.add(sum(everyone) <= self.ground.capacity(series))
        self.cost.append(self.weights.balance * self.at_least_nothing(*everyone, -series.target))
        if series.held:
            strangers = [v for client, v in sitting if client.contract != series.contract]
            self.model.add(sum(strangers) <= series.capacity - series.held)
        for client, chosen in sitting:
            for other, with_them in sitting:
                if other.id in client.avoid:
                    self.model.add_at_most_one(chosen, with_them)

    def limit_staff(self, staff):
        given = self.visited[staff.id]
        during = defaultdict(list)
        for visit, chosen in given:
            for quarter in quarters_of(visit.meeting):
                during[quarter].append(chosen)
        for visits in during.values():
            self.model.add_at_most_one(visits)
        led = {day * A_DAY + quarter for day, quarter in self.ground.leads(staff.id)}
        for window in staff.breaks:
            self.keep_break({q for q in range(7 * A_DAY) if window >> q & 1} - led, during)
        left = staff.caseload - self.ground.caseloads.get(staff.id, 0)
        self.model.add(sum(self.new[staff.id]) <= max(0, left))

    def keep_break(self, free, during):
        length = self.rules.break_quarters
        stretches = [range(q, q + length) for q in sorted(free) if {*range(q, q + length)} <= free]
        if not stretches:
            return
        kept = [self.model.new_bool_var("") for _ in stretches]
        self.model.add_bool_or(kept)
        for stretch, is_kept in zip(stretches, kept, strict=True):
            for chosen in chain.from_iterable(during[quarter] for quarter in stretch):
                self.model.add_implication(is_kept, ~chosen)


class Person:
    """One client's part of the program."""

    def __init__(self, compact: Compact, client: Client):
        self.compact, self.ground, self.client = compact, compact.ground, client
        self.model, self.weights, self.rx = compact.model, compact.weights, client.prescription
        self.chosen = {b: self.model.new_bool_var("") for b in self.possible() if self.fits(b)}
        self.seats = {
            self.ground.series[b.series]: v for b, v in self.chosen.items() if isinstance(b, Seat)
        }
        self.visits = {b: v for b, v in self.chosen.items() if isinstance(b, Visit)}
        sittings = sittings_of(self.ground, client, tuple(self.chosen))
        self.sittings = [(sitting, self.chosen[sitting.booking]) for sitting in sittings]
        impossible = compact.impossible.get(client.id, ())
        for pin in client.pinned:
            if pin not in impossible:
                self.model.add(self.chosen[pin] == 1)
        self.share_with_others()
        self.be_in_one_place()
        self.count_hours()
        self.count_fit_and_continuity()
        self.count_idle()

    def possible(self):
        yield from (Seat(series) for series in self.ground.series)
        services = self.ground.services
        due = [services[s] for s in self.rx.services if s in services and not self.client.waiting]
        for service in due:
            for staff in self.ground.staff.values():
                for at in range(0, 7 * A_DAY, self.compact.rules.step):
                    visit = Visit(
                        service.id, staff.id, Meeting(*divmod(at, A_DAY), service.quarters)
                    )
                    if self.is_given(staff, visit):
                        yield visit

    def fits(self, booking):
        return not any(
            violations_of_client(self.ground, self.client, (booking,), self.client.pinned)
        )

    def is_given(self, staff, visit):
        times = self.ground.opening[staff.site] & staff.hours
        led = self.ground.leads(staff.id)
        moments = moments_of((visit.meeting,))
        return all(is_in(times, moment) and moment not in led for moment in moments)

    def share_with_others(self):
        for series, chosen in self.seats.items():
            self.compact.seated[series.id].append((self.client, chosen))
        for visit, chosen in self.visits.items():
            self.compact.visited[visit.staff].append((visit, chosen))
            own = self.ground.services[visit.service].own_counselor
            if own and self.ground.counselor_of(self.client) is None:
                self.compact.new[visit.staff].append(chosen)

    def be_in_one_place(self):
        here, days = defaultdict(list), defaultdict(list)
        for sitting, chosen in self.sittings:
            for moment in sitting.moments:
                here[moment].append(chosen)
                days[moment[0]].append(chosen)
        for together in here.values():
            self.model.add_at_most_one(together)
        self.loads = {day: sum(days[day]) for day in range(DAYS)}
        for load in self.loads.values():
            self.model.add(load <= self.compact.rules.day_maximum)
        for one, coming in self.sittings:
            for other, online in self.sittings:
                if other.by_video and not set(one.ways).isdisjoint(other.moments):
                    self.model.add_at_most_one(coming, online)

    def count_hours(self):
        of_kind = defaultdict(list)
        for series, chosen in self.seats.items():
            of_kind[series.kind].append(length_of(series) * chosen)
        short = []
        for kind, need in self.rx.kinds:
            if need > 0 and kind in self.ground.kinds:
                self.model.add(sum(of_kind[kind]) <= need)
                if not self.rx.any_mix:
                    short.append(need - sum(of_kind[kind]))
        got = sum(self.loads.values())
        self.model.add(got <= self.rx.ceiling)
        lengths = (self.rx.weekly, min(self.rx.weekly, self.rx.floor))
        short += [2 * self.compact.at_least_nothing(length, -got) for length in lengths]
        for service in self.due_services():
            given = [v for visit, v in self.visits.items() if visit.service == service.id]
            self.model.add_at_most_one(given)
            short.append(service.missing * (1 - sum(given)))
        short.append(self.compact.rules.missing_day * self.days_short())
        if self.client.waiting:
            shared = self.model.new_int_var(0, 10_000, "")
            self.model.add_division_equality(shared, sum(short), self.compact.rules.waiting_share)
            short = [shared]
        self.compact.cost.append(self.weights.hours * sum(short))

    def due_services(self):
        names = () if self.client.waiting else self.rx.services
        return [self.ground.services[name] for name in names if name in self.ground.services]

    def days_short(self):
        enough = []
        for load in self.loads.values() if self.rx.minimum_days else ():
            is_enough = self.model.new_bool_var("")
            self.model.add(load >= self.rx.day_minimum * is_enough)
            enough.append(is_enough)
        return self.compact.at_least_nothing(self.rx.minimum_days, -sum(enough))

    def count_fit_and_continuity(self):
        blocks = defaultdict(list)
        fit = []
        for series, chosen in self.seats.items():
            fit.append(misfit_of(self.client, series) * chosen)
            if series.block:
                blocks[series.block].append(chosen)
        used = []
        for chosen in blocks.values():
            used.append(self.model.new_bool_var(""))
            self.model.add_max_equality(used[-1], chosen)
        fit.append(self.compact.at_least_nothing(sum(used), -1))
        self.compact.cost.append(self.weights.fit * sum(fit))
        for booking in self.ground.published(self.client.id):
            lost = self.weights.continuity * lost_of(self.ground, booking)
            self.compact.cost.append(lost * (1 - self.chosen.get(booking, 0)))

    def count_idle(self):
        came = [(s, v) for s, v in self.sittings if isinstance(s.booking, Seat) and not s.by_video]
        idle = []
        for day in range(DAYS):
            groups = [({q for d, q in s.moments if d == day}, v) for s, v in came]
            groups = [(quarters, chosen) for quarters, chosen in groups if quarters]
            idle += self.idle_between(groups) if groups else ()
            for visit, chosen in self.visits.items():
                if visit.meeting.day == day and self.client.attends != "video":
                    idle.append(self.idle_beside(visit, chosen, groups))
        self.compact.cost.append(self.weights.idle * sum(idle))

    def idle_between(self, groups):
        there = self.model.new_bool_var("")
        self.model.add_max_equality(there, [chosen for _, chosen in groups])
        first, last = (self.model.new_int_var(0, A_DAY, "") for _ in range(2))
        for quarters, chosen in groups:
            self.model.add(first <= min(quarters)).only_enforce_if(chosen)
            self.model.add(last >= max(quarters) + 1).only_enforce_if(chosen)
        held = sum(len(quarters) * chosen for quarters, chosen in groups)
        wait = self.model.new_int_var(0, A_DAY, "")
        self.model.add(wait >= last - first - held)
        return [wait, 2 * self.client.travel * there]

    def idle_beside(self, visit, chosen, groups):
        alone = apart(self.client, visit, ())
        saved = [self.model.new_bool_var("") for _ in groups]
        for (_, group), is_near in zip(groups, saved, strict=True):
            self.model.add_implication(is_near, group)
        self.model.add(sum(saved) <= chosen)
        gains = [alone - apart(self.client, visit, quarters) for quarters, _ in groups]
        return alone * chosen - sum(g * v for g, v in zip(gains, saved, strict=True))


def quarters_of(meeting):
    begin = meeting.day * A_DAY + meeting.start
    return range(begin, begin + meeting.quarters)


def length_of(series):
    return sum(meeting.quarters for meeting in series.meetings)
