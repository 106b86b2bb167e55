"""Forms of the staff list: practitioners, credentials, members."""

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from wayhome.shared.accounts.codes import (
    STAFF_ROLES,
    CredentialCode,
    CredentialObstacle,
    MembershipObstacle,
    PractitionerObstacle,
    Role,
    UserObstacle,
)
from wayhome.shared.accounts.labels import (
    CREDENTIAL_OBSTACLES,
    CREDENTIALS,
    MEMBERSHIP_OBSTACLES,
    PRACTITIONER_OBSTACLES,
    ROLES,
    USER_OBSTACLES,
)
from wayhome.shared.accounts.rules import CredentialFacts
from wayhome.shared.core.forms import RefusableForm
from wayhome.shared.core.refusal import SentencesByKind

GIVEN_ROLES = tuple(role for role in Role if role in STAFF_ROLES or role is Role.KIOSK)
type Choice = tuple[UUID, str]


def _day(**given: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **given)


def _uuid(value: str) -> UUID | None:
    return UUID(value) if value else None


class PractitionerForm(RefusableForm):
    words: ClassVar = PRACTITIONER_OBSTACLES
    places: ClassVar = {
        PractitionerObstacle.NAME_MISSING: "given_name",
        PractitionerObstacle.NPI_INVALID: "npi",
        PractitionerObstacle.SUPERVISOR_MISSING: "supervisor",
        PractitionerObstacle.SUPERVISOR_IS_SELF: "supervisor",
        PractitionerObstacle.SUPERVISOR_INACTIVE: "supervisor",
    }

    given_name = forms.CharField(label=_("First name"), max_length=100)
    family_name = forms.CharField(label=_("Last name"), max_length=100)
    npi = forms.CharField(
        label=_("NPI"),
        required=False,
        max_length=10,
        help_text=_("The ten digits of the National Provider Identifier."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    supervisor = forms.TypedChoiceField(
        label=_("Supervisor"), required=False, coerce=_uuid, empty_value=None
    )
    needs_cosignature = forms.BooleanField(
        label=_("Their notes need the supervisor's co-signature"), required=False
    )

    def __init__(self, supervisors: tuple[Choice, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supervisor"].choices = [("", _("Nobody")), *supervisors]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {
            "given_name": self.cleaned_data["given_name"],
            "family_name": self.cleaned_data["family_name"],
            "npi": self.cleaned_data["npi"],
            "supervisor_id": self.cleaned_data["supervisor"],
            "needs_cosignature": self.cleaned_data["needs_cosignature"],
        }


class RenewalForm(RefusableForm):
    words: ClassVar = CREDENTIAL_OBSTACLES
    places: ClassVar = {
        CredentialObstacle.NUMBER_MISSING: "number",
        CredentialObstacle.NUMBER_OF_SOMEONE_ELSE: "number",
        CredentialObstacle.STATE_UNKNOWN: "state",
        CredentialObstacle.EXPIRES_BEFORE_ITS_ISSUE: "expiry_date",
        CredentialObstacle.RENEWAL_ENDS_EARLIER: "expiry_date",
        CredentialObstacle.VERIFIED_IN_FUTURE: "verified_date",
        CredentialObstacle.SOURCE_MISSING: "verification_source",
    }

    issue_date = _day(label=_("Valid from"))
    expiry_date = _day(label=_("Last day"), help_text=_("The last day on which it is valid."))
    verified_date = _day(label=_("Checked on"), required=False)
    verification_source = forms.CharField(
        label=_("Checked where"),
        required=False,
        max_length=200,
        help_text=_("Such as the board's website."),
    )

    def dates(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in RenewalForm.base_fields}


class CredentialForm(RenewalForm):
    code = forms.ChoiceField(label=_("Kind"))
    number = forms.CharField(label=_("Number"), max_length=60)
    state = forms.CharField(
        label=_("State"),
        max_length=2,
        help_text=_("Two letters."),
        widget=forms.TextInput(attrs={"autocapitalize": "characters"}),
    )
    field_order = ["code", "number", "state"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [(code, CREDENTIALS[code]) for code in CredentialCode]  # type: ignore[attr-defined]

    def facts(self) -> CredentialFacts:
        return CredentialFacts(
            code=self.cleaned_data["code"],
            number=self.cleaned_data["number"],
            state=self.cleaned_data["state"].upper(),
            **self.dates(),
        )


class MemberForm(RefusableForm):
    words: ClassVar = SentencesByKind(USER_OBSTACLES, MEMBERSHIP_OBSTACLES)
    places: ClassVar = {
        UserObstacle.EMAIL_INVALID: "email",
        MembershipObstacle.ALREADY_MEMBER: "email",
        MembershipObstacle.ROLE_MISSING: "roles",
        MembershipObstacle.KIOSK_AND_OTHERS: "roles",
        MembershipObstacle.LAST_DIRECTOR: "roles",
        MembershipObstacle.OWN_MEMBERSHIP: "roles",
        MembershipObstacle.PRACTITIONER_MISSING: "practitioner",
        MembershipObstacle.NAME_MISSING: "display_name",
    }

    display_name = forms.CharField(
        label=_("Name"),
        max_length=100,
        help_text=_("As colleagues know them, such as N. Ortiz."),
    )
    roles = forms.TypedMultipleChoiceField(
        label=_("Roles"),
        coerce=Role,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one role.")},
    )
    practitioner = forms.TypedChoiceField(
        label=_("Is this practitioner"),
        required=False,
        coerce=_uuid,
        empty_value=None,
        help_text=_("Whoever signs notes does so as a practitioner with credentials."),
    )
    must_use_second_factor = forms.BooleanField(
        label=_("Must use a second step to sign in"), required=False, initial=True
    )

    def __init__(self, practitioners: tuple[Choice, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [(role, ROLES[role]) for role in GIVEN_ROLES]  # type: ignore[attr-defined]
        self.fields["practitioner"].choices = [("", _("Nobody")), *practitioners]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {
            "display_name": self.cleaned_data["display_name"],
            "roles": self.cleaned_data["roles"],
            "practitioner_id": self.cleaned_data["practitioner"],
            "must_use_second_factor": self.cleaned_data["must_use_second_factor"],
        }


class InvitationForm(MemberForm):
    email = forms.EmailField(
        label=_("Email"), help_text=_("A link to choose a password is sent there.")
    )
    field_order = ["email"]

    def values(self) -> dict[str, Any]:
        return {**super().values(), "email": self.cleaned_data["email"]}
