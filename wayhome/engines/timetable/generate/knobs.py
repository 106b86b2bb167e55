"""What a made-up program is like; each number can be fitted to a site's own intake records.

The mixtures are plausible, not measured.
"""

from dataclasses import dataclass

from wayhome.engines.timetable.domain import Attends
from wayhome.engines.timetable.generate.calendars import Occupation
from wayhome.engines.timetable.generate.chance import Mixture
from wayhome.engines.timetable.generate.shifts import Shift


@dataclass(frozen=True, slots=True)
class Knobs:
    """Shares are of the clients, unless the name says something else.

    ``tightness``: seats of the groups to seats prescribed. ``weekly``, ``travel``, ``floor``,
    ``day_minimum``: quarters of an hour. ``unservable``: of the clients whom no track can serve,
    those who stay all the same (an explanation must be found for them).
    """

    site_size: int = 100
    region_sites: int = 3
    tightness: float = 1.12
    video_tracks: float = 0.25
    occupations: Mixture[Occupation] = (
        (Occupation.DAY_SHIFT, 0.33),
        (Occupation.EVENING_SHIFT, 0.10),
        (Occupation.NIGHT_SHIFT, 0.08),
        (Occupation.ROTATING_SHIFTS, 0.12),
        (Occupation.SCHOOL, 0.10),
        (Occupation.CAREGIVER, 0.15),
        (Occupation.OPEN, 0.12),
    )
    attends: Mixture[Attends] = (("in_person", 0.40), ("either", 0.37), ("video", 0.23))
    travel: Mixture[int] = ((0, 0.10), (2, 0.65), (4, 0.25))
    languages: Mixture[str] = (("en", 0.87), ("es", 0.13))
    genders: Mixture[str] = (("female", 0.4), ("male", 0.6))
    phases: Mixture[int] = ((1, 0.40), (2, 0.35), (3, 0.25))
    weekly: Mixture[int] = ((36, 0.8), (48, 0.2))
    family_due: float = 0.5
    medication_due: float = 0.4
    floor: int = 36
    minimum_days: int = 0
    day_minimum: int = 1
    with_counselor: float = 0.90
    avoiding_pairs: float = 0.03
    unservable: float = 0.12
    clients_a_room: float = 22
    room_sizes: tuple[int, ...] = (10, 12, 12, 14, 15)
    clients_a_counselor: float = 12.5
    clients_a_family_therapist: float = 70
    clients_a_prescriber: float = 150
    clients_a_holistic_facilitator: float = 35
    prescriber_shifts: tuple[Shift, ...] = (Shift.FOUR_TENS, Shift.DAY)


USUAL = Knobs()
