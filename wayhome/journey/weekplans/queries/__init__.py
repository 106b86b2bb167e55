"""Reads of weekly orders, of who is kept apart, of a week to plan, and of proposals."""

from wayhome.journey.weekplans.queries.absences import AbsencePage, absence_page, repair_of
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
from wayhome.journey.weekplans.queries.orders import orders_of_week
from wayhome.journey.weekplans.queries.pages import ProposalPage, proposal_page
from wayhome.journey.weekplans.queries.person import PersonPage, bookings_wanted, person_page
from wayhome.journey.weekplans.queries.separations import apart_from
from wayhome.journey.weekplans.queries.week import week_to_plan

__all__ = [
    "AbsencePage",
    "Desk",
    "Draft",
    "PersonPage",
    "Progress",
    "ProposalPage",
    "absence_page",
    "apart_from",
    "bookings_wanted",
    "desk",
    "draft",
    "drafts",
    "get_desk",
    "get_proposal",
    "names_in",
    "newest_of",
    "orders_of_week",
    "person_page",
    "progress_of",
    "proposal_page",
    "repair_of",
    "status_of",
    "undo_until",
    "week_to_plan",
]
