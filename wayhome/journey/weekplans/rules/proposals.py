"""When a week can be asked for, published and undone; when the worker counts as gone."""

from datetime import date, datetime, timedelta

from wayhome.journey.weekplans.codes import Cause, ProposalObstacle, ProposalStatus
from wayhome.journey.weekplans.rules.orders import ONE_WEEK, monday_of

FARTHEST = 8 * ONE_WEEK  # sessions are planned so far ahead
# Between two steps of the longest plan of one program measured (docs/performance.md) much less
# passes, on a machine that is shared too.
GONE_AFTER = timedelta(minutes=5)
MOST_ATTEMPTS = 3
UNDO_FOR = timedelta(days=30)


def next_monday(today: date) -> date:
    """Return the week that is built next: it has not begun."""
    return monday_of(today) + ONE_WEEK


def obstacles_to_asking(
    *, cause: Cause, week_start: date, today: date, absence_date: date | None = None
) -> tuple[ProposalObstacle, ...]:
    """Return why a week can't be built: a whole one only before it begins."""
    first = next_monday(today) if cause is Cause.WHOLE_WEEK else monday_of(today)
    checks = {
        ProposalObstacle.NOT_A_MONDAY: week_start != monday_of(week_start),
        ProposalObstacle.WEEK_BEGUN: week_start < first
        or (absence_date is not None and absence_date < today),
        ProposalObstacle.TOO_FAR_AHEAD: week_start > today + FARTHEST,
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)


def obstacles_to_changing(
    *, status: ProposalStatus, edition: int, known_edition: int
) -> tuple[ProposalObstacle, ...]:
    """Return why nobody can change or publish a proposal as they see it."""
    checks = {
        ProposalObstacle.NOT_READY: status is not ProposalStatus.READY,
        ProposalObstacle.CHANGED_MEANWHILE: edition != known_edition,
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)


def obstacles_to_publishing(
    *, cause: Cause, week_start: date, today: date, is_anything_chosen: bool, is_current: bool
) -> tuple[ProposalObstacle, ...]:
    begun = obstacles_to_asking(cause=cause, week_start=week_start, today=today)
    checks = {
        ProposalObstacle.WEEK_BEGUN: ProposalObstacle.WEEK_BEGUN in begun,
        ProposalObstacle.NOTHING_CHOSEN: not is_anything_chosen,
        ProposalObstacle.ROSTER_CHANGED: not is_current,
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)


def obstacles_to_undoing(
    *, published_at: datetime | None, is_undone: bool, now: datetime
) -> tuple[ProposalObstacle, ...]:
    checks = {
        ProposalObstacle.NOT_PUBLISHED: published_at is None,
        ProposalObstacle.ALREADY_UNDONE: is_undone,
        ProposalObstacle.UNDO_OVER: published_at is not None and now > published_at + UNDO_FOR,
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)


def is_gone(*, beat_at: datetime, now: datetime) -> bool:
    """Say whether the worker that had a proposal must have been stopped."""
    return now - beat_at > GONE_AFTER
