"""Writes of the private address to which somebody's calendar subscribes."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from wayhome.journey.patients import queries as patients
from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.actions import locks
from wayhome.journey.scheduling.models import CalendarFeed
from wayhome.journey.scheduling.queries import feeds as known
from wayhome.shared.audit import trail
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from wayhome.shared.audit.actor import Actor


@action(Permission.OWN_CALENDAR_FEED_OPEN)
def open_own_calendar_feed(by: Actor, *, now: datetime) -> CalendarFeed:
    """Make an address for the client who is signed in; one they had before counts no longer.

    :raises Patient.DoesNotExist: when the actor is no client
    """
    person_id = patients.get_own_patient(by).pk
    locks.hold([person_id])
    _revoke(known.feeds_of_client(by), now)
    return _opened(by, now, patient_id=person_id)


@action(Permission.OWN_CALENDAR_FEED_OPEN)
def close_own_calendar_feed(by: Actor, *, now: datetime) -> list[CalendarFeed]:
    """Stop whatever address the client who is signed in has, and return what was stopped."""
    return _revoke(known.feeds_of_client(by), now)


@action(Permission.CALENDAR_FEED_OPEN)
def open_calendar_feed(by: Actor, *, now: datetime) -> CalendarFeed:
    """Make an address for the member of staff who is signed in, in place of one they had.

    :raises CalendarFeed.DoesNotExist: when the actor is no practitioner
    """
    locks.hold([by.practitioner_id])
    _revoke(known.feeds_of_staff(by), now)
    return _opened(by, now, practitioner_id=by.practitioner_id)


@action(Permission.CALENDAR_FEED_OPEN)
def close_calendar_feed(by: Actor, *, now: datetime) -> list[CalendarFeed]:
    """Stop whatever address the member of staff who is signed in has."""
    return _revoke(known.feeds_of_staff(by), now)


@action(Permission.CALENDAR_FEED_READ, records_itself=True)
def note_feed_read(by: Actor, *, feed_id: UUID, now: datetime) -> CalendarFeed:
    """Write down that a calendar was read, and put it on record: at most once a day."""
    feed = _locked(CalendarFeed.objects.filter(pk=feed_id)).get()
    if rules.is_due_for_note(feed.last_read_at, now):
        feed.last_read_at = now
        feed.save()
        trail.record_success(by, "scheduling.read_feed", entity=feed)
    return feed


def _opened(
    by: Actor,
    now: datetime,
    *,
    patient_id: UUID | None = None,
    practitioner_id: UUID | None = None,
) -> CalendarFeed:
    token = rules.token_of(by.organization_id, secrets.token_bytes(rules.SECRET_BYTES))
    feed = CalendarFeed(
        organization_id=by.organization_id,
        patient_id=patient_id,
        practitioner_id=practitioner_id,
        user_id=by.agent_id,
        token_hash=rules.hash_of(token),
        created_at=now,
    )
    feed.save(force_insert=True)
    feed.token = token
    return feed


def _revoke(feeds: QuerySet[CalendarFeed], now: datetime) -> list[CalendarFeed]:
    rows = [*_locked(feeds)]
    for feed in rows:
        feed.revoked_at = now
        feed.save()
    return rows


def _locked(feeds: QuerySet[CalendarFeed]) -> QuerySet[CalendarFeed]:
    return feeds.select_for_update(of=("self",), no_key=True)
