"""What the commands in bin/ do before there is any Python: finding a browser, or saying so."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FIND = ". bin/lib.sh; find_chromium && echo found: $CHROMIUM"


@pytest.fixture
def bare(tmp_path):
    """Return a PATH that holds next to nothing: no browser, no package manager."""
    for name in ("id", "dirname"):
        (tmp_path / name).symlink_to(shutil.which(name))
    return tmp_path


def find(path, **given):
    return subprocess.run(  # noqa: S603  # our own command
        ["/bin/sh", "-c", FIND, "bin/test"],
        cwd=ROOT,
        env={"PATH": str(path), **given},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_browser_and_a_way_to_get_one_it_is_said(bare):
    found = find(bare)
    assert found.returncode == 1
    assert "The browser tests need Chromium: install it, or set CHROMIUM to its path." in (
        found.stderr
    )


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome"])
def test_a_browser_on_the_path_is_found(bare, name):
    (bare / name).symlink_to("/bin/true")
    assert find(bare).stdout == f"found: {bare / name}\n"


def test_a_browser_that_is_named_is_taken(bare):
    assert find(bare, CHROMIUM="/bin/true").stdout == "found: /bin/true\n"
