"""Reads of weekly orders, of who is kept apart, and of proposals of weeks."""

from wayhome.journey.weekplans.queries.orders import orders_of_week
from wayhome.journey.weekplans.queries.separations import apart_from

__all__ = [
    "apart_from",
    "orders_of_week",
]
