"""Reads of weekly orders, of who is kept apart, of a week to plan, and of proposals."""

from wayhome.journey.weekplans.queries.drafts import (
    Draft,
    draft,
    drafts,
    get_proposal,
    newest_of,
    status_of,
)
from wayhome.journey.weekplans.queries.orders import orders_of_week
from wayhome.journey.weekplans.queries.separations import apart_from
from wayhome.journey.weekplans.queries.week import week_to_plan

__all__ = [
    "Draft",
    "apart_from",
    "draft",
    "drafts",
    "get_proposal",
    "newest_of",
    "orders_of_week",
    "status_of",
    "week_to_plan",
]
