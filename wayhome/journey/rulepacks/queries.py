"""Reads of the numbers that law, payers and the program set."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Q

from wayhome.journey.rulepacks.codes import UNITS, Payer, RuleKey
from wayhome.journey.rulepacks.labels import GROUPS, KEYS, PAYERS, SOURCES, amount
from wayhome.journey.rulepacks.models import RuleValue
from wayhome.journey.rulepacks.rules import PACKAGED, Scope, SetValue, chosen
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.period import DatePeriod
from wayhome.shared.core.prepared import (
    Prepared,
    any_of,
    given_day,
    given_id,
    given_text,
    given_texts,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from django.utils.functional import Promise

    from wayhome.shared.audit.actor import Actor
    from wayhome.shared.tenancy.models import HealthcareService


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A number that the organization set: for what, from when, and whether it holds now."""

    value: SetValue
    amount: str
    program: str
    holds: bool


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A key with the number that holds, and where it stands."""

    key: RuleKey
    label: str | Promise
    amount: str
    source: str | Promise
    is_own: bool


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """Keys that belong together on the page."""

    title: str | Promise
    lines: tuple[RuleLine, ...]


@dataclass(frozen=True, slots=True)
class RuleDetail:
    """A key with every number that is set or packaged for it, by scope."""

    line: RuleLine
    own: tuple[OwnLine, ...]
    packaged: tuple[PackagedLine, ...]


@dataclass(frozen=True, slots=True)
class PackagedLine:
    """A packaged number, for whom it holds, and its source in words."""

    amount: str
    jurisdiction: str
    payer: str | Promise
    source: str | Promise


_NUMBERS = Prepared(
    lambda: RuleValue.objects.filter(
        Q(effective_end__isnull=True) | Q(effective_end__gt=given_day("first")),
        Q(healthcare_service__isnull=True) | Q(healthcare_service=given_id("service")),
        Q(jurisdiction="") | Q(jurisdiction=given_text("jurisdiction")),
        Q(payer="") | Q(payer=given_text("payer")),
        any_of("key", given_texts("keys")),
        effective_start__lte=given_day("last"),
    ).order_by("pk")
)


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
    return numbers_by_day(by, keys, days=[on], service=service, payer=payer)[on]


def numbers_by_day(
    by: Actor,
    keys: Iterable[RuleKey],
    *,
    days: Collection[date],
    service: HealthcareService | None = None,
    payer: str = "",
) -> Mapping[date, Mapping[RuleKey, Decimal]]:
    """Return the numbers that hold on each of these days, in one statement; see `numbers`."""
    by.require(Permission.RULE_VIEW)
    scope, wanted = _scope(service, payer), tuple(keys)
    values = _values(_holding(wanted, min(days), scope, until=max(days)))
    return {
        day: {key: chosen(key, on=day, scope=scope, values=values).value for key in wanted}
        for day in days
    }


def rule_groups(
    by: Actor, *, on: date, service: HealthcareService | None = None
) -> tuple[RuleGroup, ...]:
    """Return every key with the number that holds for a program, or for the organization."""
    by.require(Permission.SETTINGS_VIEW)
    scope = _scope(service, "")
    values = _values(_holding(RuleKey, on, scope))
    return tuple(
        RuleGroup(title, tuple(_line(key, on, scope, values) for key in keys))
        for title, keys in GROUPS
    )


def get_rule(by: Actor, key: RuleKey, *, on: date) -> RuleDetail:
    """Return a key with every number that was, is or will be set for it, newest first."""
    by.require(Permission.SETTINGS_VIEW)
    rows = RuleValue.objects.filter(key=key).select_related("healthcare_service")
    ordered = tuple(rows.order_by("-effective_start", "pk"))
    values = _values(ordered)
    own = tuple(
        OwnLine(
            value,
            amount(value.value, UNITS[key]),
            row.healthcare_service.name if row.healthcare_service else "",
            DatePeriod(value.start, value.end).contains(on),
        )
        for row, value in zip(ordered, values, strict=True)
    )
    packaged = tuple(
        PackagedLine(
            amount(value.value, UNITS[key]),
            value.jurisdiction,
            PAYERS[Payer(value.payer)] if value.payer else "",
            SOURCES.get(value.source, value.source),
        )
        for value in PACKAGED
        if value.key is key
    )
    return RuleDetail(_line(key, on, Scope(), values), own, packaged)


def _scope(service: HealthcareService | None, payer: str) -> Scope:
    if service is None:
        return Scope(payer=payer)
    return Scope(service.pk, service.jurisdiction, payer)


def _holding(
    keys: Iterable[RuleKey], on: date, scope: Scope, *, until: date | None = None
) -> Iterable[RuleValue]:
    """Return what holds on any day from `on` to `until`."""
    return _NUMBERS.rows(
        keys=[key.value for key in keys],
        first=on,
        last=until or on,
        service=scope.service_id,
        jurisdiction=scope.jurisdiction,
        payer=scope.payer,
    )


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


def _line(key: RuleKey, on: date, scope: Scope, values: Iterable[SetValue]) -> RuleLine:
    found = chosen(key, on=on, scope=scope, values=values)
    return RuleLine(
        key,
        KEYS[key],
        amount(found.value, UNITS[key]),
        SOURCES.get(found.source, found.source),
        found.set_value is not None,
    )
