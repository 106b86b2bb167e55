"""The database backend: Django sees `id` as the key, PostgreSQL keeps (organization_id, id).

Foreign keys between tenant tables pair the organization, so that a row can't point into another
one; every outermost transaction tells PostgreSQL who acts for which organization.
"""

from typing import override

from django.db.backends.postgresql import base, features, operations
from django.db.models import Model
from psycopg import sql
from psycopg.pq import TransactionStatus

from wayhome.shared.core import context
from wayhome.shared.core.database.schema import DatabaseSchemaEditor
from wayhome.shared.core.database.tenant import tenant_key


class DatabaseFeatures(features.DatabaseFeatures):
    @override
    def allows_group_by_selected_pks_on_model(self, model: type[Model]) -> bool:
        # the key is (organization_id, id): id alone doesn't determine the other columns
        return tenant_key(model) is None and super().allows_group_by_selected_pks_on_model(model)


class DatabaseOperations(operations.DatabaseOperations):
    compiler_module = "wayhome.shared.core.database.compiler"


class DatabaseWrapper(base.DatabaseWrapper):
    features_class = DatabaseFeatures
    ops_class = DatabaseOperations
    SchemaEditorClass = DatabaseSchemaEditor

    @override
    def set_autocommit(
        self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False
    ) -> None:
        super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        if not autocommit and context.current():
            self._set_local(context.current())

    @override
    def close_if_unusable_or_obsolete(self) -> None:
        """Also let go of a connection on which a statement failed.

        Its plans may be older than a migration; outside of a transaction they would stay so.
        """
        if self.errors_occurred:
            self.close()
        super().close_if_unusable_or_obsolete()

    def tell_who_acts(self) -> None:
        """Send the context to a transaction that is under way; a new one sends it by itself."""
        if self.in_atomic_block and not self._is_broken():
            self._set_local(context.current())

    def _is_broken(self) -> bool:
        # PostgreSQL refuses every statement until the roll-back, which restores the setting
        return (
            self.needs_rollback
            or self.connection is None
            or self.connection.info.transaction_status == TransactionStatus.INERROR
        )

    def _set_local(self, acting: context.Acting | None) -> None:
        organization = str(acting.organization_id) if acting else ""
        agent = str(acting.agent_id) if acting else ""
        # literals: set_config() does not reach the workers of a distributed database
        statement = sql.SQL(
            "SET LOCAL wayhome.organization_id = {}; SET LOCAL wayhome.agent_id = {}"
        ).format(sql.Literal(organization), sql.Literal(agent))
        with self.cursor() as cursor:
            cursor.execute(statement)
