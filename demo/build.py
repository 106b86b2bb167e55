"""Plays the made-up clinic into an empty database: python -m demo.build."""

from __future__ import annotations

import gc
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

import django

from wayhome.launch import database

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from demo.stage import Stage

WEEKS = 10


def play(
    now: datetime, *, weeks: int = WEEKS, at_night: Callable[[int], object] = lambda _: None
) -> Stage:
    """Play the weeks before now, and plan those ahead; the same day gives the same clinic."""
    from demo import clients, clinic, first_contacts, orders, stories, times  # noqa: PLC0415  # need the settings
    from demo import weeks as days  # noqa: PLC0415
    from demo.cast import load  # noqa: PLC0415
    from demo.stage import Stage  # noqa: PLC0415

    stage = Stage(load(), now, weeks)
    stage.when(stage.at(clinic.OPENED, 7), partial(clinic.open_clinic, stage))
    for day in (-22, 0):
        stage.when(min(stage.at(day, 1), now), partial(clinic.keep_planned, stage))
    for client in stage.cast.clients:
        clients.expect(stage, client)
    for client in stage.cast.waiting:
        first_contacts.expect_wait(stage, client)
    for call in stage.cast.inquiries:
        first_contacts.expect_call(stage, call)
    for pair in stage.cast.duplicates:
        first_contacts.expect_duplicate(stage, pair)
    for moment in stage.cast.moments:
        stories.expect(stage, moment)
    stories.expect_individual(stage)
    times.expect_changes(stage)
    orders.expect_orders(stage)
    days.expect_days(stage)
    stage.play(at_night)
    return stage


def count_rows(night: int) -> None:
    """Let the database see how its tables have grown, whenever they may have doubled.

    It looks by itself once a minute, and till then takes tables for small that no longer are.
    """
    from django.conf import settings  # noqa: PLC0415

    if night & (night - 1) == 0:
        with database.connection(settings.DATABASE_OWNER_URL) as owner:
            owner.execute("ANALYZE")


def main() -> None:
    django.setup()
    from django.db import connection  # noqa: PLC0415  # need the settings

    from wayhome.shared.core import clock  # noqa: PLC0415

    # The same statements come thousands of times: the database plans each once.
    connection.settings_dict["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 2}
    gc.disable()  # the process ends soon
    began = time.monotonic()
    sys.stdout.write("Playing ten weeks at Harbor Lights, a made-up clinic\n")
    sys.stdout.flush()
    play(clock.now(), at_night=count_rows)
    sys.stdout.write(f"Played in {time.monotonic() - began:.0f} seconds\n")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:  # whoever pressed Ctrl-C knows
        sys.exit(130)
