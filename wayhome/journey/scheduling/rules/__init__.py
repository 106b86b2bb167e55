"""Rules of groups: which sessions there are, who may sit in them, how a roster flows into them."""

from wayhome.journey.scheduling.rules.places import (
    lowest_free_seat,
    obstacles_to_booking,
)
from wayhome.journey.scheduling.rules.plans import (
    Plan,
    group_cap,
    obstacles_to_changing,
    obstacles_to_planning,
    uncovered_days,
)
from wayhome.journey.scheduling.rules.roster import (
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
    Occurrence,
    Session,
    clashing,
    moved_day,
    occurrences,
    sessions_touched,
)

__all__ = [
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
    "lowest_free_seat",
    "moved_day",
    "obstacles_to_booking",
    "obstacles_to_changing",
    "obstacles_to_joining",
    "obstacles_to_leaving",
    "obstacles_to_planning",
    "occurrences",
    "roster_changes",
    "sessions_touched",
    "uncovered_days",
]
