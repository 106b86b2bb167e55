"""Forms of groups, sessions, places and weeks: text from a browser becomes typed values."""

from wayhome.journey.scheduling.forms.availability import AvailabilityForm
from wayhome.journey.scheduling.forms.groups import ChangeProfileForm, EndForm, GroupForm
from wayhome.journey.scheduling.forms.make_ups import MakeUpForm
from wayhome.journey.scheduling.forms.places import (
    BookForm,
    GiveUpForm,
    JoinForm,
    LeaveForm,
)
from wayhome.journey.scheduling.forms.sessions import (
    CancelForm,
    ChangeForm,
    ExtraSessionForm,
    IndividualForm,
    RestoreForm,
    SubstituteForm,
)
from wayhome.journey.scheduling.forms.staff import StaffWeekForm, TimeOffForm

__all__ = [
    "AvailabilityForm",
    "BookForm",
    "CancelForm",
    "ChangeForm",
    "ChangeProfileForm",
    "EndForm",
    "ExtraSessionForm",
    "GiveUpForm",
    "GroupForm",
    "IndividualForm",
    "JoinForm",
    "LeaveForm",
    "MakeUpForm",
    "RestoreForm",
    "StaffWeekForm",
    "SubstituteForm",
    "TimeOffForm",
]
