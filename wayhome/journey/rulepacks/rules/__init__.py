"""Rules of numbers: what is packaged, which one holds, how one is set. Pure."""

from wayhome.journey.rulepacks.rules.changes import (
    Place,
    Stretch,
    highest,
    obstacles_to_ending,
    obstacles_to_setting,
    place_of,
)
from wayhome.journey.rulepacks.rules.choice import Chosen, Scope, SetValue, chosen, packaged_value
from wayhome.journey.rulepacks.rules.packaged import (
    COMMON_PRACTICE,
    OWN_DEFAULT,
    PACKAGED,
    PackagedValue,
)

__all__ = [
    "COMMON_PRACTICE",
    "OWN_DEFAULT",
    "PACKAGED",
    "Chosen",
    "PackagedValue",
    "Place",
    "Scope",
    "SetValue",
    "Stretch",
    "chosen",
    "highest",
    "obstacles_to_ending",
    "obstacles_to_setting",
    "packaged_value",
    "place_of",
]
