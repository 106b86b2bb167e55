"""Rules of groups: which sessions there are, who may sit in them, how a roster flows into them."""

from wayhome.journey.scheduling.rules.places import (
    lowest_free_seat,
    obstacles_to_booking,
    reseated,
)
from wayhome.journey.scheduling.rules.plans import (
    Plan,
    group_cap,
    obstacles_to_cancelling,
    obstacles_to_changing,
    obstacles_to_planning,
    uncovered_days,
)
from wayhome.journey.scheduling.rules.roster import (
    FOLLOWS_ROSTER,
    NewPlace,
    Place,
    ReopenedPlace,
    RosterChanges,
    RosterMember,
    Unseated,
    obstacles_to_joining,
    obstacles_to_leaving,
    roster_changes,
)
from wayhome.journey.scheduling.rules.sessions import (
    ONE_WEEK,
    Occurrence,
    Session,
    clashing,
    in_order_of_moving,
    moved_day,
    occurrences,
    session_state,
    sessions_touched,
)

__all__ = [
    "FOLLOWS_ROSTER",
    "ONE_WEEK",
    "NewPlace",
    "Occurrence",
    "Place",
    "Plan",
    "ReopenedPlace",
    "RosterChanges",
    "RosterMember",
    "Session",
    "Unseated",
    "clashing",
    "group_cap",
    "in_order_of_moving",
    "lowest_free_seat",
    "moved_day",
    "obstacles_to_booking",
    "obstacles_to_cancelling",
    "obstacles_to_changing",
    "obstacles_to_joining",
    "obstacles_to_leaving",
    "obstacles_to_planning",
    "occurrences",
    "reseated",
    "roster_changes",
    "session_state",
    "sessions_touched",
    "uncovered_days",
]
