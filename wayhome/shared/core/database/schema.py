"""Tables: a tenant table is keyed, paired, hidden and watched from the moment it is created."""

from typing import Any, override

from django.db.backends.ddl_references import Columns, Statement
from django.db.backends.postgresql import schema
from django.db.models import Model

from wayhome.shared.core.database.tenant import column_of, keeps_row_history, tenant_key

# ENABLE, never FORCE: the owner moves shards and migrates; the app role owns nothing.
HIDE = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY organization_only ON {table}
USING ({column} = (SELECT nullif(current_setting('wayhome.organization_id', true), '')::uuid))
"""
WATCH = """
CREATE TRIGGER {name} AFTER INSERT OR UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION audit_record_row_history()
"""


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    # the foreign key of an added column is a statement of its own, so that it can be paired
    sql_create_column_inline_fk = None  # type: ignore[assignment]

    @override
    def table_sql(self, model: type[Model]) -> tuple[str, list[Any]]:
        key = tenant_key(model)
        if key is None:
            return super().table_sql(model)
        meta = model._meta  # noqa: SLF001
        declared = meta.local_fields
        # first: a generated column before it misplaces rows of a distributed table
        meta.local_fields = [key, *(f for f in declared if f is not key)]
        try:
            sql, params = super().table_sql(model)
        finally:
            meta.local_fields = declared
        name = self.quote_name(f"{meta.db_table}_pkey")
        columns = f"{self.quote_name(column_of(key))}, {self.quote_name(column_of(meta.pk))}"
        return f"{sql.removesuffix(')')}, CONSTRAINT {name} PRIMARY KEY ({columns}))", params

    def _iter_column_sql(self, column_db_type: str, params: Any, model: Any, *rest: Any) -> Any:
        parts = super()._iter_column_sql(  # type: ignore[misc]  # not in the stubs
            column_db_type, params, model, *rest
        )
        is_tenant = tenant_key(model) is not None
        return (part for part in parts if not (is_tenant and part == "PRIMARY KEY"))

    @override
    def create_model(self, model: type[Model]) -> None:
        super().create_model(model)
        key = tenant_key(model)
        if key is None:
            return
        table = model._meta.db_table  # noqa: SLF001
        quoted = self.quote_name(table)
        self.execute(HIDE.format(table=quoted, column=self.quote_name(column_of(key))), None)
        if keeps_row_history(model):
            trigger = self.quote_name(f"{table}_row_history")
            self.execute(WATCH.format(table=quoted, name=trigger), None)

    @override
    def add_field(self, model: type[Model], field: Any) -> None:
        if getattr(field, "is_tenant_key", False):
            msg = f"{model.__name__}: create the table with its organization, so that it is its key"
            raise ValueError(msg)
        super().add_field(model, field)

    def _create_fk_sql(self, model: type[Model], field: Any, suffix: str) -> Statement:
        statement: Statement = super()._create_fk_sql(  # type: ignore[misc]  # not in the stubs
            model, field, suffix
        )
        target = field.remote_field.model
        key, target_key = tenant_key(model), tenant_key(target)
        if key is None or target_key is None:
            return statement
        meta, target_meta = model._meta, target._meta  # noqa: SLF001
        statement.parts["column"] = Columns(
            meta.db_table, [column_of(key), field.column], self.quote_name
        )
        statement.parts["to_column"] = Columns(
            target_meta.db_table,
            [column_of(target_key), column_of(target_meta.pk)],
            self.quote_name,
        )
        # a deferred violation would surface at COMMIT, where nothing can name it any more
        statement.parts["deferrable"] = ""  # type: ignore[assignment]
        return statement
