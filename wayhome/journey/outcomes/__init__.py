"""Outcomes: what came of the care, counted from what the other rooms keep."""
