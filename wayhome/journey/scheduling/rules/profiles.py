"""Whom a weekly group is for, and what it needs."""

from collections.abc import Collection
from dataclasses import dataclass

from wayhome.journey.scheduling.codes import Enrollment, GroupGender, PlanningObstacle


@dataclass(frozen=True, slots=True)
class GroupProfile:
    """For whom a group is; `target_size` None: the seats, no `phases`: people in any phase.

    `room_features` are what it needs of a room, in the room's own codes.
    """

    target_size: int | None = None
    language: str = "en"
    gender: GroupGender = GroupGender.EVERYONE
    phases: tuple[int, ...] = ()
    enrollment: Enrollment = Enrollment.ROLLING
    room_features: tuple[str, ...] = ()


def obstacles_to_profile(
    profile: GroupProfile, *, capacity: int, features_of_room: Collection[str] | None
) -> tuple[PlanningObstacle, ...]:
    """Return every reason why a group can't be so; None: it meets in no room."""
    size, needed = profile.target_size, {*profile.room_features}
    checks = {
        PlanningObstacle.TARGET_OUT_OF_RANGE: size is not None and not 1 <= size <= capacity,
        PlanningObstacle.ROOM_LACKS_FEATURE: features_of_room is not None
        and not needed <= {*features_of_room},
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)
