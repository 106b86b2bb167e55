"""How the backend recognizes a tenant table: by its marker field.

Models in migrations lose their base classes but keep their fields, so the marker is a field.
"""

from typing import Any

from django.db.models import Field, Model


def tenant_key(model: type[Model]) -> "Field[Any, Any] | None":
    return next(
        (f for f in model._meta.local_fields if getattr(f, "is_tenant_key", False)),  # noqa: SLF001
        None,
    )


def keeps_row_history(model: type[Model]) -> bool:
    key = tenant_key(model)
    return key is not None and getattr(key, "row_history", False)


def column_of(field: "Field[Any, Any]") -> str:
    """Return the column of a field that has one; the type allows for fields that have none."""
    return field.column or ""
