"""`directory` as somebody types it: every shape of file, and a report of what became of rows."""

import csv
import gzip
import zipfile
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from wayhome.journey.finder.models import DirectoryEdition, Facility, Place

pytestmark = pytest.mark.django_db
DEMO = Path(__file__).resolve().parents[3] / "demo" / "directory"
DIRECTORY = DEMO / "directory.csv"


def directory(*args):
    said = StringIO()
    call_command("directory", *map(str, args), stdout=said)
    return said.getvalue()


def take(path=DIRECTORY, *args):
    return directory("import", path, "--edition", "1", *args)


def test_the_invented_directory_comes_in_with_a_report_of_every_row_mended(tmp_path):
    report = tmp_path / "rows.csv"
    said = take(DIRECTORY, "--invented", "--published", "2026-11-01", "--report", report)
    assert said.splitlines()[0] == (
        "invented 1: 11 rows; 7 facilities added, 0 updated, 0 here already, 0 no longer listed;"
        " 3 rows refused"
    )
    assert "  refused 1: not a listing of substance-use treatment" in said
    edition = DirectoryEdition.objects.get()
    assert (edition.source, edition.is_invented, edition.rows_merged) == ("invented", True, 1)
    with report.open() as file:
        rows = {row["row"]: (row["refused"], row["mended"]) for row in csv.DictReader(file)}
    assert rows["2"] == ("", "leading zeros of the ZIP put back")
    assert rows["10"] == ("not a listing of substance-use treatment", "")
    assert rows["11"] == ("no name; no state of the US; neither ZIP nor town", "")
    assert rows["12"] == ("no name", "")
    assert "3" not in rows
    bridge = Facility.objects.get(name="Bay Bridge Clinic")
    assert (bridge.rows, "PEER" in bridge.services, bridge.phone) == (2, True, "410-555-0116")
    assert Facility.objects.filter(name="Gull Rock Recovery", is_street_withheld=True).count() == 2


def test_the_same_file_again_changes_nothing():
    take()
    assert "0 facilities added, 0 updated, 7 here already" in take()


def test_places_put_facilities_on_the_ground():
    take()
    said = directory("places", DEMO / "places.csv")
    assert said == "3 ZIP areas taken, 1 rows refused\n"
    assert not Facility.objects.filter(cell=None).exists()
    assert Place.objects.filter(kind="town", key="saint nowhere").get().state == "WV"
    assert "0 facilities added, 0 updated, 7 here already" in take()


def test_a_dry_run_takes_everything_back():
    said = take(DIRECTORY, "--dry-run", "--states")
    assert "NJ,4,2,1" in said.splitlines()
    assert said.endswith("A dry run: all of it was taken back.\n")
    assert not Facility.objects.exists()
    assert not DirectoryEdition.objects.exists()


def test_a_page_of_find_treatment_comes_in_with_positions_and_websites():
    take(DEMO / "findtreatment.json")
    pelican = Facility.objects.get(name="Pelican Point Program")
    assert (pelican.source, pelican.website) == ("findtreatment", "https://www.pelican.example")
    assert pelican.services == ["MD", "OIT", "OP", "SF", "SS"]
    assert (pelican.latitude, pelican.precision) == (39.61, "address")
    assert Facility.objects.get(name="Far Shore Program").website == ""
    assert Facility.objects.count() == 2


def test_pages_of_find_treatment_come_a_line_each(tmp_path):
    page = " ".join((DEMO / "findtreatment.json").read_text().split())
    path = tmp_path / "pages.jsonl"
    path.write_text(f"{page}\n\n" + '{"rows": null}\n["no row"]\n')
    with pytest.raises(CommandError, match="neither the directory's columns"):
        take(path)
    path.write_text(f"{page}\n\n" + '{"rows": null}\n')
    assert "3 rows; 2 facilities added" in take(path)


def test_a_state_s_list_comes_in_by_its_mapping():
    said = take(DEMO / "licenses.csv", "--mapping", DEMO / "licenses.toml")
    assert "nj-invented-licenses 1: 2 rows; 2 facilities added" in said
    buoy = Facility.objects.get(name="Buoy House")
    assert (buoy.license_number, str(buoy.license_expires_on)) == ("L-1", "2027-12-31")
    assert buoy.services == ["OIT", "OP", "SA", "WH-EVENING"]
    assert "end of the license left out" in said


def test_a_packed_file_is_read(tmp_path):
    path = tmp_path / "directory.csv.gz"
    path.write_bytes(gzip.compress(DIRECTORY.read_bytes()))
    assert "7 facilities added" in take(path)


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'


def workbook(path, rows, *, shared=True):
    """Write a workbook as a spreadsheet does: texts shared, numbers as numbers, gaps left out."""
    texts = sorted({cell for row in rows for cell in row if cell})
    with zipfile.ZipFile(path, "w") as book:
        if shared:
            items = "".join(
                f"<si><r><t>{text.replace('&', '&amp;')}</t></r></si>" for text in texts
            )
            book.writestr("xl/sharedStrings.xml", f'<sst xmlns="x">{items}</sst>')
        lines = []
        for number, row in enumerate(rows, start=1):
            cells = []
            for column, cell in enumerate(row):
                place = f"{chr(ord('A') + column)}{number}"
                if cell.isdigit():
                    cells.append(f'<c r="{place}"><v>{cell}</v></c>')
                elif cell and shared:
                    cells.append(f'<c r="{place}" t="s"><v>{texts.index(cell)}</v></c>')
                elif cell:
                    cells.append(f'<c r="{place}" t="inlineStr"><is><t>{cell}</t></is></c>')
                else:
                    cells.append(f'<c r="{place}"/>')
            lines.append(f'<row r="{number}">{"".join(cells)}</row>')
        book.writestr("xl/worksheets/sheet1.xml", SHEET.format("".join(lines)))


@pytest.mark.parametrize("shared", [True, False])
def test_the_spreadsheet_is_the_same_as_its_csv(tmp_path, shared):
    with DIRECTORY.open(newline="") as file:
        rows = [[*row] for row in csv.reader(file)]
    workbook(tmp_path / "directory.xlsx", rows, shared=shared)
    take()
    assert "0 facilities added, 0 updated, 7 here already" in take(tmp_path / "directory.xlsx")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("missing.csv", None, "there is no file"),
        ("book.xlsx", b"not a workbook", "book.xlsx can't be read"),
        ("page.json", b"{", "page.json isn't JSON: line 1"),
        ("list.csv.gz", b"not packed", "list.csv.gz can't be read"),
        ("list.csv", b"a,b\n1,2\n", "neither the directory's columns"),
    ],
)
def test_a_file_that_can_t_be_read_is_refused_in_a_sentence(tmp_path, name, content, sentence):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(CommandError, match=sentence):
        take(tmp_path / name)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "can't be read"), ("[", "can't be read"), ("source = 1", "source must be")],
)
def test_a_mapping_that_can_t_be_read_is_refused_in_a_sentence(tmp_path, content, sentence):
    path = tmp_path / "mapping.toml"
    if content is not None:
        path.write_text(content)
    with pytest.raises(CommandError, match=sentence):
        take(DEMO / "licenses.csv", "--mapping", path)


def test_a_report_that_can_t_be_written_is_said_before_anything_is_taken(tmp_path):
    with pytest.raises(CommandError, match="can't be written to"):
        take(DIRECTORY, "--report", tmp_path / "nowhere" / "rows.csv")
    assert not Facility.objects.exists()


def test_a_file_that_was_cut_short_takes_nothing_off_and_says_so(tmp_path):
    take()
    short = tmp_path / "short.csv"
    short.write_text("".join(DIRECTORY.read_text().splitlines(keepends=True)[:3]))
    said = directory("import", short, "--edition", "2")
    assert "nothing was taken off" in said
    assert Facility.objects.filter(is_listed=True).count() == 7


def test_letters_that_are_no_utf_8_are_told_of(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(DIRECTORY.read_bytes().replace(b"Mountain Door", b"Monta\xf1a Door"))
    assert "letters that can't be read" in take(path)
    assert Facility.objects.filter(name="Montaa Door").exists()


def test_a_part_of_an_edition_takes_nothing_off(tmp_path):
    take()
    part = tmp_path / "part.csv"
    part.write_text("".join(DIRECTORY.read_text().splitlines(keepends=True)[:8]))
    said = directory("import", part, "--edition", "2", "--part")
    assert "0 no longer listed" in said
    assert "nothing was taken off" not in said
    assert "1 no longer listed" in directory("import", part, "--edition", "3")
