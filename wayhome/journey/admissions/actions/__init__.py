"""Writes of episodes of care. The only place where one is opened, moved or ended."""

from wayhome.journey.admissions.actions.changing import (
    CannotCancelWaitError,
    CannotChangeEpisodeError,
    CannotMarkEnteredInErrorError,
    CannotPutOnHoldError,
    CannotResumeError,
    cancel_wait,
    change_episode,
    mark_entered_in_error,
    put_on_hold,
    resume,
)
from wayhome.journey.admissions.actions.converting import (
    admit_inquiry,
    place_inquiry_on_waitlist,
)
from wayhome.journey.admissions.actions.leaving import (
    CannotDischargePatientError,
    CannotTransferLevelError,
    discharge_patient,
    transfer_level,
)
from wayhome.journey.admissions.actions.opening import (
    CannotAdmitPatientError,
    CannotPlaceOnWaitlistError,
    admit_from_waitlist,
    admit_patient,
    place_on_waitlist,
)

__all__ = [
    "CannotAdmitPatientError",
    "CannotCancelWaitError",
    "CannotChangeEpisodeError",
    "CannotDischargePatientError",
    "CannotMarkEnteredInErrorError",
    "CannotPlaceOnWaitlistError",
    "CannotPutOnHoldError",
    "CannotResumeError",
    "CannotTransferLevelError",
    "admit_from_waitlist",
    "admit_inquiry",
    "admit_patient",
    "cancel_wait",
    "change_episode",
    "discharge_patient",
    "mark_entered_in_error",
    "place_inquiry_on_waitlist",
    "place_on_waitlist",
    "put_on_hold",
    "resume",
    "transfer_level",
]
