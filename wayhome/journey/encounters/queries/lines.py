"""What the check-in page shows: a session, its numbers, a line for each client."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from wayhome.journey.encounters import labels
from wayhome.journey.encounters.codes import PRESENT, AttendanceKind
from wayhome.journey.patients.rules import shared_list_name
from wayhome.journey.scheduling.codes import HOLDS_SEAT, AppointmentOrigin, SessionStatus
from wayhome.shared.core.period import local_day

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from wayhome.journey.encounters.labels.attendance import Words
    from wayhome.journey.encounters.models import Encounter
    from wayhome.journey.encounters.queries.hours import LedgerLine
    from wayhome.journey.scheduling.models import Appointment, GroupSession

LATE_AFTER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One client in a session: the place, what was recorded of it, and the week it counts in."""

    place: Appointment
    encounter: Encounter | None
    note_id: UUID | None
    ledger: LedgerLine | None
    may_record: bool
    may_read_notes: bool
    may_book: bool
    opens_at: datetime
    now: datetime

    @property
    def id(self) -> UUID:
        return self.place.pk

    @property
    def name(self) -> str:
        person = self.place.patient
        return shared_list_name(person.given_name, person.family_name, person.preferred_name)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.place.group_session.healthcare_service.time_zone)

    @property
    def came(self) -> bool:
        return self._kind in PRESENT

    @property
    def kind_label(self) -> Words:
        return labels.ATTENDANCE[self._kind] if self._kind else ""

    @property
    def tone(self) -> str:
        return labels.ATTENDANCE_TONE[self._kind] if self._kind else "neutral"

    @property
    def is_expected(self) -> bool:
        return self.encounter is None

    @property
    def is_there(self) -> bool:
        """Whether the client is in the room now, as far as anyone wrote down."""
        return self.came and self.place.period_start <= self.now < self._leaves

    @property
    def is_late(self) -> bool:
        late_from = self.place.period_start + LATE_AFTER
        return self.is_expected and late_from <= self.now < self.place.period_end

    @property
    def is_unrecorded(self) -> bool:
        return self.is_expected and self.place.period_end <= self.now

    @property
    def left_early(self) -> bool:
        return self.came and self._leaves < self.place.period_end

    @property
    def is_walk_in(self) -> bool:
        return self.place.origin == AppointmentOrigin.WALK_IN

    @property
    def may_be_made_up(self) -> bool:
        """Whether an absence is recorded, for which another session may be offered."""
        return self.may_book and self.encounter is not None and not self.came

    @property
    def is_open(self) -> bool:
        """Whether someone may be checked in yet."""
        is_cancelled = self.place.group_session.status == SessionStatus.CANCELLED
        return not is_cancelled and self.opens_at <= self.now

    @property
    def _kind(self) -> AttendanceKind | None:
        return AttendanceKind(self.encounter.attendance) if self.encounter else None

    @property
    def _leaves(self) -> datetime:
        left = self.encounter.left_at if self.encounter else None
        return left or self.place.period_end


@dataclass(frozen=True, slots=True)
class Counts:
    """A session in numbers: of those who hold a seat, who came and of whom something is known."""

    came: int
    recorded: int
    seated: int
    capacity: int
    documented: int = 0

    @property
    def note_is_next(self) -> bool:
        """Whether something is known of everyone, and someone who came has no signed note yet."""
        return not self.expected and self.came > self.documented

    @property
    def expected(self) -> int:
        return self.seated - self.recorded

    @property
    def seats_free(self) -> int:
        return max(self.capacity - self.seated, 0)


@dataclass(frozen=True, slots=True)
class Roster:
    """A session with a line for each client who has, or had until a late cancellation, a place."""

    session: GroupSession
    lines: tuple[RosterLine, ...]
    may_record: bool
    may_read_notes: bool
    opens_at: datetime
    now: datetime

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.session.healthcare_service.time_zone)

    @property
    def is_cancelled(self) -> bool:
        return self.session.status == SessionStatus.CANCELLED

    @property
    def today(self) -> date:
        return local_day(self.now, self.zone)

    @property
    def is_open(self) -> bool:
        return self.opens_at <= self.now

    @property
    def counts(self) -> Counts:
        seated = [line for line in self.lines if line.place.status in HOLDS_SEAT]
        return Counts(
            came=sum(line.came for line in seated),
            recorded=sum(not line.is_expected for line in seated),
            seated=len(seated),
            capacity=self.session.capacity,
            documented=sum(line.came and line.note_id is not None for line in seated),
        )
