"""The kiosk: a client types the day's code and reads no more than a welcome."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wayhome.journey.encounters import actions, queries
from wayhome.journey.encounters.forms.kiosk import CodeForm
from wayhome.journey.encounters.rules.check_in import pause_after
from wayhome.shared.core import clock
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse

    from wayhome.journey.encounters.queries import Welcome
    from wayhome.journey.encounters.rules.check_in import KioskPauses
    from wayhome.shared.audit.actor import Actor, ActorRequest

KIOSK = "encounters/kiosk.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kiosk(request: ActorRequest) -> HttpResponse:
    organization = queries.open_kiosk(request.actor)
    # Whoever stands here isn't the one who signed the screen in, so nobody is signed out of it.
    context: dict[str, Any] = {"organization": organization, "idle_seconds": 0}
    if request.method != "POST":
        return render(request, KIOSK, context | {"form": CodeForm()})
    now = clock.now()
    pauses = queries.kiosk_pauses(request.actor, now=now)
    if pause := _pause_left(request.actor, pauses, now):
        seconds = -(-pause // timedelta(seconds=1))
        context |= {"form": CodeForm(), "seconds": seconds}
        return render(request, KIOSK, context, status=HTTPStatus.TOO_MANY_REQUESTS)
    form = CodeForm(request.POST)
    if welcome := _check_in(request.actor, form, pauses, now):
        return render(request, KIOSK, context | {"welcome": welcome})
    return render(request, KIOSK, context | {"form": form}, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _check_in(by: Actor, form: CodeForm, pauses: KioskPauses, now: datetime) -> Welcome | None:
    if not form.is_valid():
        return None
    try:
        encounter = actions.check_in_by_code(by, code=form.cleaned_data["code"], now=now)
    except actions.CannotCheckInError as refusal:
        _count_wrong_code(by, pauses, now)
        form.refuse(refusal)
        return None
    except Refusal:
        # A colleague recorded it at this very moment; the next try finds that.
        form.try_again()
        return None
    return queries.welcome(by, encounter.pk)


def _pause_left(by: Actor, pauses: KioskPauses, now: datetime) -> timedelta:
    wrong, last = _wrong_codes(by, now)
    return max(last + pause_after(wrong, pauses) - now, timedelta(0))


def _count_wrong_code(by: Actor, pauses: KioskPauses, now: datetime) -> None:
    wrong, _last = _wrong_codes(by, now)
    cache.set(_key(by), (wrong + 1, now), pauses.forgets_after.total_seconds())


def _wrong_codes(by: Actor, now: datetime) -> tuple[int, datetime]:
    """Return how many wrong codes this kiosk has seen lately, and when the last was."""
    seen: tuple[int, datetime] = cache.get(_key(by), (0, now))
    return seen


def _key(by: Actor) -> str:
    return f"kiosk-wrong-codes-{by.agent_id}"
