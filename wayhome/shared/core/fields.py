"""Fields of tenant tables: the organization, and keys that pair it."""

from typing import Any, override

from django.db import models
from django.db.models.expressions import Col
from django.db.models.lookups import Exact
from django.db.models.sql.where import AND, WhereNode

from wayhome.shared.core import context


class TenantKey(models.ForeignKey[Any, Any]):
    """The organization of a row. No index of its own: the primary key begins with it.

    `row_history=False` leaves a table out of the row history (drafts, short-lived codes).
    """

    is_tenant_key = True

    def __init__(self, *args: Any, row_history: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("on_delete", models.PROTECT)
        kwargs.setdefault("related_name", "+")
        kwargs.setdefault("db_index", False)
        self.row_history = row_history
        super().__init__(*args, **kwargs)

    @override
    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if not self.row_history:
            kwargs["row_history"] = False
        return name, path, args, kwargs


class TenantId(models.UUIDField):  # type: ignore[type-arg]  # not subscriptable at run time
    """The organization of a row that must outlive and never block what it tells of."""

    is_tenant_key = True
    row_history = False


class TenantForeignKey[Set, Get](models.ForeignKey[Set, Get]):
    """A key between two tenant tables: every join and look-up carries the organization."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("db_index", False)  # an index here leads with the organization
        super().__init__(*args, **kwargs)

    def get_extra_restriction(self, alias: str | None, related_alias: str | None) -> Any:
        theirs, ours = _organization(self.remote_field.model), _organization(self.model)
        if alias is not None and related_alias is not None:
            match = Exact(Col(alias, theirs, theirs), Col(related_alias, ours, ours))
            return WhereNode([match], connector=AND)  # type: ignore[list-item]  # lookups are nodes to it
        # the subquery of an exclude(): one side was trimmed away
        organization_id = context.current_organization_id()
        if organization_id is None:
            return None
        side = (related_alias, ours) if alias is None else (alias, theirs)
        column = Col(side[0] or "", side[1], side[1])
        match = Exact(column, organization_id)
        return WhereNode([match], connector=AND)  # type: ignore[list-item]

    def get_extra_descriptor_filter(self, instance: models.Model) -> dict[str, Any]:
        return {"organization_id": instance.organization_id}  # type: ignore[attr-defined]


def _organization(model: type[models.Model]) -> Any:
    return model._meta.get_field("organization")  # noqa: SLF001
