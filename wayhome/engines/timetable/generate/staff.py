"""Made-up staff of a site: who works when, with which credential."""

import math
from dataclasses import dataclass, replace
from random import Random

from wayhome.engines.timetable.calendar import NEVER
from wayhome.engines.timetable.domain import Staff
from wayhome.engines.timetable.generate.chance import Mixture, happens, pick
from wayhome.engines.timetable.generate.knobs import Knobs
from wayhome.engines.timetable.generate.shifts import Shift, breaks, hours

COUNSELOR = "counselor"
FAMILY_THERAPIST = "family-therapist"
PRESCRIBER = "prescriber"
HOLISTIC = "holistic"
CASELOAD = 14
BILINGUAL = frozenset(("en", "es"))
COUNSELOR_SHIFTS: Mixture[Shift] = (
    (Shift.DAY, 0.30),
    (Shift.LATE, 0.33),
    (Shift.FOUR_TENS, 0.05),
    (Shift.EVENINGS_AND_SATURDAY, 0.32),
)


@dataclass(slots=True)
class Colleague:
    """A member of staff and what is known of them while the timetable is made.

    ``leads``: the times of their groups. ``clients``: how many have them as counselor.
    """

    staff: Staff
    is_woman: bool
    leads: int = NEVER
    clients: int = 0


@dataclass(frozen=True, slots=True)
class Team:
    """The staff of one site."""

    counselors: list[Colleague]
    others: list[Colleague]
    holistic: list[Colleague]

    def everybody(self) -> tuple[Staff, ...]:
        return tuple(each.staff for each in (*self.counselors, *self.others, *self.holistic))


def draw_team(chance: Random, knobs: Knobs, site: str, clients: int) -> Team:
    hiring = _Hiring(chance, site)
    counselors = [
        hiring.hire(COUNSELOR, pick(chance, COUNSELOR_SHIFTS), CASELOAD)
        for _ in range(max(2, math.ceil(clients / knobs.clients_a_counselor)))
    ]
    if not any("es" in each.staff.languages for each in counselors):
        counselors[0].staff = replace(counselors[0].staff, languages=BILINGUAL)
    family_therapists = max(1, round(clients / knobs.clients_a_family_therapist))
    prescribers = max(1, round(clients / knobs.clients_a_prescriber))
    others = [
        hiring.hire(FAMILY_THERAPIST, (Shift.LATE, Shift.DAY)[number % 2])
        for number in range(family_therapists)
    ]
    shifts = knobs.prescriber_shifts
    others += [
        hiring.hire(PRESCRIBER, shifts[number % len(shifts)]) for number in range(prescribers)
    ]
    holistic = [
        hiring.hire(HOLISTIC, Shift.FOUR_TWELVES)
        for _ in range(max(2, round(clients / knobs.clients_a_holistic_facilitator)))
    ]
    return Team(counselors, others, holistic)


@dataclass(slots=True)
class _Hiring:
    chance: Random
    site: str
    hired: int = 0

    def hire(self, credential: str, shift: Shift, caseload: int = 0) -> Colleague:
        times = hours(self.chance, shift)
        bilingual = happens(self.chance, 0.25)
        staff = Staff(
            id=f"{self.site}-f{self.hired}",
            site=self.site,
            hours=times,
            credentials=frozenset((credential,)),
            languages=BILINGUAL if bilingual else frozenset(("en",)),
            breaks=breaks(times),
            caseload=caseload,
        )
        self.hired += 1
        return Colleague(staff, is_woman=happens(self.chance, 0.6))
