"""The page that moves a stay on: one form for each move, and what it says before and after."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from wayhome.journey.admissions import forms, queries
from wayhome.journey.admissions.codes import Move
from wayhome.journey.admissions.rules import MINUTES_IN_HOUR
from wayhome.journey.admissions.views.stays import name_of
from wayhome.shared.core import clock
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from wayhome.journey.admissions.models import EpisodeOfCare
    from wayhome.shared.audit.actor import ActorRequest


@dataclass(frozen=True, slots=True)
class MovePage:
    """A move's form, what the page says, and what happened once it is done."""

    form: type[forms.MoveForm]
    heading: StrOrPromise
    lead: StrOrPromise
    button: StrOrPromise
    done: StrOrPromise
    is_grave: bool = False


PAGES: Mapping[Move, MovePage] = {
    Move.ADMIT: MovePage(
        form=forms.AdmitForm,
        heading=_("Admit from the waiting list"),
        lead=_("The stay begins on the admission day, and so does the count of weeks."),
        button=_("Admit"),
        done=_("Admitted. Below is what is still missing; the chart leads on to the groups."),
    ),
    Move.CANCEL_WAIT: MovePage(
        form=forms.CancelWaitForm,
        heading=_("Take off the waiting list"),
        lead=_("The wait ends without an admission. Its history stays."),
        button=_("Take off the list"),
        done=_("Taken off the waiting list."),
    ),
    Move.PUT_ON_HOLD: MovePage(
        form=forms.HoldForm,
        heading=_("Put on hold"),
        lead=_(
            "For a pause, such as a hospital stay. The place is kept; resume when they are back."
        ),
        button=_("Put on hold"),
        done=_("On hold. Resume the stay when they are back."),
    ),
    Move.RESUME: MovePage(
        form=forms.ResumeForm,
        heading=_("Resume"),
        lead=_("The stay goes on as it was before the pause."),
        button=_("Resume"),
        done=_("The stay goes on."),
    ),
    Move.TRANSFER_LEVEL: MovePage(
        form=forms.TransferForm,
        heading=_("Transfer"),
        lead=_(
            "Another level of this program continues this stay. Another program ends it as "
            "transferred and opens the next stay on the same day."
        ),
        button=_("Transfer"),
        done=_("Transferred. This is the stay that goes on."),
    ),
    Move.DISCHARGE: MovePage(
        form=forms.DischargeForm,
        heading=_("Discharge"),
        lead=_("This stay ends. Someone who comes back gets a new stay beside this one."),
        button=_("Discharge"),
        done=_("Discharged. The stay can still be read here."),
    ),
    Move.CHANGE: MovePage(
        form=forms.ChangeForm,
        heading=_("Change counselor or hours"),
        lead=_("The stay itself goes on as it is."),
        button=_("Save the change"),
        done=_("Changed."),
    ),
    Move.ENTER_IN_ERROR: MovePage(
        form=forms.EnteredInErrorForm,
        heading=_("Mark as entered in error"),
        lead=_(
            "For a stay that never was, or one opened on the wrong record. "
            "It stays readable with your reason and counts no longer."
        ),
        button=_("Mark as entered in error"),
        done=_("Marked as entered in error. It stays readable."),
        is_grave=True,
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def move(
    request: ActorRequest, episode_id: UUID, move: Move, act: Callable[..., EpisodeOfCare]
) -> HttpResponse:
    """Show a move's form and do it, by the action that the address gives: maybe a later room's."""
    now = clock.now()
    page, offered = PAGES[move], queries.options(request.actor, now=now)
    if request.method != "POST":
        one = queries.open_episode(request.actor, episode_id)
        return _page(
            request, one, move, page.form(options=offered, initial=_initial(one, move, now))
        )
    form = page.form(request.POST, options=offered)
    if form.is_valid():
        try:
            moved = act(request.actor, episode_id=episode_id, now=now, **form.given())
        except Refusal as refusal:
            form.refuse(refusal.obstacles)
        else:
            messages.success(request, page.done)
            return redirect("admissions:episode", moved.pk)
    one = queries.open_episode(request.actor, episode_id)
    if form.is_behind(one.edition):
        form.catch_up(_saved(one), one.edition)
    return _page(request, one, move, form)


def _page(
    request: ActorRequest, one: EpisodeOfCare, move: Move, form: forms.MoveForm
) -> HttpResponse:
    context = {
        "form": form,
        "page": PAGES[move],
        "move": move,
        "line": queries.lines([one], now=clock.now())[0],
        "since": queries.stands_since(request.actor, one.pk),
        "client": name_of(one.patient),
        "begins": move is Move.ADMIT,
        "is_offered": move in queries.moves_of(request.actor, one),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "admissions/move.html", context, status=status)


def _initial(one: EpisodeOfCare, move: Move, now: datetime) -> dict[str, Any]:
    initial = _saved(one) | {
        "edition": one.edition,
        "day": queries.today_at(one.healthcare_service, now),
    }
    if move is Move.TRANSFER_LEVEL:
        del initial["level_of_care"]  # the other program's own, unless someone decides otherwise
    return initial


def _saved(one: EpisodeOfCare) -> dict[str, Any]:
    """Return what the stay has of what a form may ask for."""
    minutes = one.weekly_target_minutes
    return {
        "level_of_care": one.level_of_care,
        "care_manager": one.care_manager_id,
        "weekly_hours": Decimal(minutes) / MINUTES_IN_HOUR if minutes else None,
    }
