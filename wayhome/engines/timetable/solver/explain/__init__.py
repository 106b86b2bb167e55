"""Why somebody is short of hours, found by solving their own week, everybody else left alone."""

from wayhome.engines.timetable.solver.explain.explainer import Explainer, explain

__all__ = ["Explainer", "explain"]
