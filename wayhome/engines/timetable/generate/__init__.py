"""Made-up programs, the same each time: for benchmarks, tests and a look at what could be."""

from wayhome.engines.timetable.generate.continuation import next_week
from wayhome.engines.timetable.generate.events import EVENTS, changes_of
from wayhome.engines.timetable.generate.families import FAMILIES, generate_family
from wayhome.engines.timetable.generate.knobs import Knobs
from wayhome.engines.timetable.generate.program import generate

__all__ = [
    "EVENTS",
    "FAMILIES",
    "Knobs",
    "changes_of",
    "generate",
    "generate_family",
    "next_week",
]
