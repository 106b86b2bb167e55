"""The form in which it is said what somebody should get in a week."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from wayhome.journey.scheduling.codes import PHASES, ServiceType
from wayhome.journey.scheduling.labels import SERVICE_TYPES
from wayhome.journey.weekplans import labels, rules
from wayhome.journey.weekplans.codes import OrderObstacle
from wayhome.journey.weekplans.rules import Order, Ordered
from wayhome.shared.core.forms import EditionForm, RefusableForm

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.forms import BoundField
    from django_stubs_ext import StrOrPromise

    from wayhome.journey.weekplans.queries import DatedOrder, KnownOrders

GROUPS = tuple(each for each in ServiceType if each is not ServiceType.INDIVIDUAL)
MINUTES_IN_HOUR = 60


class OrderForm(RefusableForm, EditionForm):
    """The phase, the most of each kind of group, the individual session; from which day on.

    A tick beside a group means as much as the week asks for, whatever number stands there.
    """

    words: ClassVar[Mapping[Any, StrOrPromise]] = labels.ORDER_OBSTACLES
    places: ClassVar[Mapping[Any, str]] = MappingProxyType(
        {
            OrderObstacle.PHASE_UNKNOWN: "phase",
            OrderObstacle.STARTS_BEFORE_TODAY: "period_start",
            OrderObstacle.STARTS_TOO_LATE: "period_start",
        }
    )

    phase = forms.TypedChoiceField(
        label=_("Phase of the program"),
        choices=lambda: [(each, labels.phase_words(each)) for each in PHASES],
        coerce=int,
        initial=PHASES[0],
    )
    session_minutes = forms.IntegerField(
        label=_("Individual session, minutes"),
        required=False,
        help_text=_("Empty: none."),
        widget=forms.NumberInput(attrs={"min": 15, "max": rules.LONGEST_SESSION, "step": 15}),
    )
    every_weeks = forms.IntegerField(
        label=_("Every how many weeks"),
        required=False,
        initial=1,
        help_text=_("1: every week. 2: every other week."),
        widget=forms.NumberInput(attrs={"min": 1, "max": rules.MOST_WEEKS}),
    )
    period_start = forms.DateField(
        label=_("From which day"),
        help_text=_("Until then, what is saved now goes on."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, data: Any, *, known: KnownOrders, usual: DatedOrder | None = None) -> None:
        newest = known.newest or usual
        initial = _initial(newest) if newest else {}
        super().__init__(
            data, initial=initial | {"period_start": known.today, "edition": known.edition}
        )
        for service in GROUPS:
            self.fields[_hours(service)] = _hours_field(service)
            self.fields[_all(service)] = _all_field(service)

    def groups(self) -> Iterator[tuple[StrOrPromise, BoundField, BoundField]]:
        """Return each kind of group with its two fields."""
        for service in GROUPS:
            yield SERVICE_TYPES[service], self[_hours(service)], self[_all(service)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        items = [*self._groups(given), *self._session(given)]
        return given | {"items": tuple(items)}

    def given(self) -> dict[str, Any]:
        given = self.cleaned_data
        order = Order(given["period_start"], given["phase"], given["items"])
        return {"order": order, "edition": given["edition"]}

    def _groups(self, given: dict[str, Any]) -> Iterator[Ordered]:
        for service in GROUPS:
            hours = given.get(_hours(service))
            if given.get(_all(service)):
                yield Ordered(service, rules.WHOLE_WEEK)
            elif hours:
                minutes = hours * MINUTES_IN_HOUR
                if minutes % 1:
                    words = self.words[OrderObstacle.NOT_IN_QUARTERS]
                    self.add_error(_hours(service), str(words))
                else:
                    yield from self._checked(Ordered(service, int(minutes)), _hours(service))

    def _session(self, given: dict[str, Any]) -> Iterator[Ordered]:
        minutes, every = given.get("session_minutes"), given.get("every_weeks")
        if minutes:
            every = 1 if every is None else every
            item = Ordered(ServiceType.INDIVIDUAL, minutes, every)
            yield from self._checked(item, "session_minutes")

    def _checked(self, item: Ordered, field: str) -> Iterator[Ordered]:
        """Say beside the field what can't be so; the action would say it above them all."""
        found = rules.obstacles_to_item(item)
        for obstacle in found:
            place = "every_weeks" if obstacle is OrderObstacle.WEEKS_OUT_OF_RANGE else field
            self.add_error(place, str(self.words[obstacle]))
        if not found:
            yield item


def _hours(service: ServiceType) -> str:
    return f"{service.replace('-', '_')}_hours"


def _all(service: ServiceType) -> str:
    return f"{service.replace('-', '_')}_all"


def _hours_field(service: ServiceType) -> forms.DecimalField:
    return forms.DecimalField(
        label=_("%(group)s, hours a week at most") % {"group": SERVICE_TYPES[service]},
        required=False,
        min_value=0,
        max_digits=5,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"min": 0, "max": 168, "step": "0.25"}),
    )


def _all_field(service: ServiceType) -> forms.BooleanField:
    words = _("As much as the week asks for")
    name = f"{words}: {SERVICE_TYPES[service]}"
    return forms.BooleanField(
        label=words, required=False, widget=forms.CheckboxInput(attrs={"aria-label": name})
    )


def _initial(order: DatedOrder) -> dict[str, Any]:
    """Return an order as the form tells it."""
    found: dict[str, Any] = {"phase": order.row.phase}
    for each in order.items:
        service = ServiceType(each.service_type)
        if each.is_individual:
            found |= {"session_minutes": each.minutes, "every_weeks": each.every_weeks}
        elif each.minutes == rules.WHOLE_WEEK:
            found[_all(service)] = True
        else:
            hours = (Decimal(each.minutes) / MINUTES_IN_HOUR).normalize()
            found[_hours(service)] = f"{hours:f}"
    return found
