"""Reads of placement assessments and of who may make one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import FETCH_RAISE

from wayhome.journey.patients import queries as patients
from wayhome.journey.placement.codes import DIMENSIONS, AsamEdition
from wayhome.journey.placement.models import DimensionRating, PlacementAssessment
from wayhome.shared.accounts import queries as accounts
from wayhome.shared.accounts.codes import CredentialCode
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.reads import chart_read
from wayhome.shared.core.period import ONE_DAY, DatePeriod, local_day
from wayhome.shared.core.prepared import Prepared, any_of, given_ids
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from wayhome.journey.patients.models import Patient
    from wayhome.shared.accounts.models import Credential, Practitioner
    from wayhome.shared.audit.actor import Actor

# Whose usual scope in an IOP includes assessing substance use (domain sheet, 1.6); a peer's,
# a nurse's and a yoga teacher's doesn't.
ASSESSING_CREDENTIALS = frozenset(
    {
        CredentialCode.CADC,
        CredentialCode.LADC,
        CredentialCode.ADC_T,
        CredentialCode.LCSW,
        CredentialCode.LMSW,
        CredentialCode.LPC,
        CredentialCode.LPC_A,
        CredentialCode.LMFT,
        CredentialCode.AMFT,
        CredentialCode.PSYCHOLOGIST,
        CredentialCode.MD,
        CredentialCode.NP,
        CredentialCode.PA,
    }
)


@dataclass(frozen=True, slots=True)
class Placement:
    """An assessment with its ratings in the order of the edition's dimensions."""

    assessment: PlacementAssessment
    ratings: tuple[DimensionRating, ...]
    corrected_by_id: UUID | None


@dataclass(frozen=True, slots=True)
class Assessor:
    """Who would sign an assessment, with the credentials that allow it, the longest first."""

    practitioner: Practitioner
    credentials: tuple[Credential, ...]

    @property
    def name(self) -> str:
        return f"{self.practitioner.given_name} {self.practitioner.family_name}".strip()

    @property
    def periods(self) -> tuple[DatePeriod, ...]:
        return tuple(
            DatePeriod(held.issue_date, held.expiry_date + ONE_DAY) for held in self.credentials
        )

    def credential_on(self, day: date) -> str:
        """Return the credential as the record keeps it, empty when none is valid on the day."""
        valid = (h for h in self.credentials if h.issue_date <= day <= h.expiry_date)
        return next((f"{held.code} {held.state} {held.number}" for held in valid), "")


@dataclass(frozen=True, slots=True)
class Desk:
    """What one needs before an assessment: whose it is, who would sign it, which day it is."""

    patient: Patient
    assessor: Assessor | None
    today: date

    @property
    def credential(self) -> str:
        """The credential that allows an assessment today; empty when there is none."""
        return self.assessor.credential_on(self.today) if self.assessor else ""


_THEIRS = any_of("patient_id", given_ids("patients"))
_ASSESSMENTS = Prepared(lambda: _newest_first().filter(_THEIRS))
_ASSESSED = Prepared(
    lambda: (
        PlacementAssessment.objects.filter(_THEIRS, entered_in_error=False)
        .order_by()
        .values_list("patient_id", flat=True)
        .distinct()
    )
)


def get_placement(by: Actor, placement_id: UUID) -> PlacementAssessment:
    by.require(Permission.PLACEMENT_VIEW)
    return PlacementAssessment.objects.get(pk=placement_id)


@chart_read(Permission.PLACEMENT_VIEW)
def placements_of(by: Actor, patient_id: UUID) -> tuple[Placement, ...]:
    """Return all assessments of the person, newest first, those entered in error included."""
    return _with_ratings(_ASSESSMENTS.rows(patients=[*patients.ids_of_person(by, patient_id)]))


@chart_read(Permission.PLACEMENT_VIEW)
def latest_placement(by: Actor, patient_id: UUID) -> Placement | None:
    """Return the newest assessment that stands."""
    newest = _of_person(by, patient_id).filter(entered_in_error=False)[:1]
    return next(iter(_with_ratings(newest)), None)


@chart_read(Permission.PLACEMENT_VIEW)
def placement_sheet(_by: Actor, patient_id: UUID, *, placement_id: UUID) -> Placement:
    """Return one assessment of this person, to read."""
    (placement,) = _with_ratings(
        [PlacementAssessment.objects.get(pk=placement_id, patient=patient_id)]
    )
    return placement


@chart_read(Permission.PLACEMENT_RECORD)
def open_desk(by: Actor, patient_id: UUID, *, now: datetime) -> Desk:
    """Return what the page shows before anything is rated."""
    assessor = get_assessor(by, by.practitioner_id) if by.practitioner_id else None
    return Desk(get_person(by, patient_id), assessor, today(by, now))


def get_person(by: Actor, patient_id: UUID) -> Patient:
    """Return the record that stands for the person, for the head of a page."""
    standing_id = patients.ids_of_person(by, patient_id)[0]
    return patients.patients_by_id(by, [standing_id])[standing_id]


def may_record(by: Actor) -> bool:
    """Return whether pages offer this actor to record and to correct."""
    by.require(Permission.PLACEMENT_VIEW)
    return by.may(Permission.PLACEMENT_RECORD)


def assessed_among(by: Actor, patient_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Return those who have an assessment that stands; of what it says it tells nothing."""
    by.require(Permission.ADMISSION_VIEW)
    return frozenset(_ASSESSED.rows(patients=[*patient_ids]))


def get_assessor(by: Actor, practitioner_id: UUID) -> Assessor:
    held = accounts.credentials_of(by, [practitioner_id]).filter(code__in=ASSESSING_CREDENTIALS)
    return Assessor(accounts.get_practitioner(by, practitioner_id), tuple(held))


def zone(by: Actor) -> str:
    """Return the time zone in which pages say when something was recorded."""
    service = tenancy.services(by, with_closed=True).first()
    return service.time_zone if service else "UTC"


def today(by: Actor, now: datetime) -> date:
    """Return the latest day that it is now at any of the programs; UTC's where there is none."""
    zones = {service.time_zone for service in tenancy.services(by, with_closed=True)} or {"UTC"}
    return max(local_day(now, ZoneInfo(zone)) for zone in zones)


def _of_person(by: Actor, patient_id: UUID) -> QuerySet[PlacementAssessment]:
    return _newest_first().filter(patient__in=patients.ids_of_person(by, patient_id))


def _newest_first() -> QuerySet[PlacementAssessment]:
    rows = PlacementAssessment.objects.all().fetch_mode(FETCH_RAISE)
    return rows.order_by("-assessed_on", "-recorded_at", "-pk")


def _with_ratings(assessments: Iterable[PlacementAssessment]) -> tuple[Placement, ...]:
    found = tuple(assessments)
    if not found:
        return ()
    ratings: dict[tuple[UUID, str], DimensionRating] = {
        (rating.assessment_id, rating.dimension): rating
        for rating in DimensionRating.objects.filter(assessment__in=found).order_by("pk")
    }
    corrections = dict(
        PlacementAssessment.objects.filter(replaces__in=found)
        .order_by("pk")
        .values_list("replaces_id", "pk")
    )
    return tuple(
        Placement(
            one,
            tuple(ratings[one.pk, name] for name in DIMENSIONS[AsamEdition(one.asam_edition)]),
            corrections.get(one.pk),
        )
        for one in found
    )
