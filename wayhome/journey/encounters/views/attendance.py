"""Pages of a session's check-in: who is here, who isn't, who walked in."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wayhome.journey.encounters import actions, labels, queries
from wayhome.journey.encounters.codes import AttendanceKind, RecordingObstacle, UndoingObstacle
from wayhome.journey.encounters.forms.attendance import AttendanceForm, SearchForm, WalkInForm
from wayhome.shared.core import clock
from wayhome.shared.core.posting import posted_from
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpResponse

    from wayhome.journey.encounters.models import Encounter
    from wayhome.journey.encounters.queries import RosterLine
    from wayhome.shared.audit.actor import ActorRequest

ROSTER = "encounters/roster.html"
LINE = f"{ROSTER}#answer"
FORM_PAGE = "encounters/attendance.html"
WALK_INS = "encounters/walk_ins.html"
# Not a mistake of whoever is told so: a colleague was faster.
BY_SOMEONE_ELSE = frozenset(
    {
        RecordingObstacle.ALREADY_RECORDED,
        RecordingObstacle.CHANGED_MEANWHILE,
        UndoingObstacle.ALREADY_UNDONE,
    }
)


@require_GET
def roster(request: ActorRequest, session_id: UUID) -> HttpResponse:
    found = queries.get_roster(request.actor, session_id, now=clock.now())
    return render(request, ROSTER, {"roster": found})


@require_GET
def roster_line(request: ActorRequest, appointment_id: UUID) -> HttpResponse:
    """Show a line as it stands, in place of its form."""
    line = queries.get_roster_line(request.actor, appointment_id, now=clock.now())
    return _shown(request, line)


@posted_from("encounters:attendance")
def check_in(request: ActorRequest, appointment_id: UUID) -> HttpResponse:
    """Record with one tap that someone came: now, and to the session's end."""
    return _answer(
        request,
        appointment_id,
        lambda: actions.record_attendance(
            request.actor,
            appointment_id=appointment_id,
            kind=AttendanceKind.ATTENDED,
            now=clock.now(),
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: ActorRequest, appointment_id: UUID) -> HttpResponse:
    """Record or correct one client's attendance; by GET, the form for it."""
    now = clock.now()
    by, writes = request.actor, request.method == "POST"
    line = queries.get_roster_line(by, appointment_id, now=now, with_hours=not writes)
    if not writes:
        return _shown(request, line, form=AttendanceForm.of(line))
    form = AttendanceForm(request.POST, line=line)
    if not form.is_valid():
        line = queries.get_roster_line(by, appointment_id, now=now)
        return _shown(request, line, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _answer(request, appointment_id, lambda: _write(request, line, form, now), form=form)


@require_POST
def leave_now(request: ActorRequest, appointment_id: UUID, encounter_id: UUID) -> HttpResponse:
    """Record that someone leaves at this minute, before the session's end."""
    return _answer(
        request,
        appointment_id,
        lambda: actions.record_leaving(request.actor, encounter_id=encounter_id, now=clock.now()),
    )


@require_POST
def undo_attendance(
    request: ActorRequest, appointment_id: UUID, encounter_id: UUID
) -> HttpResponse:
    return _answer(
        request,
        appointment_id,
        lambda: actions.undo_attendance(request.actor, encounter_id=encounter_id, now=clock.now()),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def walk_ins(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """Search among those in care for someone who walked in; no name goes into the address."""
    form = SearchForm(request.POST)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    session, found = queries.walk_ins(request.actor, session_id, text)
    context = {"session": session, "form": form, "text": text, "found": found}
    part = "#found" if _is_fragment(request) else ""
    return render(request, f"{WALK_INS}{part}", context)


@require_POST
def add_walk_in(request: ActorRequest, session_id: UUID) -> HttpResponse:
    form = WalkInForm(request.POST)
    if not form.is_valid():
        return redirect("encounters:walk-ins", session_id)
    try:
        actions.add_walk_in(
            request.actor,
            group_session_id=session_id,
            episode_id=form.cleaned_data["episode"],
            now=clock.now(),
        )
    except Refusal as refusal:
        for obstacle in refusal.obstacles:
            messages.error(request, str(labels.words_for(obstacle)))
        return redirect("encounters:walk-ins", session_id)
    messages.success(request, _("Added and checked in."))
    return redirect("encounters:roster", session_id)


@require_POST
def drop_walk_in(request: ActorRequest, session_id: UUID, appointment_id: UUID) -> HttpResponse:
    try:
        actions.drop_walk_in(request.actor, appointment_id=appointment_id, now=clock.now())
    except Refusal as refusal:
        for obstacle in refusal.obstacles:
            messages.error(request, str(labels.words_for(obstacle)))
    else:
        messages.success(request, _("Taken off the list. The seat is free again."))
    return redirect("encounters:roster", session_id)


@require_GET
def day_codes(request: ActorRequest, session_id: UUID) -> HttpResponse:
    session, codes = queries.day_codes(request.actor, session_id)
    return render(request, "encounters/day_codes.html", {"session": session, "codes": codes})


@require_POST
def give_day_codes(request: ActorRequest, session_id: UUID) -> HttpResponse:
    actions.give_day_codes(request.actor, group_session_id=session_id)
    return redirect("encounters:day-codes", session_id)


def _write(
    request: ActorRequest, line: RosterLine, form: AttendanceForm, now: datetime
) -> Encounter:
    """Record anew, or correct what the form had been made of."""
    corrected = form.corrects()
    if corrected is None:
        return actions.record_attendance(
            request.actor, appointment_id=line.id, **form.given(), now=now
        )
    return actions.correct_attendance(request.actor, **corrected, **form.given(), now=now)


def _answer(
    request: ActorRequest,
    appointment_id: UUID,
    write: Callable[[], Encounter],
    *,
    form: AttendanceForm | None = None,
) -> HttpResponse:
    """Write, and answer with the line as it stands then."""
    try:
        written = write()
    except Refusal as refusal:
        line = queries.get_roster_line(request.actor, appointment_id, now=clock.now())
        by_someone_else = BY_SOMEONE_ELSE.intersection(refusal.obstacles)
        told = by_someone_else or refusal.obstacles
        return _shown(
            request,
            line,
            form=None if by_someone_else else form,
            notices=[str(labels.words_for(obstacle)) for obstacle in told],
            status=HTTPStatus.CONFLICT if by_someone_else else HTTPStatus.UNPROCESSABLE_ENTITY,
        )
    if not _is_fragment(request):
        page = reverse("encounters:roster", args=[written.group_session_id])
        return redirect(f"{page}#line-{appointment_id}")
    return _shown(request, queries.line_after(request.actor, written, now=clock.now()))


def _shown(
    request: ActorRequest,
    line: RosterLine,
    *,
    form: AttendanceForm | None = None,
    notices: list[str] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context = {"line": line, "form": form, "notices": notices or [], "answers": True}
    if not _is_fragment(request):
        return render(request, FORM_PAGE, context, status=status)
    counts = queries.counts_of(request.actor, line.place.group_session)
    return render(request, LINE, context | {"counts": counts}, status=status)


def _is_fragment(request: ActorRequest) -> bool:
    return request.headers.get("HX-Request") == "true"
