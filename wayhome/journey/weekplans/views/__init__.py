"""Pages of the week builder."""

from wayhome.journey.weekplans.views.desk import absence, build, desk
from wayhome.journey.weekplans.views.person import keep, person, pin
from wayhome.journey.weekplans.views.proposals import (
    forget,
    progress,
    proposal,
    publish,
    publish_stand_ins,
    stop,
    undo,
)

__all__ = [
    "absence",
    "build",
    "desk",
    "forget",
    "keep",
    "person",
    "pin",
    "progress",
    "proposal",
    "publish",
    "publish_stand_ins",
    "stop",
    "undo",
]
