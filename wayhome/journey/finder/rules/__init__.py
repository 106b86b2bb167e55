"""Rules of the finder: mending and merging rows, distances, how well something fits. Pure."""

from wayhome.journey.finder.rules.distance import (
    DISTANCES,
    Box,
    Point,
    box_around,
    cell_of,
    cells_of,
    miles_between,
)
from wayhome.journey.finder.rules.fit import (
    WIDTH,
    Fit,
    Said,
    Wanted,
    fit_of,
    mask_of,
    said_of,
    verdict_on,
)
from wayhome.journey.finder.rules.mending import Listing, Mended, key_of, mend, town_key
from wayhome.journey.finder.rules.merging import Keyed, Together, keyed, may_take_off, together
from wayhome.journey.finder.rules.places import Sought, ZipCenter, sought, zip_center
from wayhome.journey.finder.rules.shapes import (
    FIND_TREATMENT_FIELDS,
    ColumnMapping,
    MappingError,
    Raw,
    from_directory,
    from_find_treatment,
    from_mapping,
    mapping_of,
)

__all__ = [
    "DISTANCES",
    "FIND_TREATMENT_FIELDS",
    "WIDTH",
    "Box",
    "ColumnMapping",
    "Fit",
    "Keyed",
    "Listing",
    "MappingError",
    "Mended",
    "Point",
    "Raw",
    "Said",
    "Sought",
    "Together",
    "Wanted",
    "ZipCenter",
    "box_around",
    "cell_of",
    "cells_of",
    "fit_of",
    "from_directory",
    "from_find_treatment",
    "from_mapping",
    "key_of",
    "keyed",
    "mapping_of",
    "mask_of",
    "may_take_off",
    "mend",
    "miles_between",
    "said_of",
    "sought",
    "together",
    "town_key",
    "verdict_on",
    "zip_center",
]
