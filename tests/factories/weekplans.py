"""What people should get in a week, and who is kept apart."""

from datetime import date

from tests.factories.base import made
from tests.factories.scheduling import NOW
from wayhome.journey.weekplans.models import Separation, WeeklyOrder, WeeklyOrderItem, WeekProposal
from wayhome.journey.weekplans.rules import Ordered, pair_of

GROUPS = (Ordered("cbt", 180), Ordered("education", 90))


def make_order(*, episode=None, service=None, items=GROUPS, **given):
    """Return an order of a stay or of a program, since the program's today unless told."""
    whose = episode or service
    given.setdefault("period_start", NOW.date())
    given.setdefault("recorded_at", NOW)
    order = made(
        WeeklyOrder,
        whose.organization_id,
        episode_id=episode and episode.pk,
        healthcare_service_id=service and service.pk,
        **given,
    )
    for each in items:
        make_item(order, each)
    return order


def make_item(order, item):
    return made(
        WeeklyOrderItem,
        order.organization_id,
        order_id=order.pk,
        service_type=item.service_type,
        minutes=item.minutes,
        every_weeks=item.every_weeks,
    )


def make_separation(one, other, **given):
    first, second = pair_of(one.pk, other.pk)
    given.setdefault("recorded_at", NOW)
    return made(Separation, one.organization_id, first_id=first, second_id=second, **given)


def make_proposal(service, **given):
    """Return a proposal of the week after NOW's, as it was asked for."""
    given.setdefault("week_start", date(2026, 11, 30))
    given.setdefault("requested_at", NOW)
    return made(WeekProposal, service.organization_id, healthcare_service_id=service.pk, **given)
