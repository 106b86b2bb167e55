"""How each file of the bundle is taken over."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, override
from zoneinfo import ZoneInfo

from wayhome.faces.interop import bundle, known
from wayhome.journey.admissions.actions.importing import NewEpisode, import_episodes
from wayhome.journey.admissions.codes import DischargeReason, EpisodeStatus
from wayhome.journey.encounters.actions.importing import NewAttendance, import_attendance
from wayhome.journey.encounters.codes import AttendanceKind
from wayhome.journey.patients.actions import NewContactPoint, NewPerson, register_patients
from wayhome.journey.patients.codes import (
    AdministrativeGender,
    ContactPointSystem,
    IdentifierType,
)
from wayhome.journey.placement.codes import LevelOfCare
from wayhome.journey.scheduling.actions import NewSession, import_sessions
from wayhome.journey.scheduling.codes import GROUP_KINDS, Modality, ServiceType, SessionStatus
from wayhome.journey.scheduling.queries.facts import group_caps
from wayhome.shared.core.period import Period, local_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from enum import StrEnum
    from uuid import UUID

    from wayhome.faces.interop.lookup import Lookup
    from wayhome.journey.admissions.models import EpisodeOfCare
    from wayhome.journey.scheduling.codes import GroupKind
    from wayhome.journey.scheduling.models import GroupSession
    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.tenancy.models import HealthcareService

WITHOUT_ATTENDANCE = frozenset({"booked", "cancelled"})


class UnfitError(Exception):
    """A row that can't be taken over, with every reason."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = tuple(reasons)


@dataclass(slots=True)
class Cells:
    """Reads the cells of one row; what is wrong with them is collected, not raised."""

    reasons: list[str] = field(default_factory=list)

    def code[C: StrEnum](self, kind: type[C], column: str, text: str) -> C | None:
        if text in {*kind}:
            return kind(text)
        self.reasons.append(f"{column} {text!r} isn't one of {', '.join(sorted(kind))}")
        return None

    def named[R](self, rows: Mapping[str, R], column: str, text: str) -> R | None:
        if text not in rows:
            self.reasons.append(f"{column} {text!r} isn't known")
        return rows.get(text)

    def refuse(self) -> UnfitError:
        return UnfitError(self.reasons)


class Taker[R: bundle.Row, New](ABC):
    """Takes one file: what its rows refer to, how a row fits, how a batch is written."""

    def __init__(self, by: Actor, lookup: Lookup, now: datetime) -> None:
        self.by, self.lookup, self.now = by, lookup, now

    def prepare(self, rows: Sequence[R]) -> None:  # noqa: B027  # not every file refers to rows
        """Read what a batch of rows refers to, in a few statements."""

    @abstractmethod
    def known(self, ids: Sequence[str]) -> dict[str, R]:
        """Return the rows that are here already, as the bundle would write them."""

    @abstractmethod
    def fit(self, row: R) -> New:
        """Return the row in the room's own words.

        :raises UnfitError: with every reason why not
        """

    @abstractmethod
    def write(self, batch: Sequence[New]) -> None:
        """Write the batch, whole or not at all.

        :raises Refusal: with the reason why not
        """


class PeopleTaker(Taker[bundle.Person, NewPerson]):
    @override
    def known(self, ids: Sequence[str]) -> dict[str, bundle.Person]:
        return {row.external_id: row for row in known.people(self.by, ids)}

    @override
    def fit(self, row: bundle.Person) -> NewPerson:
        cells = Cells()
        gender = cells.code(AdministrativeGender, "gender", row.gender)
        if gender is None:
            raise cells.refuse()
        points = ((ContactPointSystem.PHONE, row.phone), (ContactPointSystem.EMAIL, row.email))
        return NewPerson(
            person={
                "given_name": row.given_name,
                "family_name": row.family_name,
                "preferred_name": row.preferred_name,
                "pronouns": row.pronouns,
                "birth_date": row.birth_date,
                "gender": gender,
                "language": row.language,
            },
            identifiers=((IdentifierType.EXTERNAL, known.SYSTEM, row.external_id),),
            contact_points=tuple(
                NewContactPoint(system=system, value=value) for system, value in points if value
            ),
        )

    @override
    def write(self, batch: Sequence[NewPerson]) -> None:
        register_patients(self.by, people=batch, now=self.now)


class EpisodeTaker(Taker[bundle.Episode, NewEpisode]):
    people: dict[str, UUID]

    @override
    def prepare(self, rows: Sequence[bundle.Episode]) -> None:
        self.people = known.person_ids(self.by, {row.person for row in rows})

    @override
    def known(self, ids: Sequence[str]) -> dict[str, bundle.Episode]:
        return {row.external_id: row for row in known.episodes(self.by, ids)}

    @override
    def fit(self, row: bundle.Episode) -> NewEpisode:
        cells = Cells()
        person = cells.named(self.people, "person", row.person)
        program = cells.named(self.lookup.programs, "program", row.program)
        status = cells.code(EpisodeStatus, "status", row.status)
        level = cells.code(LevelOfCare, "level_of_care", row.level_of_care)
        reason, manager = None, None
        if row.discharge_reason:
            reason = cells.code(DischargeReason, "discharge_reason", row.discharge_reason)
        if row.care_manager:
            manager = cells.named(self.lookup.practitioners, "care_manager", row.care_manager)
        if cells.reasons or not (person and program and status and level):
            raise cells.refuse()
        return NewEpisode(
            row.external_id,
            person,
            program.pk,
            status,
            level,
            row.admission_date,
            row.discharge_date,
            reason,
            manager,
        )

    @override
    def write(self, batch: Sequence[NewEpisode]) -> None:
        import_episodes(self.by, episodes=batch, today=self.now.date(), now=self.now)


class SessionTaker(Taker[bundle.Session, NewSession]):
    def __init__(self, by: Actor, lookup: Lookup, now: datetime) -> None:
        super().__init__(by, lookup, now)
        self._caps: dict[tuple[UUID, int, int], Mapping[GroupKind, int]] = {}

    @override
    def known(self, ids: Sequence[str]) -> dict[str, bundle.Session]:
        return {row.external_id: row for row in known.sessions(self.by, ids)}

    @override
    def fit(self, row: bundle.Session) -> NewSession:
        cells = Cells()
        program = cells.named(self.lookup.programs, "program", row.program)
        kind = cells.code(ServiceType, "service_type", row.service_type)
        facilitator = cells.named(self.lookup.practitioners, "facilitator", row.facilitator)
        modality = cells.code(Modality, "modality", row.modality)
        status = cells.code(SessionStatus, "status", row.status)
        if row.end <= row.start:
            cells.reasons.append("end isn't after start")
        if cells.reasons or not (program and kind and facilitator and modality and status):
            raise cells.refuse()
        day = local_day(row.start, ZoneInfo(program.time_zone))
        return NewSession(
            external_id=row.external_id,
            healthcare_service_id=program.pk,
            title=row.title,
            service_type=kind,
            service_date=day,
            period=Period(row.start, row.end),
            facilitator_id=facilitator,
            modality=modality,
            capacity=row.capacity,
            cap=self._cap(program, kind, row.start),
            status=status,
        )

    @override
    def write(self, batch: Sequence[NewSession]) -> None:
        import_sessions(self.by, sessions=batch)

    def _cap(self, program: HealthcareService, kind: ServiceType, start: datetime) -> int:
        """Return the cap of the month: numbers change by the day, files have thousands of rows."""
        key = (program.pk, start.year, start.month)
        if key not in self._caps:
            self._caps[key] = group_caps(self.by, program, on=start.date().replace(day=1))
        return self._caps[key][GROUP_KINDS[kind]]


class AttendanceTaker(Taker[bundle.Attendance, NewAttendance]):
    """Also refuses what overlaps in the file: of two places of one person, both."""

    sessions: dict[str, GroupSession]
    episodes: dict[str, EpisodeOfCare]

    @override
    def prepare(self, rows: Sequence[bundle.Attendance]) -> None:
        self.sessions = self.lookup.sessions({row.session for row in rows})
        self.episodes = self.lookup.episodes({row.episode for row in rows})

    @override
    def known(self, ids: Sequence[str]) -> dict[str, bundle.Attendance]:
        return {row.external_id: row for row in known.attendance(self.by, ids)}

    @override
    def fit(self, row: bundle.Attendance) -> NewAttendance:
        cells = Cells()
        session = cells.named(self.sessions, "session", row.session)
        episode = cells.named(self.episodes, "episode", row.episode)
        kind = None
        if row.status not in WITHOUT_ATTENDANCE:
            kind = cells.code(AttendanceKind, "status", row.status)
        other = self.lookup.overlaps.get(row.external_id)
        if other:
            cells.reasons.append(f"overlaps {other!r}: one person can't be in two places")
        if cells.reasons or not (session and episode):
            raise cells.refuse()
        return NewAttendance(
            external_id=row.external_id,
            session=session,
            patient_id=episode.patient_id,
            episode_id=episode.pk,
            kind=kind,
            is_cancelled=row.status == "cancelled",
            arrived=row.arrived,
            left=row.left,
            reason=row.reason,
        )

    @override
    def write(self, batch: Sequence[NewAttendance]) -> None:
        import_attendance(self.by, attendance=batch, now=self.now)
