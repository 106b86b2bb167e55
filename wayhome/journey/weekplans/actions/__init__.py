"""Every write of orders, of pairs kept apart and of proposals."""

from wayhome.journey.weekplans.actions.proposals import (
    BUILD,
    CannotBuildWeekError,
    CannotStopBuildingError,
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

__all__ = [
    "BUILD",
    "CannotBuildWeekError",
    "CannotStopBuildingError",
    "Made",
    "begin_building",
    "fail_building",
    "finish_building",
    "report_progress",
    "request_stand_ins",
    "request_week",
    "restart_gone",
    "stop_building",
]
