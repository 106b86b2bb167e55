"""Decorators of queries that open one person's chart or record: reading is an event too (HIPAA)."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate
from uuid import UUID

from wayhome.shared.audit import trail
from wayhome.shared.audit.actor import Actor, NotPermittedError
from wayhome.shared.audit.permissions import Permission


def chart_read[**P, R](
    permission: Permission,
) -> Callable[[Callable[Concatenate[Actor, UUID, P], R]], Callable[Concatenate[Actor, UUID, P], R]]:
    """Make a read of one person's chart; its second argument is the patient's id.

    The event says who, whom, when and which page; it is written only when there was a record.
    """
    return _read(permission, "Patient", lambda patient_id, _found: patient_id)


def record_read[**P, R](
    permission: Permission, entity_type: str, *, patient_of: Callable[[R], UUID | None]
) -> Callable[[Callable[Concatenate[Actor, UUID, P], R]], Callable[Concatenate[Actor, UUID, P], R]]:
    """Make a read of a record about a person who may have no chart yet, such as an inquiry.

    Its second argument is the record's id. Once there is a chart, the event belongs to it too.
    """
    return _read(permission, entity_type, lambda _entity_id, found: patient_of(found))


def _read[**P, R](
    permission: Permission, entity_type: str, whose: Callable[[UUID, R], UUID | None]
) -> Callable[[Callable[Concatenate[Actor, UUID, P], R]], Callable[Concatenate[Actor, UUID, P], R]]:
    def decorate(
        read: Callable[Concatenate[Actor, UUID, P], R],
    ) -> Callable[Concatenate[Actor, UUID, P], R]:
        name = f"{read.__module__.split('.')[2]}.{read.__name__}"

        @wraps(read)
        def wrapper(by: Actor, entity_id: UUID, /, *args: P.args, **kwargs: P.kwargs) -> R:
            try:
                by.require(permission)
            except NotPermittedError:
                trail.record_failure(by, name, "denied", permission)
                raise
            result = read(by, entity_id, *args, **kwargs)
            trail.record_read(
                by,
                name,
                entity_type=entity_type,
                entity_id=entity_id,
                patient_id=whose(entity_id, result),
            )
            return result

        wrapper.permission = permission  # type: ignore[attr-defined]
        wrapper.read_name = name  # type: ignore[attr-defined]
        return wrapper

    return decorate
