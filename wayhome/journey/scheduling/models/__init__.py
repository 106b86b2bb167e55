"""Groups, sessions, who belongs, who has which place, when people can come; calendar feeds."""

from wayhome.journey.scheduling.models.availability import Availability
from wayhome.journey.scheduling.models.feeds import CalendarFeed
from wayhome.journey.scheduling.models.groups import GroupMember, GroupSeries
from wayhome.journey.scheduling.models.ranges import DateRange, TimeRange
from wayhome.journey.scheduling.models.sessions import HELD, Appointment, GroupSession
from wayhome.journey.scheduling.models.staff import StaffWeek, TimeOff

__all__ = [
    "HELD",
    "Appointment",
    "Availability",
    "CalendarFeed",
    "DateRange",
    "GroupMember",
    "GroupSeries",
    "GroupSession",
    "StaffWeek",
    "TimeOff",
    "TimeRange",
]
