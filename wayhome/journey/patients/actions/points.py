"""What the writes of this room share: records locked for change, checked phones and addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from wayhome.journey.patients import rules
from wayhome.journey.patients.codes import ContactObstacle, ContactPointSystem
from wayhome.journey.patients.models import ContactPoint, Flag, Patient, RelatedPerson
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from wayhome.journey.patients.rules import NewContactPoint
    from wayhome.shared.audit.actor import Actor


class CannotKeepContactError(Refusal):
    """A phone, an address, a related person or an identifier can't be kept so."""


def locked[R: (Patient, ContactPoint, RelatedPerson, Flag)](
    by: Actor, model: type[R], record_id: UUID
) -> R:
    """Return the organization's record, locked until the end of the transaction.

    :raises ObjectDoesNotExist: when there is no such record
    """
    rows = model.objects.filter(organization_id=by.organization_id)
    return rows.select_for_update(of=("self",), no_key=True).get(pk=record_id)


def contact_points(patient: Patient, new: Iterable[NewContactPoint]) -> list[ContactPoint]:
    """Return the rows to write.

    :raises CannotKeepContactError: when one is neither a phone number nor an address
    """
    return [
        ContactPoint(
            organization_id=patient.organization_id,
            patient=patient,
            system=each.system,
            value=(value := kept_value(each.system, each.value)),
            digits=rules.phone_digits(value),
            use=each.use,
            may_leave_message=each.may_leave_message,
            may_say_who_we_are=each.may_say_who_we_are,
        )
        for each in new
    ]


def kept_value(system: str, text: str) -> str:
    """Return the phone or the address as it is kept.

    :raises CannotKeepContactError: when it is neither
    """
    if system == ContactPointSystem.EMAIL:
        try:
            validate_email(address := text.strip())
        except ValidationError as error:
            raise CannotKeepContactError((ContactObstacle.NOT_AN_EMAIL_ADDRESS,)) from error
        return address
    phone = rules.phone_value(text)
    if phone is None:
        raise CannotKeepContactError((ContactObstacle.NOT_A_PHONE_NUMBER,))
    return phone
