"""Sessions, groups and places in the words of a page; times are the program's local ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from wayhome.journey.patients.labels import LANGUAGES
from wayhome.journey.patients.rules import shared_list_name
from wayhome.journey.scheduling import labels, rules
from wayhome.journey.scheduling.codes import (
    HAS_ATTENDANCE,
    HOLDS_SEAT,
    AppointmentOrigin,
    AppointmentStatus,
    Enrollment,
    GroupGender,
    Modality,
    ServiceType,
    SessionState,
)
from wayhome.journey.scheduling.queries import facts
from wayhome.shared.core.period import ONE_MINUTE, Weekday
from wayhome.shared.tenancy.codes import RoomFeature
from wayhome.shared.tenancy.labels import ROOM_FEATURES, ZONES

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from wayhome.journey.scheduling.models import Appointment, GroupMember, GroupSeries
    from wayhome.journey.scheduling.queries.sessions import SeatedSession
    from wayhome.shared.accounts.models import Practitioner
    from wayhome.shared.tenancy.models import Location


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session; `starts` and `ends` are wall-clock times where it is held."""

    session: SeatedSession
    starts: datetime
    ends: datetime
    zone: str
    kind: StrOrPromise
    facilitator: str
    place: str
    state: SessionState
    state_words: StrOrPromise
    tone: str
    taken: int
    is_full: bool
    is_ahead: bool

    @property
    def room(self) -> str:
        """Where it is, in the fewest words."""
        room = self.session.room
        return room.name if room else self.place

    @property
    def zone_words(self) -> str:
        return zone_words(self.zone)

    @property
    def is_cancelled(self) -> bool:
        return self.state is SessionState.CANCELLED

    @property
    def may_be_restored(self) -> bool:
        """Whether a cancelled session is still to come."""
        return self.is_cancelled and self.is_ahead

    @property
    def has_begun(self) -> bool:
        return self.state is not SessionState.TO_COME

    @property
    def minutes(self) -> int:
        return (self.session.period_end - self.session.period_start) // ONE_MINUTE


@dataclass(frozen=True, slots=True)
class ProfileWords:
    """Whom a group is for and what it needs, as people read it."""

    size: int
    enrollment: StrOrPromise
    language: StrOrPromise
    gender: StrOrPromise
    phases: tuple[int, ...]
    room_features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A weekly group; `ends` is the time of day, `last_day` is included."""

    series: GroupSeries
    weekday: StrOrPromise
    starts: datetime
    ends: datetime
    kind: StrOrPromise
    facilitator: str
    place: str
    last_day: date | None
    members: int
    profile: ProfileWords

    @property
    def without_seat(self) -> int:
        """How many are on the roster for whom the group has no seat."""
        return max(self.members - self.series.capacity, 0)


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """Someone's place on a session's roster."""

    appointment: Appointment
    name: str
    status: StrOrPromise
    tone: str
    origin: StrOrPromise
    reason: StrOrPromise
    holds_seat: bool
    may_be_given_up: bool


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Someone's stay on a group's roster; the last day is included."""

    member: GroupMember
    name: str
    joins_later: bool
    last_day: date | None


def session_line(session: SeatedSession, *, now: datetime) -> SessionLine:
    zone = ZoneInfo(session.healthcare_service.time_zone)
    state = rules.session_state(facts.as_session(session), now)
    return SessionLine(
        session=session,
        starts=wall_clock(session.period_start, zone),
        ends=wall_clock(session.period_end, zone),
        zone=zone.key,
        kind=labels.SERVICE_TYPES[ServiceType(session.service_type)],
        facilitator=person_name(session.facilitator),
        place=place_words(session.modality, session.room),
        state=state,
        state_words=labels.STATES[state],
        tone=labels.STATE_TONES[state],
        taken=session.seats_taken,
        is_full=session.seats_free <= 0,
        is_ahead=session.period_start > now,
    )


def group_line(series: GroupSeries) -> GroupLine:
    starts = datetime.combine(series.period_start, series.start_time)
    return GroupLine(
        series=series,
        weekday=labels.WEEKDAYS[Weekday(series.weekday)],
        starts=starts,
        ends=starts + timedelta(minutes=series.duration_minutes),
        kind=labels.SERVICE_TYPES[ServiceType(series.service_type)],
        facilitator=person_name(series.facilitator),
        place=place_words(series.modality, series.room),
        last_day=_day_before(series.period_end),
        members=getattr(series, "members", 0),
        profile=_profile_words(series),
    )


def _profile_words(series: GroupSeries) -> ProfileWords:
    return ProfileWords(
        size=series.target_size or series.capacity,
        enrollment=labels.ENROLLMENTS[Enrollment(series.enrollment)],
        language=LANGUAGES.get(series.language, series.language),
        gender=labels.GROUP_GENDERS[GroupGender(series.gender)],
        phases=tuple(series.phases),
        room_features=tuple(str(ROOM_FEATURES[RoomFeature(each)]) for each in series.room_features),
    )


def place_line(place: Appointment) -> PlaceLine:
    status = AppointmentStatus(place.status)
    reasons = {reason.value: words for reason, words in labels.CANCELLATION_REASONS.items()}
    return PlaceLine(
        appointment=place,
        name=_listed(place),
        status=labels.STATUSES[status],
        tone=labels.TONES[status],
        origin=labels.ORIGINS[AppointmentOrigin(place.origin)],
        reason=reasons.get(place.cancellation_reason, ""),
        holds_seat=status in HOLDS_SEAT,
        may_be_given_up=status in HOLDS_SEAT and status not in HAS_ATTENDANCE,
    )


def member_line(member: GroupMember, *, today: date) -> MemberLine:
    return MemberLine(
        member=member,
        name=_listed(member),
        joins_later=member.period_start > today,
        last_day=_day_before(member.period_end),
    )


def wall_clock(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return what the clocks there show; without a zone, so that no page moves it to another."""
    return moment.astimezone(zone).replace(tzinfo=None)


def zone_words(zone: str) -> str:
    return str(ZONES.get(zone, zone))


def person_name(practitioner: Practitioner) -> str:
    return f"{practitioner.given_name} {practitioner.family_name}"


def place_words(modality: str, room: Location | None) -> str:
    if modality == Modality.TELEHEALTH or room is None:
        return _("By video")
    return f"{room.part_of.name} · {room.name}" if room.part_of else room.name


def _listed(row: Appointment | GroupMember) -> str:
    person = row.patient
    return shared_list_name(person.given_name, person.family_name, person.preferred_name)


def _day_before(end: date | None) -> date | None:
    return None if end is None else end - timedelta(days=1)
