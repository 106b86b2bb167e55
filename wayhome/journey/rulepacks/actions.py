"""Writes of numbers: set one from a day on, or let one end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayhome.journey.rulepacks import rules
from wayhome.journey.rulepacks.codes import RuleObstacle
from wayhome.journey.rulepacks.models import RuleValue
from wayhome.journey.rulepacks.rules import Stretch
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.refusal import Refusal, refusing
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from uuid import UUID

    from wayhome.journey.rulepacks.codes import RuleKey
    from wayhome.shared.audit.actor import Actor


class CannotSetRuleValueError(Refusal):
    """A number can't be set so."""


class CannotEndRuleValueError(Refusal):
    """A number can't stop holding on that day."""


@action(Permission.RULE_MANAGE)
def set_rule_value(
    by: Actor,
    *,
    key: RuleKey,
    value: Decimal,
    effective_start: date,
    source: str,
    service_id: UUID | None = None,
    jurisdiction: str = "",
    payer: str = "",
) -> RuleValue:
    """Set the number for a scope from a day on; the one that held until then ends.

    :raises CannotSetRuleValueError: with every reason why not
    """
    if obstacles := rules.obstacles_to_setting(key, value, source=source):
        raise CannotSetRuleValueError(obstacles)
    if service_id is not None:
        tenancy.get_service(by, service_id)
    scope = {
        "key": key,
        "healthcare_service_id": service_id,
        "jurisdiction": jurisdiction,
        "payer": payer,
    }
    known = {row.pk: row for row in _locked(**scope)}
    place = rules.place_of(effective_start, [_stretch(row) for row in known.values()])
    clash = {"rule_value_one_at_a_time": RuleObstacle.CHANGED_MEANWHILE}
    with refusing(CannotSetRuleValueError, clash):
        if place.ends:
            known[place.ends].effective_end = effective_start
            known[place.ends].save(update_fields=["effective_end"])
        row = known.get(place.replaces) if place.replaces else None
        row = row or RuleValue(organization_id=by.organization_id, **scope)
        row.value, row.source = value, source.strip()
        row.effective_start, row.effective_end = effective_start, place.end
        row.save()
    return row


@action(Permission.RULE_MANAGE)
def end_rule_value(_by: Actor, *, rule_value_id: UUID, effective_end: date) -> RuleValue:
    """Let a number hold no longer than the day before; what is wider or packaged holds then.

    :raises CannotEndRuleValueError: with every reason why not
    """
    row = RuleValue.objects.select_for_update(of=("self",)).get(pk=rule_value_id)
    if obstacles := rules.obstacles_to_ending(_stretch(row), end=effective_end):
        raise CannotEndRuleValueError(obstacles)
    row.effective_end = effective_end
    row.save(update_fields=["effective_end"])
    return row


def _locked(**scope: object) -> list[RuleValue]:
    if scope["healthcare_service_id"] is None:
        del scope["healthcare_service_id"]
        scope["healthcare_service__isnull"] = True
    rows = RuleValue.objects.filter(**scope).order_by("effective_start")
    return list(rows.select_for_update(of=("self",)))


def _stretch(row: RuleValue) -> Stretch:
    return Stretch(row.pk, row.effective_start, row.effective_end)
