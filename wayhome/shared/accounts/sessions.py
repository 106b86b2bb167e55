"""Signed-in browsers: listed for their owner and the director, ended by either."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.contrib.sessions.models import Session

from wayhome.shared.core import clock
from wayhome.shared.core.prepared import Prepared, given_moment, given_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

SEEN_AT = "seen_at"  # in the session: when its owner was last active, in seconds since 1970

# In the order of asking: nearly every browser also says that it is another.
_BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "CrOS": "Chromebook",
    "Linux": "Linux",
}

VALID_KEY = frozenset(VALID_KEY_CHARS)

_SESSION = Prepared(
    lambda: Session.objects.filter(
        session_key=given_text("key"), expire_date__gt=given_moment("now")
    )
)


class SessionStore(DatabaseSessionStore):
    """Django's, but for the read that every request starts with."""

    def _get_session_from_db(self) -> Session | None:
        # a cookie may hold anything, and PostgreSQL takes no text with a NUL in it
        key = self.session_key or ""
        found = _SESSION.rows(key=key, now=clock.now()) if VALID_KEY.issuperset(key) else []
        if not found:
            self._session_key = None
            return None
        return found[0]


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A browser in which somebody is signed in; what it is may be unknown."""

    id: int
    browser: str
    system: str
    started_at: datetime
    seen_at: datetime
    is_current: bool


def open_of(user_id: UUID, *, now: datetime, current_key: str | None) -> tuple[OpenSession, ...]:
    """Return the browsers in which the user is signed in, newest first, in two statements.

    One that was idle for too long is signed out at its next request, so it isn't among them.
    """
    known = {row.session_key: row for row in UserSession.objects.filter(user=user_id)}
    live = Session.objects.filter(session_key__in=known, expire_date__gt=now)
    seen = {row.session_key: _seen_at(row, known[row.session_key].created_at) for row in live}
    idle_since = now - timedelta(seconds=settings.IDLE_SECONDS)
    found = [
        _opened(known[key], seen_at, is_current=key == current_key)
        for key, seen_at in seen.items()
        if seen_at >= idle_since or key == current_key
    ]
    return tuple(sorted(found, key=lambda session: session.started_at, reverse=True))


def end_one(user_id: UUID, session_id: int) -> None:
    """Sign the user out in one browser; one that is over or another's is no matter."""
    for session in UserSession.objects.filter(user=user_id, pk=session_id):
        session.end()


def end_all(user_id: UUID, *, but: str | None = None) -> int:
    """Sign the user out everywhere but in one browser, and return from how many."""
    rows = [row for row in UserSession.objects.filter(user=user_id) if row.session_key != but]
    for session in rows:
        session.end()
    return len(rows)


def named_in(user_agent: str, names: Mapping[str, str]) -> str:
    """Return the first name whose sign is in what the browser says of itself."""
    return next((name for sign, name in names.items() if sign in user_agent), "")


def _seen_at(session: Session, started_at: datetime) -> datetime:
    stamp = session.get_decoded().get(SEEN_AT)
    return datetime.fromtimestamp(stamp, UTC) if stamp else started_at


def _opened(row: UserSession, seen_at: datetime, *, is_current: bool) -> OpenSession:
    return OpenSession(
        id=row.pk,
        browser=named_in(row.user_agent, _BROWSERS),
        system=named_in(row.user_agent, _SYSTEMS),
        started_at=row.created_at,
        seen_at=seen_at,
        is_current=is_current,
    )
