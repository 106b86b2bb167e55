"""What the pages of first contacts share: the program's time, choices, words for codes."""

from __future__ import annotations

from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Concatenate

from django.utils import timezone

from wayhome.journey.inquiries import labels
from wayhome.journey.inquiries.codes import (
    OPEN_STAGES,
    Channel,
    ForWhom,
    InquiryStage,
    NextStep,
    ReferralSource,
)
from wayhome.journey.inquiries.forms import Choices
from wayhome.journey.inquiries.queries import name_on_lists, zone_of
from wayhome.journey.patients import queries as patients
from wayhome.journey.patients.codes import Relationship
from wayhome.journey.patients.labels import LANGUAGES, RELATIONSHIPS
from wayhome.journey.patients.rules import display_name, phone_words
from wayhome.shared.tenancy.labels import ZONES

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from uuid import UUID

    from django.forms import Form
    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from wayhome.journey.inquiries.models import ContactAttempt, Inquiry
    from wayhome.journey.inquiries.queries import Desk, InquiryPage
    from wayhome.shared.audit.actor import ActorRequest


def in_local_time[**P](
    view: Callable[Concatenate[ActorRequest, P], HttpResponse],
) -> Callable[Concatenate[ActorRequest, P], HttpResponse]:
    """Read and show times as the organization's clocks have them: a list is of many programs."""

    @wraps(view)
    def wrapper(request: ActorRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        with timezone.override(patients.zone_of(request.actor)):
            return view(request, *args, **kwargs)

    return wrapper


def in_program_time(
    view: Callable[[ActorRequest, UUID], HttpResponse],
) -> Callable[[ActorRequest, UUID], HttpResponse]:
    """Read and show times as the clocks of the inquiry's own program have them."""

    @wraps(view)
    def wrapper(request: ActorRequest, inquiry_id: UUID) -> HttpResponse:
        with timezone.override(zone_of(request.actor, inquiry_id)):
            return view(request, inquiry_id)

    return wrapper


def today(now: datetime) -> date:
    return timezone.localdate(now)


def zone() -> dict[str, Any]:
    """Return in which time zone the page says its times, and how it is read."""
    key = timezone.get_current_timezone_name()
    return {"key": key, "words": ZONES.get(key, key)}


def given(request: ActorRequest) -> Any:
    return request.POST if request.method == "POST" else None


def is_fragment(request: ActorRequest) -> bool:
    return bool(request.headers.get("HX-Request"))


def status(form: Form) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def choices(desk: Desk) -> Choices:
    return Choices(
        services=[(str(each.pk), each.name) for each in desk.services],
        owners=[
            (str(each.pk), display_name(each.given_name, each.family_name)) for each in desk.owners
        ],
    )


def inquiry(page: InquiryPage) -> dict[str, Any]:
    """Return one inquiry with words for its codes; a loved one isn't named in the heading."""
    one = page.inquiry
    stage = InquiryStage(one.stage)
    return {
        "id": one.pk,
        "edition": one.edition,
        "heading": name_on_lists(one),
        "is_for_loved_one": one.for_whom == ForWhom.LOVED_ONE,
        "for_whom": labels.FOR_WHOM[ForWhom(one.for_whom)],
        "person": display_name(one.given_name, one.family_name, one.preferred_name),
        "legal_name": display_name(one.given_name, one.family_name) if one.preferred_name else "",
        "caller": one.caller_name,
        "relationship": _relationship(one.caller_relationship),
        "call_for": one.caller_name or display_name(one.given_name, one.family_name),
        "phone": phone_words(one.phone),
        "digits": one.phone.partition(" ")[0].removeprefix("+"),
        "language": LANGUAGES.get(one.language, one.language),
        "source": labels.SOURCES[ReferralSource(one.source)],
        "channel": labels.CHANNELS[Channel(one.channel)],
        "stage": labels.STAGES[stage],
        "is_open": stage in OPEN_STAGES,
        "is_closed": stage is InquiryStage.CLOSED,
        "patient_id": one.patient_id,
        "next_step": labels.NEXT_STEPS[NextStep(one.next_step)] if one.next_step else "",
        "calls_against_wish": one.next_step == NextStep.CALL_BACK and not one.may_call,
        "owner": display_name(one.owner.given_name, one.owner.family_name) if one.owner else "",
        "closing_reason": labels.CLOSING_REASONS.get(one.closing_reason, ""),
    }


def instructions(page: InquiryPage) -> list[dict[str, Any]]:
    return [
        {
            "text": labels.CALL_INSTRUCTIONS[each],
            "forbids": each in labels.FORBIDDING,
        }
        for each in page.instructions
    ]


def attempt(one: ContactAttempt) -> dict[str, Any]:
    """Return a call or message as an entry of the timeline."""
    by = display_name(one.made_by.given_name, one.made_by.family_name) if one.made_by else ""
    return {
        "at": one.made_at,
        "kind": labels.CHANNELS[Channel(one.channel)],
        "title": labels.REACHED if one.was_reached else labels.NOT_REACHED,
        "text": one.text,
        "by": by,
    }


def other(one: Inquiry) -> dict[str, Any]:
    return {
        "id": one.pk,
        "name": name_on_lists(one),
        "received_at": one.received_at,
        "stage": labels.STAGES[InquiryStage(one.stage)],
    }


def _relationship(code: str) -> StrOrPromise:
    known = Relationship(code) if code in {*Relationship} else Relationship.OTHER
    return RELATIONSHIPS[known] if code else ""
