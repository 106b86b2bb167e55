"""Background work: the worker makes what was asked for; what was left by a stopped one is found."""

from contextlib import suppress
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from wayhome.journey.weekplans import actions
from wayhome.journey.weekplans.codes import FailureReason
from wayhome.shared.accounts import system
from wayhome.shared.core import clock
from wayhome.shared.core.context import acting_as
from wayhome.shared.tenancy.models import Organization


@app.task(name=actions.BUILD)
def build(organization_id: str, proposal_id: str) -> None:
    """Make a proposal as the worker, if it still waits for it.

    What is published isn't touched: if this is killed, nothing but the proposal is unfinished.
    """
    # the web process loads this module too, and never needs numpy and the solver
    from wayhome.journey.weekplans.tasks import building  # noqa: PLC0415

    by, proposal = system.worker(UUID(organization_id)), UUID(proposal_id)
    with acting_as(by.acting), suppress(actions.CannotBuildWeekError):
        actions.begin_building(by, proposal_id=proposal, now=clock.now())
        try:
            building.make(by, proposal)
        except Exception:
            # the page says that it went wrong; the worker's log, which names nobody, says where
            reason = FailureReason.FAULT
            actions.fail_building(by, proposal_id=proposal, reason=reason, now=clock.now())
            raise


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="weekplans-restart-everywhere")
def restart_everywhere(timestamp: int) -> None:  # noqa: ARG001  # procrastinate passes it
    """Ask for one job an organization, so that one's trouble isn't the others'."""
    for organization_id in Organization.objects.order_by("pk").values_list("pk", flat=True):
        job = restart.configure(queueing_lock=f"weekplans-restart-{organization_id}")
        with suppress(AlreadyEnqueued), transaction.atomic():
            job.defer(organization_id=str(organization_id))


@app.task
def restart(organization_id: str) -> None:
    """Begin again what a worker had when it was stopped."""
    by = system.worker(UUID(organization_id))
    with acting_as(by.acting):
        actions.restart_gone(by, now=clock.now())
