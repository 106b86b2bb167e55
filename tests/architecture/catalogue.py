"""The distribution rules, read from the models and from what the database really has.

Each finding is a sentence that begins with its rule. `GLOBAL` and `LOCAL` are the short lists of
tables that belong to no organization: written rarely, or the framework's own.
"""

import re
from typing import NamedTuple

from django.apps import apps
from django.db import connection, models

from wayhome.shared.core.database.tenant import tenant_key
from wayhome.shared.core.models import RecordManager

GLOBAL = {
    "tenancy_organization",
    "accounts_user",
    "accounts_membership",
    "finder_directoryedition",
    "finder_facility",
    "finder_place",
}
LOCAL_PREFIXES = (
    "account_",
    "auth_",
    "core_cache",
    "django_",
    "mfa_",
    "procrastinate_",
    "usersessions_",
)
AUDIT = {"audit_auditevent", "audit_rowhistory"}  # no foreign keys: they outlive what they tell of


def rows(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def tenant_tables():
    return {
        m._meta.db_table: m for m in apps.get_models(include_auto_created=True) if tenant_key(m)
    }


def is_local(table):
    return table.startswith(LOCAL_PREFIXES)


def unclassified_tables():
    tables = rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    known = tenant_tables().keys() | GLOBAL
    return [
        f"1 {t}: neither tenant, global nor local"
        for (t,) in tables
        if not (t in known or is_local(t))
    ]


def automatic_many_to_many():
    return [
        f"2 {field}: an automatic table has no organization"
        for model in tenant_tables().values()
        for field in model._meta.many_to_many
        if field.remote_field.through._meta.auto_created
    ]


def organization_columns(table):
    column = rows(
        """SELECT format_type(atttypid, atttypmod), attnotnull, attnum FROM pg_attribute
        WHERE attrelid = %s::regclass AND attname = 'organization_id'""",
        table,
    )
    if not column:
        return [f"3 {table}: no organization_id"]
    kind, not_null, number = column[0]
    findings = (
        [] if kind == "uuid" and not_null else [f"3 {table}: organization_id {kind}, nullable"]
    )
    generated = rows(
        """SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass
        AND attgenerated <> '' AND attnum < %s""",
        table,
        number,
    )
    return findings + [
        f"11 {table}: {name} is generated before organization_id" for (name,) in generated
    ]


def keys(table):
    found = rows(
        """SELECT coalesce(co.conname, i.relname), coalesce(co.contype, 'i')::text,
            ARRAY(SELECT a.attname::text FROM unnest(x.indkey) WITH ORDINALITY k(n, o)
                LEFT JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = k.n ORDER BY o),
            coalesce(pg_get_constraintdef(co.oid), pg_get_indexdef(i.oid)),
            (SELECT amname FROM pg_am WHERE oid = i.relam), x.indisunique
        FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
        LEFT JOIN pg_constraint co ON co.conindid = i.oid AND co.contype IN ('p', 'u', 'x')
        WHERE x.indrelid = %s::regclass""",
        table,
    )
    return [finding for key in found for finding in _key_findings(table, Key(*key))]


class Key(NamedTuple):
    name: str
    kind: str
    columns: list[str]
    definition: str
    method: str
    unique: bool


def _key_findings(table, key):
    name, kind, columns, definition, method, unique = key
    if (unique or kind == "x") and "organization_id" not in columns:
        yield f"4 {table}.{name}: a key without the organization"
    if kind == "p" and columns[0] != "organization_id":
        yield f"4 {table}.{name}: the primary key starts with {columns[0]}"
    if kind == "x" and not re.search(r"\borganization_id WITH =", definition):
        yield f"4 {table}.{name}: an exclusion without organization WITH ="
    if "DEFERRABLE" in definition:
        yield f"4 {table}.{name}: deferrable"
    if method == "btree" and columns[0] != "organization_id":
        yield f"6 {table}.{name}: an index that leads with {columns[0]}"


def foreign_keys(table):
    found = rows(
        """SELECT conname, confrelid::regclass::text,
            ARRAY(SELECT attname::text FROM unnest(conkey) WITH ORDINALITY k(n, o)
                JOIN pg_attribute ON attrelid = conrelid AND attnum = n ORDER BY o),
            condeferrable, confdeltype::text
        FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass""",
        table,
    )
    return [finding for key in found for finding in _foreign_key_findings(table, ForeignKey(*key))]


class ForeignKey(NamedTuple):
    name: str
    target: str
    columns: list[str]
    deferrable: bool
    on_delete: str


def _foreign_key_findings(table, key):
    name, target, columns, deferrable, on_delete = key
    if table in GLOBAL and target in tenant_tables():
        yield f"5 {table}.{name}: a global table points to a tenant's"
    if table not in tenant_tables():
        return
    if target in tenant_tables():
        if columns[0] != "organization_id":
            yield f"5 {table}.{name}: doesn't pair the organization"
        if deferrable:
            yield f"5 {table}.{name}: deferrable"
        if on_delete in "nd":
            yield f"5 {table}.{name}: the database would set organization_id null"
    elif target not in GLOBAL:
        yield f"5 {table}.{name}: points to the local table {target}"


def sequences(table):
    found = rows(
        """SELECT attname FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
        AND (attidentity <> '' OR pg_get_expr(adbin, adrelid) LIKE '%%nextval%%')""",
        table,
    )
    return [f"7 {table}.{column}: a sequence is no order across shards" for (column,) in found]


def row_level_security(table):
    ((enabled, forced, policies),) = rows(
        """SELECT relrowsecurity, relforcerowsecurity,
            (SELECT count(*) FROM pg_policy WHERE polrelid = pg_class.oid) FROM pg_class
        WHERE pg_class.oid = %s::regclass""",
        table,
    )
    findings = [] if enabled and policies else [f"8 {table}: row-level security is off"]
    return findings + ([f"8 {table}: FORCE stops online shard moves"] if forced else [])


def managers():
    return [
        f"9 {table}: its manager doesn't add the organization"
        for table, model in tenant_tables().items()
        if table not in AUDIT
        and not (
            isinstance(model._default_manager, RecordManager)
            and isinstance(model._base_manager, RecordManager)
        )
    ]


def triggers():
    found = rows(
        """SELECT tgrelid::regclass::text, proname::text, prosrc FROM pg_trigger
        JOIN pg_proc ON pg_proc.oid = tgfoid
        WHERE NOT tgisinternal AND tgrelid::regclass::text = ANY(%s)""",
        list(tenant_tables()),
    )
    for table, function, source in found:
        if re.search(r"\bpg_notify\b|\bNOTIFY\b", source):
            yield f"10 {table}: {function} notifies, which no coordinator hears"
        for named in set(re.findall(r"(?:INTO|FROM|JOIN|UPDATE)\s+(\w+_\w+)", source)):
            if named not in tenant_tables():
                yield f"10 {table}: {function} touches {named}"


def unwatched(table, model):
    history = getattr(tenant_key(model), "row_history", False)
    watched = rows(
        "SELECT 1 FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname = %s",
        table,
        f"{table}_row_history",
    )
    return [f"history {table}: a change leaves no history"] if history and not watched else []


def plain_keys():
    return [
        f"5 {field}: a plain ForeignKey between tenant tables"
        for model in tenant_tables().values()
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
        and tenant_key(field.related_model)
        and type(field).__name__ != "TenantForeignKey"
    ]


def findings():
    found = [
        *unclassified_tables(),
        *automatic_many_to_many(),
        *managers(),
        *triggers(),
        *plain_keys(),
    ]
    for table, model in tenant_tables().items():
        found += [*organization_columns(table), *keys(table), *foreign_keys(table)]
        found += [*sequences(table), *row_level_security(table), *unwatched(table, model)]
    for table in GLOBAL:
        found += foreign_keys(table)
    return found
