"""The ways in which the writes of this room say no, and the constraints that say it for them."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from wayhome.journey.scheduling.codes import (
    BookingObstacle,
    MakeUpObstacle,
    PlanningObstacle,
    RosterObstacle,
)
from wayhome.journey.scheduling.queries.planning import Clash
from wayhome.shared.core.refusal import Refusal


class PlanningRefusal(Refusal):
    """A "no" that can say on which day what is in the way, and how many may sit in the group."""

    def __init__(
        self,
        obstacles: tuple[StrEnum, ...],
        clashes: Iterable[Clash] = (),
        cap: int | None = None,
    ) -> None:
        super().__init__(obstacles)
        self.clashes = tuple(clashes)
        self.cap = cap if PlanningObstacle.CAPACITY_OVER_CAP in obstacles else None


class CannotPlanSeriesError(PlanningRefusal):
    """A weekly group can't be planned so."""


class CannotEndSeriesError(PlanningRefusal):
    """A weekly group can't end then."""


class CannotChangeGroupProfileError(PlanningRefusal):
    """A weekly group can't be for these people, or need that."""


class CannotPlanSessionError(PlanningRefusal):
    """A single session can't be planned so."""


class CannotChangeSessionError(PlanningRefusal):
    """A session, or it and the later ones, can't be changed so."""


class CannotCancelSessionError(PlanningRefusal):
    """A session can't be cancelled any more."""


class CannotRestoreSessionError(PlanningRefusal):
    """A cancelled session can't be planned again."""


class CannotJoinSeriesError(Refusal):
    """Someone can't join a group then."""


class CannotLeaveSeriesError(Refusal):
    """Someone can't leave a group then."""


class CannotBookAppointmentError(Refusal):
    """Someone can't have a place in a session."""


class CannotBookMakeUpError(Refusal):
    """A session can't make up for a place that was missed."""


class CannotGiveBackMakeUpError(Refusal):
    """A make-up can't be given back any more."""


class CannotCancelAppointmentError(Refusal):
    """A place can't be given up any more."""


class CannotSetAppointmentStatusError(Refusal):
    """A place can't be marked so."""


class CannotRecordAvailabilityError(Refusal):
    """It can't be recorded so when someone can come."""


class CannotTakeBackAvailabilityError(Refusal):
    """A week that was told can't be taken back any more."""


class CannotRecordStaffWeekError(Refusal):
    """It can't be recorded so how somebody works."""


class CannotTakeBackStaffWeekError(Refusal):
    """A week of staff can't be taken back any more."""


class CannotRecordTimeOffError(Refusal):
    """Somebody can't be off then."""


class CannotTakeBackTimeOffError(Refusal):
    """Time off can't be taken back any more."""


PLANNING_CLASH = {
    "group_session_facilitator_in_one_place": PlanningObstacle.FACILITATOR_BUSY,
    "group_session_room_holds_one": PlanningObstacle.ROOM_BUSY,
    "group_session_once_per_occurrence": PlanningObstacle.CHANGED_MEANWHILE,
    "group_session_capacity_holds_booked": PlanningObstacle.CAPACITY_BELOW_BOOKED,
    "appointment_person_in_one_place": PlanningObstacle.PERSON_BUSY,
}
BOOKING_CLASH: Mapping[str, StrEnum] = {
    "appointment_seat_taken_once": BookingObstacle.GROUP_FULL,
    "appointment_seat_within_capacity": BookingObstacle.GROUP_FULL,
    "appointment_once_per_session": BookingObstacle.ALREADY_BOOKED,
    "appointment_person_in_one_place": BookingObstacle.PERSON_BUSY,
    "appointment_made_up_once": MakeUpObstacle.ALREADY_MADE_UP,
}
ROSTER_CLASH = {"group_member_once_at_a_time": RosterObstacle.ALREADY_ON_ROSTER}
