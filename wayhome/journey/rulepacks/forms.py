"""Forms of numbers."""

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from wayhome.journey.rulepacks.codes import Payer, RuleObstacle
from wayhome.journey.rulepacks.labels import OBSTACLES, PAYERS
from wayhome.journey.rulepacks.rules import Scope
from wayhome.shared.core.forms import RefusableForm


def _program(value: str) -> UUID | None:
    return UUID(value) if value else None


class RuleValueForm(RefusableForm):
    words: ClassVar = OBSTACLES
    places: ClassVar = {
        RuleObstacle.TOO_LOW: "value",
        RuleObstacle.TOO_HIGH: "value",
        RuleObstacle.NOT_WHOLE: "value",
        RuleObstacle.SOURCE_MISSING: "source",
        RuleObstacle.JURISDICTION_UNKNOWN: "jurisdiction",
    }

    value = forms.DecimalField(label=_("Number"), max_digits=8, decimal_places=2)
    effective_start = forms.DateField(
        label=_("Holds from"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("The number until then ends the day before."),
    )
    source = forms.CharField(
        label=_("Where it stands"),
        max_length=300,
        help_text=_("The rule, the contract, or who decided it."),
    )
    service = forms.TypedChoiceField(
        label=_("For one program"), coerce=_program, required=False, empty_value=None
    )
    jurisdiction = forms.CharField(
        label=_("For one state"), max_length=2, required=False, help_text=_("Two letters.")
    )
    payer = forms.ChoiceField(label=_("For one payer"), required=False)

    def __init__(self, programs: tuple[tuple[UUID, str], ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = [("", _("All programs")), *programs]  # type: ignore[attr-defined]
        payers = [(payer, PAYERS[payer]) for payer in Payer]
        self.fields["payer"].choices = [("", _("All payers")), *payers]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "value": given["value"],
            "effective_start": given["effective_start"],
            "source": given["source"],
            "scope": Scope(given["service"], given["jurisdiction"].upper(), given["payer"]),
        }


class EndForm(RefusableForm):
    words: ClassVar = OBSTACLES
    places: ClassVar = {
        RuleObstacle.ENDS_BEFORE_IT_STARTS: "effective_end",
        RuleObstacle.ALREADY_ENDED: "effective_end",
    }

    effective_end = forms.DateField(
        label=_("First day without it"), widget=forms.DateInput(attrs={"type": "date"})
    )
