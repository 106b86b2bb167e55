"""Which sessions can make up for a missed one, and for whom.

Pure: plain values in, plain values out. No Django, no database, no clock.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from wayhome.engines.timetable.calendar import QUARTERS_AN_HOUR
from wayhome.journey.scheduling.codes import (
    GROUP_KINDS,
    LETTERS,
    MISSED_FOR,
    UNTOLD,
    AppointmentOrigin,
    AppointmentStatus,
    Attends,
    BookingObstacle,
    Enrollment,
    GroupGender,
    MakeUpObstacle,
    Modality,
    ServiceType,
    TimeUse,
)
from wayhome.journey.scheduling.rules.availability import ToldWeek
from wayhome.journey.scheduling.rules.places import obstacles_to_booking
from wayhome.journey.scheduling.rules.profiles import GroupProfile
from wayhome.journey.scheduling.rules.sessions import ONE_WEEK, Session
from wayhome.journey.scheduling.rules.weeks import letter_at
from wayhome.shared.core.period import DatePeriod, Period, week_start_of

type Obstacles = tuple[MakeUpObstacle | BookingObstacle, ...]

# Hours are prescribed and paid by the program week: what is made up later leaves it short.
WINDOW = ONE_WEEK
MOST_OFFERS = 3  # more is a list to read, not an offer
QUARTER = timedelta(hours=1) / QUARTERS_AN_HOUR


@dataclass(frozen=True, slots=True)
class Missed:
    """A place, in which session of what kind and for whom; whether it was missed, and made up."""

    session: UUID
    program: UUID
    day: date
    week_starts_on: int
    service_type: ServiceType
    profile: GroupProfile
    is_missed: bool = True
    is_made_up: bool = False

    @property
    def window(self) -> DatePeriod:
        """The days on which it can be made up."""
        first = week_start_of(self.day, self.week_starts_on)
        return DatePeriod(first, first + WINDOW)


@dataclass(frozen=True, slots=True)
class MakeUp:
    """A session that may make up for a missed one."""

    session: Session
    program: UUID
    service_type: ServiceType
    modality: Modality
    profile: GroupProfile
    taken_seats: Collection[int]


@dataclass(frozen=True, slots=True)
class Life:
    """Whom it is for: what they told of their week, and what they have already.

    `told` says which week counts from which day on, in the order of the days; `held` are their
    places, session → period; `given_up` the sessions that they missed; `admitted_on` is None for
    somebody who isn't in care; `kept_out` are sessions that aren't for them, whyever.
    """

    language: str
    gender: str
    zone: ZoneInfo
    told: Sequence[tuple[date, ToldWeek]]
    held: Mapping[UUID, Period]
    given_up: Collection[UUID]
    admitted_on: date | None
    kept_out: Collection[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class MakeUpOffer:
    """A session that fits; `is_sure` when the person told that they can come then."""

    session: UUID
    is_sure: bool


def is_missed(
    status: AppointmentStatus, reason: str, *, is_make_up: bool, sits_there: bool
) -> bool:
    """Say whether a place was missed, so that something can make up for it.

    A make-up that was given up was not: what it made up for is still missed. Nor was a place whose
    person sits in the session after all, in another place.
    """
    if status is AppointmentStatus.NOSHOW:
        return True
    given_up = status is AppointmentStatus.CANCELLED and reason in MISSED_FOR
    return given_up and not is_make_up and not sits_there


def make_up_offers(
    missed: Missed,
    sessions: Iterable[MakeUp],
    life: Life,
    *,
    now: datetime,
    limit: int = MOST_OFFERS,
) -> tuple[MakeUpOffer, ...]:
    """Return the sessions that fit, best first.

    The same service comes before another of its kind, a group for people in the same phase before
    one for others, a time at which they said they can come before one of which nobody told; then
    the sooner.
    """
    fitting = [each for each in sessions if not obstacles_to_make_up(missed, each, life, now=now)]
    sure = {each.session.id: is_sure(each, life) for each in fitting}

    def rank(each: MakeUp) -> tuple[bool, bool, bool, datetime, UUID]:
        return (
            each.service_type is not missed.service_type,
            _other_phase(each.profile, missed.profile),
            not sure[each.session.id],
            each.session.period.start,
            each.session.id,
        )

    best = sorted(fitting, key=rank)[:limit]
    return tuple(MakeUpOffer(each.session.id, sure[each.session.id]) for each in best)


def obstacles_to_make_up(
    missed: Missed, make_up: MakeUp, life: Life, *, now: datetime
) -> Obstacles:
    """Return every reason why this session can't make up for the missed one."""
    session = make_up.session
    checks: dict[MakeUpObstacle | BookingObstacle, bool] = {
        MakeUpObstacle.NOT_MISSED: not missed.is_missed,
        MakeUpObstacle.ALREADY_MADE_UP: missed.is_made_up,
        MakeUpObstacle.OTHER_PROGRAM: make_up.program != missed.program,
        MakeUpObstacle.OTHER_WEEK: not missed.window.contains(session.day),
        MakeUpObstacle.BEGUN_ALREADY: session.period.start <= now < session.period.end,
        MakeUpObstacle.GIVEN_UP_BEFORE: session.id in life.given_up and session.id not in life.held,
        MakeUpObstacle.NOT_OFFERED: session.id in life.kept_out,
        **_of_the_group(missed, make_up, life),
        MakeUpObstacle.OTHER_WAY: not _attends(make_up, life),
        MakeUpObstacle.NOT_FREE: not uses_then(make_up, life) <= {LETTERS[TimeUse.FREE], UNTOLD},
    }
    return (
        *(obstacle for obstacle, applies in checks.items() if applies),
        *_without_place(make_up, life, now),
    )


def is_sure(make_up: MakeUp, life: Life) -> bool:
    """Say whether the person told that they can come then; else nobody knows."""
    return uses_then(make_up, life) == {LETTERS[TimeUse.FREE]}


def uses_then(make_up: MakeUp, life: Life) -> frozenset[str]:
    """Return what the person told of the time of the session, and of the way if it isn't by video.

    In letters of `codes.LETTERS`, of every quarter of an hour that is touched.
    """
    told = _counting(life, make_up.session.day)
    on_site = make_up.modality is Modality.ON_SITE
    way = timedelta(minutes=told.travel_minutes if told and on_site else 0)
    period = make_up.session.period
    pictures = [(start, each.week) for start, each in life.told]
    return frozenset(
        letter_at(pictures, day, quarter)
        for day, quarter in _quarters(period.start - way, period.end + way, life.zone)
    )


def _of_the_group(
    missed: Missed, make_up: MakeUp, life: Life
) -> dict[MakeUpObstacle | BookingObstacle, bool]:
    """Say for whom the group isn't; whoever was in one such group can be in another."""
    profile, known = make_up.profile, missed.profile
    kinds = GROUP_KINDS[make_up.service_type], GROUP_KINDS[missed.service_type]
    return {
        MakeUpObstacle.OTHER_KIND: kinds[0] is not kinds[1],
        MakeUpObstacle.OTHER_LANGUAGE: profile.language not in {life.language, known.language},
        MakeUpObstacle.OTHER_GENDER: profile.gender
        not in {GroupGender.EVERYONE, life.gender, known.gender},
        MakeUpObstacle.CLOSED_GROUP: profile.enrollment is Enrollment.CLOSED,
    }


def _without_place(make_up: MakeUp, life: Life, now: datetime) -> tuple[BookingObstacle, ...]:
    session = make_up.session
    return obstacles_to_booking(
        session=session,
        origin=AppointmentOrigin.MAKE_UP,
        taken_seats=make_up.taken_seats,
        own=[period for place, period in life.held.items() if place != session.id],
        already_booked=session.id in life.held,
        is_admitted=life.admitted_on is not None and life.admitted_on <= session.day,
        now=now,
    )


def _attends(make_up: MakeUp, life: Life) -> bool:
    told = _counting(life, make_up.session.day)
    if told is None:
        return True
    never = Attends.IN_PERSON if make_up.modality is Modality.TELEHEALTH else Attends.VIDEO
    return told.attends is not never


def _counting(life: Life, day: date) -> ToldWeek | None:
    return next((told for start, told in reversed(life.told) if start <= day), None)


def _quarters(start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[tuple[date, int]]:
    """Give each quarter of an hour that is touched: its local day, and its number on that day."""
    moment = start.replace(minute=start.minute // 15 * 15, second=0, microsecond=0)
    while moment < end:
        local = moment.astimezone(zone)
        yield local.date(), local.hour * QUARTERS_AN_HOUR + local.minute // 15
        moment += QUARTER


def _other_phase(profile: GroupProfile, known: GroupProfile) -> bool:
    return bool(profile.phases and known.phases) and not {*profile.phases} & {*known.phases}
