"""Where someone may go: the same entries on every page, only those that they may open."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wayhome.shared.audit.actor import Actor
from wayhome.shared.audit.permissions import Permission


@dataclass(frozen=True, slots=True)
class Place:
    """A page that the navigation leads to: its url's name, its word, who may open it."""

    url_name: str
    label: str | Promise
    permission: Permission


@dataclass(frozen=True, slots=True)
class Entry:
    url: str
    label: str | Promise
    active: bool


CONSOLE = (
    Place("console:today", _("Today"), Permission.SCHEDULE_VIEW),
    Place("patients:patients", _("Clients"), Permission.PATIENT_SEARCH),
    Place("inquiries:board", _("Inquiries"), Permission.INQUIRY_VIEW),
    Place("scheduling:schedule", _("Schedule"), Permission.SCHEDULE_VIEW),
    Place("encounters:hours", _("Hours"), Permission.HOURS_VIEW),
    Place("encounters:note-worklist", _("Notes"), Permission.NOTE_READ),
)
PORTAL = (
    Place("portal:my-week", _("My week"), Permission.OWN_RECORD_VIEW),
    Place("portal:availability", _("My times"), Permission.OWN_AVAILABILITY_RECORD),
)
MENU = (
    Place("weekplans:desk", _("Build the week"), Permission.WEEK_BUILD),
    Place("admissions:census", _("Census"), Permission.ADMISSION_VIEW),
    Place("accounts:staff", _("Staff"), Permission.SETTINGS_VIEW),
    Place("scheduling:staff", _("Staff hours"), Permission.PRACTITIONER_VIEW),
    Place("weekplans:usual-orders", _("Usual weeks"), Permission.WEEKLY_ORDER_RECORD),
    Place("weekplans:apart", _("Kept apart"), Permission.SEPARATION_MANAGE),
    Place("tenancy:program-settings", _("Program and rooms"), Permission.SETTINGS_VIEW),
    Place("rulepacks:rules", _("Rules and numbers"), Permission.SETTINGS_VIEW),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give every page its shell: navigation, menu, search. An error page may have no user."""
    actor: Actor = getattr(request, "actor", Actor.public())
    may_search = actor.may(Permission.PATIENT_SEARCH)
    return {
        "shell_nav": (*_entries(request, actor, CONSOLE), *_entries(request, actor, PORTAL)),
        "shell_menu": (*_entries(request, actor, MENU), *_own_pages(request)),
        "shell_search_url": reverse("patients:patients") if may_search else "",
    }


def _entries(request: HttpRequest, actor: Actor, places: tuple[Place, ...]) -> Iterator[Entry]:
    urls = {place: reverse(place.url_name) for place in places if actor.may(place.permission)}
    here = max((url for url in urls.values() if request.path.startswith(url)), key=len, default="")
    for place, url in urls.items():
        yield Entry(url, place.label, active=url == here)


def _own_pages(request: HttpRequest) -> Iterator[Entry]:
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        if len(getattr(user, "memberships", ())) > 1:
            yield Entry(reverse("accounts:choose-organization"), _("Change program"), active=False)
        yield Entry(reverse("mfa_index"), _("Sign-in settings"), active=False)
        yield Entry(reverse("usersessions_list"), _("Where I'm signed in"), active=False)
