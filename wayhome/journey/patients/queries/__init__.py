"""Reads of people: one chart, many by their ids, the search, likely duplicates."""

from wayhome.journey.patients.queries.charts import (
    Chart,
    contact_points_of,
    flags_of,
    get_contact_point,
    get_own_patient,
    get_patient,
    get_related_person,
    identifiers_of,
    open_chart,
    open_replaced_record,
    related_persons_of,
)
from wayhome.journey.patients.queries.merging import (
    MergeDesk,
    compare_records,
    open_merge_desk,
)
from wayhome.journey.patients.queries.people import (
    contact_points_by_patient,
    flags_by_patient,
    identifiers_by_patient,
    ids_of_person,
    may_manage,
    may_merge,
    patients_by_id,
    patients_by_identifier,
    people,
    zone_of,
)
from wayhome.journey.patients.queries.search import (
    LikelyDuplicate,
    SearchResult,
    likely_duplicates,
    search_patients,
)

__all__ = [
    "Chart",
    "LikelyDuplicate",
    "MergeDesk",
    "SearchResult",
    "compare_records",
    "contact_points_by_patient",
    "contact_points_of",
    "flags_by_patient",
    "flags_of",
    "get_contact_point",
    "get_own_patient",
    "get_patient",
    "get_related_person",
    "identifiers_by_patient",
    "identifiers_of",
    "ids_of_person",
    "likely_duplicates",
    "may_manage",
    "may_merge",
    "open_chart",
    "open_merge_desk",
    "open_replaced_record",
    "patients_by_id",
    "patients_by_identifier",
    "people",
    "related_persons_of",
    "search_patients",
    "zone_of",
]
