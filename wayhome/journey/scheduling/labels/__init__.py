"""What a person reads for the codes of this room, and for what stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wayhome.journey.scheduling.codes import (
    AppointmentObstacle,
    AvailabilityObstacle,
    BookingObstacle,
    MakeUpObstacle,
    PlanningObstacle,
    RosterObstacle,
    TimeOffObstacle,
)
from wayhome.journey.scheduling.labels.availability import (
    ATTENDS,
    AVAILABILITY_OBSTACLES,
    DAYPARTS,
    TIME_OFF_OBSTACLES,
    TIME_OFF_REASONS,
    TIME_USES,
)
from wayhome.journey.scheduling.labels.feeds import feed_words
from wayhome.journey.scheduling.labels.groups import (
    APPOINTMENT_OBSTACLES,
    BOOKING_OBSTACLES,
    CANCELLATION_REASONS,
    ENROLLMENTS,
    GAPS,
    GROUP_GENDERS,
    MODALITIES,
    ORIGINS,
    PLANNING_OBSTACLES,
    ROSTER_OBSTACLES,
    SCOPES,
    SERVICE_TYPES,
    STATE_TONES,
    STATES,
    STATUSES,
    TONES,
    UNPLANNED,
    WEEKDAYS,
)
from wayhome.journey.scheduling.labels.make_ups import MAKE_UP_OBSTACLES, OWN_OBSTACLES
from wayhome.journey.scheduling.labels.weeks import (
    UseWords,
    clock_time,
    days_words,
    free_hours,
    hours_of_day,
    week_words,
    working_hours,
    working_words,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

    from django_stubs_ext import StrOrPromise

__all__ = [
    "APPOINTMENT_OBSTACLES",
    "ATTENDS",
    "AVAILABILITY_OBSTACLES",
    "BOOKING_OBSTACLES",
    "CANCELLATION_REASONS",
    "DAYPARTS",
    "ENROLLMENTS",
    "GAPS",
    "GROUP_GENDERS",
    "MAKE_UP_OBSTACLES",
    "MODALITIES",
    "ORIGINS",
    "OWN_OBSTACLES",
    "PLANNING_OBSTACLES",
    "ROSTER_OBSTACLES",
    "SCOPES",
    "SERVICE_TYPES",
    "STATES",
    "STATE_TONES",
    "STATUSES",
    "TIME_OFF_OBSTACLES",
    "TIME_OFF_REASONS",
    "TIME_USES",
    "TONES",
    "UNPLANNED",
    "WEEKDAYS",
    "UseWords",
    "clock_time",
    "days_words",
    "feed_words",
    "free_hours",
    "hours_of_day",
    "sentence",
    "week_words",
    "working_hours",
    "working_words",
]


def sentence(obstacle: StrEnum) -> StrOrPromise:
    """Return what a person reads: what stands in the way, and the way out."""
    words: Mapping[type[StrEnum], Mapping[Any, StrOrPromise]] = {
        BookingObstacle: BOOKING_OBSTACLES,
        MakeUpObstacle: MAKE_UP_OBSTACLES,
        PlanningObstacle: PLANNING_OBSTACLES,
        RosterObstacle: ROSTER_OBSTACLES,
        AppointmentObstacle: APPOINTMENT_OBSTACLES,
        AvailabilityObstacle: AVAILABILITY_OBSTACLES,
        TimeOffObstacle: TIME_OFF_OBSTACLES,
    }
    return words[type(obstacle)][obstacle]
