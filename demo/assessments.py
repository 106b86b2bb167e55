"""Placement assessments: ratings by dimension in a counselor's words, none of the Criteria's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo.cast import dice
from wayhome.journey.placement import actions as placement
from wayhome.journey.placement.codes import DIMENSIONS, AsamEdition, LevelOfCare
from wayhome.journey.placement.rules import PlacementDraft, Rating

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random
    from uuid import UUID

    from demo.cast import Client
    from demo.stage import Stage

IOP = LevelOfCare.INTENSIVE_OUTPATIENT
DAY = LevelOfCare.HIGH_INTENSITY_OUTPATIENT
RESIDENTIAL = LevelOfCare.LOW_INTENSITY_RESIDENTIAL
# For each dimension of the fourth edition: what a counselor wrote beside a rating of 0, 1, 2 or 3.
RATIONALES = (
    (
        "Last use five weeks ago; no signs of withdrawal.",
        "Takes buprenorphine as prescribed; stable on the dose.",
        "Mild tremor last week, seen by the nurse; none today.",
    ),
    (
        "Saw a doctor this year; nothing that limits attendance.",
        "High blood pressure, treated; appointment in two weeks.",
        "Back pain limits sitting; needs breaks and a review of medicines.",
    ),
    (
        "Sleeps well, concentrates well in conversation.",
        "Low mood in the evenings; no thoughts of self-harm.",
        "Panic twice this month; has a safety plan and a therapist's number.",
    ),
    (
        "Names triggers and has managed them for a month.",
        "Cravings after work; calls a friend and they pass.",
        "Used twice in the last two weeks, each time after payday.",
    ),
    (
        "Lives with family who support recovery.",
        "Shares a flat; one roommate drinks, not at home.",
        "Stays with friends who use; is looking for a sober house.",
    ),
    (
        "Has transport, a flexible job and wants evenings.",
        "Needs child care on group days; a relative can help.",
        "Two bus lines to get here; asks for online groups at times.",
    ),
)


def assess(stage: Stage, client: Client, patient_id: UUID, now: datetime) -> None:
    """Let the client's counselor rate the six dimensions and name the level of care."""
    if "placement" in client.missing:
        return
    throws = dice("placement", client.name)
    actual = DAY if client.track == "day" else IOP
    indicated, why = _indicated(throws, actual)
    draft = PlacementDraft(
        edition=AsamEdition.FOURTH,
        ratings=_ratings(throws),
        indicated=indicated,
        actual=actual,
        assessed_on=now.astimezone(stage.zone).date(),
        difference_reason=why,
    )
    by = stage.actors[stage.cast.clinic["counselors"][client.track]]
    placement.record_placement(by, patient_id=patient_id, draft=draft, now=now)


def _ratings(throws: Random) -> tuple[Rating, ...]:
    rows = zip(DIMENSIONS[AsamEdition.FOURTH], RATIONALES, strict=True)
    return tuple(
        Rating(dimension, rating := throws.randrange(len(texts)), texts[rating])
        for dimension, texts in rows
    )


def _indicated(throws: Random, actual: LevelOfCare) -> tuple[LevelOfCare, str]:
    match throws.randrange(14):
        case 0:
            return RESIDENTIAL, "No bed within reach for three weeks; the client prefers to start."
        case 1 if actual is IOP:
            return DAY, "Works days and can't come five afternoons; reviewed again in two weeks."
        case _:
            return actual, ""
