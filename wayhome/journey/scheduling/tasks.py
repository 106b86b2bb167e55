"""Background work: sessions stay planned ahead, rosters and places in line, for everyone."""

from contextlib import suppress
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from wayhome.journey.scheduling import actions
from wayhome.shared.accounts import system
from wayhome.shared.core import clock
from wayhome.shared.core.context import acting_as
from wayhome.shared.tenancy.models import Organization


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="scheduling-plan-ahead-everywhere")
def plan_ahead_everywhere(timestamp: int) -> None:  # noqa: ARG001  # procrastinate passes it
    """Ask for one job an organization, so that one's trouble isn't the others'."""
    for organization_id in Organization.objects.order_by("pk").values_list("pk", flat=True):
        lock = f"scheduling-plan-ahead-{organization_id}"
        job = plan_ahead.configure(queueing_lock=lock)
        with suppress(AlreadyEnqueued), transaction.atomic():
            job.defer(organization_id=str(organization_id))


@app.task
def plan_ahead(organization_id: str) -> None:
    """Plan the weeks ahead, and give up the places of people who are no longer in care."""
    now = clock.now()
    by = system.worker(UUID(organization_id))
    with acting_as(by.acting):
        actions.release_places(by, now=now)
        actions.generate_sessions(by, until=(now + actions.PLANNED_AHEAD).date(), now=now)
