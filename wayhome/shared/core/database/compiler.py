"""SQL compilers: Django's, but for inserts of many rows.

Django's INSERT … SELECT UNNEST is refused under row-level security on a distributed database,
where a plain multi-row VALUES goes to the right shard.
"""

from django.db.models.sql.compiler import (
    SQLAggregateCompiler,
    SQLCompiler,
    SQLDeleteCompiler,
    SQLInsertCompiler,
    SQLUpdateCompiler,
)

__all__ = [
    "SQLAggregateCompiler",
    "SQLCompiler",
    "SQLDeleteCompiler",
    "SQLInsertCompiler",
    "SQLUpdateCompiler",
]
