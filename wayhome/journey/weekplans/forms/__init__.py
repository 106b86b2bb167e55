"""Forms of the week builder: text from a browser becomes typed values."""

from wayhome.journey.weekplans.forms.building import AbsenceForm, BuildForm

__all__ = ["AbsenceForm", "BuildForm"]
