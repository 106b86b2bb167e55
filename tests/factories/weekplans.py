"""Weekly orders, pairs kept apart, and proposals of a week."""

from datetime import date

from tests.factories.base import made
from tests.factories.scheduling import NOW
from wayhome.journey.weekplans.models import Separation, WeeklyOrder, WeeklyOrderItem, WeekProposal


def make_order(*items, episode=None, service=None, **given):
    """Return an order of a stay or a program; items are (service type, minutes[, weeks])."""
    organization_id = (episode or service).organization_id
    given.setdefault("period_start", date(2026, 11, 2))
    order = made(
        WeeklyOrder,
        organization_id,
        episode_id=episode and episode.pk,
        healthcare_service_id=None if episode else service.pk,
        recorded_at=NOW,
        **given,
    )
    for service_type, minutes, *weeks in items:
        made(
            WeeklyOrderItem,
            organization_id,
            order_id=order.pk,
            service_type=service_type,
            minutes=minutes,
            every_weeks=weeks[0] if weeks else 1,
        )
    return order


def make_separation(one, other, **given):
    first, second = sorted((one.patient_id, other.patient_id))
    return made(
        Separation,
        one.organization_id,
        first_id=first,
        second_id=second,
        recorded_at=NOW,
        **given,
    )


def make_proposal(service, **given):
    """Return a proposal of the week after next Tuesday's, as it was asked for."""
    given.setdefault("week_start", date(2026, 11, 30))
    given.setdefault("requested_at", NOW)
    return made(WeekProposal, service.organization_id, healthcare_service_id=service.pk, **given)
