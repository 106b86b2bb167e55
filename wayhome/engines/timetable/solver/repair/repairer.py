"""A repair from changes to proposals: stand-ins, then whoever was hit, then an exchange."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from wayhome.engines.timetable.calendar import NEVER
from wayhome.engines.timetable.changes import apply
from wayhome.engines.timetable.domain import (
    Booking,
    Bound,
    Cause,
    Change,
    ClientAdmitted,
    ClientChanged,
    ClientDischarged,
    Effort,
    Levels,
    MeetingsCovered,
    Plan,
    Repair,
    Ring,
    Seat,
    Week,
)
from wayhome.engines.timetable.solver.bookings import booked_of, bookings_of
from wayhome.engines.timetable.solver.planner import parts_of
from wayhome.engines.timetable.solver.region import Region
from wayhome.engines.timetable.solver.repair.falls import Causes, Fallen, Why, fallen_of
from wayhome.engines.timetable.solver.repair.moves import Story, kinds_of, moves_of
from wayhome.engines.timetable.solver.repair.past import Past
from wayhome.engines.timetable.solver.repair.reach import REACHES, Reach
from wayhome.engines.timetable.solver.repair.rings import Rings, same
from wayhome.engines.timetable.solver.repair.standing_in import StandIns
from wayhome.engines.timetable.solver.worth import Booked, Plans, Worth, levels_of
from wayhome.engines.timetable.sound import sound


def repair(
    week: Week,
    plan: Plan,
    changes: Sequence[Change],
    *,
    held: int = 0,
    effort: Effort = Effort.NORMAL,
) -> Repair:
    """Let changes happen to a planned week, and mend its plan with the fewest people moved.

    ``held``: the quarter of the week up to which everything has been held.

    :raises LookupError: a change is about somebody or something that isn't in the week.
    :raises ValueError: somebody is admitted who is in it already.
    """
    damage = Damage(week, plan, changes, held, REACHES[effort])
    damage.solve()
    damage.exchange(an_hour_each=True)
    return damage.repair()


def proposals(
    week: Week,
    plan: Plan,
    changes: Sequence[Change],
    *,
    held: int = 0,
    effort: Effort = Effort.NORMAL,
) -> tuple[Repair, ...]:
    """Give up to three repairs, the one that disturbs least first.

    Stand-ins alone; with those who were hit solved anew; with others moved for hours.
    """
    damage = Damage(week, plan, changes, held, REACHES[effort])
    found = [damage.repair()] if damage.keeps_pins else []
    damage.solve()
    found.append(damage.repair())
    damage.exchange(an_hour_each=False)
    found.append(damage.repair())
    distinct = {each.plan.bookings: each for each in reversed(found)}
    return tuple(reversed(distinct.values()))


@dataclass(slots=True)
class Hurt:
    """One region after the changes: what everyone keeps, and how it is mended so far."""

    region: Region
    fallen: Fallen
    hit: dict[str, Why]
    kept: Plans
    plans: Plans
    rings: Rings | None = None
    done: list[Ring] = field(default_factory=list)

    @property
    def keeps_pins(self) -> bool:
        clients = self.region.clients
        return all(
            _holds_all(self.plans[client], booked_of(self.region, clients[client].pinned))
            for client in self.hit
        )


class Damage:
    """What changes do to a plan, and the repair of it, ring by ring."""

    def __init__(
        self, week: Week, plan: Plan, changes: Sequence[Change], held: int, reach: Reach
    ) -> None:
        self.old, self.plan, self.reach = week, plan, reach
        self.past = Past(week, plan, held)
        happened = self.past.after_it(changes)
        self.missed = self.past.missed(changes)
        covered = [change for change in happened if isinstance(change, MeetingsCovered)]
        others = [change for change in happened if not isinstance(change, MeetingsCovered)]
        after = apply(week, others)
        still = [change for change in covered if _holds(after, change)]
        after = apply(after, still)
        self.stood = StandIns(after, plan, self.past).stand_in()
        self.changes = (*others, *still, *self.stood.changes)
        self.week = apply(after, self.stood.changes)
        usable = sound(self.week)
        self.problems = usable.problems
        self.causes = Causes(others, self.stood.not_held)
        self.new = {
            **{c.client.id: Cause.NEW_FACTS for c in others if isinstance(c, ClientChanged)},
            **{c.client.id: Cause.ADMITTED for c in others if isinstance(c, ClientAdmitted)},
        }
        self.gone = frozenset(c.client_id for c in others if isinstance(c, ClientDischarged))
        self.hurt = [self._hurt(part) for part in parts_of(usable.week)]

    def _hurt(self, part: Week) -> Hurt:
        region = Region(part)
        fallen = fallen_of(region, self.past, self.new, self.causes)
        hit = {client: next(iter(lost.values())) for client, lost in fallen.fallen.items()}
        shortened = {each.series: (each.cause, each.subject) for each in self.stood.not_held}
        for client, own in fallen.kept.items():
            for booking in own if shortened else ():
                if isinstance(booking, Seat) and booking.series in shortened:
                    hit.setdefault(client, shortened[booking.series])
        hit |= {c: (cause, c) for c, cause in self.new.items() if c in region.clients}
        kept = {client: booked_of(region, own) for client, own in fallen.kept.items()}
        return Hurt(region, fallen, hit, kept, dict(kept))

    def solve(self) -> None:
        """Solve those who were hit; a pin that only another's seat can give plans all anew."""
        for hurt in self.hurt:
            if hurt.hit:
                hurt.rings = Rings(hurt.region, hurt.fallen.kept, hurt.hit, self.past, self.reach)
                hurt.done.append(Ring.HIT)
                hurt.rings.solve_hit()
                hurt.plans = hurt.rings.plans
                if not hurt.keeps_pins:
                    hurt.done.append(Ring.ANEW)
                    hurt.plans = hurt.rings.anew()

    @property
    def keeps_pins(self) -> bool:
        return all(hurt.keeps_pins for hurt in self.hurt)

    def exchange(self, *, an_hour_each: bool) -> None:
        for hurt in self.hurt:
            if hurt.rings and Ring.ANEW not in hurt.done:
                if hurt.rings.exchange(an_hour_each=an_hour_each):
                    hurt.done.append(Ring.EXCHANGE)
                hurt.plans = hurt.rings.plans

    def repair(self) -> Repair:
        before = dict(self.plan.bookings)
        after: dict[str, tuple[Booking, ...]] = {}
        for hurt in self.hurt:
            after |= _bookings(hurt)
        hit: dict[str, Why] = {c: (Cause.DISCHARGED, c) for c in self.gone}
        fallen: dict[str, dict[Booking, Why]] = {}
        for hurt in self.hurt:
            hit |= hurt.hit
            fallen |= hurt.fallen.fallen
        admitted = frozenset(c for c, cause in self.new.items() if cause is Cause.ADMITTED)
        kinds = kinds_of(self.old, self.week)
        done = {ring for hurt in self.hurt for ring in hurt.done}
        return Repair(
            week=self.week,
            plan=Plan(
                bookings=tuple(sorted(after.items())),
                levels=sum((_levels(hurt) for hurt in self.hurt), Levels()),
                bound=Bound(0, 0),
                problems=self.problems,
            ),
            changes=self.changes,
            moves=moves_of(before, after, Story(fallen, hit, admitted, self.gone, kinds)),
            substitutes=self.stood.substitutes,
            not_held=self.stood.not_held,
            missed=self.missed,
            hit=tuple(sorted(hit)),
            rings=(Ring.SUBSTITUTES, *(ring for ring in Ring if ring in done)),
        )


def _holds(week: Week, cover: MeetingsCovered) -> bool:
    """Say whether whoever stands in is there, and the other room is open."""
    hours = {staff.id: staff.hours for staff in week.staff}
    rooms = {room.id: room.open for room in week.rooms}
    is_there = cover.staff is None or not cover.times & ~hours.get(cover.staff, NEVER)
    return is_there and (cover.room is None or not cover.times & ~rooms.get(cover.room, NEVER))


def _holds_all(booked: Booked, pinned: Booked) -> bool:
    return set(pinned.series) <= set(booked.series) and set(pinned.visits) <= set(booked.visits)


def _bookings(hurt: Hurt) -> dict[str, tuple[Booking, ...]]:
    """Give everyone's bookings; who has the same ones as before has them in the same order."""
    changed = {
        client: booked
        for client, booked in hurt.plans.items()
        if not same(booked, hurt.kept.get(client, Booked()))
    }
    return hurt.fallen.kept | dict(bookings_of(hurt.region, changed))


def _levels(hurt: Hurt) -> Levels:
    worth = {client.id: Worth(hurt.region, client) for client in hurt.region.week.clients}
    return levels_of(hurt.region, worth, hurt.plans)
