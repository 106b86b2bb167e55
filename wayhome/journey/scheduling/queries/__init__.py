"""Reads of groups, sessions, rosters and places, each limited to the actor's organization."""

from wayhome.journey.scheduling.queries.gaps import (
    RosterGap,
    UnplannedSession,
    roster_gaps,
    rostered_minutes,
    unplanned_sessions,
)
from wayhome.journey.scheduling.queries.groups import (
    GroupPage,
    group_lines,
    group_page,
)
from wayhome.journey.scheduling.queries.lines import (
    GroupLine,
    MemberLine,
    PlaceLine,
    SessionLine,
    group_line,
    member_line,
    place_line,
    session_line,
)
from wayhome.journey.scheduling.queries.options import (
    Candidate,
    Options,
    candidate,
    candidates,
    options,
)
from wayhome.journey.scheduling.queries.pages import (
    Board,
    Frame,
    Week,
    board,
    clash_words,
    frame,
    lines_between,
    week,
)
from wayhome.journey.scheduling.queries.places import (
    appointments_of,
    get_appointment,
    get_place,
    last_attended_on,
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
    "Board",
    "Candidate",
    "Clash",
    "Frame",
    "GroupLine",
    "GroupPage",
    "MemberLine",
    "Options",
    "PlaceLine",
    "RosterGap",
    "SessionLine",
    "UnplannedSession",
    "Week",
    "appointments_of",
    "board",
    "candidate",
    "candidates",
    "clash_words",
    "frame",
    "get_appointment",
    "get_member",
    "get_place",
    "get_series",
    "get_session",
    "group_line",
    "group_lines",
    "group_page",
    "last_attended_on",
    "lines_between",
    "member_line",
    "members_of",
    "open_sessions",
    "options",
    "own_appointments",
    "place_line",
    "roster_gaps",
    "roster_of",
    "rostered_minutes",
    "series_of_service",
    "session_line",
    "sessions_between",
    "sessions_of_series",
    "unplanned_sessions",
    "week",
]
