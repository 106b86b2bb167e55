"""The real directory comes in whole: its counts are those that were counted apart from it."""

import csv
import gzip
import re
from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command

from wayhome.journey.finder.models import Facility, Place

pytestmark = pytest.mark.django_db
FOLDER = "samhsa-directory-2024"


@pytest.fixture
def file(real_data):
    path = real_data / FOLDER / "facilities.csv.gz"
    if not path.is_file():
        pytest.skip(f"there is no {path.name} in the folder with real data")
    return path


def counted_apart(path):
    """Count listings, IOP, IOP with Medicaid by state: straight from the text, by another road."""
    counts = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            state = row["state"]
            if row["directory_type"] != "substance" or not row["name1"]:
                continue  # the last rows are empty, or a piece of the code book
            codes = f" {row['service_code_info'].replace('*', ' ')} "
            is_iop = " OIT " in codes
            counts.setdefault(state, Counter()).update(
                listings=1, iop=is_iop, iop_with_medicaid=is_iop and " MD " in codes
            )
    return {
        state: (count["listings"], count["iop"], count["iop_with_medicaid"])
        for state, count in counts.items()
    }


def told(*args):
    said = StringIO()
    call_command("directory", *args, stdout=said)
    return said.getvalue()


def test_the_directory_s_counts_are_those_counted_apart_and_it_is_taken_once(file, real_data):
    said = told("import", str(file), "--edition", "2024", "--published", "2024-06-30", "--states")
    of_states = {
        state: tuple(map(int, counts))
        for state, *counts in (line.split(",") for line in said.splitlines())
        if re.fullmatch("[A-Z]{2}", state)
    }
    assert of_states == counted_apart(file)
    assert of_states["KY"][0] == 437
    assert Facility.objects.filter(postal_code__startswith="0", state="MA").count() > 300
    facilities = Facility.objects.count()
    assert sum(Facility.objects.values_list("rows", flat=True)) == sum(
        listings for listings, _iop, _medicaid in of_states.values()
    )
    centers = told("places", str(real_data / "zip-centroids" / "zcta_centroids_us.csv"))
    assert "33791 ZIP areas taken, 0 rows refused" in centers
    assert Place.objects.filter(kind="town", key="lexington", state="KY").get().facilities > 5
    assert not Facility.objects.filter(cell=None).exists()
    again = told("import", str(file), "--edition", "2024", "--published", "2024-06-30")
    assert f"0 facilities added, 0 updated, {facilities} here already" in again
