"""The client's pages: my week, on a phone first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from wayhome.faces.portal import my_week as weeks
from wayhome.faces.portal.my_week import DotState
from wayhome.journey.encounters import actions
from wayhome.shared.core import clock

if TYPE_CHECKING:
    from django.http import HttpResponse

    from wayhome.shared.audit.actor import ActorRequest

SAID = {
    DotState.EMPTY: _("nothing planned"),
    DotState.DONE: _("attended"),
    DotState.BOOKED: _("planned"),
    DotState.MISSED: _("missed"),
    DotState.OPEN: _("not recorded yet"),
}
LEGEND = (DotState.DONE, DotState.BOOKED, DotState.MISSED, DotState.OPEN)


@require_GET
def my_week(request: ActorRequest) -> HttpResponse:
    page = weeks.my_week(request.actor, now=clock.now())
    dots = [
        {
            "day": dot.day,
            "state": dot.state,
            "said": SAID[dot.state],
            "is_today": dot.day == page.today,
        }
        for dot in page.week
    ]
    shown = {dot.state for dot in page.week}
    context = {
        "page": page,
        "dots": dots,
        "legend": [(state, SAID[state]) for state in LEGEND if state in shown],
        "shell_program": page.program.name if page.program else "",
        "shell_program_phone": page.program.location.phone if page.program else "",
    }
    return render(request, "portal/my_week.html", context)


@require_POST
def day_code(request: ActorRequest) -> HttpResponse:
    """Give the client the code that the check-in screen asks for today."""
    page = weeks.my_week(request.actor, now=clock.now())
    actions.give_own_day_code(request.actor, day=page.today)
    return redirect("portal:my-week")
