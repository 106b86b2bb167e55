"""Reads of calendars to which people subscribe: one's own address, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wayhome.journey.patients import queries as patients
from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.codes import HOLDS_SEAT
from wayhome.journey.scheduling.models import Appointment, CalendarFeed, GroupSession
from wayhome.journey.scheduling.queries.availability import own_zone
from wayhome.journey.scheduling.rules import FeedPlace
from wayhome.shared.accounts import queries as accounts
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.period import Period
from wayhome.shared.core.prepared import (
    Prepared,
    any_of,
    given_id,
    given_ids,
    given_moment,
    given_text,
)
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID
    from zoneinfo import ZoneInfo

    from django.db.models import QuerySet

    from wayhome.journey.scheduling.rules import FeedEvent
    from wayhome.shared.audit.actor import Actor

STAFF_LANGUAGE = "en"  # that of the pages of staff


@dataclass(frozen=True, slots=True)
class OwnFeed:
    """One's own address, if there is one in use, and one's clocks."""

    feed: CalendarFeed | None
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class ReadFeed:
    """What an address answers: entries without words, and the language of its reader."""

    id: UUID
    is_due_for_note: bool
    language: str
    events: tuple[FeedEvent, ...]


_FEED = Prepared(lambda: _live().filter(token_hash=given_text("token_hash")))
_HELD = Prepared(
    lambda: (
        Appointment.objects.filter(
            any_of("patient_id", given_ids("patients")),
            status__in=sorted(rules.SHOWN_PLACES),
            period_start__gte=given_moment("start"),
            period_start__lt=given_moment("end"),
        )
        .order_by("period_start", "pk")
        .values_list(
            "group_session_id",
            "period_start",
            "period_end",
            "group_session__edition",
            "group_session__status",
            "status",
        )
    )
)
_LED = Prepared(
    lambda: (
        GroupSession.objects.filter(
            facilitator=given_id("facilitator"),
            period_start__gte=given_moment("start"),
            period_start__lt=given_moment("end"),
        )
        .order_by("period_start", "pk")
        .values_list("pk", "period_start", "period_end", "edition", "status")
    )
)


def own_calendar_feed(by: Actor) -> OwnFeed:
    """Return the address of the client who is signed in.

    :raises CalendarFeed.DoesNotExist: when the actor is no client
    """
    return OwnFeed(feeds_of_client(by).first(), own_zone(by))


def calendar_feed(by: Actor) -> OwnFeed:
    """Return the address of the member of staff who is signed in.

    :raises CalendarFeed.DoesNotExist: when the actor is no practitioner
    """
    return OwnFeed(feeds_of_staff(by).first(), tenancy.zone_of(by))


def feeds_of_client(by: Actor) -> QuerySet[CalendarFeed]:
    """Return the client's own addresses in use: one, or one of each record that was merged."""
    by.require(Permission.OWN_CALENDAR_FEED_OPEN)
    return _live().filter(patient__in=_own_records(by))


def feeds_of_staff(by: Actor) -> QuerySet[CalendarFeed]:
    by.require(Permission.CALENDAR_FEED_OPEN)
    if by.practitioner_id is None:
        raise CalendarFeed.DoesNotExist
    return _live().filter(practitioner=by.practitioner_id)


def read_feed(by: Actor, token: str, *, now: datetime) -> ReadFeed:
    """Return what the calendar at an address shows, for as long as its owner has access.

    It is no event of its own: a reading a day is noted by `actions.note_feed_read`.

    :raises ObjectDoesNotExist: when there is no such address, or it counts no longer
    """
    by.require(Permission.CALENDAR_FEED_READ)
    feed = _FEED.one(token_hash=rules.hash_of(token))
    owner = accounts.actor_now(by, feed.user_id)
    reader = replace(by, patient_id=owner.patient_id, practitioner_id=owner.practitioner_id)
    if feed.patient_id is None:
        owner_may = owner.may(Permission.CALENDAR_FEED_OPEN)
        is_theirs = owner_may and owner.practitioner_id == feed.practitioner_id
    else:
        owner_may = owner.may(Permission.OWN_CALENDAR_FEED_OPEN)
        is_theirs = owner_may and feed.patient_id in _own_records(reader)
    if not is_theirs:
        raise CalendarFeed.DoesNotExist
    language, places = _client(reader, now) if feed.patient_id else _staff(reader, now)
    return ReadFeed(
        id=feed.pk,
        is_due_for_note=rules.is_due_for_note(feed.last_read_at, now),
        language=language,
        events=rules.feed_events(feed.pk, places),
    )


def _client(reader: Actor, now: datetime) -> tuple[str, list[FeedPlace]]:
    period = rules.window(now)
    rows = _HELD.rows(patients=[*_own_records(reader)], start=period.start, end=period.end)
    places = [
        FeedPlace(pk, Period(start, end), edition, status, holds=place in HOLDS_SEAT)
        for pk, start, end, edition, status, place in rows
    ]
    return patients.get_own_patient(reader).language, places


def _staff(reader: Actor, now: datetime) -> tuple[str, list[FeedPlace]]:
    period = rules.window(now)
    rows = _LED.rows(facilitator=reader.practitioner_id, start=period.start, end=period.end)
    places = [
        FeedPlace(pk, Period(start, end), edition, status, holds=True)
        for pk, start, end, edition, status in rows
    ]
    return STAFF_LANGUAGE, places


def _own_records(by: Actor) -> tuple[UUID, ...]:
    if by.patient_id is None:
        raise CalendarFeed.DoesNotExist
    return patients.ids_of_person(by, by.patient_id)


def _live() -> QuerySet[CalendarFeed]:
    return CalendarFeed.objects.filter(revoked_at__isnull=True).order_by("-created_at", "pk")
