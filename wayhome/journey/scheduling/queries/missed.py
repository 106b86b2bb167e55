"""Reads of missed places, and of what makes up for them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q

from wayhome.journey.admissions.codes import ADMITTED_STATUSES
from wayhome.journey.patients.rules import shared_list_name
from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.codes import (
    HOLDS_SEAT,
    MISSED_FOR,
    AppointmentStatus,
    Enrollment,
    GroupGender,
    Modality,
    ServiceType,
)
from wayhome.journey.scheduling.models import Appointment
from wayhome.journey.scheduling.queries.places import appointments_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

    from wayhome.journey.scheduling.models import GroupSession
    from wayhome.journey.scheduling.queries.sessions import SeatedSession
    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.core.period import Period


@dataclass(frozen=True, slots=True)
class Offer:
    """A session that can make up for a missed place; `is_sure`: they told that they can come."""

    session: SeatedSession
    is_sure: bool

    @property
    def is_video(self) -> bool:
        return self.session.modality == Modality.TELEHEALTH


@dataclass(frozen=True, slots=True)
class MissedPlace:
    """A place that was missed, the place that makes up for it, and what could."""

    place: Appointment
    made_up_by: Appointment | None = None
    offers: tuple[Offer, ...] = ()
    is_missed: bool = True
    can_be_made_up: bool = True  # as far as the time goes

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.place.group_session.healthcare_service.time_zone)

    @property
    def made_up_by_video(self) -> bool:
        made_up = self.made_up_by
        return made_up is not None and made_up.group_session.modality == Modality.TELEHEALTH

    @property
    def name(self) -> str:
        person = self.place.patient
        return shared_list_name(person.given_name, person.family_name, person.preferred_name)

    @property
    def is_open(self) -> bool:
        """Whether nothing makes up for it yet."""
        return self.is_missed and self.made_up_by is None

    @property
    def admitted_on(self) -> date | None:
        """Return since when the person is in care in this stay; None once they aren't."""
        stay = self.place.episode
        return stay.admission_date if stay.status in ADMITTED_STATUSES else None

    def facts(self) -> rules.Missed:
        session = self.place.group_session
        return rules.Missed(
            session=session.pk,
            program=session.healthcare_service_id,
            day=session.service_date,
            week_starts_on=session.healthcare_service.week_starts_on,
            service_type=ServiceType(session.service_type),
            profile=profile_of(session),
            is_missed=self.is_missed,
            is_made_up=self.made_up_by is not None,
        )


def missed_places(
    by: Actor, patient_ids: Iterable[UUID], period: Period, *, now: datetime
) -> dict[UUID, tuple[MissedPlace, ...]]:
    """Return what these people missed in the period, without offers: episode → places."""
    beside = Appointment.objects.filter(
        group_session=OuterRef("group_session"),
        episode=OuterRef("episode"),
        status__in=sorted(HOLDS_SEAT),
    )
    given_up = Q(status=AppointmentStatus.CANCELLED, cancellation_reason__in=sorted(MISSED_FOR))
    rows = appointments_of(by, patient_ids, period).filter(
        Q(status=AppointmentStatus.NOSHOW)
        | (given_up & ~Exists(beside))
        | Q(makes_up_for__isnull=False)
    )
    found: dict[UUID, list[MissedPlace]] = defaultdict(list)
    for each in as_of(missed_among(rows), now):
        found[each.place.episode_id].append(each)
    return {episode_id: tuple(missed) for episode_id, missed in found.items()}


def missed_among(places: Iterable[Appointment]) -> tuple[MissedPlace, ...]:
    """Return those of the places that were missed, in their order."""
    known = tuple(places)
    held = [place for place in known if place.status in HOLDS_SEAT]
    sits_in = {(place.episode_id, place.group_session_id) for place in held}
    made_up = {place.makes_up_for_id: place for place in held if place.makes_up_for_id}
    return tuple(
        MissedPlace(place, made_up.get(place.pk))
        for place in known
        if rules.is_missed(
            AppointmentStatus(place.status),
            place.cancellation_reason,
            is_make_up=place.makes_up_for_id is not None,
            sits_there=(place.episode_id, place.group_session_id) in sits_in,
        )
    )


def profile_of(session: GroupSession) -> rules.GroupProfile:
    """Return for whom the session's group is; a single session is for everyone."""
    series = session.series
    if series is None:
        return rules.GroupProfile()
    return rules.GroupProfile(
        language=series.language,
        gender=GroupGender(series.gender),
        phases=tuple(series.phases),
        enrollment=Enrollment(series.enrollment),
    )


def as_of(missed: Iterable[MissedPlace], now: datetime) -> tuple[MissedPlace, ...]:
    """Return the places with the word whether they can still be made up for."""
    return tuple(
        replace(each, can_be_made_up=each.is_open and is_ahead(each, now)) for each in missed
    )


def is_ahead(missed: MissedPlace, now: datetime) -> bool:
    """Return whether it can still be made up for, or what makes up for it isn't over."""
    if missed.made_up_by is not None:
        return missed.made_up_by.period_end > now
    today = now.astimezone(missed.zone).date()
    window = missed.facts().window
    return missed.admitted_on is not None and (window.end is None or today < window.end)
