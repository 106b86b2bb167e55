"""What to open: the seats, groups, hours and skills that would win most hours."""

from wayhome.engines.timetable.solver.opening.opener import what_to_open

__all__ = ["what_to_open"]
