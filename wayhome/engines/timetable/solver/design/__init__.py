"""A timetable of groups made for the people who are to come, and kept only if it serves them."""

from wayhome.engines.timetable.solver.design.designer import design

__all__ = ["design"]
