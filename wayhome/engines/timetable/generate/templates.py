"""The times at which a track can be held: three days of three hours, or a Saturday morning."""

from dataclasses import dataclass

from wayhome.engines.timetable.calendar import NEVER, quarter, span
from wayhome.engines.timetable.domain import Meeting
from wayhome.engines.timetable.generate.calendars import SATURDAY

HOUR = quarter(1)
HOUR_AND_A_HALF = quarter(1, 30)
THREE_HOURS = quarter(3)
SATURDAY_LENGTH = quarter(3, 30)

type Sessions = tuple[tuple[str, tuple[Meeting, ...]], ...]


@dataclass(frozen=True, slots=True)
class Template:
    days: tuple[int, int, int]
    start: int

    @property
    def times(self) -> int:
        length = SATURDAY_LENGTH if self.days[0] == SATURDAY else THREE_HOURS
        times = NEVER
        for day in self.days:
            times |= span(day, self.start, length)
        return times

    def sessions(self) -> Sessions:
        """Give the groups of the track; a late start may have the last one end past closing."""
        return self._saturday() if self.days[0] == SATURDAY else self._three_days()

    def _three_days(self) -> Sessions:
        one, two, three = self.days
        start, middle = self.start, self.start + HOUR_AND_A_HALF
        cbt = (Meeting(one, start, HOUR_AND_A_HALF), Meeting(two, start, HOUR_AND_A_HALF))
        return (
            ("cbt", cbt),
            ("education", (Meeting(one, middle, HOUR_AND_A_HALF),)),
            ("relapse-prevention", (Meeting(two, middle, HOUR_AND_A_HALF),)),
            ("relapse-prevention", (Meeting(three, start, HOUR_AND_A_HALF),)),
            ("life-skills", (Meeting(three, middle, HOUR),)),
            ("holistic", (Meeting(three, middle + HOUR, HOUR),)),
        )

    def _saturday(self) -> Sessions:
        start, middle = self.start, self.start + HOUR_AND_A_HALF
        return (
            ("relapse-prevention", (Meeting(SATURDAY, start, HOUR_AND_A_HALF),)),
            ("education", (Meeting(SATURDAY, middle, HOUR_AND_A_HALF),)),
            ("life-skills", (Meeting(SATURDAY, middle + HOUR_AND_A_HALF, HOUR),)),
        )


DAYS = ((0, 2, 4), (0, 1, 3), (1, 2, 3), (0, 2, 3), (1, 3, 4))
STARTS = (
    quarter(8, 30),
    quarter(9),
    quarter(9, 30),
    quarter(12, 30),
    quarter(13),
    quarter(15),
    quarter(17, 30),
    quarter(18),
)
TEMPLATES = (
    *(Template(days, start) for start in STARTS for days in DAYS),
    Template((SATURDAY, SATURDAY, SATURDAY), quarter(9)),
)
