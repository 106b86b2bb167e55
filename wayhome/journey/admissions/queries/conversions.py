"""Reads for turning an inquiry into a stay: whom it is about, and who that may be already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wayhome.journey.admissions import rules
from wayhome.journey.inquiries import queries as inquiries
from wayhome.journey.inquiries.codes import (
    OPEN_STAGES,
    CallInstruction,
    ForWhom,
    InquiryStage,
)
from wayhome.journey.patients import queries as patients
from wayhome.shared.audit.permissions import Permission

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from wayhome.journey.inquiries.models import Inquiry
    from wayhome.journey.patients.queries import LikelyDuplicate
    from wayhome.shared.audit.actor import Actor


@dataclass(frozen=True, slots=True)
class Conversion:
    """An inquiry on its way to a stay: whom it is about, and what a call may say."""

    inquiry: Inquiry
    newcomer: rules.Newcomer
    instructions: tuple[CallInstruction, ...]

    @property
    def zone(self) -> str:
        """The time zone of the program that the inquiry is for, if it is for one."""
        service = self.inquiry.healthcare_service
        return service.time_zone if service else ""

    @property
    def is_open(self) -> bool:
        return self.inquiry.stage in OPEN_STAGES

    @property
    def is_admitted(self) -> bool:
        return self.inquiry.stage == InquiryStage.ADMITTED

    @property
    def is_for_loved_one(self) -> bool:
        return self.inquiry.for_whom == ForWhom.LOVED_ONE


def get_conversion(by: Actor, inquiry_id: UUID, *, now: datetime) -> Conversion:
    by.require(Permission.ADMISSION_MANAGE)
    page = inquiries.open_inquiry(by, inquiry_id, now=now)
    return Conversion(page.inquiry, newcomer_of(by, page.inquiry), page.instructions)


def known_people(
    by: Actor,
    conversion: Conversion,
    *,
    given_name: str,
    family_name: str,
    birth_date: date | None,
    phone: str,
) -> tuple[LikelyDuplicate, ...]:
    """Return who may be meant, as the inquiry tells of them and as typed since."""
    told = conversion.newcomer
    asked = patients.likely_duplicates(
        by,
        given_name=told.given_name,
        family_name=told.family_name,
        birth_date=told.birth_date,
        phone=told.phone,
    )
    typed = patients.likely_duplicates(
        by,
        given_name=given_name,
        family_name=family_name,
        birth_date=birth_date,
        phone=phone,
    )
    found = {each.patient.pk: each for each in (*typed, *asked)}
    return tuple(found.values())


def newcomer_of(by: Actor, inquiry: Inquiry) -> rules.Newcomer:
    """Return the person whom an inquiry is about, so that nobody types it again.

    Phone and address are the caller's: they are the person's own only in an inquiry for oneself,
    and no number is taken over at which the caller asked not to be called.
    """
    by.require(Permission.INQUIRY_VIEW)
    is_own = inquiry.for_whom == ForWhom.SELF
    phone = inquiry.phone if is_own and inquiry.may_call else ""
    return rules.Newcomer(
        given_name=inquiry.given_name,
        family_name=inquiry.family_name,
        preferred_name=inquiry.preferred_name,
        pronouns=inquiry.pronouns,
        birth_date=inquiry.birth_date,
        language=inquiry.language,
        phone=phone,
        may_leave_message=bool(phone) and inquiry.may_leave_message,
        may_say_who_we_are=bool(phone) and inquiry.may_say_who_we_are,
        email=inquiry.email if is_own else "",
    )
