"""The decorator of a query that opens one person's chart: reading is an event too (HIPAA)."""

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

    def decorate(
        read: Callable[Concatenate[Actor, UUID, P], R],
    ) -> Callable[Concatenate[Actor, UUID, P], R]:
        name = f"{read.__module__.split('.')[2]}.{read.__name__}"

        @wraps(read)
        def wrapper(by: Actor, patient_id: UUID, /, *args: P.args, **kwargs: P.kwargs) -> R:
            try:
                by.require(permission)
            except NotPermittedError:
                trail.record_failure(by, name, "denied", permission)
                raise
            result = read(by, patient_id, *args, **kwargs)
            trail.record_read(by, name, patient_id=patient_id)
            return result

        wrapper.permission = permission  # type: ignore[attr-defined]
        wrapper.read_name = name  # type: ignore[attr-defined]
        return wrapper

    return decorate
