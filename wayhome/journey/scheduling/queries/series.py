"""Reads of weekly groups and of who belongs to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, NullIf

from wayhome.journey.scheduling.models import GroupMember, GroupSeries
from wayhome.shared.audit.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from wayhome.shared.audit.actor import Actor


def get_series(by: Actor, series_id: UUID) -> GroupSeries:
    by.require(Permission.SCHEDULE_VIEW)
    return _series().get(pk=series_id)


def series_of_service(
    by: Actor, service_id: UUID | None = None, *, on: date
) -> QuerySet[GroupSeries]:
    """Return the weekly groups that meet on that day or later, in the order of the week."""
    by.require(Permission.SCHEDULE_VIEW)
    found = _series(on).filter(Q(period_end__isnull=True) | Q(period_end__gt=on))
    if service_id is not None:
        found = found.filter(healthcare_service=service_id)
    return found.order_by("weekday", "start_time", "title", "pk")


def titles_of_series(by: Actor, service_id: UUID) -> dict[UUID, str]:
    """Return what the program's weekly groups are called, those that ended too."""
    by.require(Permission.SCHEDULE_VIEW)
    rows = GroupSeries.objects.filter(healthcare_service=service_id)
    return dict(rows.order_by("pk").values_list("pk", "title"))


def get_member(by: Actor, member_id: UUID) -> GroupMember:
    by.require(Permission.SCHEDULE_VIEW)
    return _members().get(pk=member_id)


def members_of(by: Actor, series_id: UUID, *, on: date) -> QuerySet[GroupMember]:
    """Return who belongs to the group on that day or from a later one, by the names in use."""
    by.require(Permission.SCHEDULE_VIEW)
    nothing = models.Value("", output_field=models.TextField())
    return (
        _members()
        .filter(Q(period_end__isnull=True) | Q(period_end__gt=on), series=series_id)
        .annotate(name=Coalesce(NullIf("patient__preferred_name", nothing), "patient__given_name"))
        .order_by("name", "patient__family_name", "pk")
    )


def members_between(
    by: Actor, series_ids: Iterable[UUID], first: date, end: date
) -> list[GroupMember]:
    """Return who belongs to these groups on some day before the last, those first who joined so."""
    by.require(Permission.SCHEDULE_VIEW)
    found = GroupMember.objects.filter(
        Q(period_end__isnull=True) | Q(period_end__gt=first),
        series__in=[*series_ids],
        period_start__lt=end,
    )
    return [*found.order_by("period_start", "pk")]


def _series(on: date | None = None) -> QuerySet[GroupSeries]:
    """Return all groups; on a day, with how many belong to each."""
    found = (
        GroupSeries.objects.all()
        .fetch_mode(models.FETCH_RAISE)
        .select_related("facilitator", "room__part_of", "healthcare_service__location")
    )
    if on is None:
        return found
    stays = GroupMember.objects.filter(
        Q(period_end__isnull=True) | Q(period_end__gt=on),
        series=OuterRef("pk"),
        period_start__lte=on,
    )
    number = stays.order_by().values("series").annotate(number=Count("pk")).values("number")
    return found.annotate(members=Coalesce(Subquery(number), 0))


def _members() -> QuerySet[GroupMember]:
    return (
        GroupMember.objects.all()
        .fetch_mode(models.FETCH_RAISE)
        .select_related("patient", "episode", "series__healthcare_service")
    )
