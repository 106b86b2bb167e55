"""Forms of people: text from a browser becomes typed values. Nothing is saved here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from wayhome.journey.patients import labels
from wayhome.journey.patients.codes import (
    ContactObstacle,
    ContactPointSystem,
    ContactPointUse,
    FlagObstacle,
    PatientObstacle,
)
from wayhome.journey.patients.rules import NewContactPoint, Person
from wayhome.shared.core.forms import EditionForm, RefusableForm
from wayhome.shared.core.refusal import SentencesByKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django_stubs_ext import StrOrPromise

LONGEST = 200
LONGEST_FLAG = 300
DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
PHONE = forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off"})
PERSON_FIELDS = (
    "given_name",
    "family_name",
    "preferred_name",
    "pronouns",
    "birth_date",
    "gender",
    "language",
    "needs_interpreter",
    "address_line",
    "address_city",
    "address_state",
    "address_postal_code",
)


def text(label: StrOrPromise, help_text: StrOrPromise = "", **given: Any) -> forms.CharField:
    given.setdefault("required", False)
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(
        label=label, help_text=help_text, max_length=LONGEST, widget=widget, **given
    )


def choice(
    label: StrOrPromise, words: Mapping[Any, StrOrPromise], *, asks: bool = False
) -> forms.ChoiceField:
    """Return a choice; one that asks has nothing chosen beforehand."""
    question = (("", _("Choose…")),) if asks else ()
    return forms.ChoiceField(label=label, choices=(*question, *words.items()))


def tick(label: StrOrPromise, help_text: StrOrPromise = "") -> forms.BooleanField:
    return forms.BooleanField(label=label, help_text=help_text, required=False)


def message_tick() -> forms.BooleanField:
    return tick(_("We may leave a message there"))


def say_tick() -> forms.BooleanField:
    return tick(_("We may say who we are"), _("To whoever answers, and in a message."))


class SearchForm(forms.Form):
    use_required_attribute = False  # a search that is emptied shows everyone again

    q = forms.CharField(
        label=_("Find a client"),
        help_text=_("By name, date of birth, phone or record number. Spelling needn't be exact."),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def wanted(self) -> str:
        return self.cleaned_data["q"].strip() if self.is_valid() else ""


class PersonForm(RefusableForm):
    """Who a person is."""

    words = SentencesByKind(labels.PATIENT_OBSTACLES, labels.CONTACT_OBSTACLES)
    places = {
        PatientObstacle.NAME_MISSING: "given_name",
        PatientObstacle.BIRTH_DATE_IN_THE_FUTURE: "birth_date",
        PatientObstacle.BIRTH_DATE_TOO_EARLY: "birth_date",
        ContactObstacle.NOT_A_PHONE_NUMBER: "phone",
        ContactObstacle.NOT_AN_EMAIL_ADDRESS: "email",
    }

    given_name = text(_("Given name"))
    family_name = text(_("Family name"))
    preferred_name = text(
        _("Preferred name"),
        _("What to call them, if it isn't the given name. Lists show this one."),
    )
    pronouns = text(_("Pronouns"))
    birth_date = forms.DateField(label=_("Date of birth"), required=False, widget=DATE)
    gender = choice(_("Gender"), labels.GENDERS)
    language = choice(_("Language"), labels.LANGUAGES)
    needs_interpreter = tick(_("Needs an interpreter"))

    def person(self) -> Person:
        known = {name: self.cleaned_data[name] for name in PERSON_FIELDS if name in self.fields}
        return cast("Person", known)


class RegisterForm(PersonForm):
    """A new person, and how to reach them."""

    phone = forms.CharField(label=_("Phone"), required=False, max_length=LONGEST, widget=PHONE)
    may_leave_message = message_tick()
    may_say_who_we_are = say_tick()
    email = text(_("E-mail"))

    def contacts(self) -> list[NewContactPoint]:
        given = self.cleaned_data
        said = (given["may_leave_message"], given["may_say_who_we_are"])
        points = []
        if given["phone"]:
            use = ContactPointUse.MOBILE
            points.append(NewContactPoint(ContactPointSystem.PHONE, given["phone"], use, *said))
        if given["email"]:
            use = ContactPointUse.HOME
            points.append(NewContactPoint(ContactPointSystem.EMAIL, given["email"], use, *said))
        return points


class ChangeForm(PersonForm, EditionForm):
    """What is known of a person, as it stands."""

    address_line = text(_("Street and number"))
    address_city = text(_("City"))
    address_state = forms.CharField(
        label=_("State"), help_text=_("Two letters, such as NY."), max_length=2, required=False
    )
    address_postal_code = text(_("ZIP code"))

    def clean_address_state(self) -> str:
        return str(self.cleaned_data["address_state"]).upper()


class ContactPointForm(RefusableForm):
    words = labels.CONTACT_OBSTACLES
    places = {
        ContactObstacle.NOT_A_PHONE_NUMBER: "value",
        ContactObstacle.NOT_AN_EMAIL_ADDRESS: "value",
        ContactObstacle.ALREADY_LISTED: "value",
    }

    system = choice(_("What it is"), labels.SYSTEMS)
    value = text(_("Number or address"), required=True)
    use = choice(_("Where"), labels.USES)
    may_leave_message = message_tick()
    may_say_who_we_are = say_tick()


class ContactPointChangeForm(ContactPointForm):
    """A phone stays a phone, an address an address."""

    system = None  # type: ignore[assignment]  # how Django takes a field away


class RelatedPersonForm(RefusableForm):
    words = labels.CONTACT_OBSTACLES
    places = {
        ContactObstacle.NAME_MISSING: "name",
        ContactObstacle.NOT_A_PHONE_NUMBER: "phone",
        ContactObstacle.NOT_AN_EMAIL_ADDRESS: "email",
    }

    name = text(_("Name"), required=True)
    relationship = choice(_("What they are to the client"), labels.RELATIONSHIPS, asks=True)
    role = choice(_("What they are to the program"), labels.ROLES)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=LONGEST, widget=PHONE)
    email = text(_("E-mail"))


class FlagForm(RefusableForm):
    words = labels.FLAG_OBSTACLES
    places = {FlagObstacle.TEXT_MISSING: "text"}

    category = choice(_("Kind"), labels.FLAG_CATEGORIES)
    text = forms.CharField(
        label=_("What everyone must know first"),
        help_text=_("One sentence. It stands at the head of the chart and on rosters."),
        max_length=LONGEST_FLAG,
    )


class IdentifierForm(RefusableForm):
    words = labels.CONTACT_OBSTACLES
    places = {ContactObstacle.VALUE_MISSING: "value", ContactObstacle.TAKEN: "value"}

    identifier_type = choice(_("Kind of number"), labels.IDENTIFIERS)
    value = text(_("Number"), required=True)
    system = text(_("Who gave it"), _("An insurer, a state or another system, if it matters."))


class MergeForm(RefusableForm):
    """Which of two records stands from now on; the other is kept under it."""

    words = labels.MERGE_OBSTACLES

    kept = forms.ChoiceField(
        label=_("Which record stands from now on?"),
        help_text=_("The other stays readable under it, and nothing is lost. It can be undone."),
        widget=forms.RadioSelect,
    )

    def offer(self, records: Iterable[tuple[UUID, str]]) -> None:
        cast("forms.ChoiceField", self.fields["kept"]).choices = [
            (str(patient_id), words) for patient_id, words in records
        ]

    def kept_and_replaced(self) -> tuple[UUID, UUID]:
        offered = [code for code, _words in self.fields["kept"].choices]  # type: ignore[attr-defined]
        kept = self.cleaned_data["kept"]
        (replaced,) = (code for code in offered if code != kept)
        return UUID(kept), UUID(replaced)
