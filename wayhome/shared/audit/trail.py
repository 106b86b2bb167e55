"""Writes audit events: at once when all went well, after the roll-back when it did not."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection, models, transaction

from wayhome.shared.audit.actor import Actor
from wayhome.shared.audit.models import AuditEvent
from wayhome.shared.core import context


@dataclass(slots=True)
class Page:
    """What is being shown in this request, and which charts and records it has read so far."""

    name: str = ""
    read: set[UUID] = field(default_factory=set)


_page: ContextVar[Page | None] = ContextVar("page", default=None)
_waiting: ContextVar[list[AuditEvent] | None] = ContextVar("waiting", default=None)


def record_success(
    by: Actor, name: str, *, entity: models.Model | None, count: int = 1, detail: str = ""
) -> None:
    event = _event(by, name, "success", detail)
    event.count = count
    if entity is not None:
        event.entity_type = entity._meta.object_name or ""  # noqa: SLF001
        event.entity_id = entity.pk
        event.patient_id = _patient_id(entity)
    event.save(force_insert=True)


def record_read(
    by: Actor, name: str, *, entity_type: str, entity_id: UUID, patient_id: UUID | None
) -> None:
    """Record that a record was read: once a page and record, however many parts the page has."""
    page = _page.get()
    if page is not None and entity_id in page.read:
        return
    if page is not None:
        page.read.add(entity_id)
    event = _event(by, name, "success", page.name if page else "")
    event.entity_type, event.entity_id, event.patient_id = entity_type, entity_id, patient_id
    event.save(force_insert=True)


def record_failure(by: Actor, name: str, outcome: str, detail: str) -> None:
    """Record a denied or refused attempt, outside the transaction that failed."""
    event = _event(by, name, outcome, detail)
    waiting = _waiting.get()
    if connection.in_atomic_block and waiting is not None:
        waiting.append(event)
    else:
        _save([event])


@contextmanager
def failures_kept_until_the_end() -> Iterator[None]:
    """Keep failed attempts while a request's transaction lasts; record them after it."""
    waiting: list[AuditEvent] = []
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
        _save(waiting)


@contextmanager
def reads_of_one_page() -> Iterator[Page]:
    """Tell reads within the block as those of one page; its name is filled in later."""
    page = Page()
    token = _page.set(page)
    try:
        yield page
    finally:
        _page.reset(token)


def _event(by: Actor, name: str, outcome: str, detail: str = "") -> AuditEvent:
    return AuditEvent(
        organization_id=by.organization_id,
        agent_id=by.agent_id,
        action=name,
        outcome=outcome,
        detail=detail,
    )


def _save(events: list[AuditEvent]) -> None:
    for event in events:
        acting = context.Acting(event.organization_id, event.agent_id)
        with context.acting_as(acting), transaction.atomic():
            event.save(force_insert=True)


def _patient_id(entity: models.Model) -> UUID | None:
    if entity._meta.object_name == "Patient":  # noqa: SLF001
        return entity.pk  # type: ignore[no-any-return]
    return getattr(entity, "patient_id", None)
