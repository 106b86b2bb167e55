"""An independent check of plans: it shares no code with what makes them, only the domain."""

from wayhome.engines.timetable.check.breach import Breach, Violation
from wayhome.engines.timetable.check.effects import effects
from wayhome.engines.timetable.check.proof import FalseProofError, certified_bound
from wayhome.engines.timetable.check.report import Claim, Effects, Objection, Report
from wayhome.engines.timetable.check.whole import check

__all__ = [
    "Breach",
    "Claim",
    "Effects",
    "FalseProofError",
    "Objection",
    "Report",
    "Violation",
    "certified_bound",
    "check",
    "effects",
]
