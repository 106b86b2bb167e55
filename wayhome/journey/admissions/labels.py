"""Words for the codes of episodes of care, and sentences for what stands in the way."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from wayhome.journey.admissions.codes import (
    DischargeReason,
    EpisodeObstacle,
    EpisodeStatus,
    MissingItem,
    Move,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

STATUSES: Mapping[EpisodeStatus, StrOrPromise] = MappingProxyType(
    {
        EpisodeStatus.PLANNED: _("Planned"),
        EpisodeStatus.WAITLIST: _("Waiting"),
        EpisodeStatus.ACTIVE: _("In care"),
        EpisodeStatus.ONHOLD: _("On hold"),
        EpisodeStatus.FINISHED: _("Discharged"),
        EpisodeStatus.CANCELLED: _("Taken off the list"),
        EpisodeStatus.ENTERED_IN_ERROR: _("Entered in error"),
    }
)
TONES: Mapping[EpisodeStatus, str] = MappingProxyType(
    {
        EpisodeStatus.PLANNED: "info",
        EpisodeStatus.WAITLIST: "due",
        EpisodeStatus.ACTIVE: "info",
        EpisodeStatus.ONHOLD: "due",
        EpisodeStatus.FINISHED: "done",
        EpisodeStatus.CANCELLED: "neutral",
        EpisodeStatus.ENTERED_IN_ERROR: "danger",
    }
)
DISCHARGE_REASONS: Mapping[DischargeReason, StrOrPromise] = MappingProxyType(
    {
        DischargeReason.COMPLETED: _("Completed treatment"),
        DischargeReason.DROPPED_OUT: _("Left before completing"),
        DischargeReason.TERMINATED_BY_FACILITY: _("Ended by the program"),
        DischargeReason.TRANSFERRED: _("Transferred to another program or level"),
        DischargeReason.INCARCERATED: _("Incarcerated"),
        DischargeReason.DIED: _("Died"),
        DischargeReason.OTHER: _("Another reason"),
    }
)
MISSING: Mapping[MissingItem, StrOrPromise] = MappingProxyType(
    {
        MissingItem.EMERGENCY_CONTACT: _("An emergency contact"),
        MissingItem.SAFE_PHONE: _("A phone number, and what may be said there"),
        MissingItem.BIRTH_DATE: _("The date of birth"),
        MissingItem.PRIMARY_COUNSELOR: _("A primary counselor"),
        MissingItem.PLACEMENT_ASSESSMENT: _("A placement assessment"),
        MissingItem.GROUP_ROSTER: _("A place in a group"),
        MissingItem.HOURS_BELOW_TARGET: _("Groups that add up to the week's hours"),
        MissingItem.PREFERRED_LANGUAGE: _("The preferred language"),
    }
)
MOVES: Mapping[Move, StrOrPromise] = MappingProxyType(
    {
        Move.ADMIT: _("Admit"),
        Move.CANCEL_WAIT: _("Take off the list"),
        Move.PUT_ON_HOLD: _("Put on hold"),
        Move.RESUME: _("Resume"),
        Move.TRANSFER_LEVEL: _("Transfer"),
        Move.DISCHARGE: _("Discharge"),
        Move.CHANGE: _("Change counselor or hours"),
        Move.ENTER_IN_ERROR: _("Entered in error"),
    }
)
OBSTACLES: Mapping[EpisodeObstacle, StrOrPromise] = MappingProxyType(
    {
        EpisodeObstacle.ALREADY_OPEN_HERE: _(
            "This person already has an open stay in this program. "
            "Open that one, or choose another program."
        ),
        EpisodeObstacle.TRANSITION_NOT_ALLOWED: _(
            "The stay isn't in a state that allows this any more. Look at it as it stands now."
        ),
        EpisodeObstacle.DAY_IN_FUTURE: _(
            "This day hasn't come yet. Choose today or an earlier day."
        ),
        EpisodeObstacle.DAY_BEFORE_LAST_CHANGE: _(
            "This day is before the stay's last change. Choose that day or a later one."
        ),
        EpisodeObstacle.PROGRAM_CLOSED: _("This program is closed. Choose another one."),
        EpisodeObstacle.RECORD_REPLACED: _(
            "This record was merged into another one of the same person. Go on from that one."
        ),
        EpisodeObstacle.COUNSELOR_CREDENTIAL_NOT_VALID: _(
            "This counselor has no valid credential on that day. "
            "Choose another one, or leave it open for now."
        ),
        EpisodeObstacle.SAME_PROGRAM: _(
            "The person is in this program at this level already. Choose another one."
        ),
        EpisodeObstacle.DAY_MISSING: _("Say on which day the stay began."),
        EpisodeObstacle.REASON_MISSING: _("Give a reason."),
        EpisodeObstacle.ATTENDED_AFTER_DISCHARGE: _(
            "The person attended after this day. Choose the last day attended or a later one."
        ),
        EpisodeObstacle.CHANGED_MEANWHILE: _(
            "Someone else changed this stay while you were typing. Above is how it stands now; "
            "what you typed is still here. Check it, then save again."
        ),
        EpisodeObstacle.EXTERNAL_ID_TAKEN: _("Another stay already carries this external number."),
    }
)
