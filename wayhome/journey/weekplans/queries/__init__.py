"""Reads of weekly orders, of who is kept apart, of a week to plan, and of proposals."""

from wayhome.journey.weekplans.queries.absences import AbsencePage, absence_page, repair_of
from wayhome.journey.weekplans.queries.called_off import called_off
from wayhome.journey.weekplans.queries.desk import Desk, desk, get_desk
from wayhome.journey.weekplans.queries.drafts import (
    Draft,
    Progress,
    draft,
    drafts,
    get_proposal,
    names_in,
    newest_of,
    progress_of,
    status_of,
    undo_until,
)
from wayhome.journey.weekplans.queries.fits import (
    NewcomerFit,
    StayFit,
    WaitingList,
    earliest_good_week,
    earliest_good_week_of_client,
    earliest_good_week_of_inquiry,
    first_waitlist_fits,
    waitlist_fits,
)
from wayhome.journey.weekplans.queries.known_orders import (
    DatedOrder,
    HoursAsked,
    KnownOrders,
    OrdersOfStay,
    UsualLine,
    UsualOrders,
    get_order,
    orders_of_stay,
    usual_lines,
    usual_orders,
)
from wayhome.journey.weekplans.queries.orders import orders_of_week
from wayhome.journey.weekplans.queries.pages import ProposalPage, proposal_page
from wayhome.journey.weekplans.queries.person import PersonPage, bookings_wanted, person_page
from wayhome.journey.weekplans.queries.separations import (
    Pair,
    Pairs,
    Somebody,
    apart_from,
    open_pairs,
    own_sessions_kept_out,
    people_who_may_be_meant,
)
from wayhome.journey.weekplans.queries.week import week_to_plan

__all__ = [
    "AbsencePage",
    "DatedOrder",
    "Desk",
    "Draft",
    "HoursAsked",
    "KnownOrders",
    "NewcomerFit",
    "OrdersOfStay",
    "Pair",
    "Pairs",
    "PersonPage",
    "Progress",
    "ProposalPage",
    "Somebody",
    "StayFit",
    "UsualLine",
    "UsualOrders",
    "WaitingList",
    "absence_page",
    "apart_from",
    "bookings_wanted",
    "called_off",
    "desk",
    "draft",
    "drafts",
    "earliest_good_week",
    "earliest_good_week_of_client",
    "earliest_good_week_of_inquiry",
    "first_waitlist_fits",
    "get_desk",
    "get_order",
    "get_proposal",
    "names_in",
    "newest_of",
    "open_pairs",
    "orders_of_stay",
    "orders_of_week",
    "own_sessions_kept_out",
    "people_who_may_be_meant",
    "person_page",
    "progress_of",
    "proposal_page",
    "repair_of",
    "status_of",
    "undo_until",
    "usual_lines",
    "usual_orders",
    "waitlist_fits",
    "week_to_plan",
]
