"""Every read of encounters."""

from wayhome.journey.encounters.queries.hours import (
    LedgerLine,
    ProgramWeek,
    own_week,
    week_ledger,
    week_of,
)

__all__ = ["LedgerLine", "ProgramWeek", "own_week", "week_ledger", "week_of"]
