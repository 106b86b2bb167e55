"""Pages of the week builder."""

from wayhome.journey.weekplans.views.desk import absence, build, desk
from wayhome.journey.weekplans.views.fits import (
    fit_of_client,
    fit_of_inquiry,
    fit_of_stay,
    waiting,
)
from wayhome.journey.weekplans.views.orders import (
    order_of_stay,
    take_back_order,
    usual_order,
    usual_orders,
)
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
from wayhome.journey.weekplans.views.separations import apart, end_separation, keep_apart

__all__ = [
    "absence",
    "apart",
    "build",
    "desk",
    "end_separation",
    "fit_of_client",
    "fit_of_inquiry",
    "fit_of_stay",
    "forget",
    "keep",
    "keep_apart",
    "order_of_stay",
    "person",
    "pin",
    "progress",
    "proposal",
    "publish",
    "publish_stand_ins",
    "stop",
    "take_back_order",
    "undo",
    "usual_order",
    "usual_orders",
    "waiting",
]
