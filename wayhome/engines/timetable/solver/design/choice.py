"""Which blocks to open: as many people as possible placed, staff and rooms counted by the hour."""

from collections import defaultdict

from ortools.sat.python import cp_model

from wayhome.engines.timetable.calendar import first
from wayhome.engines.timetable.domain import GroupSeries, TimetableLimits, Week
from wayhome.engines.timetable.eligibility import length_of, times_of
from wayhome.engines.timetable.solver.choose import solver_with
from wayhome.engines.timetable.solver.design.blocks import Block
from wayhome.engines.timetable.solver.leading import Leading

MOST_ALIKE = 3
BUDGET = 10.0
GAP = 5e-3
type Terms = dict[int, int]


class Choice:
    """A program: how often each block is opened, and who would come to it."""

    def __init__(self, week: Week, blocks: list[Block], limits: TimetableLimits, most: int) -> None:
        self.week, self.blocks, self.limits = week, blocks, limits
        self.leading = Leading(week)
        self.model = cp_model.CpModel()
        self.opened = [self.model.new_int_var(0, MOST_ALIKE, "") for _ in blocks]
        self.model.add(sum(self.opened) <= most)
        self._place_people()
        self._count_rooms()
        self._count_staff()

    def _place_people(self) -> None:
        of_client = defaultdict(list)
        gain = []
        for block, opened in zip(self.blocks, self.opened, strict=True):
            coming = []
            for client, quarters in block.gains:
                comes = self.model.new_bool_var("")
                self.model.add(comes <= opened)
                coming.append(comes)
                of_client[client].append(comes)
                gain.append(quarters * comes)
            self.model.add(sum(coming) <= self.limits.size * opened)
        for instead in of_client.values():
            self.model.add_at_most_one(instead)
        self.model.maximize(sum(gain))

    def _at_once(self, series_of: dict[int, list[GroupSeries]]) -> dict[int, Terms]:
        """Count for each quarter of the week how many of a block's groups are held in it."""
        found: dict[int, Terms] = defaultdict(lambda: defaultdict(int))
        for nth, held in series_of.items():
            for series in held:
                times = times_of(series.meetings)
                while times:
                    quarter = first(times)
                    times &= times - 1
                    found[quarter][nth] += 1
        return found

    def _limit(self, terms: Terms, most: int) -> None:
        self.model.add(sum(count * self.opened[nth] for nth, count in terms.items()) <= most)

    def _count_rooms(self) -> None:
        sites = sorted({block.series[0].site for block in self.blocks})
        for site in sites:
            own = {
                nth: list(block.series)
                for nth, block in enumerate(self.blocks)
                if block.series[0].site == site and not block.video
            }
            rooms = [room for room in self.week.rooms if room.site == site]
            for quarter, terms in sorted(self._at_once(own).items()):
                bit = 1 << quarter
                free = (r.open & ~self.leading.taken[r.id] & bit for r in rooms)
                self._limit(terms, sum(map(bool, free)))

    def _count_staff(self) -> None:
        """Never open more at once than there is staff at work who may lead it, nor in all."""
        kinds = sorted({(s.site, s.kind, s.language) for b in self.blocks for s in b.series})
        for site, kind, language in kinds:
            credentials = self.leading.kinds[kind].credentials
            able = [
                staff
                for staff in self.week.staff
                if staff.site == site
                and language in staff.languages
                and (not credentials or credentials & staff.credentials)
            ]
            alike = {
                nth: [
                    s
                    for s in block.series
                    if s.site == site
                    and s.language == language
                    and self.leading.kinds[s.kind].credentials == credentials
                ]
                for nth, block in enumerate(self.blocks)
            }
            for quarter, terms in sorted(self._at_once(alike).items()):
                free = (s.hours & ~self.leading.led[s.id] & 1 << quarter for s in able)
                self._limit(terms, sum(map(bool, free)))
            left = sum(
                max(0, self.limits.leads - self.leading.led[staff.id].bit_count()) for staff in able
            )
            self._limit({n: sum(map(length_of, own)) for n, own in alike.items()}, left)

    def solve(self) -> list[Block]:
        """Give the blocks to open, one as often as it is opened."""
        solver = solver_with(BUDGET, GAP)
        if solver.solve(self.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return []
        return [
            block
            for block, opened in zip(self.blocks, self.opened, strict=True)
            for _ in range(solver.value(opened))
        ]
