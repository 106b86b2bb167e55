"""Every write of orders, of pairs kept apart and of proposals."""

from wayhome.journey.weekplans.actions.edits import (
    forget_changes,
    keep_bookings,
    pin_bookings,
    set_bookings,
)
from wayhome.journey.weekplans.actions.orders import (
    CannotRecordWeeklyOrderError,
    CannotTakeBackWeeklyOrderError,
    record_usual_order,
    record_weekly_order,
    take_back_weekly_order,
)
from wayhome.journey.weekplans.actions.proposals import (
    BUILD,
    Made,
    begin_building,
    fail_building,
    finish_building,
    report_progress,
    request_stand_ins,
    request_week,
    restart_gone,
    stop_building,
)
from wayhome.journey.weekplans.actions.publishing import publish_week, undo_week
from wayhome.journey.weekplans.actions.refusals import (
    CannotBuildWeekError,
    CannotChangeProposalError,
    CannotPublishWeekError,
    CannotStopBuildingError,
    CannotUndoWeekError,
    RuleRefusal,
)
from wayhome.journey.weekplans.actions.separations import (
    CannotEndSeparationError,
    CannotKeepApartError,
    end_separation,
    keep_apart,
)
from wayhome.journey.weekplans.actions.standing_in import publish_stand_ins

__all__ = [
    "BUILD",
    "CannotBuildWeekError",
    "CannotChangeProposalError",
    "CannotEndSeparationError",
    "CannotKeepApartError",
    "CannotPublishWeekError",
    "CannotRecordWeeklyOrderError",
    "CannotStopBuildingError",
    "CannotTakeBackWeeklyOrderError",
    "CannotUndoWeekError",
    "Made",
    "RuleRefusal",
    "begin_building",
    "end_separation",
    "fail_building",
    "finish_building",
    "forget_changes",
    "keep_apart",
    "keep_bookings",
    "pin_bookings",
    "publish_stand_ins",
    "publish_week",
    "record_usual_order",
    "record_weekly_order",
    "report_progress",
    "request_stand_ins",
    "request_week",
    "restart_gone",
    "set_bookings",
    "stop_building",
    "take_back_weekly_order",
    "undo_week",
]
