"""Pages of groups, sessions, places and weeks. A view reads by queries or writes by one action."""

from wayhome.journey.scheduling.views.availability import (
    availability,
    availability_of_inquiry,
    own_availability,
    take_back_availability,
    take_back_own_availability,
)
from wayhome.journey.scheduling.views.feeds import (
    feed,
    own_feed,
    stop_feed,
    stop_own_feed,
    subscribed,
)
from wayhome.journey.scheduling.views.groups import (
    change_profile,
    end_group,
    find_for_group,
    group,
    groups,
    join,
    leave,
    plan_group,
)
from wayhome.journey.scheduling.views.make_ups import make_up
from wayhome.journey.scheduling.views.places import book, give_up
from wayhome.journey.scheduling.views.planning import book_individual, plan_extra
from wayhome.journey.scheduling.views.schedule import board, events, schedule, session_list
from wayhome.journey.scheduling.views.sessions import (
    cancel,
    change,
    find_for_session,
    restore,
    session,
    substitute,
)
from wayhome.journey.scheduling.views.staff import (
    record_time_off,
    staff,
    take_back_staff_week,
    take_back_time_off,
    working_times,
)
from wayhome.journey.scheduling.views.whose import (
    timeline,
    week_of_client,
    week_of_facilitator,
    week_of_group,
    week_of_room,
    whose_week,
)

__all__ = [
    "availability",
    "availability_of_inquiry",
    "board",
    "book",
    "book_individual",
    "cancel",
    "change",
    "change_profile",
    "end_group",
    "events",
    "feed",
    "find_for_group",
    "find_for_session",
    "give_up",
    "group",
    "groups",
    "join",
    "leave",
    "make_up",
    "own_availability",
    "own_feed",
    "plan_extra",
    "plan_group",
    "record_time_off",
    "restore",
    "schedule",
    "session",
    "session_list",
    "staff",
    "stop_feed",
    "stop_own_feed",
    "subscribed",
    "substitute",
    "take_back_availability",
    "take_back_own_availability",
    "take_back_staff_week",
    "take_back_time_off",
    "timeline",
    "week_of_client",
    "week_of_facilitator",
    "week_of_group",
    "week_of_room",
    "whose_week",
    "working_times",
]
