"""Plays the made-up clinic into an empty database: python -m demo.build."""

from __future__ import annotations

import sys
import time
from functools import partial
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from datetime import datetime

    from demo.stage import Stage

WEEKS = 10


def play(now: datetime, *, weeks: int = WEEKS) -> Stage:
    """Play the weeks before now, and plan two ahead; the same day gives the same clinic."""
    from demo import cast, clients, clinic, first_contacts, stage, stories, weeks as days  # noqa: I001, PLC0415

    story = stage.Stage(cast.load(), now, weeks)
    story.when(story.at(clinic.OPENED, 7), partial(clinic.open_clinic, story))
    for day in (-22, -1):
        story.when(story.at(day, 1), partial(clinic.keep_planned, story))
    for client in story.cast.clients:
        clients.expect(story, client)
    for client in story.cast.waiting:
        first_contacts.expect_wait(story, client)
    for call in story.cast.inquiries:
        first_contacts.expect_call(story, call)
    for pair in story.cast.duplicates:
        first_contacts.expect_duplicate(story, pair)
    for moment in story.cast.moments:
        stories.expect(story, moment)
    stories.expect_individual(story)
    days.expect_days(story)
    story.play()
    return story


def main() -> None:
    django.setup()
    from wayhome.shared.core import clock  # noqa: PLC0415  # needs the settings

    began = time.monotonic()
    sys.stdout.write("Playing ten weeks at Harbor Lights, a made-up clinic\n")
    sys.stdout.flush()
    play(clock.now())
    sys.stdout.write(f"Played in {time.monotonic() - began:.0f} seconds\n")


if __name__ == "__main__":
    main()
