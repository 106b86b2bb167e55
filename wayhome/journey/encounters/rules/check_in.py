"""Rules of checking in: when it opens, which session is meant, what wrong codes cost.

Pure: plain values in, plain values out. No Django, no database, no clock.
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from wayhome.journey.encounters.rules.attendance import RECORDABLE
from wayhome.journey.scheduling.codes import AppointmentStatus
from wayhome.shared.core.period import ONE_DAY, Period, at_local, local_day

CODE_DIGITS = 6
MOST_DOUBLINGS = 12  # from a second on that is more than the longest pause that can be set


class KioskPlace(NamedTuple):
    """A place that the day code's owner has on that day, and from when on one may check in."""

    appointment: UUID
    session: Period
    opens_at: datetime
    status: AppointmentStatus


class KioskPauses(NamedTuple):
    """What wrong codes cost: from which one on the kiosk pauses, how long, and until when."""

    after: int
    first: timedelta
    longest: timedelta
    forgets_after: timedelta


def place_to_check_in(places: Iterable[KioskPlace], now: datetime) -> KioskPlace | None:
    """Return the place that the client means who types the code now: the first one still on.

    A place where they are checked in already counts, so that a second try isn't a wrong one.
    """
    fitting = (
        place
        for place in places
        if place.status in RECORDABLE and place.opens_at <= now < place.session.end
    )
    return min(fitting, key=lambda place: (place.session, place.appointment), default=None)


def pause_after(wrong_codes: int, pauses: KioskPauses) -> timedelta:
    """Return how long a kiosk waits after so many wrong codes: twice as long each time."""
    beyond = wrong_codes - pauses.after
    if beyond < 0:
        return timedelta(0)
    # The exponent is bounded before it is used: a machine could try for days.
    return min(pauses.first * (1 << min(beyond, MOST_DOUBLINGS)), pauses.longest)


def moment_near(session: Period, wall_time: time, zone: ZoneInfo) -> datetime:
    """Return the moment with this time on the clock that lies nearest to the session.

    A session may run past midnight, and someone may come before it.
    """
    middle = session.start + session.duration / 2
    first = local_day(session.start, zone)
    moments = (at_local(first + ONE_DAY * days, wall_time, zone) for days in (-1, 0, 1))
    return min(moments, key=lambda moment: abs(moment - middle))
