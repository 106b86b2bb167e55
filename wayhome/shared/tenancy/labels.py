"""What a person reads for levels of care, weekdays, and why a place or a program can't be so."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wayhome.shared.core.period import Weekday
from wayhome.shared.tenancy.codes import (
    OrganizationObstacle,
    PlaceObstacle,
    RoomFeature,
    ServiceLevel,
    ServiceObstacle,
)

LEVELS: Mapping[ServiceLevel, Promise] = MappingProxyType(
    {
        ServiceLevel.OUTPATIENT: _("1, outpatient"),
        ServiceLevel.REMISSION_MONITORING: _("1.0, long-term remission monitoring"),
        ServiceLevel.OUTPATIENT_THERAPY: _("1.5, outpatient therapy"),
        ServiceLevel.MEDICALLY_MANAGED_OUTPATIENT: _("1.7, medically managed outpatient"),
        ServiceLevel.INTENSIVE_OUTPATIENT: _("2.1, intensive outpatient"),
        ServiceLevel.HIGH_INTENSITY_OUTPATIENT: _("2.5, high-intensity outpatient"),
        ServiceLevel.MEDICALLY_MANAGED_INTENSIVE_OUTPATIENT: _(
            "2.7, medically managed intensive outpatient"
        ),
    }
)
ROOM_FEATURES: Mapping[RoomFeature, Promise] = MappingProxyType(
    {
        RoomFeature.STEP_FREE: _("Step-free way in"),
        RoomFeature.OPEN_FLOOR: _("Open floor, for movement"),
        RoomFeature.PRIVATE: _("Nobody hears what is said"),
        RoomFeature.SCREEN: _("Screen or projector"),
        RoomFeature.VIDEO: _("Camera and microphones for video"),
        RoomFeature.KITCHEN: _("Kitchen"),
        RoomFeature.CHILDREN: _("Fit for children"),
    }
)
WEEKDAYS: Mapping[Weekday, Promise] = MappingProxyType(
    {
        Weekday.MONDAY: _("Monday"),
        Weekday.TUESDAY: _("Tuesday"),
        Weekday.WEDNESDAY: _("Wednesday"),
        Weekday.THURSDAY: _("Thursday"),
        Weekday.FRIDAY: _("Friday"),
        Weekday.SATURDAY: _("Saturday"),
        Weekday.SUNDAY: _("Sunday"),
    }
)
ZONES: Mapping[str, Promise] = MappingProxyType(
    {
        "America/New_York": _("Eastern"),
        "America/Chicago": _("Central"),
        "America/Denver": _("Mountain"),
        "America/Phoenix": _("Arizona"),
        "America/Los_Angeles": _("Pacific"),
        "America/Anchorage": _("Alaska"),
        "Pacific/Honolulu": _("Hawaii"),
        "America/Puerto_Rico": _("Puerto Rico and Virgin Islands"),
        "Pacific/Guam": _("Guam and Northern Mariana Islands"),
        "Pacific/Pago_Pago": _("American Samoa"),
    }
)
_EDITED = _(
    "Somebody else saved a change first. Theirs is shown below; what you typed is still here."
)
# One mapping for each kind: two kinds may spell a code alike.
PLACE_OBSTACLES: Mapping[PlaceObstacle, Promise] = MappingProxyType(
    {
        PlaceObstacle.NAME_MISSING: _("Give it a name."),
        PlaceObstacle.NAME_TAKEN: _("Another one there has this name. Choose another."),
        PlaceObstacle.CAPACITY_BELOW_ONE: _("A room has at least one seat."),
        PlaceObstacle.SITE_CLOSED: _("This site is closed. Open it first, or choose another."),
        PlaceObstacle.STATE_UNKNOWN: _("Give the state by its two letters."),
        PlaceObstacle.SITE_IN_USE: _("A program runs here. Close or move the program first."),
        PlaceObstacle.EDITED_MEANWHILE: _EDITED,
    }
)
SERVICE_OBSTACLES: Mapping[ServiceObstacle, Promise] = MappingProxyType(
    {
        ServiceObstacle.NAME_MISSING: _("Give the program a name."),
        ServiceObstacle.NAME_TAKEN: _("Another program has this name. Choose another."),
        ServiceObstacle.SITE_CLOSED: _("This site is closed. Open it first, or choose another."),
        ServiceObstacle.TIME_ZONE_UNKNOWN: _("Choose the program's time zone."),
        ServiceObstacle.LEVEL_UNKNOWN: _("Choose the level of care."),
        ServiceObstacle.JURISDICTION_UNKNOWN: _("Give the state by its two letters."),
        ServiceObstacle.WEEK_START_UNKNOWN: _("Choose the day on which the week starts."),
        ServiceObstacle.TARGET_OUT_OF_RANGE: _("A week's hours lie between 0 and 168."),
        ServiceObstacle.CAP_BELOW_ONE: _("A group has at least one place."),
        ServiceObstacle.EDITED_MEANWHILE: _EDITED,
    }
)
ORGANIZATION_OBSTACLES: Mapping[OrganizationObstacle, Promise] = MappingProxyType(
    {
        OrganizationObstacle.NAME_MISSING: _("Give the organization a name."),
        OrganizationObstacle.ADDRESS_NAME_TAKEN: _("Another organization has this short name."),
        OrganizationObstacle.ALREADY_OPEN: _("This organization is open already."),
    }
)
