"""Reads of the numbers that law, payers and the program set."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Q

from wayhome.journey.rulepacks.codes import RuleKey
from wayhome.journey.rulepacks.models import RuleValue
from wayhome.journey.rulepacks.rules import Scope, SetValue, chosen, packaged_value
from wayhome.shared.audit.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from uuid import UUID

    from wayhome.journey.rulepacks.rules import Chosen, PackagedValue
    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.tenancy.models import HealthcareService

HIGH_INTENSITY = "2.5"
MINUTES_IN_HOUR = 60


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A key with what holds today, what is packaged, and what the organization has set."""

    key: RuleKey
    chosen: Chosen
    packaged: PackagedValue
    own: tuple[SetValue, ...]


def number(
    by: Actor,
    key: RuleKey,
    *,
    on: date,
    service: HealthcareService | None = None,
    payer: str = "",
) -> Decimal:
    """Return the number that holds for the key on this day; see `numbers`."""
    return numbers(by, [key], on=on, service=service, payer=payer)[key]


def numbers(
    by: Actor,
    keys: Iterable[RuleKey],
    *,
    on: date,
    service: HealthcareService | None = None,
    payer: str = "",
) -> Mapping[RuleKey, Decimal]:
    """Return the number that holds for each key on this day, in one statement.

    The narrowest scope wins: program, payer, state, organization, then what is packaged.
    """
    by.require(Permission.RULE_VIEW)
    scope = _scope(service, payer)
    wanted = tuple(keys)
    values = _values(_holding(wanted, on, scope))
    return {key: chosen(key, on=on, scope=scope, values=values).value for key in wanted}


def weekly_target_minutes(by: Actor, *, service: HealthcareService, on: date) -> int:
    """Return the minutes a week that the program asks of an adult client."""
    by.require(Permission.RULE_VIEW)
    if service.weekly_target_minutes is not None:
        return service.weekly_target_minutes
    is_high = service.level_of_care == HIGH_INTENSITY
    key = RuleKey.WEEKLY_MIN_HOURS_HIGH_INTENSITY if is_high else RuleKey.WEEKLY_MIN_HOURS_ADULT
    return int(number(by, key, on=on, service=service) * MINUTES_IN_HOUR)


def rule_lines(
    by: Actor, *, on: date, service: HealthcareService | None = None, payer: str = ""
) -> tuple[RuleLine, ...]:
    """Return every key with its numbers, for the page that lists and changes them."""
    by.require(Permission.SETTINGS_VIEW)
    scope = _scope(service, payer)
    values = _values(RuleValue.objects.order_by("key", "-effective_start", "pk"))
    return tuple(
        RuleLine(
            key,
            chosen(key, on=on, scope=scope, values=values),
            packaged_value(key, on=on, scope=scope),
            tuple(value for value in values if value.key is key),
        )
        for key in RuleKey
    )


def get_rule_value(by: Actor, rule_value_id: UUID) -> RuleValue:
    by.require(Permission.SETTINGS_VIEW)
    return RuleValue.objects.get(pk=rule_value_id)


def _scope(service: HealthcareService | None, payer: str) -> Scope:
    if service is None:
        return Scope(payer=payer)
    return Scope(service.pk, service.jurisdiction, payer)


def _holding(keys: Iterable[RuleKey], on: date, scope: Scope) -> Iterable[RuleValue]:
    return RuleValue.objects.filter(
        Q(effective_end__isnull=True) | Q(effective_end__gt=on),
        Q(healthcare_service__isnull=True) | Q(healthcare_service=scope.service_id),
        key__in=[*keys],
        effective_start__lte=on,
        jurisdiction__in={"", scope.jurisdiction},
        payer__in={"", scope.payer},
    ).order_by("pk")


def _values(rows: Iterable[RuleValue]) -> tuple[SetValue, ...]:
    known = {*RuleKey}
    return tuple(
        SetValue(
            row.pk,
            RuleKey(row.key),
            row.value,
            Scope(row.healthcare_service_id, row.jurisdiction, row.payer),
            row.effective_start,
            row.effective_end,
            row.source,
        )
        for row in rows
        if row.key in known
    )
