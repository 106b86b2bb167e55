"""A timetable of groups for a new site or a new term, and within which limits it is made."""

from dataclasses import dataclass

from wayhome.engines.timetable.domain.plan import Plan
from wayhome.engines.timetable.domain.week import GroupSeries


@dataclass(frozen=True, slots=True)
class TimetableLimits:
    """``blocks``: the most that may be held; None: as many as now.

    ``templates``: groups whose blocks may be held at other times too, beside the present ones;
    a new site has no others. ``leads``: the most quarters a week that one person leads. ``size``:
    the seats in a group, if its room has them. ``fewest``: how many must be able to come before a
    block is opened.
    """

    blocks: int | None = None
    templates: tuple[GroupSeries, ...] = ()
    leads: int = 48
    size: int = 12
    fewest: int = 3


@dataclass(frozen=True, slots=True)
class Design:
    """The groups to hold. ``is_new`` is false where no other timetable gave more hours.

    ``plan`` is the plan of the week with these groups, ``present`` that with the present ones.
    """

    series: tuple[GroupSeries, ...]
    is_new: bool
    plan: Plan
    present: Plan
