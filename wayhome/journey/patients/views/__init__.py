"""Pages of people: the list and search, one record and its parts, merging."""

from wayhome.journey.patients.views.merging import (
    compare_patients,
    find_other_record,
    replaced_record,
    unmerge_patients,
)
from wayhome.journey.patients.views.people import change_patient, patients, register_patient
from wayhome.journey.patients.views.record import (
    add_contact_point,
    add_identifier,
    add_related_person,
    change_contact_point,
    change_related_person,
    end_contact_point,
    end_flag,
    end_related_person,
    raise_flag,
    record,
    restore_contact_point,
    restore_related_person,
)

__all__ = [
    "add_contact_point",
    "add_identifier",
    "add_related_person",
    "change_contact_point",
    "change_patient",
    "change_related_person",
    "compare_patients",
    "end_contact_point",
    "end_flag",
    "end_related_person",
    "find_other_record",
    "patients",
    "raise_flag",
    "record",
    "register_patient",
    "replaced_record",
    "restore_contact_point",
    "restore_related_person",
    "unmerge_patients",
]
