"""Order of names, and the table in which throttles count."""

from django.db import migrations

SORT_KEY = """
CREATE FUNCTION core_sort_key(name text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, name)) $$
"""
CACHE = """
CREATE TABLE core_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX core_cache_expires ON core_cache (expires)
"""


class Migration(migrations.Migration):
    initial = True

    operations = [
        migrations.RunSQL(SORT_KEY, "DROP FUNCTION core_sort_key(text)"),
        migrations.RunSQL(CACHE, "DROP TABLE core_cache"),
    ]
