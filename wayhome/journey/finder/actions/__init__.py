"""Writes of the directory: an edition is opened, its listings are taken, it is closed."""

from wayhome.journey.finder.actions.editions import (
    Counted,
    close_edition,
    open_edition,
    take_listings,
)
from wayhome.journey.finder.actions.positions import settle_positions, take_zip_centers

__all__ = [
    "Counted",
    "close_edition",
    "open_edition",
    "settle_positions",
    "take_listings",
    "take_zip_centers",
]
