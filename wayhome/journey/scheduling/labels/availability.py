"""Words for the parts of a week, how somebody attends, and what can't be recorded."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from wayhome.engines.timetable.domain import Daypart
from wayhome.journey.scheduling.codes import (
    Attends,
    AvailabilityObstacle,
    TimeOffObstacle,
    TimeOffReason,
    TimeUse,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

TIME_USES: Mapping[TimeUse, StrOrPromise] = MappingProxyType(
    {
        TimeUse.FREE: _("Can come"),
        TimeUse.WORK: _("Work"),
        TimeUse.SCHOOL: _("School"),
        TimeUse.CHILDCARE: _("Children"),
        TimeUse.COURT: _("Court"),
        TimeUse.OTHER: _("Other"),
        TimeUse.BREAK: _("Break in here"),
    }
)
ATTENDS: Mapping[Attends, StrOrPromise] = MappingProxyType(
    {
        Attends.IN_PERSON: _("In person"),
        Attends.EITHER: _("Either way"),
        Attends.VIDEO: _("By video only"),
    }
)
DAYPARTS: Mapping[Daypart, StrOrPromise] = MappingProxyType(
    {
        Daypart.ANY: _("No preference"),
        Daypart.MORNING: _("Mornings, before noon"),
        Daypart.AFTERNOON: _("Afternoons, noon to 4:30 pm"),
        Daypart.EVENING: _("Evenings, after 4:30 pm"),
        Daypart.WEEKEND: _("Weekends"),
    }
)
TIME_OFF_REASONS: Mapping[TimeOffReason, StrOrPromise] = MappingProxyType(
    {
        TimeOffReason.VACATION: _("Vacation"),
        TimeOffReason.SICK: _("Sick"),
        TimeOffReason.TRAINING: _("Training"),
        TimeOffReason.OTHER: _("Other"),
    }
)
TIME_OFF_OBSTACLES: Mapping[TimeOffObstacle, StrOrPromise] = MappingProxyType(
    {
        TimeOffObstacle.ENDS_BEFORE_IT_STARTS: _("It must end after it starts."),
        TimeOffObstacle.OVER_ALREADY: _("That is over already. Choose an end still to come."),
        TimeOffObstacle.TOO_LONG: _("Choose at most two years."),
        TimeOffObstacle.OFF_ALREADY: _(
            "They are off in some of that time already: see the list. Take that back first, or"
            " choose the rest."
        ),
        TimeOffObstacle.ALREADY_TAKEN_BACK: _("This time off was taken back already."),
    }
)
AVAILABILITY_OBSTACLES: Mapping[AvailabilityObstacle, StrOrPromise] = MappingProxyType(
    {
        AvailabilityObstacle.NOTHING_TOLD: _(
            "The week is still empty. Mark at least one time in it, then save."
        ),
        AvailabilityObstacle.WEEK_UNREADABLE: _(
            "The week could not be read. Reload the page and mark it again."
        ),
        AvailabilityObstacle.STARTS_BEFORE_TODAY: _("Choose today or a later day."),
        AvailabilityObstacle.STARTS_TOO_LATE: _("Choose a day within the next two years."),
        AvailabilityObstacle.TRAVEL_TOO_LONG: _("Enter the way to us in minutes, at most 240."),
        AvailabilityObstacle.CHANGED_MEANWHILE: _(
            "Someone else saved another week in the meantime: it is shown above. Yours is still"
            " here, not saved yet. Compare the two, and save again if yours should count."
        ),
        AvailabilityObstacle.ALREADY_IN_FORCE: _(
            "This week counts already. Change it from today on instead."
        ),
        AvailabilityObstacle.ALREADY_TAKEN_BACK: _("This week was taken back already."),
    }
)
