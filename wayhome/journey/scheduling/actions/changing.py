"""Changes of a session: this one, or it and all later ones of its group."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Unpack, cast

from django.db.models import Case, DateField, DateTimeField, Subquery, Value, When

from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.actions import checks, locks
from wayhome.journey.scheduling.actions.cancelling import has_attendance
from wayhome.journey.scheduling.actions.edits import Edit, SessionChanges
from wayhome.journey.scheduling.actions.following import everyone_in, follow_in, seats_by_place
from wayhome.journey.scheduling.actions.refusals import PLANNING_CLASH, CannotChangeSessionError
from wayhome.journey.scheduling.codes import HOLDS_SEAT, EditScope, PlanningObstacle
from wayhome.journey.scheduling.models import Appointment, GroupSession
from wayhome.journey.scheduling.queries import facts, planning
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.refusal import refusing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.core.period import Period

CHANGED = (
    "title",
    "service_date",
    "occurrence_date",
    "period_start",
    "period_end",
    "facilitator",
    "modality",
    "room",
    "join_url",
    "capacity",
    "is_exception",
    "edition",
)
IN_ITS_PLACE = frozenset({"service_date", "start_time", "duration_minutes", "facilitator_id"})
PLANNED = IN_ITS_PLACE | {"modality", "room_id", "capacity"}


@action(Permission.SCHEDULE_MANAGE)
def change_session(
    by: Actor,
    *,
    session_id: UUID,
    edition: int,
    scope: EditScope = EditScope.THIS_ONE,
    series_edition: int | None = None,
    now: datetime,
    **changes: Unpack[SessionChanges],
) -> GroupSession:
    """Change a session; from now on: its group and all later sessions not changed by hand too.

    Only what differs from how this session stands is changed in the others.

    :raises CannotChangeSessionError: with every reason why not, and what is in the way on which day
    """
    edit = _locked(session_id, scope, cast("dict[str, Any]", changes), now)
    _refuse_stale(edit, edition, series_edition)
    if not edit.asked:
        return edit.edited
    _refuse_impossible(by, edit)
    moves = edit.apply()
    _refuse_clashes(by, edit)
    with refusing(CannotChangeSessionError, PLANNING_CLASH):
        _write(edit, moves)
    if edit.edited.series_id is not None:
        follow_in(by, edit.touched, now=now)
    return edit.edited


def _locked(session_id: UUID, scope: EditScope, changes: dict[str, Any], now: datetime) -> Edit:
    """Lock the group first, then its sessions, as everyone does."""
    series_id = GroupSession.objects.values_list("series_id", flat=True).get(pk=session_id)
    if scope is EditScope.THIS_ONE or series_id is None:
        return Edit(locks.locked_session(session_id), None, (), changes, now)
    series = locks.locked_series(series_id)
    first = GroupSession.objects.filter(pk=session_id).values("period_start")
    rows = locks.locked_sessions(
        GroupSession.objects.filter(series=series_id, period_start__gte=Subquery(first))
    )
    edited = next(row for row in rows if row.pk == session_id)
    return Edit(edited, series, [row for row in rows if row is not edited], changes, now)


def _refuse_stale(edit: Edit, edition: int, series_edition: int | None) -> None:
    """Refuse an edit of what someone else has changed since it was shown.

    :raises CannotChangeSessionError: then
    """
    series = edit.series
    is_stale = edit.edited.edition != edition or (
        series is not None and series_edition not in {None, series.edition}
    )
    if is_stale:
        raise CannotChangeSessionError((PlanningObstacle.CHANGED_MEANWHILE,))


def _refuse_impossible(by: Actor, edit: Edit) -> None:
    """Refuse what no look at others is needed for.

    :raises CannotChangeSessionError: with every reason why not
    """
    obstacles = rules.obstacles_to_changing(
        facts.as_session(edit.edited),
        has_attendance=edit.moves and bool(has_attendance(edit.touched)),
        now=edit.now,
    )
    if not edit.moves:  # what isn't moved may be put right while it runs and afterwards
        obstacles = tuple(o for o in obstacles if o is PlanningObstacle.SESSION_CANCELLED)
    if edit.leaves_its_week:
        obstacles = (*obstacles, PlanningObstacle.OTHER_WEEK)
    minutes = edit.asked.get("duration_minutes", checks.SHORTEST)
    if not checks.lasts_well(minutes):
        obstacles = (*obstacles, PlanningObstacle.ENDS_BEFORE_IT_STARTS)
    if edit.asked.get("capacity", 1) < 1:
        obstacles = (*obstacles, PlanningObstacle.CAPACITY_BELOW_ONE)
    if obstacles:
        raise CannotChangeSessionError(obstacles)
    if not PLANNED.isdisjoint(edit.asked):
        row, asked = edit.edited, edit.asked
        checks.require_known(
            by,
            facilitator_id=asked.get("facilitator_id", row.facilitator_id),
            room_id=asked.get("room_id"),
        )


def _refuse_clashes(by: Actor, edit: Edit) -> None:
    """Look at who and what is busy once nobody else can plan for them.

    :raises CannotChangeSessionError: with every reason why not, and the days
    """
    if PLANNED.isdisjoint(edit.asked):
        return
    touched = edit.touched
    if edit.moves and any(row.period_start <= edit.now for row in touched):
        raise CannotChangeSessionError((PlanningObstacle.STARTS_IN_THE_PAST,))
    busy = {held for row in touched for held in (row.facilitator_id, row.room_id)}
    locks.hold(busy | everyone_in(by, touched))
    people: dict[UUID, set[UUID]] = defaultdict(set)
    for place in held_places(touched):
        people[place.group_session_id].add(place.patient_id)
    service = edit.edited.healthcare_service
    cap = checks.cap_for(by, service, edit.edited) if "capacity" in edit.asked else None
    found = planning.facts_of(by, touched, cap=cap, people=people)
    checks.refuse_unless_plannable(CannotChangeSessionError, found, touched)


def _write(edit: Edit, moves: Sequence[tuple[rules.Session, Period]]) -> None:
    if "capacity" in edit.asked:
        _reseat(edit.touched, edit.asked["capacity"])
    rows = {row.pk: row for row in edit.touched}
    steps = [[rows[session.id] for session in step] for step in rules.in_order_of_moving(moves)]
    for step in steps or [[*rows.values()]]:
        GroupSession.objects.bulk_update(step, CHANGED)
        if edit.moves:
            _move_places(step)
    if edit.series is None:
        return
    if "service_date" in edit.asked:
        kept = [row for row in edit.later if row.pk not in rows]
        GroupSession.objects.bulk_update(kept, ["occurrence_date"])
    edit.series.save()


def _move_places(sessions: Sequence[GroupSession]) -> None:
    """Let the places go where their sessions went, all in one statement."""
    moved = {
        "service_date": DateField(),
        "period_start": DateTimeField(),
        "period_end": DateTimeField(),
    }
    Appointment.objects.filter(group_session__in=[row.pk for row in sessions]).update(
        **{
            name: Case(
                *(When(group_session=row.pk, then=Value(getattr(row, name))) for row in sessions),
                output_field=field,
            )
            for name, field in moved.items()
        }
    )


def _reseat(sessions: Sequence[GroupSession], capacity: int) -> None:
    """Give those beyond the new capacity the seats that are free below it."""
    seats: dict[UUID, dict[UUID, int]] = defaultdict(dict)
    for place in held_places(sessions):
        seats[place.group_session_id][place.pk] = place.seat
    moved = {
        pk: seat for taken in seats.values() for pk, seat in rules.reseated(taken, capacity).items()
    }
    if moved:
        Appointment.objects.filter(pk__in=[*moved]).update(seat=seats_by_place(moved))


def held_places(sessions: Iterable[GroupSession]) -> list[Appointment]:
    found = Appointment.objects.filter(
        group_session__in=[row.pk for row in sessions], status__in=sorted(HOLDS_SEAT)
    )
    return list(found.order_by("group_session", "seat"))
