"""Reads whose shape never changes: Django builds and compiles them once, and only values follow.

Building a queryset and writing it as SQL costs more than PostgreSQL takes to answer it. A hot read
says what it reads once, with a `Given` wherever a value follows, and runs as often as it likes:
the organization is that of whoever acts, as in every other read.
"""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any, override
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import connections, models
from django.db.models.lookups import Exact
from django.utils.functional import cached_property
from psycopg.sql import Literal

from wayhome.shared.core import context

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django.db.models.sql.compiler import SQLCompiler

# Stands for the organization of whoever acts while a statement is built; no row has it.
ANY_ORGANIZATION = UUID(int=0)


class Given(models.Expression):
    """A value that is named where a statement is built, and given where it runs."""

    def __init__(self, name: str, output_field: models.Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    @override
    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


def given_id(name: str) -> Given:
    return Given(name, models.UUIDField())


def given_ids(name: str) -> Given:
    """Stand for a list of ids, on the right of `any_of`."""
    return Given(name, ArrayField(models.UUIDField()))


def given_moment(name: str) -> Given:
    return Given(name, models.DateTimeField())


def given_text(name: str) -> Given:
    return Given(name, models.TextField())


def given_texts(name: str) -> Given:
    return Given(name, ArrayField(models.TextField()))


def given_day(name: str) -> Given:
    return Given(name, models.DateField())


class AnyOf(Exact):
    """`column = ANY (list)`: one statement for lists of every length, where IN has one each."""

    @override
    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        return f"= ANY {rhs}"  # Django puts an expression in parentheses


def any_of(column: str, values: Given) -> AnyOf:
    return AnyOf(models.F(column), values)


class Prepared[R]:
    """A read that is built at its first use; `build` returns its queryset."""

    def __init__(self, build: Callable[[], models.QuerySet[Any, R]]) -> None:
        self._build = build

    def rows(self, **given: Any) -> list[R]:
        """Return what the statement finds with these values."""
        queryset, compiler, sql, params = self._compiled
        values = tuple(_value(param, given) for param in params)
        ready: Any = copy.copy(compiler)
        ready.connection = connections[queryset.db]
        ready.as_sql = lambda: (sql, values)
        return [*_iterator(queryset, ready)]

    def one(self, **given: Any) -> R:
        """Return the one row there is.

        :raises ObjectDoesNotExist: there is none, for whoever acts
        """
        found = self.rows(**given)
        if not found:
            model = self._compiled[0].model
            msg = f"{model.__name__} matching query does not exist."
            raise model.DoesNotExist(msg)
        return found[0]

    @cached_property
    def _compiled(self) -> tuple[models.QuerySet[Any, R], SQLCompiler, str, tuple[Any, ...]]:
        with context.imagining(ANY_ORGANIZATION):
            queryset = self._build()
        compiler = queryset.query.get_compiler(queryset.db)
        return queryset, compiler, *_with_constants(*compiler.as_sql())


def _with_constants(sql: str, params: Iterable[Any]) -> tuple[str, tuple[Any, ...]]:
    """Write into the statement whatever is the same each time: a plan may count on it."""
    named: list[Any] = []
    left = iter(params)

    def written(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%%"
        param = next(left)
        if isinstance(param, str | int):
            return Literal(param).as_string().replace("%", "%%")
        named.append(param)
        return "%s"

    return re.sub("%[%s]", written, sql), tuple(named)


def _iterator(queryset: Any, compiler: Any) -> Any:
    return queryset._iterable_class(_Ready(queryset, compiler))  # noqa: SLF001


class _Ready:
    """What Django's iterators ask of a queryset and its query, with the compiler at hand."""

    def __init__(self, queryset: Any, compiler: Any) -> None:
        self.db = queryset.db
        self._fetch_mode = queryset._fetch_mode  # noqa: SLF001
        self._known_related_objects: dict[Any, Any] = {}
        self._compiler = compiler

    @property
    def query(self) -> _Ready:
        return self

    def get_compiler(self, using: str) -> Any:  # noqa: ARG002  # it has the connection
        return self._compiler


def _value(param: Any, given: Mapping[str, Any]) -> Any:
    if isinstance(param, Given):
        return given[param.name]
    return context.current_organization_id() if param == ANY_ORGANIZATION else param
