"""What certificates prove: the least that any plan of the week can cost, computed anew."""

from wayhome.engines.timetable.check.proof.bound import certified_bound, proven
from wayhome.engines.timetable.check.proof.prices import FalseProofError

__all__ = ["FalseProofError", "certified_bound", "proven"]
