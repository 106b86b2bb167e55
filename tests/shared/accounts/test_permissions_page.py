"""docs/permissions.md says what the code does."""

from tools import permissions
from wayhome.shared.audit.permissions import Permission


def test_the_page_is_current():
    assert permissions.PAGE.read_text() == permissions.page(), "run python -m tools.permissions"


def test_the_page_names_every_permission_twice():
    text = permissions.page()
    assert all(text.count(f"| `{p}` |") == 2 for p in Permission)
    assert "changed and ended by: Program director." in text
