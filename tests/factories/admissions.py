"""Episodes of care with their status history."""

from datetime import UTC, date, datetime, time

from tests.factories.base import made
from tests.factories.patients import make_patient
from tests.factories.tenancy import make_service
from wayhome.journey.admissions.codes import DischargeReason, EpisodeStatus
from wayhome.journey.admissions.models import EpisodeOfCare, EpisodeStatusHistory

ADMITTED_ON = date(2026, 3, 2)


def make_episode(
    organization, *, patient=None, service=None, since=ADMITTED_ON, history=True, **given
):
    """Return a stay, active unless told otherwise; `since` is the first day of its last stretch."""
    patient = patient or make_patient(organization)
    service = service or make_service(organization)
    status = given.setdefault("status", EpisodeStatus.ACTIVE)
    given.setdefault("level_of_care", service.level_of_care)
    if status in {EpisodeStatus.ACTIVE, EpisodeStatus.ONHOLD, EpisodeStatus.FINISHED}:
        given.setdefault("admission_date", since)
    if status == EpisodeStatus.FINISHED:
        given.setdefault("discharge_date", since)
        given.setdefault("discharge_reason", DischargeReason.COMPLETED)
    episode = made(
        EpisodeOfCare,
        organization,
        patient_id=patient.pk,
        healthcare_service_id=service.pk,
        **given,
    )
    if history:
        add_stretch(episode, start_date=since)
    return episode


def make_waiting(organization, **given):
    return make_episode(organization, status=EpisodeStatus.WAITLIST, **given)


def add_stretch(episode, *, start_date=ADMITTED_ON, **given):
    given.setdefault("status", episode.status)
    given.setdefault("level_of_care", episode.level_of_care)
    given.setdefault("recorded_at", datetime.combine(start_date, time(17), UTC))
    given.setdefault("recorded_by", episode.pk)
    return made(
        EpisodeStatusHistory,
        episode.organization_id,
        episode_id=episode.pk,
        start_date=start_date,
        **given,
    )
