"""Writes of people: their records, how to reach them, who stands by them, flags, merging."""

from wayhome.journey.patients.actions.contacts import (
    add_contact_point,
    add_identifier,
    add_related_person,
    change_contact_point,
    change_related_person,
    end_contact_point,
    end_related_person,
    restore_contact_point,
    restore_related_person,
)
from wayhome.journey.patients.actions.flags import (
    CannotEndFlagError,
    CannotRaiseFlagError,
    end_flag,
    raise_flag,
)
from wayhome.journey.patients.actions.merging import (
    CannotMergePatientsError,
    CannotUnmergePatientsError,
    merge_patients,
    unmerge_patients,
)
from wayhome.journey.patients.actions.people import (
    CannotChangePatientError,
    CannotRegisterPatientError,
    change_patient,
    register_patient,
    register_patients,
)
from wayhome.journey.patients.actions.points import CannotKeepContactError
from wayhome.journey.patients.rules import NewContactPoint, NewPerson, Person

__all__ = [
    "CannotChangePatientError",
    "CannotEndFlagError",
    "CannotKeepContactError",
    "CannotMergePatientsError",
    "CannotRaiseFlagError",
    "CannotRegisterPatientError",
    "CannotUnmergePatientsError",
    "NewContactPoint",
    "NewPerson",
    "Person",
    "add_contact_point",
    "add_identifier",
    "add_related_person",
    "change_contact_point",
    "change_patient",
    "change_related_person",
    "end_contact_point",
    "end_flag",
    "end_related_person",
    "merge_patients",
    "raise_flag",
    "register_patient",
    "register_patients",
    "restore_contact_point",
    "restore_related_person",
    "unmerge_patients",
]
