"""What people call the ids in a proposal: stays, groups, staff, rooms, services, languages."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wayhome.journey.admissions import queries as admissions
from wayhome.journey.patients.rules import shared_list_name
from wayhome.journey.scheduling import queries as schedule
from wayhome.journey.scheduling.labels import SERVICE_TYPES
from wayhome.journey.weekplans.labels.times import when
from wayhome.shared.accounts import queries as accounts
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    from wayhome.engines.timetable.domain import Week
    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.tenancy.models import HealthcareService


def names_of(
    by: Actor, service: HealthcareService, week: Week, *, with_times: bool = True
) -> Mapping[str, str]:
    """Return the names of everybody and everything in a week, in as many statements as for one.

    Groups are named with their times, since several may be called alike. Where a sentence has the
    times already, only those are that would be called alike; and with who leads them, if need be.
    """
    episodes = admissions.episodes_by_id(by, [UUID(each.id) for each in week.clients])
    people = {
        str(one.pk): shared_list_name(
            one.patient.given_name, one.patient.family_name, one.patient.preferred_name
        )
        for one in episodes.values()
    }
    staff = accounts.practitioners(by, with_inactive=True)
    individual = str(_("an individual session"))
    names = {
        **{code: str(label) for code, label in settings.LANGUAGES},
        **{kind.value: str(label) for kind, label in SERVICE_TYPES.items()},
        **{each.id: individual for each in week.rules.services},
        **{str(room.pk): room.name for room in tenancy.rooms(by, with_closed=True)},
        **{str(one.pk): f"{one.given_name} {one.family_name}" for one in staff},
        str(service.location_id): service.name,
        **people,
    }
    titles = schedule.titles_of_series(by, service.pk)
    groups = {str(series_id): title for series_id, title in titles.items()}
    return {**names, **_told_apart(groups, names, week, with_times=with_times)}


def _told_apart(
    groups: Mapping[str, str], names: Mapping[str, str], week: Week, *, with_times: bool
) -> Mapping[str, str]:
    """Add times to groups, and who leads them to those that would still be called alike."""
    times = {each.id: f"({when(each.meetings)})" for each in week.series}
    alike = _alike(groups, week)
    timed = {
        key: f"{title} {times[key]}" if key in times and (with_times or key in alike) else title
        for key, title in groups.items()
    }
    leaders = {each.id: names.get(each.facilitator or "", "") for each in week.series}
    led = {key: f"{timed[key]}, {leaders[key]}" for key in _alike(timed, week)}
    return {**timed, **led}


def _alike(groups: Mapping[str, str], week: Week) -> set[str]:
    """Return the week's groups that are called as another of its groups is."""
    said = Counter(groups[each.id] for each in week.series if each.id in groups)
    return {each.id for each in week.series if said[groups.get(each.id, "")] > 1}


def language() -> Literal["en", "es"]:
    """Return the page's language, as far as the week builder speaks it."""
    return "es" if (get_language() or "").startswith("es") else "en"
