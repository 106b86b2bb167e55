"""A plan after something has happened, with the fewest people moved."""

from wayhome.engines.timetable.solver.repair.repairer import proposals, repair

__all__ = ["proposals", "repair"]
