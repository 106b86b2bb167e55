"""Addresses to which somebody's calendar subscribes: their secret, their time, their entries."""

import base64
import binascii
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from wayhome.journey.scheduling.codes import HOLDS_SEAT, AppointmentStatus, SessionStatus
from wayhome.shared.core.period import Period

SECRET_BYTES = 32  # 256 bits: nobody guesses one, so nobody needs to be slowed down
LOOKS_BACK = timedelta(weeks=4)
LOOKS_AHEAD = timedelta(weeks=13)
NOTED_EVERY = timedelta(days=1)
_ORGANIZATION_BYTES = 16

# What a calendar shows; a wish for a place, or one by mistake, is nothing to show.
SHOWN_PLACES = HOLDS_SEAT | {AppointmentStatus.CANCELLED}


@dataclass(frozen=True, slots=True)
class FeedPlace:
    """A session as the table has it; `holds` says whether it is somebody's, planned or not."""

    session_id: UUID
    period: Period
    edition: int
    session_status: str
    holds: bool


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """An entry of a calendar: when, and whether it still is. Never what, with whom or where."""

    uid: UUID
    period: Period
    sequence: int
    is_cancelled: bool


def token_of(organization_id: UUID, secret: bytes) -> str:
    """Return what an address has in it: whose tables to look into, and the secret."""
    return base64.urlsafe_b64encode(organization_id.bytes + secret).decode()


def organization_of(token: str) -> UUID | None:
    """Return whose tables to look into; nothing for what can't be such a token."""
    try:
        raw = base64.b64decode(token.encode(), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        return None
    if len(raw) != _ORGANIZATION_BYTES + SECRET_BYTES:
        return None
    return UUID(bytes=raw[:_ORGANIZATION_BYTES])


def hash_of(token: str) -> str:
    """Return what is kept of a token: who reads the table can't subscribe to anything."""
    return hashlib.sha256(token.encode()).hexdigest()


def window(now: datetime) -> Period:
    return Period(now - LOOKS_BACK, now + LOOKS_AHEAD)


def is_due_for_note(last_read_at: datetime | None, now: datetime) -> bool:
    """Say whether a reading is worth a note; a phone reads every few minutes, for years."""
    return last_read_at is None or now - last_read_at >= NOTED_EVERY


def feed_events(feed_id: UUID, places: Iterable[FeedPlace]) -> tuple[FeedEvent, ...]:
    """Return one entry for each session, in the order of time.

    Someone may have given up a place and taken another in the same session: the one they hold
    counts. The entry's id is the feed's own, so that whoever keeps the calendars of two people
    can't see that they sit in the same room.
    """
    chosen: dict[UUID, FeedPlace] = {}
    for place in places:
        known = chosen.get(place.session_id)
        if known is None or (place.holds and not known.holds):
            chosen[place.session_id] = place
    events = (_event(feed_id, place) for place in chosen.values())
    return tuple(sorted(events, key=lambda each: (each.period.start, each.uid)))


def _event(feed_id: UUID, place: FeedPlace) -> FeedEvent:
    return FeedEvent(
        uid=uuid5(feed_id, place.session_id.hex),
        period=place.period,
        sequence=place.edition,
        is_cancelled=not place.holds or place.session_status == SessionStatus.CANCELLED,
    )
