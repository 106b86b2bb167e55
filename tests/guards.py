"""Guards that watch the whole suite: SQL without its organization, pages with inline script."""

import re
from functools import cache

from django.apps import apps

from wayhome.shared.core.database.tenant import tenant_key

# Functions that take the organization from the setting themselves, and national reports.
ALLOWED = re.compile(r"patients_search\(")
FILTER = re.compile(r'"organization_id"\s*(=|IN)\s*(\(?%s|\(?\'|\(?"|\(?%\()')


class NoOrganizationError(AssertionError):
    """A statement reads or writes a tenant table without its organization, or moves a row."""


@cache
def tenant_tables() -> frozenset[str]:
    return frozenset(m._meta.db_table for m in apps.get_models() if tenant_key(m))


class OrganizationGuard:
    """Refuses SELECT, UPDATE and DELETE on a tenant table without the organization."""

    def __call__(self, execute, sql, params, many, context):
        self.check(str(sql))
        return execute(sql, params, many, context)

    @staticmethod
    def check(sql: str) -> None:
        verb = sql.lstrip().split(" ", 1)[0].upper()
        if verb not in {"SELECT", "UPDATE", "DELETE", "WITH"} or ALLOWED.search(sql):
            return
        touched = {t for t in re.findall(r'"(\w+)"', sql) if t in tenant_tables()}
        if touched and not FILTER.search(sql[sql.upper().find(" WHERE ") :]):
            raise NoOrganizationError(sql)
        if verb == "UPDATE" and re.search(r'SET .*"organization_id" = .* WHERE', sql):
            raise NoOrganizationError(sql)


def no_inline_script(html: str) -> None:
    """Fail on what the Content-Security-Policy would block in a browser."""
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>\s*\S", html), "inline script"
    assert not re.search(r"\son\w+\s*=", html), "an inline event handler"
    assert not re.search(r"\sstyle\s*=", html), "an inline style"
    assert "{{" not in html, "an unrendered variable"
