"""Every read of encounters."""

from wayhome.journey.encounters.queries.attendance import (
    counts_of,
    day_codes,
    get_roster,
    get_roster_line,
    line_after,
)
from wayhome.journey.encounters.queries.hours import (
    LedgerLine,
    ProgramWeek,
    own_week,
    week_ledger,
    week_of,
    weekly_targets,
    weekly_targets_by_day,
)
from wayhome.journey.encounters.queries.kiosk import Welcome, open_kiosk, welcome
from wayhome.journey.encounters.queries.lines import Roster, RosterLine
from wayhome.journey.encounters.queries.make_ups import MakeUp, OpenWeek
from wayhome.journey.encounters.queries.opening import kiosk_pauses
from wayhome.journey.encounters.queries.overview import (
    HoursRow,
    Overview,
    hours_overview,
    hours_row,
)
from wayhome.journey.encounters.queries.walk_ins import walk_ins

__all__ = [
    "HoursRow",
    "LedgerLine",
    "MakeUp",
    "OpenWeek",
    "Overview",
    "ProgramWeek",
    "Roster",
    "RosterLine",
    "Welcome",
    "counts_of",
    "day_codes",
    "get_roster",
    "get_roster_line",
    "hours_overview",
    "hours_row",
    "kiosk_pauses",
    "line_after",
    "open_kiosk",
    "own_week",
    "walk_ins",
    "week_ledger",
    "week_of",
    "weekly_targets",
    "weekly_targets_by_day",
    "welcome",
]
