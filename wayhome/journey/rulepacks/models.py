"""An organization's own numbers, effective-dated; without one the packaged default holds."""

from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce

from wayhome.shared.core.fields import TenantForeignKey
from wayhome.shared.core.models import Record

NO_SERVICE = UUID(int=0)


class DateRange(Func):
    function = "daterange"
    output_field = DateRangeField()


class RuleValue(Record):
    """A number for a key and a scope; the narrowest scope that fits wins. End date excluded."""

    key = models.TextField()
    value = models.DecimalField(max_digits=12, decimal_places=4)
    jurisdiction = models.TextField(default="", blank=True)
    payer = models.TextField(default="", blank=True)
    healthcare_service = TenantForeignKey(
        "tenancy.HealthcareService", on_delete=models.PROTECT, null=True, related_name="+"
    )
    healthcare_service_id: UUID | None
    effective_start = models.DateField()
    effective_end = models.DateField(null=True)
    source = models.TextField()

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="rule_value_ends_after_it_starts",
                condition=Q(effective_end__isnull=True) | Q(effective_end__gt=F("effective_start")),
            ),
            models.CheckConstraint(name="rule_value_has_a_source", condition=~Q(source="")),
            ExclusionConstraint(
                name="rule_value_one_at_a_time",
                expressions=[
                    ("organization", RangeOperators.EQUAL),
                    ("key", RangeOperators.EQUAL),
                    ("jurisdiction", RangeOperators.EQUAL),
                    ("payer", RangeOperators.EQUAL),
                    (
                        Coalesce("healthcare_service", Value(NO_SERVICE)),
                        RangeOperators.EQUAL,
                    ),
                    (DateRange("effective_start", "effective_end"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
