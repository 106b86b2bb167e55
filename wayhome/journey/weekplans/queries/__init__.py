"""Reads of weekly orders, of a week to plan, and of proposals."""

from wayhome.journey.weekplans.queries.drafts import (
    Draft,
    draft,
    drafts,
    get_proposal,
    newest_of,
    status_of,
)
from wayhome.journey.weekplans.queries.week import week_to_plan

__all__ = [
    "Draft",
    "draft",
    "drafts",
    "get_proposal",
    "newest_of",
    "status_of",
    "week_to_plan",
]
