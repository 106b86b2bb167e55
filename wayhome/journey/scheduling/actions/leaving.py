"""Writes that end a stay with what it had in groups: its places to come are free at once.

Admissions can't know who came or who is booked; here its actions are called with what is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NotRequired, TypedDict, Unpack

from django.db.models import F, Q, Value
from django.db.models.fields import DateField
from django.db.models.functions import Greatest

from wayhome.journey.admissions import actions as admissions
from wayhome.journey.admissions.codes import ADMITTED_STATUSES
from wayhome.journey.scheduling import queries, rules
from wayhome.journey.scheduling.actions import locks
from wayhome.journey.scheduling.actions.cancelling import cancel_empty_individual
from wayhome.journey.scheduling.actions.following import cancel_places, follow_in
from wayhome.journey.scheduling.codes import CancellationReason
from wayhome.journey.scheduling.models import Appointment, GroupMember, GroupSession
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from wayhome.journey.admissions.codes import DischargeReason
    from wayhome.journey.admissions.models import EpisodeOfCare
    from wayhome.journey.placement.codes import LevelOfCare
    from wayhome.shared.audit.actor import Actor

GONE = ~Q(episode__status__in=sorted(ADMITTED_STATUSES))


class Discharge(TypedDict):
    """What a discharge is given, as admissions' action names it."""

    discharge_date: date
    reason: DischargeReason | None
    note: NotRequired[str]
    edition: NotRequired[int | None]


class Transfer(TypedDict):
    """What a transfer is given, as admissions' action names it."""

    healthcare_service_id: UUID
    level_of_care: NotRequired[LevelOfCare | None]
    care_manager_id: NotRequired[UUID | None]
    day: date
    reason: NotRequired[str]
    edition: NotRequired[int | None]


@action(Permission.ADMISSION_MANAGE)
def discharge_patient(
    by: Actor, *, episode_id: UUID, now: datetime, **given: Unpack[Discharge]
) -> EpisodeOfCare:
    """End a stay no earlier than its last day attended, and give up its places to come.

    :raises CannotDischargePatientError: admissions' own, with every reason why not
    """
    last = queries.last_attended_on(by, episode_id)
    ended = admissions.discharge_patient(
        by, episode_id=episode_id, last_attended_on=last, now=now, **given
    )
    _release(by, Q(episode=ended.pk), now=now)
    return ended


@action(Permission.ADMISSION_MANAGE)
def transfer_level(
    by: Actor, *, episode_id: UUID, now: datetime, **given: Unpack[Transfer]
) -> EpisodeOfCare:
    """Let someone go on elsewhere; another program gives up the places to come in this one.

    :raises CannotTransferLevelError: admissions' own, with every reason why not
    """
    last = queries.last_attended_on(by, episode_id)
    following = admissions.transfer_level(
        by, episode_id=episode_id, last_attended_on=last, now=now, **given
    )
    if following.pk != episode_id:
        _release(by, Q(episode=episode_id), now=now)
    return following


@action(Permission.ADMISSION_MANAGE)
def mark_entered_in_error(
    by: Actor, *, episode_id: UUID, reason: str, edition: int | None = None, now: datetime
) -> EpisodeOfCare:
    """Call a stay a mistake, and give up its places to come.

    :raises CannotMarkEnteredInErrorError: admissions' own, with every reason why not
    """
    mistaken = admissions.mark_entered_in_error(
        by, episode_id=episode_id, reason=reason, edition=edition, now=now
    )
    _release(by, Q(episode=mistaken.pk), now=now)
    return mistaken


@action(Permission.APPOINTMENT_BOOK)
def release_places(by: Actor, *, now: datetime) -> list[Appointment]:
    """Give up the places to come, and end the stays in groups, of people no longer in care.

    Asked for now and then: a place may be booked in the very moment in which its stay ends.
    """
    return _release(by, GONE, now=now)


def _release(by: Actor, whose: Q, *, now: datetime) -> list[Appointment]:
    lost = Appointment.objects.filter(
        whose, status__in=sorted(rules.FOLLOWS_ROSTER), period_start__gt=now
    )
    sessions = locks.locked_sessions(
        GroupSession.objects.filter(pk__in=lost.values("group_session_id"))
    )
    places = list(
        lost.filter(group_session__in=[row.pk for row in sessions])
        .order_by("pk")
        .select_for_update(of=("self",), no_key=True)  # nobody is checked in meanwhile
    )
    cancel_places(
        Appointment.objects.filter(pk__in=[place.pk for place in places]),
        CancellationReason.EPISODE_ENDED,
    )
    stays = GroupMember.objects.filter(
        whose, Q(period_end__isnull=True) | Q(period_end__gt=now.date())
    )
    GroupMember.objects.filter(pk__in=[*stays.values_list("pk", flat=True)]).update(
        period_end=Greatest(F("period_start"), Value(now.date(), DateField()))
    )
    cancel_empty_individual(sessions, CancellationReason.EPISODE_ENDED)
    follow_in(by, [row for row in sessions if row.series_id is not None], now=now)
    return places
