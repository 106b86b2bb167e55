"""Real data: found by WAYHOME_DATA, never in the repository."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def real_data():
    folder = os.environ.get("WAYHOME_DATA")
    if not folder:
        pytest.skip("WAYHOME_DATA names no folder with real data")
    return Path(folder)
