"""Named agents that are no person, each with a fixed id and its own list of permissions."""

from collections.abc import Mapping
from types import MappingProxyType
from uuid import UUID

from wayhome.shared.accounts.codes import SystemAgent
from wayhome.shared.accounts.rules import SYSTEM_PERMISSIONS
from wayhome.shared.audit.actor import Actor

# Fixed for good: audit events and row history name them.
AGENT_IDS: Mapping[SystemAgent, UUID] = MappingProxyType(
    {
        SystemAgent.INSTALLER: UUID("00000000-0000-7000-8000-000000000001"),
        SystemAgent.DEMO_BUILDER: UUID("00000000-0000-7000-8000-000000000002"),
        SystemAgent.IMPORTER: UUID("00000000-0000-7000-8000-000000000003"),
        SystemAgent.WORKER: UUID("00000000-0000-7000-8000-000000000004"),
        SystemAgent.CALENDAR: UUID("00000000-0000-7000-8000-000000000005"),
    }
)


def system_actor(agent: SystemAgent, organization_id: UUID) -> Actor:
    """Return the agent at work for an organization, or for the id that a new one will get."""
    return Actor(
        agent_id=AGENT_IDS[agent],
        organization_id=organization_id,
        permissions=SYSTEM_PERMISSIONS[agent],
    )


def installer(organization_id: UUID) -> Actor:
    return system_actor(SystemAgent.INSTALLER, organization_id)


def demo_builder(organization_id: UUID) -> Actor:
    return system_actor(SystemAgent.DEMO_BUILDER, organization_id)


def importer(organization_id: UUID) -> Actor:
    return system_actor(SystemAgent.IMPORTER, organization_id)


def worker(organization_id: UUID) -> Actor:
    return system_actor(SystemAgent.WORKER, organization_id)


def calendar(organization_id: UUID) -> Actor:
    return system_actor(SystemAgent.CALENDAR, organization_id)
