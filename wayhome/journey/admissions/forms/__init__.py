"""Forms of episodes of care: text from a browser becomes typed values. Nothing is saved here."""

from wayhome.journey.admissions.forms.moves import (
    AdmitForm,
    CancelWaitForm,
    ChangeForm,
    DischargeForm,
    EnteredInErrorForm,
    HoldForm,
    MoveForm,
    ResumeForm,
    TransferForm,
)
from wayhome.journey.admissions.forms.openings import ConversionForm, StayForm

__all__ = [
    "AdmitForm",
    "CancelWaitForm",
    "ChangeForm",
    "ConversionForm",
    "DischargeForm",
    "EnteredInErrorForm",
    "HoldForm",
    "MoveForm",
    "ResumeForm",
    "StayForm",
    "TransferForm",
]
