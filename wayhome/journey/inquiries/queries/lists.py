"""First contacts as others see them: the board, the list, what is overdue. No full names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q

from wayhome.journey.inquiries import labels, rules
from wayhome.journey.inquiries.codes import (
    OPEN_STAGES,
    TRANSITIONS,
    ForWhom,
    InquiryStage,
    NextStep,
)
from wayhome.journey.inquiries.models import Inquiry
from wayhome.journey.patients.rules import normalized_phone, shared_list_name
from wayhome.shared.audit.permissions import Permission

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet
    from django_stubs_ext import StrOrPromise

    from wayhome.shared.audit.actor import Actor

MOST_CARDS = 200
COLUMNS = (
    InquiryStage.NEW,
    InquiryStage.CONTACTED,
    InquiryStage.SCREENING_BOOKED,
    InquiryStage.WAITING,
)


@dataclass(frozen=True, slots=True)
class Line:
    """An inquiry on a board or a list that others see: no full name, no number."""

    id: UUID
    edition: int
    stage: InquiryStage
    stage_label: StrOrPromise
    name: StrOrPromise
    asked_by: str
    step: StrOrPromise
    due_at: datetime | None
    is_overdue: bool
    may_call: bool
    owner: str
    service: str
    closing_reason: StrOrPromise
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Column:
    """One stage of the board, its cards, and the stages to which they may move from here."""

    stage: InquiryStage
    label: StrOrPromise
    cards: tuple[Line, ...]
    moves: tuple[tuple[InquiryStage, StrOrPromise], ...]


@dataclass(frozen=True, slots=True)
class Board:
    """The open inquiries by stage; `more` says how many the board doesn't show."""

    columns: tuple[Column, ...]
    more: int

    @property
    def is_empty(self) -> bool:
        return not any(column.cards for column in self.columns)


@dataclass(frozen=True, slots=True)
class Counts:
    open: int
    mine: int
    overdue: int
    closed: int


def board(
    by: Actor, *, now: datetime, owner_id: UUID | None = None, service_id: UUID | None = None
) -> Board:
    """Return the open inquiries by stage, in each the one due first at the top."""
    chosen = _open(by)
    if owner_id is not None:
        chosen = chosen.filter(owner=owner_id)
    if service_id is not None:
        chosen = chosen.filter(healthcare_service=service_id)
    lines = [_line(each, now) for each in chosen[: MOST_CARDS + 1]]
    more = chosen.count() - MOST_CARDS if len(lines) > MOST_CARDS else 0
    shown = lines[:MOST_CARDS]
    return Board(
        columns=tuple(
            Column(
                stage,
                labels.STAGES[stage],
                cards=tuple(line for line in shown if line.stage == stage),
                moves=moves_from(stage),
            )
            for stage in COLUMNS
        ),
        more=more,
    )


def moves_from(stage: InquiryStage) -> tuple[tuple[InquiryStage, StrOrPromise], ...]:
    """Return the open stages to which an inquiry may move, with their words."""
    return tuple((to, labels.STAGES[to]) for to in COLUMNS if to in TRANSITIONS[stage])


def overdue(by: Actor, now: datetime) -> QuerySet[Inquiry]:
    """Return the open inquiries whose next step should have been done, the oldest first."""
    return _open(by).filter(next_step_due_at__lt=now)


def inquiries(
    by: Actor,
    *,
    now: datetime,
    stages: frozenset[InquiryStage] = OPEN_STAGES,
    owner_id: UUID | None = None,
    only_overdue: bool = False,
    text: str = "",
) -> QuerySet[Inquiry]:
    """Return the inquiries of a list: the open ones by due time, others the latest first.

    :param text: part of a name or of a number; then of every stage
    """
    by.require(Permission.INQUIRY_VIEW)
    found = Inquiry.objects.select_related("owner", "healthcare_service")
    if text:
        return found.filter(_matches(text)).order_by("-received_at", "-pk")
    found = found.filter(stage__in=sorted(stages))
    if owner_id is not None:
        found = found.filter(owner=owner_id)
    if only_overdue:
        found = found.filter(next_step_due_at__lt=now)
    if stages == OPEN_STAGES:
        return found.order_by("next_step_due_at", "pk")
    return found.order_by(F("closed_at").desc(nulls_last=True), "-pk")


def line(inquiry: Inquiry, now: datetime) -> Line:
    """Return how an inquiry that was read by `inquiries` shows on a list."""
    return _line(inquiry, now)


def counts(by: Actor, *, now: datetime) -> Counts:
    """Return how many each filter of the list holds."""
    by.require(Permission.INQUIRY_VIEW)
    is_open = Q(stage__in=sorted(OPEN_STAGES))
    found = Inquiry.objects.aggregate(
        open=Count("pk", filter=is_open),
        mine=Count("pk", filter=is_open & Q(owner=by.practitioner_id)),
        overdue=Count("pk", filter=is_open & Q(next_step_due_at__lt=now)),
        closed=Count("pk", filter=~is_open),
    )
    return Counts(**found)


def _open(by: Actor) -> QuerySet[Inquiry]:
    by.require(Permission.INQUIRY_VIEW)
    found = Inquiry.objects.select_related("owner", "healthcare_service")
    return found.filter(stage__in=sorted(OPEN_STAGES)).order_by("next_step_due_at", "pk")


def _matches(text: str) -> Q:
    wanted = " ".join(text.split())
    number = normalized_phone(wanted) or wanted
    matches = Q(phone__startswith=number) | Q(caller_name__icontains=wanted)
    for word in wanted.split():
        matches |= Q(given_name__icontains=word) | Q(family_name__icontains=word)
        matches |= Q(preferred_name__icontains=word)
    return matches


def _line(inquiry: Inquiry, now: datetime) -> Line:
    stage = InquiryStage(inquiry.stage)
    owner, service = inquiry.owner, inquiry.healthcare_service
    return Line(
        id=inquiry.pk,
        edition=inquiry.edition,
        stage=stage,
        stage_label=labels.STAGES[stage],
        name=name_on_lists(inquiry),
        asked_by=rules.short_name(inquiry.caller_name),
        step=labels.NEXT_STEPS[NextStep(inquiry.next_step)] if inquiry.next_step else "",
        due_at=inquiry.next_step_due_at,
        is_overdue=_is_overdue(inquiry, now),
        may_call=inquiry.may_call,
        owner=shared_list_name(owner.given_name, owner.family_name) if owner else "",
        service=service.name if service else "",
        closing_reason=labels.CLOSING_REASONS.get(inquiry.closing_reason, ""),
        received_at=inquiry.received_at,
    )


def name_on_lists(inquiry: Inquiry) -> StrOrPromise:
    """Return whom the inquiry is for, as others may read it; a loved one is never named."""
    if inquiry.for_whom == ForWhom.LOVED_ONE:
        return labels.A_LOVED_ONE
    name = shared_list_name(inquiry.given_name, inquiry.family_name, inquiry.preferred_name)
    return name or rules.short_name(inquiry.caller_name) or labels.UNNAMED


def _is_overdue(inquiry: Inquiry, now: datetime) -> bool:
    return inquiry.stage in OPEN_STAGES and rules.is_overdue(inquiry.next_step_due_at, now)
