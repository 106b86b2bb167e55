"""Programs and practitioners of a bundle: few rows, each taken by the action a person uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayhome.shared.accounts import actions as accounts
from wayhome.shared.accounts.rules import CredentialFacts
from wayhome.shared.tenancy import actions as tenancy
from wayhome.shared.tenancy import queries as places
from wayhome.shared.tenancy.rules import ServicePlan

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from wayhome.faces.interop import bundle
    from wayhome.shared.audit.actor import Actor


def settle_program(by: Actor, row: bundle.Program, _today: date) -> None:
    """Add a program, and its site when the organization has none of that name.

    :raises Refusal: with the reason why not
    """
    tenancy.add_service(
        by,
        site_id=_site_id(by, row.site),
        external_id=row.external_id,
        plan=ServicePlan(
            name=row.name,
            level_of_care=row.level_of_care,
            time_zone=row.time_zone,
            week_starts_on=row.week_starts_on or 0,
            jurisdiction=row.jurisdiction,
            weekly_target_minutes=row.weekly_target_minutes,
            group_cap=row.group_cap,
        ),
    )


def settle_practitioner(by: Actor, row: bundle.Practitioner, today: date) -> None:
    """Add a practitioner with the credential that the row tells of.

    :raises Refusal: with the reason why not
    """
    added = accounts.add_practitioner(
        by,
        given_name=row.given_name,
        family_name=row.family_name,
        npi=row.npi,
        external_id=row.external_id,
    )
    if row.credential and row.credential_issued and row.credential_expires:
        accounts.add_credential(
            by,
            practitioner_id=added.pk,
            today=today,
            facts=CredentialFacts(
                code=row.credential,
                number=row.credential_number,
                state=row.credential_state,
                issue_date=row.credential_issued,
                expiry_date=row.credential_expires,
            ),
        )


def _site_id(by: Actor, name: str) -> UUID:
    site = places.sites(by, with_closed=True).filter(name=name.strip()).first()
    return site.pk if site else tenancy.add_site(by, name=name).pk
