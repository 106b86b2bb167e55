"""Weekly groups, their rosters and sessions, and the places in them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.factories.accounts import make_credential, make_practitioner
from tests.factories.admissions import make_episode
from tests.factories.base import made, unique
from tests.factories.tenancy import make_room, make_service
from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.codes import TimeUse
from wayhome.journey.scheduling.models import (
    Appointment,
    Availability,
    GroupMember,
    GroupSeries,
    GroupSession,
    StaffWeek,
    TimeOff,
)
from wayhome.journey.scheduling.rules import Habit
from wayhome.shared.core.period import local_day

# Tuesday, November 24, 2026, noon in New York
NOW = datetime(2026, 11, 24, 17, tzinfo=UTC)
# that evening at 5:30 pm
START = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)


def make_facilitator(organization, *, credential=True, **given):
    """Return a practitioner who holds a valid credential, unless told otherwise."""
    given.setdefault("family_name", unique("Ortiz"))
    practitioner = make_practitioner(organization, **given)
    if credential:
        make_credential(practitioner)
    return practitioner


def make_series(service=None, **given):
    """Return a weekly group of Tuesday evenings, without its sessions."""
    service = service or make_service(given.pop("organization"))
    organization_id = service.organization_id
    given.setdefault("title", "CBT skills")
    given.setdefault("service_type", "cbt")
    given.setdefault("weekday", 1)
    given.setdefault("start_time", time(17, 30))
    given.setdefault("duration_minutes", 90)
    given.setdefault("capacity", 10)
    given.setdefault("period_start", date(2026, 9, 1))
    if "facilitator_id" not in given:
        given["facilitator_id"] = make_facilitator(organization_id).pk
    if "room_id" not in given:
        given["room_id"] = make_room(organization_id).pk
    return made(GroupSeries, organization_id, healthcare_service_id=service.pk, **given)


def make_session(service, *, start=START, minutes=90, series=None, **given):
    """Return one session; of the series, when one is given."""
    organization_id = service.organization_id
    given.setdefault("title", "CBT skills")
    given.setdefault("service_type", "cbt")
    given.setdefault("capacity", 10)
    given.setdefault("service_date", local_day(start, ZoneInfo(service.time_zone)))
    if series is not None:
        given.setdefault("series_id", series.pk)
        given.setdefault("occurrence_date", given["service_date"])
        for name in ("title", "service_type", "capacity", "facilitator_id", "room_id"):
            given[name] = given.get(name) or getattr(series, name)
    if "facilitator_id" not in given:
        given["facilitator_id"] = make_facilitator(organization_id).pk
    if "room_id" not in given:
        given["room_id"] = make_room(organization_id).pk
    return made(
        GroupSession,
        organization_id,
        healthcare_service_id=service.pk,
        period_start=start,
        period_end=start + timedelta(minutes=minutes),
        **given,
    )


def make_client(service, **given):
    """Return the open episode of someone admitted to the program."""
    given.setdefault("since", date(2026, 3, 2))
    return make_episode(service.organization_id, service=service, **given)


def make_appointment(session, episode=None, *, service=None, **given):
    """Return a place in the session, in the seat given or the first."""
    episode = episode or make_client(service)
    given.setdefault("seat", 1)
    given.setdefault("origin", "make-up")
    return made(
        Appointment,
        session.organization_id,
        group_session_id=session.pk,
        patient_id=episode.patient_id,
        episode_id=episode.pk,
        service_date=session.service_date,
        period_start=session.period_start,
        period_end=session.period_end,
        **given,
    )


def make_member(series, episode, **given):
    """Return someone's stay on the group's roster, without any places."""
    given.setdefault("period_start", date(2026, 9, 1))
    return made(
        GroupMember,
        series.organization_id,
        series_id=series.pk,
        patient_id=episode.patient_id,
        episode_id=episode.pk,
        **given,
    )


def make_availability(organization, **given):
    """Return when somebody can come: weekday evenings from 5 to 9, unless told otherwise."""
    evenings = Habit((0, 1, 2, 3, 4), 68, 84, TimeUse.FREE)
    given.setdefault("week", rules.week_of([evenings]))
    given.setdefault("period_start", date(2026, 11, 1))
    given.setdefault("recorded_at", NOW)
    return made(Availability, organization, **given)


def make_staff_week(practitioner, **given):
    """Return how somebody works: weekdays from 9 to 5, unless told otherwise."""
    days = Habit((0, 1, 2, 3, 4), 36, 68, TimeUse.WORK)
    given.setdefault("week", rules.week_of([days]))
    given.setdefault("languages", ["en"])
    given.setdefault("period_start", date(2026, 11, 1))
    given.setdefault("recorded_at", NOW)
    return made(StaffWeek, practitioner.organization_id, practitioner_id=practitioner.pk, **given)


def make_time_off(practitioner, **given):
    """Return a day off, the one after next, unless told otherwise."""
    given.setdefault("period_start", NOW + timedelta(days=1))
    given.setdefault("period_end", given["period_start"] + timedelta(days=1))
    given.setdefault("recorded_at", NOW)
    return made(TimeOff, practitioner.organization_id, practitioner_id=practitioner.pk, **given)
