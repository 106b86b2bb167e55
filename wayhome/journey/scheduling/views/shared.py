"""What the pages of this room share: who may do what, why not, the search for people."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.contrib import messages

from wayhome.journey.scheduling import labels, queries
from wayhome.journey.scheduling.actions import PlanningRefusal
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.forms import sentences

if TYPE_CHECKING:
    from wayhome.journey.scheduling.forms.base import RefusableForm
    from wayhome.journey.scheduling.queries import Candidate
    from wayhome.shared.audit.actor import Actor, ActorRequest
    from wayhome.shared.core.refusal import Refusal


def may(by: Actor) -> dict[str, bool]:
    """Return which buttons a page has for the actor; the actions check again."""
    return {
        "may_manage": by.may(Permission.SCHEDULE_MANAGE),
        "may_book": by.may(Permission.APPOINTMENT_BOOK),
        "may_open_chart": by.may(Permission.CHART_READ),
    }


def status_of(form: RefusableForm) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def refused(
    by: Actor, form: RefusableForm, refusal: Refusal, *, zone: str = "UTC"
) -> tuple[str, ...]:
    """Tell the form why not; return on which days what is in the way."""
    form.refuse(refusal.obstacles)
    if not isinstance(refusal, PlanningRefusal):
        return ()
    if refusal.cap is not None:
        form.tell_cap(refusal.cap)
    return queries.clash_words(by, refusal.clashes, ZoneInfo(zone))


def warn(request: ActorRequest, refusal: Refusal) -> None:
    """Say why not, on the page that comes next: there is no form beside which it could stand."""
    words = {each: labels.sentence(each) for each in refusal.obstacles}
    for sentence in sentences(refusal, words):
        messages.warning(request, sentence)


def found_people(request: ActorRequest) -> tuple[str, tuple[Candidate, ...]]:
    """Return what was looked for and who may be meant.

    It comes by POST: a name that is looked for is personal, and no address may hold it.
    """
    text = request.POST.get("q", "").strip()
    if not text or not request.actor.may(Permission.APPOINTMENT_BOOK):
        return text, ()
    return text, queries.candidates(request.actor, text)
