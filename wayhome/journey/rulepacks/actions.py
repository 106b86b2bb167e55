"""Writes of numbers: set one from a day on, or let one end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayhome.journey.rulepacks import rules
from wayhome.journey.rulepacks.codes import RuleObstacle
from wayhome.journey.rulepacks.models import RuleValue
from wayhome.journey.rulepacks.rules import Scope, Stretch
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.refusal import Refusal, refusing
from wayhome.shared.tenancy import queries as tenancy
from wayhome.shared.tenancy.codes import STATES

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from uuid import UUID

    from wayhome.journey.rulepacks.codes import RuleKey
    from wayhome.shared.audit.actor import Actor

EVERYWHERE = Scope()
_CLASH = {"rule_value_one_at_a_time": RuleObstacle.CHANGED_MEANWHILE}


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
    source: str,
    effective_start: date,
    scope: Scope = EVERYWHERE,
) -> RuleValue:
    """Set the number for a scope from a day on; the one that held until then ends.

    :raises CannotSetRuleValueError: with every reason why not
    """
    known_state = scope.jurisdiction in {"", *STATES}
    if obstacles := rules.obstacles_to_setting(
        key, value, source=source, is_state_known=known_state
    ):
        raise CannotSetRuleValueError(obstacles)
    if scope.service_id:
        tenancy.get_service(by, scope.service_id)
    known = {row.pk: row for row in _locked(key, scope)}
    place = rules.place_of(effective_start, [_stretch(row) for row in known.values()])
    if place.ends is not None:
        _end(known[place.ends], effective_start)
    row = _new(by, key, scope) if place.replaces is None else known[place.replaces]
    row.value, row.source = value, source.strip()
    row.effective_start, row.effective_end = effective_start, place.end
    with refusing(CannotSetRuleValueError, _CLASH):
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
    return _end(row, effective_end)


def _end(row: RuleValue, day: date) -> RuleValue:
    row.effective_end = day
    row.save(update_fields=["effective_end"])
    return row


def _locked(key: RuleKey, scope: Scope) -> list[RuleValue]:
    rows = RuleValue.objects.filter(
        key=key,
        healthcare_service=scope.service_id,
        jurisdiction=scope.jurisdiction,
        payer=scope.payer,
    )
    return list(rows.order_by("effective_start").select_for_update(of=("self",)))


def _new(by: Actor, key: RuleKey, scope: Scope) -> RuleValue:
    return RuleValue(
        organization_id=by.organization_id,
        key=key,
        healthcare_service_id=scope.service_id,
        jurisdiction=scope.jurisdiction,
        payer=scope.payer,
    )


def _stretch(row: RuleValue) -> Stretch:
    return Stretch(row.pk, row.effective_start, row.effective_end)
