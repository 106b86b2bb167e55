"""Background work, deferred inside the transaction of whoever asks for it: with ids, never data."""

from uuid import UUID

from procrastinate.contrib.django import app


def defer(task: str, *, organization_id: UUID, **ids: UUID) -> None:
    """Have a worker run the task for the organization once this transaction is committed.

    Its table lies outside row-level security, so the task gets ids and loads the rest as its agent.
    """
    job = app.configure_task(task)
    job.defer(organization_id=str(organization_id), **{name: str(ids[name]) for name in ids})
