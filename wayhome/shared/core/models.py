"""Base classes of every tenant table. No table of its own."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self, override
from uuid import UUID

from django.db import models

from wayhome.shared.core import context, gate
from wayhome.shared.core.fields import TenantKey
from wayhome.shared.core.uuid7 import uuid7


class GatedQuerySet[R: models.Model](models.QuerySet[R]):
    """Rows of which every way to write them passes the gate."""

    @override
    def update(self, **fields: Any) -> int:
        gate.require_open(self.model.__name__)
        return super().update(**fields)

    @override
    def bulk_create(self, objs: Iterable[R], *args: Any, **kwargs: Any) -> list[R]:
        gate.require_open(self.model.__name__)
        return super().bulk_create(objs, *args, **kwargs)

    @override
    def bulk_update(
        self, objs: Iterable[R], fields: Iterable[str], batch_size: int | None = None
    ) -> int:
        gate.require_open(self.model.__name__)
        return super().bulk_update(objs, fields, batch_size)

    @override
    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete in one statement that names the organization; the database protects the rest."""
        gate.require_open(self.model.__name__)
        deleted = self._raw_delete(self.db)
        return deleted, {self.model._meta.label: deleted}  # noqa: SLF001


class RecordQuerySet[R: models.Model](GatedQuerySet[R]):
    """Rows of one organization."""


class RecordManager[R: models.Model](models.Manager[R]):
    """Adds the organization of whoever acts to every query, and so to every plan."""

    @override
    def get_queryset(self) -> RecordQuerySet[R]:
        rows: RecordQuerySet[R] = RecordQuerySet(self.model, using=self._db)
        organization_id = context.current_organization_id()
        return rows if organization_id is None else rows.filter(organization_id=organization_id)


class Gated(models.Model):
    """A row that is written by actions only."""

    class Meta:
        abstract = True

    @override
    def save(self, *args: Any, **kwargs: Any) -> None:
        gate.require_open(type(self).__name__)
        super().save(*args, **kwargs)

    @override
    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        return type(self)._base_manager.filter(pk=self.pk).delete()  # noqa: SLF001

    def refreshed(self) -> Self:
        self.refresh_from_db()
        return self


class GlobalRecord(Gated):
    """A row of a table that all organizations share, written by actions only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)

    objects: ClassVar[models.Manager[Self]] = models.Manager.from_queryset(GatedQuerySet)()

    class Meta:
        abstract = True


class Record(Gated):
    """A row that belongs to one organization and is written by actions only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organization = TenantKey("tenancy.Organization")
    organization_id: UUID

    objects: ClassVar[RecordManager[Self]] = RecordManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        default_manager_name = "objects"

    @override
    def _do_update(
        self, base_qs: Any, using: Any, pk_val: Any, values: Any, *args: Any, **kwargs: Any
    ) -> Any:
        """Update within the organization; a row never moves to another."""
        kept = [value for value in values if value[0].attname != "organization_id"]
        own = base_qs.filter(organization_id=self.organization_id)
        return super()._do_update(own, using, pk_val, kept, *args, **kwargs)
