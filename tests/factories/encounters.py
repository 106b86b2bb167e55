"""A session with clients booked into it, what was recorded of them, their notes and day codes."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.factories.accounts import make_practitioner
from tests.factories.base import made, unique, writing_for
from tests.factories.tenancy import make_room
from wayhome.journey.admissions.models import EpisodeOfCare
from wayhome.journey.encounters.codes import PRESENT, AttendanceKind, NoteStatus
from wayhome.journey.encounters.models import DayCode, Encounter, ProgressNote
from wayhome.journey.encounters.rules import (
    appointment_status_after,
    encounter_status_after,
    service_minutes,
)
from wayhome.journey.patients.models import Patient
from wayhome.journey.scheduling.models import Appointment, GroupSession
from wayhome.shared.core.period import Period, local_day

# Tuesday, November 24, 2026, 5:30 pm in New York
START = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)
ADMITTED = date(2026, 11, 2)
OF_A_PERSON = ("given_name", "family_name", "preferred_name", "birth_date", "pronouns")


def make_client(service, **given):
    """Return the open episode of a new client of the program."""
    person = {name: given.pop(name) for name in OF_A_PERSON if name in given}
    patient = made(
        Patient,
        service.organization_id,
        medical_record_number=unique("MRN"),
        created_at=START,
        **{"given_name": "Ana", "family_name": "Rivera", **person},
    )
    given.setdefault("status", "active")
    given.setdefault("admission_date", ADMITTED)
    return made(
        EpisodeOfCare,
        service.organization_id,
        patient_id=patient.pk,
        healthcare_service_id=service.pk,
        **given,
    )


def make_meeting(service, *, start=START, minutes=90, **given):
    """Return a session of a group of the program."""
    given.setdefault("title", "CBT skills")
    given.setdefault("service_type", "cbt")
    given.setdefault("capacity", 12)
    given.setdefault("service_date", local_day(start, ZoneInfo(service.time_zone)))
    given.setdefault("facilitator_id", make_practitioner(service.organization_id).pk)
    given.setdefault("room_id", make_room(service.organization_id).pk)
    return made(
        GroupSession,
        service.organization_id,
        healthcare_service_id=service.pk,
        period_start=start,
        period_end=start + timedelta(minutes=minutes),
        **given,
    )


def make_place(meeting, episode, **given):
    """Return a client's place in a session, on the next seat."""
    with writing_for(meeting.organization_id):
        taken = Appointment.objects.filter(group_session=meeting.pk).count()
    given.setdefault("seat", taken + 1)
    return made(
        Appointment,
        meeting.organization_id,
        group_session_id=meeting.pk,
        patient_id=episode.patient_id,
        episode_id=episode.pk,
        service_date=meeting.service_date,
        period_start=meeting.period_start,
        period_end=meeting.period_end,
        **given,
    )


def make_attendance(place, kind=AttendanceKind.ATTENDED, *, is_over=True, **given):
    """Return what was recorded of a place, which then has the status that follows."""
    came = kind in PRESENT
    given.setdefault("arrived_at", place.period_start if came else None)
    given.setdefault("left_at", place.period_end if came else None)
    session = Period(place.period_start, place.period_end)
    given.setdefault(
        "minutes", service_minutes(session, given["arrived_at"], given["left_at"]) if came else 0
    )
    given.setdefault("status", encounter_status_after(kind, is_over=is_over))
    given.setdefault("recorded_at", place.period_start)
    given.setdefault("recorded_by", place.organization_id)
    encounter = made(
        Encounter,
        place.organization_id,
        appointment_id=place.pk,
        group_session_id=place.group_session_id,
        patient_id=place.patient_id,
        episode_id=place.episode_id,
        attendance=kind,
        service_date=place.service_date,
        **given,
    )
    with writing_for(place.organization_id):
        Appointment.objects.filter(pk=place.pk).update(
            status=appointment_status_after(kind, is_over=is_over)
        )
    return encounter


def make_note(encounter, **given):
    """Return a sealed note about an attendance."""
    given.setdefault("status", NoteStatus.SIGNED)
    given.setdefault("author_id", make_practitioner(encounter.organization_id).pk)
    given.setdefault("individual_text", "Took part and spoke of the week.")
    given.setdefault("signed_at", encounter.left_at)
    return made(
        ProgressNote,
        encounter.organization_id,
        encounter_id=encounter.pk,
        group_session_id=encounter.group_session_id,
        patient_id=encounter.patient_id,
        episode_id=encounter.episode_id,
        template="free",
        attendees_count=1,
        service_start=encounter.arrived_at,
        service_end=encounter.left_at,
        minutes=encounter.minutes,
        author_credential="LCSW",
        content_sha256="0" * 64,
        **given,
    )


def make_day_code(owner, code, day):
    """Return the code of whoever has this episode or place."""
    return made(
        DayCode,
        owner.organization_id,
        patient_id=owner.patient_id,
        service_date=day,
        code=code,
    )
