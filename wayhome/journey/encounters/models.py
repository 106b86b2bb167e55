"""What really happened: attendance, the notes about it, and the drafts on the way there."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from wayhome.journey.encounters.codes import (
    PRESENT,
    AttendanceKind,
    EncounterStatus,
    NoteStatus,
    NoteTemplate,
)
from wayhome.shared.core.fields import TenantForeignKey, TenantKey
from wayhome.shared.core.models import Record

LIVE = ~Q(status=EncounterStatus.ENTERED_IN_ERROR)
CAME = Q(attendance__in=sorted(PRESENT))


class Encounter(Record):
    """One client's attendance of one session (FHIR Encounter): the only source of its minutes.

    Undoing it marks it entered-in-error; then nothing that was drawn from it holds any more.
    """

    appointment = TenantForeignKey(
        "scheduling.Appointment", on_delete=models.PROTECT, related_name="+"
    )
    appointment_id: UUID
    group_session = TenantForeignKey(
        "scheduling.GroupSession", on_delete=models.PROTECT, related_name="+"
    )
    group_session_id: UUID
    patient = TenantForeignKey("patients.Patient", on_delete=models.PROTECT, related_name="+")
    patient_id: UUID
    episode = TenantForeignKey(
        "admissions.EpisodeOfCare", on_delete=models.PROTECT, related_name="+"
    )
    episode_id: UUID
    status = models.TextField()
    attendance = models.TextField()
    service_date = models.DateField()
    arrived_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    minutes = models.PositiveSmallIntegerField(default=0)
    reason = models.TextField(default="", blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="encounter_status_known", condition=Q(status__in=[*EncounterStatus])
            ),
            models.CheckConstraint(
                name="encounter_attendance_known", condition=Q(attendance__in=[*AttendanceKind])
            ),
            models.CheckConstraint(
                name="encounter_attended_has_times",
                condition=(CAME & Q(arrived_at__isnull=False, left_at__isnull=False))
                | (~CAME & Q(arrived_at__isnull=True, left_at__isnull=True, minutes=0)),
            ),
            models.CheckConstraint(
                name="encounter_ends_after_it_starts",
                condition=Q(left_at__isnull=True) | Q(left_at__gt=F("arrived_at")),
            ),
            models.UniqueConstraint(
                fields=["organization", "appointment"],
                condition=LIVE,
                name="encounter_once_per_appointment",
            ),
        ]
        indexes = [
            models.Index("organization", "group_session", name="encounter_session"),
            models.Index("organization", "patient", "service_date", name="encounter_patient"),
            models.Index("organization", "episode", "service_date", name="encounter_episode"),
        ]


class DayCode(Record):
    """What a client types at the kiosk on one day. Short-lived: outside the row history."""

    organization = TenantKey("tenancy.Organization", row_history=False)
    patient = TenantForeignKey("patients.Patient", on_delete=models.PROTECT, related_name="+")
    patient_id: UUID
    service_date = models.DateField()
    code = models.TextField()

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "service_date", "code"], name="day_code_once_a_day"
            ),
            models.UniqueConstraint(
                fields=["organization", "service_date", "patient"], name="day_code_one_a_person"
            ),
        ]


class NoteDraft(Record):
    """The shared part of a group's notes while it is typed. Outside the row history."""

    organization = TenantKey("tenancy.Organization", row_history=False)
    group_session = TenantForeignKey(
        "scheduling.GroupSession", on_delete=models.PROTECT, related_name="+"
    )
    group_session_id: UUID
    template = models.TextField(default=NoteTemplate.FREE)
    shared_text = models.TextField(default="", blank=True)
    copied_text = models.TextField(default="", blank=True)
    confirmed_words = ArrayField(models.TextField(), default=list)
    edition = models.PositiveIntegerField(default=0)
    author = TenantForeignKey("accounts.Practitioner", on_delete=models.PROTECT, related_name="+")
    author_id: UUID
    saved_at = models.DateTimeField()

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "group_session"], name="note_draft_once_per_session"
            ),
            models.CheckConstraint(
                name="note_draft_template_known", condition=Q(template__in=[*NoteTemplate])
            ),
        ]


class NoteDraftLine(Record):
    """One client's own part of a draft; a line's edition is its own, so two may type at once.

    `copied_text` is what was copied forward, to show the difference; `confirmed_words` are the
    words of which the writer said that they are not a member's name.
    """

    organization = TenantKey("tenancy.Organization", row_history=False)
    draft = TenantForeignKey(NoteDraft, on_delete=models.PROTECT, related_name="+")
    draft_id: UUID
    appointment = TenantForeignKey(
        "scheduling.Appointment", on_delete=models.PROTECT, related_name="+"
    )
    appointment_id: UUID
    text = models.TextField(default="", blank=True)
    copied_text = models.TextField(default="", blank=True)
    confirmed_words = ArrayField(models.TextField(), default=list)
    edition = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "draft", "appointment"], name="note_draft_line_once"
            ),
        ]


class ProgressNote(Record):
    """A sealed note about one client's attendance (FHIR Composition). A trigger keeps it whole."""

    encounter = TenantForeignKey(Encounter, on_delete=models.PROTECT, related_name="+")
    encounter_id: UUID
    group_session = TenantForeignKey(
        "scheduling.GroupSession", on_delete=models.PROTECT, related_name="+"
    )
    group_session_id: UUID
    patient = TenantForeignKey("patients.Patient", on_delete=models.PROTECT, related_name="+")
    patient_id: UUID
    episode = TenantForeignKey(
        "admissions.EpisodeOfCare", on_delete=models.PROTECT, related_name="+"
    )
    episode_id: UUID
    template = models.TextField()
    shared_text = models.TextField(default="", blank=True)
    individual_text = models.TextField()
    attendees_count = models.PositiveSmallIntegerField()
    service_start = models.DateTimeField()
    service_end = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    confirmed_words = ArrayField(models.TextField(), default=list)
    author = TenantForeignKey("accounts.Practitioner", on_delete=models.PROTECT, related_name="+")
    author_id: UUID
    author_credential = models.TextField()
    signed_at = models.DateTimeField()
    is_late = models.BooleanField(default=False)
    content_sha256 = models.TextField()
    status = models.TextField()
    cosigner = TenantForeignKey(
        "accounts.Practitioner", on_delete=models.PROTECT, null=True, related_name="+"
    )
    cosigner_id: UUID | None
    cosigner_credential = models.TextField(default="", blank=True)
    cosigned_at = models.DateTimeField(null=True)

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="progress_note_status_known", condition=Q(status__in=[*NoteStatus])
            ),
            models.CheckConstraint(
                name="progress_note_cosigned_says_by_whom",
                condition=~Q(status=NoteStatus.COSIGNED)
                | Q(cosigner__isnull=False, cosigned_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["organization", "encounter"],
                condition=~Q(status=NoteStatus.ENTERED_IN_ERROR),
                name="progress_note_once_per_encounter",
            ),
        ]
        indexes = [
            models.Index("organization", "patient", "service_start", name="progress_note_patient"),
            models.Index("organization", "status", "signed_at", name="progress_note_status"),
            models.Index("organization", "group_session", name="progress_note_session"),
        ]


class NoteAddendum(Record):
    """A correction beside a sealed note, signed in its turn."""

    note = TenantForeignKey(ProgressNote, on_delete=models.PROTECT, related_name="+")
    note_id: UUID
    text = models.TextField()
    author = TenantForeignKey("accounts.Practitioner", on_delete=models.PROTECT, related_name="+")
    author_credential = models.TextField()
    signed_at = models.DateTimeField()

    class Meta(Record.Meta):
        indexes = [models.Index("organization", "note", name="note_addendum_note")]
