"""Writes of whom a weekly group is for, and of what it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayhome.journey.scheduling import rules
from wayhome.journey.scheduling.actions import locks
from wayhome.journey.scheduling.actions.refusals import (
    CannotChangeGroupProfileError,
    PlanningRefusal,
)
from wayhome.journey.scheduling.codes import PlanningObstacle
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.tenancy import queries as tenancy

if TYPE_CHECKING:
    from uuid import UUID

    from wayhome.journey.scheduling.models import GroupSeries
    from wayhome.journey.scheduling.rules import GroupProfile
    from wayhome.shared.audit.actor import Actor


@action(Permission.SCHEDULE_MANAGE)
def change_group_profile(
    by: Actor, *, series_id: UUID, profile: GroupProfile, edition: int
) -> GroupSeries:
    """Say anew whom a group is for. Whoever is on its roster stays there.

    :raises CannotChangeGroupProfileError: with every reason why not
    """
    series = locks.locked_series(series_id)
    if series.edition != edition:
        raise CannotChangeGroupProfileError((PlanningObstacle.CHANGED_MEANWHILE,))
    give_profile(by, series, profile, CannotChangeGroupProfileError)
    series.edition += 1
    series.save()
    return series


def give_profile(
    by: Actor, series: GroupSeries, profile: GroupProfile, error: type[PlanningRefusal]
) -> None:
    """Put it into a group that is about to be saved.

    :raises PlanningRefusal: of the given kind, with every reason why not
    """
    features = tenancy.get_location(by, series.room_id).features if series.room_id else None
    if obstacles := rules.obstacles_to_profile(
        profile, capacity=series.capacity, features_of_room=features
    ):
        raise error(obstacles)
    series.target_size, series.language = profile.target_size, profile.language
    series.gender, series.enrollment = profile.gender, profile.enrollment
    series.phases, series.room_features = [*profile.phases], [*profile.room_features]
