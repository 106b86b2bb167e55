"""Numbers that an organization set."""

from datetime import date
from decimal import Decimal

from tests.factories.base import made
from wayhome.journey.rulepacks.codes import RuleKey
from wayhome.journey.rulepacks.models import RuleValue


def make_rule_value(organization, **given):
    given.setdefault("key", RuleKey.GROUP_CAP_THERAPY)
    given.setdefault("value", Decimal(10))
    given.setdefault("effective_start", date(2026, 1, 1))
    given.setdefault("source", "Contract 7")
    return made(RuleValue, organization, **given)
