"""Codes of making up for a missed session."""

from enum import StrEnum

from wayhome.journey.scheduling.codes.groups import CancellationReason


class MakeUpObstacle(StrEnum):
    """Why a session can't make up for a missed place, or a make-up can't be given back."""

    NOT_MISSED = "not-missed"
    ALREADY_MADE_UP = "already-made-up"
    OTHER_PROGRAM = "other-program"
    OTHER_WEEK = "other-week"
    BEGUN_ALREADY = "begun-already"
    OTHER_KIND = "other-kind"
    OTHER_LANGUAGE = "other-language"
    OTHER_GENDER = "other-gender"
    CLOSED_GROUP = "closed-group"
    OTHER_WAY = "other-way"
    NOT_FREE = "not-free"
    GIVEN_UP_BEFORE = "given-up-before"
    NOT_OFFERED = "not-offered"
    NOT_A_MAKE_UP = "not-a-make-up"


# With these reasons a place that was given up counts as missed: the hours are lacking, and the
# person is still here.
MISSED_FOR = frozenset(
    {
        CancellationReason.CLIENT_ASKED,
        CancellationReason.LATE_CANCEL,
        CancellationReason.SESSION_CANCELLED,
    }
)

# What the client told of their life; staff who have just spoken with them know better.
TOLD_BY_CLIENT = frozenset({MakeUpObstacle.OTHER_WAY, MakeUpObstacle.NOT_FREE})
