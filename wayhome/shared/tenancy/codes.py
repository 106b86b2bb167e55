"""Codes of places and programs, as FHIR, the Postal Service and the ASAM Criteria spell them."""

from enum import StrEnum


class LocationPhysicalType(StrEnum):
    """FHIR location-physical-type, as far as a program has them."""

    SITE = "si"
    ROOM = "ro"


class RoomFeature(StrEnum):
    """What a room has that some groups need; ours, since FHIR's characteristics are of sites."""

    STEP_FREE = "step-free"
    OPEN_FLOOR = "open-floor"
    PRIVATE = "private"
    SCREEN = "screen"
    VIDEO = "video"
    KITCHEN = "kitchen"
    CHILDREN = "children"


class ServiceLevel(StrEnum):
    """The outpatient levels of care that a program may deliver, of both editions; numbers only."""

    OUTPATIENT = "1"
    REMISSION_MONITORING = "1.0"
    OUTPATIENT_THERAPY = "1.5"
    MEDICALLY_MANAGED_OUTPATIENT = "1.7"
    INTENSIVE_OUTPATIENT = "2.1"
    HIGH_INTENSITY_OUTPATIENT = "2.5"
    MEDICALLY_MANAGED_INTENSIVE_OUTPATIENT = "2.7"


_STATES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ"
    " NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI"
)
STATES = frozenset(_STATES.split())


class PlaceObstacle(StrEnum):
    """Why a site or a room can't be so."""

    NAME_MISSING = "name-missing"
    NAME_TAKEN = "name-taken"
    CAPACITY_BELOW_ONE = "capacity-below-one"
    SITE_CLOSED = "site-closed"
    STATE_UNKNOWN = "state-unknown"
    SITE_IN_USE = "site-in-use"
    EDITED_MEANWHILE = "edited-meanwhile"


class ServiceObstacle(StrEnum):
    """Why a program can't be so."""

    NAME_MISSING = "name-missing"
    NAME_TAKEN = "name-taken"
    SITE_CLOSED = "site-closed"
    TIME_ZONE_UNKNOWN = "time-zone-unknown"
    LEVEL_UNKNOWN = "level-unknown"
    JURISDICTION_UNKNOWN = "jurisdiction-unknown"
    WEEK_START_UNKNOWN = "week-start-unknown"
    TARGET_OUT_OF_RANGE = "target-out-of-range"
    CAP_BELOW_ONE = "cap-below-one"
    EDITED_MEANWHILE = "edited-meanwhile"


class OrganizationObstacle(StrEnum):
    """Why an organization can't be opened or renamed."""

    NAME_MISSING = "name-missing"
    ADDRESS_NAME_TAKEN = "address-name-taken"
    ALREADY_OPEN = "already-open"
