"""Who is acting, for which organization, with which permissions."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core import context

NOBODY = UUID(int=0)  # the organization and the agent of a visitor who hasn't signed in
ANYBODYS = frozenset({Permission.DIRECTORY_SEARCH})  # what needs no sign-in


class NotPermittedError(PermissionDenied):
    """The actor lacks a permission. The attempt is recorded once its transaction is over."""

    def __init__(self, permission: Permission) -> None:
        super().__init__(f"requires {permission}")
        self.permission = permission


class WrongOrganizationError(RuntimeError):
    """A query or an action was called for one organization while acting for another."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or a named system agent, at work for one organization.

    `agent_id` is the user's id, or the fixed id of a system agent; `practitioner_id` and
    `patient_id` say who the user is among the organization's own records, if anyone.
    """

    agent_id: UUID
    organization_id: UUID
    permissions: frozenset[Permission]
    practitioner_id: UUID | None = None
    patient_id: UUID | None = None

    @classmethod
    def public(cls) -> Self:
        return cls(agent_id=NOBODY, organization_id=NOBODY, permissions=ANYBODYS)

    @property
    def acting(self) -> context.Acting:
        return context.Acting(self.organization_id, self.agent_id)

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    def require(self, permission: Permission) -> None:
        """Start a read: what the actor may, within the organization that is being acted for.

        :raises NotPermittedError: when the actor lacks the permission
        :raises WrongOrganizationError: when the database was told of another organization
        """
        if not self.may(permission):
            raise NotPermittedError(permission)
        if context.current_organization_id() != self.organization_id:
            msg = "the actor's organization isn't the one that is being acted for"
            raise WrongOrganizationError(msg)


class ActorRequest(HttpRequest):
    actor: Actor
