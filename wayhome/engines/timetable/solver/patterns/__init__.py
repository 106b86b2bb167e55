"""Week patterns: every combination of groups that one client could attend in a week."""

from wayhome.engines.timetable.solver.patterns.choices import fit
from wayhome.engines.timetable.solver.patterns.lister import Lister
from wayhome.engines.timetable.solver.patterns.shapes import Patterns, Scale, Under

__all__ = ["Lister", "Patterns", "Scale", "Under", "fit"]
