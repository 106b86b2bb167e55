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

    Groups are named with their times, since several may be called alike; a sentence may have them.
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
        **_groups(by, service, week if with_times else None),
        **people,
    }
    return {**names, **_apart(names, week)}


def _groups(by: Actor, service: HealthcareService, week: Week | None) -> Mapping[str, str]:
    titles = schedule.titles_of_series(by, service.pk)
    times = {each.id: when(each.meetings) for each in week.series} if week else {}
    named = {str(series_id): title for series_id, title in titles.items()}
    return {
        key: f"{title} ({times[key]})" if key in times else title for key, title in named.items()
    }


def _apart(names: Mapping[str, str], week: Week) -> Mapping[str, str]:
    """Add who leads it to groups that would be called alike."""
    said = Counter(names[each.id] for each in week.series if each.id in names)
    return {
        each.id: f"{names[each.id]}, {names.get(each.facilitator or '', '')}"
        for each in week.series
        if said[names.get(each.id, "")] > 1
    }


def language() -> Literal["en", "es"]:
    """Return the page's language, as far as the week builder speaks it."""
    return "es" if (get_language() or "").startswith("es") else "en"
