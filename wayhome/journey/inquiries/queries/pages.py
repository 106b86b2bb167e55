"""One first contact with its story, and what its forms offer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from wayhome.journey.inquiries import rules
from wayhome.journey.inquiries.codes import OPEN_STAGES, CallInstruction, ForWhom
from wayhome.journey.inquiries.models import ContactAttempt, Inquiry
from wayhome.journey.patients import queries as patients
from wayhome.journey.rulepacks import queries as rulepacks
from wayhome.journey.rulepacks.codes import RuleKey
from wayhome.shared.accounts import queries as accounts
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.reads import record_read
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from wayhome.journey.patients.queries import LikelyDuplicate
    from wayhome.shared.accounts.models import Practitioner
    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.tenancy.models import HealthcareService


@dataclass(frozen=True, slots=True)
class InquiryPage:
    """All that is known of one inquiry.

    `same_number` are other inquiries from the same phone, `known` records of people who may be
    the one whom it is about.
    """

    inquiry: Inquiry
    attempts: tuple[ContactAttempt, ...]
    instructions: tuple[CallInstruction, ...]
    is_overdue: bool
    same_number: tuple[Inquiry, ...]
    known: tuple[LikelyDuplicate, ...]
    may_manage: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """What the forms offer: programs, who may do the next step, by when it should be done."""

    services: tuple[HealthcareService, ...]
    owners: tuple[Practitioner, ...]
    due_at: datetime


def get_inquiry(by: Actor, inquiry_id: UUID) -> Inquiry:
    by.require(Permission.INQUIRY_VIEW)
    return Inquiry.objects.select_related("owner", "healthcare_service", "patient").get(
        pk=inquiry_id
    )


def _person_told_of(inquiry: Inquiry) -> UUID | None:
    return inquiry.patient_id


def _person_on(page: InquiryPage) -> UUID | None:
    return page.inquiry.patient_id


@record_read(Permission.INQUIRY_MANAGE, "Inquiry", patient_of=_person_told_of)
def open_facts(by: Actor, inquiry_id: UUID) -> Inquiry:
    """Return what was told, for the page that changes it."""
    return get_inquiry(by, inquiry_id)


@record_read(Permission.INQUIRY_VIEW, "Inquiry", patient_of=_person_on)
def open_inquiry(by: Actor, inquiry_id: UUID, *, now: datetime) -> InquiryPage:
    inquiry = get_inquiry(by, inquiry_id)
    contact = rules.SafeContact(
        may_call=inquiry.may_call,
        may_ask_by_name=inquiry.may_ask_by_name,
        may_say_who_we_are=inquiry.may_say_who_we_are,
        may_leave_message=inquiry.may_leave_message,
    )
    is_open = inquiry.stage in OPEN_STAGES
    return InquiryPage(
        inquiry,
        attempts=tuple(attempts_of(by, inquiry_id)),
        instructions=rules.how_to_call(ForWhom(inquiry.for_whom), contact),
        is_overdue=is_open and rules.is_overdue(inquiry.next_step_due_at, now),
        same_number=tuple(same_number(by, inquiry)),
        known=_known(by, inquiry) if is_open else (),
        may_manage=may_manage(by),
    )


def open_desk(by: Actor, *, now: datetime) -> Desk:
    """Return what the forms offer; a first call is due as the rule pack says."""
    by.require(Permission.INQUIRY_MANAGE)
    hours = rulepacks.number(by, RuleKey.CALL_BACK_HOURS, on=now.date())
    return Desk(
        services=tuple(tenancy.services(by)),
        owners=tuple(accounts.practitioners(by)),
        due_at=now + timedelta(hours=float(hours)),
    )


def zone_of(by: Actor, inquiry_id: UUID) -> ZoneInfo:
    """Return the time zone of the program that the inquiry is for, else the organization's."""
    service = get_inquiry(by, inquiry_id).healthcare_service
    return ZoneInfo(service.time_zone) if service else tenancy.zone_of(by)


def may_manage(by: Actor) -> bool:
    """Return whether pages offer this actor to write first contacts."""
    by.require(Permission.INQUIRY_VIEW)
    return by.may(Permission.INQUIRY_MANAGE)


def attempts_of(by: Actor, inquiry_id: UUID) -> QuerySet[ContactAttempt]:
    """Return the calls and messages, newest first."""
    by.require(Permission.INQUIRY_VIEW)
    attempts = ContactAttempt.objects.filter(inquiry=inquiry_id).select_related("made_by")
    return attempts.order_by("-made_at", "-pk")


def same_number(by: Actor, inquiry: Inquiry) -> QuerySet[Inquiry]:
    """Return other inquiries that came with this phone number, the latest first."""
    by.require(Permission.INQUIRY_VIEW)
    if not inquiry.phone:
        return Inquiry.objects.none()
    found = Inquiry.objects.select_related("owner", "healthcare_service")
    return found.filter(phone=inquiry.phone).exclude(pk=inquiry.pk).order_by("-received_at", "-pk")


def _known(by: Actor, inquiry: Inquiry) -> tuple[LikelyDuplicate, ...]:
    if not by.may(Permission.PATIENT_SEARCH):
        return ()
    return patients.likely_duplicates(
        by,
        given_name=inquiry.given_name or inquiry.preferred_name,
        family_name=inquiry.family_name,
        birth_date=inquiry.birth_date,
        # the number is the caller's: it says nothing of whom they call for
        phone=inquiry.phone if inquiry.for_whom == ForWhom.SELF else "",
    )
