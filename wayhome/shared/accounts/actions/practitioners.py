"""Writes of practitioners and their credentials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayhome.shared.accounts import rules
from wayhome.shared.accounts.codes import CredentialObstacle, PractitionerObstacle
from wayhome.shared.accounts.models import Credential, Practitioner
from wayhome.shared.accounts.rules import CredentialFacts
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.refusal import Refusal, refusing

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from wayhome.shared.audit.actor import Actor

_CLASH = {
    "credential_renewed_once_a_day": CredentialObstacle.ALREADY_RECORDED,
    "credential_number_is_one_persons": CredentialObstacle.NUMBER_OF_SOMEONE_ELSE,
}


class CannotSavePractitionerError(Refusal):
    """A practitioner can't be so."""


class CannotRecordCredentialError(Refusal):
    """A credential can't be recorded so."""


@action(Permission.PRACTITIONER_MANAGE)
def add_practitioner(
    by: Actor,
    *,
    given_name: str,
    family_name: str,
    npi: str = "",
    supervisor_id: UUID | None = None,
    needs_cosignature: bool = False,
    external_id: str = "",
) -> Practitioner:
    """Add someone who gives care.

    :raises CannotSavePractitionerError: with every reason why not
    """
    added = Practitioner(organization_id=by.organization_id, external_id=external_id)
    added.given_name, added.family_name, added.npi = given_name.strip(), family_name.strip(), npi
    return _saved(added, supervisor_id=supervisor_id, needs_cosignature=needs_cosignature)


@action(Permission.PRACTITIONER_MANAGE)
def change_practitioner(
    _by: Actor,
    *,
    practitioner_id: UUID,
    given_name: str,
    family_name: str,
    npi: str = "",
    supervisor_id: UUID | None = None,
    needs_cosignature: bool = False,
) -> Practitioner:
    """Change a practitioner's name, number or supervision; notes that are signed stay as signed.

    :raises CannotSavePractitionerError: with every reason why not
    """
    known = _locked(practitioner_id)
    known.given_name, known.family_name, known.npi = given_name.strip(), family_name.strip(), npi
    return _saved(known, supervisor_id=supervisor_id, needs_cosignature=needs_cosignature)


@action(Permission.PRACTITIONER_MANAGE)
def deactivate_practitioner(_by: Actor, *, practitioner_id: UUID) -> Practitioner:
    """Take someone off the list of those who give care; what they signed stays theirs.

    :raises CannotSavePractitionerError: while they supervise others
    """
    known = _locked(practitioner_id)
    if Practitioner.objects.filter(supervisor=known, is_active=True).exists():
        raise CannotSavePractitionerError((PractitionerObstacle.SUPERVISES_OTHERS,))
    known.is_active = False
    known.save(update_fields=["is_active"])
    return known


@action(Permission.PRACTITIONER_MANAGE)
def reactivate_practitioner(_by: Actor, *, practitioner_id: UUID) -> Practitioner:
    """Put someone back on the list of those who give care."""
    known = _locked(practitioner_id)
    known.is_active = True
    known.save(update_fields=["is_active"])
    return known


@action(Permission.PRACTITIONER_MANAGE)
def add_credential(
    by: Actor, *, practitioner_id: UUID, facts: CredentialFacts, today: date
) -> Credential:
    """Record a license or certificate.

    :raises CannotRecordCredentialError: with every reason why not
    """
    if obstacles := rules.obstacles_to_credential(facts, today=today):
        raise CannotRecordCredentialError(obstacles)
    credential = Credential(
        organization_id=by.organization_id,
        practitioner=_locked(practitioner_id),
        code=facts.code,
        number=facts.number.strip(),
        state=facts.state,
        issue_date=facts.issue_date,
        expiry_date=facts.expiry_date,
        verified_date=facts.verified_date,
        verification_source=facts.verification_source.strip(),
    )
    with refusing(CannotRecordCredentialError, _CLASH):
        credential.save(force_insert=True)
    return credential


@action(Permission.PRACTITIONER_MANAGE)
def renew_credential(
    by: Actor,
    *,
    credential_id: UUID,
    issue_date: date,
    expiry_date: date,
    today: date,
    verified_date: date | None = None,
    verification_source: str = "",
) -> Credential:
    """Record that a credential was renewed: a row of its own, so that a gap before it shows.

    :raises CannotRecordCredentialError: with every reason why not
    """
    known = Credential.objects.select_for_update(of=("self",)).get(pk=credential_id)
    if expiry_date <= known.expiry_date:
        raise CannotRecordCredentialError((CredentialObstacle.RENEWAL_ENDS_EARLIER,))
    facts = CredentialFacts(
        known.code,
        known.number,
        known.state,
        issue_date,
        expiry_date,
        verified_date,
        verification_source,
    )
    return add_credential(by, practitioner_id=known.practitioner_id, facts=facts, today=today)


def _locked(practitioner_id: UUID) -> Practitioner:
    return Practitioner.objects.select_for_update(of=("self",)).get(pk=practitioner_id)


def _saved(
    practitioner: Practitioner, *, supervisor_id: UUID | None, needs_cosignature: bool
) -> Practitioner:
    obstacles = rules.obstacles_to_practitioner(
        given_name=practitioner.given_name,
        family_name=practitioner.family_name,
        npi=practitioner.npi,
        practitioner_id=practitioner.pk,
        supervisor_id=supervisor_id,
        needs_cosignature=needs_cosignature,
    )
    if supervisor_id and not Practitioner.objects.get(pk=supervisor_id).is_active:
        obstacles = (*obstacles, PractitionerObstacle.SUPERVISOR_INACTIVE)
    if obstacles:
        raise CannotSavePractitionerError(obstacles)
    practitioner.supervisor_id = supervisor_id
    practitioner.needs_cosignature = needs_cosignature
    practitioner.save()
    return practitioner
