"""What a person reads for the codes of people, and for every reason why not."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wayhome.journey.patients.codes import (
    AdministrativeGender,
    ContactObstacle,
    ContactPointSystem,
    ContactPointUse,
    ContactRole,
    DuplicateReason,
    FlagCategory,
    FlagObstacle,
    IdentifierType,
    MergeObstacle,
    PatientObstacle,
    Relationship,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

GENDERS: Mapping[AdministrativeGender, StrOrPromise] = MappingProxyType(
    {
        AdministrativeGender.UNKNOWN: _("Not asked or not known"),
        AdministrativeGender.FEMALE: _("Female"),
        AdministrativeGender.MALE: _("Male"),
        AdministrativeGender.OTHER: pgettext_lazy("gender", "Other"),
    }
)
# ISO 639-1; the languages most spoken at home in the United States, then whatever else.
LANGUAGES: Mapping[str, StrOrPromise] = MappingProxyType(
    {
        "en": _("English"),
        "es": _("Spanish"),
        "zh": _("Chinese"),
        "tl": _("Tagalog"),
        "vi": _("Vietnamese"),
        "ar": _("Arabic"),
        "fr": _("French"),
        "ht": _("Haitian Creole"),
        "ko": _("Korean"),
        "ru": _("Russian"),
        "pt": _("Portuguese"),
        "de": _("German"),
        "hi": _("Hindi"),
        "pl": _("Polish"),
        "ase": _("American Sign Language"),
        "und": _("Another language"),
    }
)
SYSTEMS: Mapping[ContactPointSystem, StrOrPromise] = MappingProxyType(
    {
        ContactPointSystem.PHONE: _("Phone"),
        ContactPointSystem.SMS: _("Text messages only"),
        ContactPointSystem.EMAIL: _("E-mail"),
    }
)
USES: Mapping[ContactPointUse, StrOrPromise] = MappingProxyType(
    {
        ContactPointUse.MOBILE: _("Mobile"),
        ContactPointUse.HOME: pgettext_lazy("phone", "Home"),
        ContactPointUse.WORK: pgettext_lazy("phone", "Work"),
        ContactPointUse.TEMP: _("For a while"),
        ContactPointUse.OLD: _("Not theirs any more"),
    }
)
# (may leave a message, may say who we are) → what a caller does
MAY_BE_SAID: Mapping[tuple[bool, bool], StrOrPromise] = MappingProxyType(
    {
        (True, True): _("You may leave a message and say who we are."),
        (True, False): _("Leave a message with your first name only; don't say who we are."),
        (False, True): _("Leave no message. To them in person you may say who we are."),
        (False, False): _("Leave no message, and don't say who we are."),
    }
)
RELATIONSHIPS: Mapping[Relationship, StrOrPromise] = MappingProxyType(
    {
        Relationship.SPOUSE: _("Spouse"),
        Relationship.DOMESTIC_PARTNER: _("Domestic partner"),
        Relationship.SIGNIFICANT_OTHER: _("Partner"),
        Relationship.PARENT: _("Parent"),
        Relationship.CHILD: _("Child"),
        Relationship.SIBLING: _("Brother or sister"),
        Relationship.GRANDPARENT: _("Grandparent"),
        Relationship.GUARDIAN: _("Guardian"),
        Relationship.FAMILY_MEMBER: _("Other family"),
        Relationship.FRIEND: _("Friend"),
        Relationship.NEIGHBOR: _("Neighbor"),
        Relationship.ROOMMATE: _("Roommate"),
        Relationship.OTHER: _("Someone else"),
    }
)
ROLES: Mapping[ContactRole, StrOrPromise] = MappingProxyType(
    {
        ContactRole.OTHER: _("No role with the program"),
        ContactRole.EMERGENCY_CONTACT: _("Emergency contact"),
        ContactRole.NEXT_OF_KIN: _("Next of kin"),
        ContactRole.EMPLOYER: _("Employer"),
    }
)
IDENTIFIERS: Mapping[IdentifierType, StrOrPromise] = MappingProxyType(
    {
        IdentifierType.MEDICAID: _("Medicaid number"),
        IdentifierType.MEDICARE: _("Medicare number"),
        IdentifierType.MEMBER: _("Insurance member number"),
        IdentifierType.EXTERNAL: _("Number in another system"),
        IdentifierType.MEDICAL_RECORD: _("Medical record number elsewhere"),
        IdentifierType.ACCOUNT: _("Account number"),
    }
)
FLAG_CATEGORIES: Mapping[FlagCategory, StrOrPromise] = MappingProxyType(
    {
        FlagCategory.SAFETY: _("Safety"),
        FlagCategory.CLINICAL: _("Clinical"),
        FlagCategory.BEHAVIORAL: _("Behavior"),
        FlagCategory.DRUG: _("Medication or allergy"),
        FlagCategory.LAB: _("Laboratory"),
        FlagCategory.DIET: _("Diet"),
        FlagCategory.CONTACT: _("Contact"),
        FlagCategory.ADMIN: _("Administrative"),
        FlagCategory.ADVANCE_DIRECTIVE: _("Advance directive"),
        FlagCategory.RESEARCH: _("Research"),
    }
)
DUPLICATE_REASONS: Mapping[DuplicateReason, StrOrPromise] = MappingProxyType(
    {
        DuplicateReason.SAME_NAME: _("same name"),
        DuplicateReason.SIMILAR_NAME: _("similar name"),
        DuplicateReason.SAME_BIRTH_DATE: _("same date of birth"),
        DuplicateReason.SIMILAR_BIRTH_DATE: _("similar date of birth"),
        DuplicateReason.SAME_PHONE: _("same phone"),
    }
)
_REPLACED = _("This record was merged into another. Change that one.")
PATIENT_OBSTACLES: Mapping[PatientObstacle, StrOrPromise] = MappingProxyType(
    {
        PatientObstacle.NAME_MISSING: _("Enter a given name or a family name."),
        PatientObstacle.BIRTH_DATE_IN_THE_FUTURE: _(
            "This date of birth hasn't come yet. Check the year."
        ),
        PatientObstacle.BIRTH_DATE_TOO_EARLY: _(
            "Nobody alive was born that early. Check the year."
        ),
        PatientObstacle.LIKELY_DUPLICATE: _(
            "Somebody like this has a record already. Look at the list before you make another."
        ),
        PatientObstacle.NUMBER_TAKEN: _("Somebody else has this number already."),
        PatientObstacle.EDITED_MEANWHILE: _(
            "Somebody else changed this record while you were writing."
        ),
        PatientObstacle.RECORD_REPLACED: _REPLACED,
    }
)
CONTACT_OBSTACLES: Mapping[ContactObstacle, StrOrPromise] = MappingProxyType(
    {
        ContactObstacle.NOT_A_PHONE_NUMBER: _(
            "That isn't a complete phone number. Enter all ten digits, or + and the country code."
        ),
        ContactObstacle.NOT_AN_EMAIL_ADDRESS: _(
            "That isn't an e-mail address. It looks like name@example.org."
        ),
        ContactObstacle.ALREADY_LISTED: _("This one is on the list already. Change it there."),
        ContactObstacle.ALREADY_ENDED: _("It was taken off the list already."),
        ContactObstacle.NAME_MISSING: _("Enter a name."),
        ContactObstacle.VALUE_MISSING: _("Enter the number."),
        ContactObstacle.TAKEN: _("A record has this number already. Search for it."),
        ContactObstacle.RECORD_REPLACED: _REPLACED,
    }
)
FLAG_OBSTACLES: Mapping[FlagObstacle, StrOrPromise] = MappingProxyType(
    {
        FlagObstacle.TEXT_MISSING: _("Say what everyone must know."),
        FlagObstacle.ALREADY_ENDED: _("Somebody else has ended it already."),
        FlagObstacle.RECORD_REPLACED: _REPLACED,
    }
)
MERGE_OBSTACLES: Mapping[MergeObstacle, StrOrPromise] = MappingProxyType(
    {
        MergeObstacle.SAME_RECORD: _("That is the same record."),
        MergeObstacle.ALREADY_REPLACED: _("One of the two was merged into another already."),
        MergeObstacle.TARGET_REPLACED: _("The record to keep was itself merged into another."),
        MergeObstacle.NOT_REPLACED: _("This record stands for itself already."),
    }
)
