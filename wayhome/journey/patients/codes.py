"""Codes of people, as FHIR R4 and HL7 spell them."""

from enum import StrEnum


class AdministrativeGender(StrEnum):
    """FHIR administrative-gender."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


class ContactPointSystem(StrEnum):
    """FHIR contact-point-system, as far as a program calls or writes."""

    PHONE = "phone"
    SMS = "sms"
    EMAIL = "email"


class ContactPointUse(StrEnum):
    """FHIR contact-point-use."""

    HOME = "home"
    WORK = "work"
    TEMP = "temp"
    OLD = "old"
    MOBILE = "mobile"


class IdentifierType(StrEnum):
    """HL7 v2 table 0203."""

    MEDICAL_RECORD = "MR"
    EXTERNAL = "PT"
    MEMBER = "MB"
    MEDICAID = "MA"
    MEDICARE = "MC"
    ACCOUNT = "AN"


class Relationship(StrEnum):
    """HL7 v3 RoleCode, what a related person is to the client; other is HL7 v2 table 0131's."""

    SPOUSE = "SPS"
    DOMESTIC_PARTNER = "DOMPART"
    SIGNIFICANT_OTHER = "SIGOTHR"
    PARENT = "PRN"
    CHILD = "CHILD"
    SIBLING = "SIB"
    GRANDPARENT = "GRPRN"
    GUARDIAN = "GUARD"
    FAMILY_MEMBER = "FAMMEMB"
    FRIEND = "FRND"
    NEIGHBOR = "NBOR"
    ROOMMATE = "ROOM"
    OTHER = "O"


class ContactRole(StrEnum):
    """HL7 v2 table 0131, what a related person is to the program."""

    EMERGENCY_CONTACT = "C"
    NEXT_OF_KIN = "N"
    EMPLOYER = "E"
    OTHER = "O"


class FlagCategory(StrEnum):
    """FHIR flag-category."""

    SAFETY = "safety"
    CLINICAL = "clinical"
    BEHAVIORAL = "behavioral"
    DRUG = "drug"
    LAB = "lab"
    DIET = "diet"
    CONTACT = "contact"
    ADMIN = "admin"
    ADVANCE_DIRECTIVE = "advance-directive"
    RESEARCH = "research"


class LinkType(StrEnum):
    """FHIR link-type: how two records of one person stand to each other."""

    REPLACED_BY = "replaced-by"
    REPLACES = "replaces"
    SEE_ALSO = "seealso"


class DuplicateReason(StrEnum):
    """Why two records may be one person's."""

    SAME_NAME = "same-name"
    SIMILAR_NAME = "similar-name"
    SAME_BIRTH_DATE = "same-birth-date"
    SIMILAR_BIRTH_DATE = "similar-birth-date"
    SAME_PHONE = "same-phone"


class MergeObstacle(StrEnum):
    """Why one record can't be merged into another."""

    SAME_RECORD = "same-record"
    ALREADY_REPLACED = "already-replaced"
    TARGET_REPLACED = "target-replaced"
    NOT_REPLACED = "not-replaced"


class PatientObstacle(StrEnum):
    """Why a person's record can't be so, or can't be made."""

    NAME_MISSING = "name-missing"
    BIRTH_DATE_IN_THE_FUTURE = "birth-date-in-the-future"
    BIRTH_DATE_TOO_EARLY = "birth-date-too-early"
    LIKELY_DUPLICATE = "likely-duplicate"
    NUMBER_TAKEN = "number-taken"
    EDITED_MEANWHILE = "edited-meanwhile"
    RECORD_REPLACED = "record-replaced"


class ContactObstacle(StrEnum):
    """Why a phone, an address, a related person or an identifier can't be kept so."""

    NOT_A_PHONE_NUMBER = "not-a-phone-number"
    NOT_AN_EMAIL_ADDRESS = "not-an-email-address"
    ALREADY_LISTED = "already-listed"
    ALREADY_ENDED = "already-ended"
    NAME_MISSING = "name-missing"
    VALUE_MISSING = "value-missing"
    TAKEN = "taken"
    RECORD_REPLACED = "record-replaced"


class FlagObstacle(StrEnum):
    """Why a flag can't be raised or ended."""

    TEXT_MISSING = "text-missing"
    ALREADY_ENDED = "already-ended"
    RECORD_REPLACED = "record-replaced"
