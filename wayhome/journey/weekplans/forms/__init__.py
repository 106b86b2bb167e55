"""Forms of the week builder: text from a browser becomes typed values."""

from wayhome.journey.weekplans.forms.building import AbsenceForm, BuildForm
from wayhome.journey.weekplans.forms.orders import OrderForm
from wayhome.journey.weekplans.forms.separations import SeparationForm

__all__ = [
    "AbsenceForm",
    "BuildForm",
    "OrderForm",
    "SeparationForm",
]
