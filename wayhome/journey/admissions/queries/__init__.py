"""Reads of episodes of care: who is in care, who waits, one person's stays, what is missing."""

from wayhome.journey.admissions.queries.episodes import (
    caseload,
    census,
    credential_periods,
    episodes_by_id,
    get_episode,
    last_change_on,
    open_episodes_of,
    own_open_episodes,
    today_at,
    waitlist,
)
from wayhome.journey.admissions.queries.lists import (
    EpisodeLine,
    Options,
    caseload_of,
    lines,
    options,
)
from wayhome.journey.admissions.queries.persons import (
    RosterFacts,
    Stay,
    get_person,
    moves_of,
    newcomer_of,
    stays_of,
    whats_missing,
)

__all__ = [
    "EpisodeLine",
    "Options",
    "RosterFacts",
    "Stay",
    "caseload",
    "caseload_of",
    "census",
    "credential_periods",
    "episodes_by_id",
    "get_episode",
    "get_person",
    "last_change_on",
    "lines",
    "moves_of",
    "newcomer_of",
    "open_episodes_of",
    "options",
    "own_open_episodes",
    "stays_of",
    "today_at",
    "waitlist",
    "whats_missing",
]
