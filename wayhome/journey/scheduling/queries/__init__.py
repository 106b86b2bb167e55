"""Reads of groups, sessions, rosters and places, each limited to the actor's organization."""

from wayhome.journey.scheduling.queries.gaps import (
    RosterGap,
    UnplannedSession,
    roster_gaps,
    rostered_minutes,
    unplanned_sessions,
)
from wayhome.journey.scheduling.queries.places import (
    appointments_of,
    get_appointment,
    own_appointments,
    roster_of,
)
from wayhome.journey.scheduling.queries.planning import Clash
from wayhome.journey.scheduling.queries.series import (
    get_member,
    get_series,
    members_of,
    series_of_service,
)
from wayhome.journey.scheduling.queries.sessions import (
    get_session,
    open_sessions,
    sessions_between,
    sessions_of_series,
)

__all__ = [
    "Clash",
    "RosterGap",
    "UnplannedSession",
    "appointments_of",
    "get_appointment",
    "get_member",
    "get_series",
    "get_session",
    "members_of",
    "open_sessions",
    "own_appointments",
    "roster_gaps",
    "roster_of",
    "rostered_minutes",
    "series_of_service",
    "sessions_between",
    "sessions_of_series",
    "unplanned_sessions",
]
