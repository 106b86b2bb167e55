"""`import` and `export` as somebody types them: what they say, and with which exit code."""

import csv
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from tests.faces.interop.conftest import session
from tests.factories.tenancy import make_organization
from wayhome.faces.interop import bundle
from wayhome.journey.patients.models import Patient
from wayhome.shared.accounts import system
from wayhome.shared.core import context
from wayhome.shared.tenancy import queries

pytestmark = pytest.mark.django_db
SLUG = "harbor"
ALL_TAKEN = """\
programs: 1 taken, 0 here already, 0 refused
practitioners: 1 taken, 0 here already, 0 refused
people: 2 taken, 0 here already, 0 refused
episodes: 2 taken, 0 here already, 0 refused
sessions: 3 taken, 0 here already, 0 refused
attendance: 5 taken, 0 here already, 0 refused
"""


def run(command, folder, *words, organization=SLUG, **options):
    said = StringIO()
    call_command(
        command, str(folder), *words, organization=organization, stdout=said, stderr=said, **options
    )
    return said.getvalue()


@pytest.fixture
def folder(incoming):
    return incoming.write().folder


@pytest.fixture
def harbor():
    return make_organization(slug=SLUG)


def people_of(organization_id):
    with context.acting_as(system.importer(organization_id).acting), transaction.atomic():
        return Patient.objects.count()


def refused(folder):
    with (folder / "REFUSED.csv").open(newline="") as file:
        return [*csv.reader(file)]


def test_import_opens_the_organization_and_says_what_it_took(folder):
    assert run("import", folder, open="Harbor Recovery") == ALL_TAKEN
    assert people_of(queries.organization_id_of(SLUG)) == 2
    assert refused(folder) == [["file", "line", "external_id", "reasons"]]


def test_import_a_second_time_finds_everything_here(folder, harbor):
    run("import", folder)
    said = run("import", folder, open="Another name")
    assert "people: 0 taken, 2 here already, 0 refused" in said
    assert people_of(harbor.pk) == 2


def test_a_dry_run_says_the_same_and_leaves_neither_rows_nor_organization(folder):
    said = run("import", folder, "--dry-run", open="Harbor Recovery")
    assert said == f"{ALL_TAKEN}A dry run: all of it was taken back.\n"
    assert queries.organization_id_of(SLUG) is None


@pytest.mark.usefixtures("harbor")
def test_refused_rows_are_listed_beside_the_files(incoming):
    incoming.rows["sessions"].append(session("s9", service_type="chess"))
    folder = incoming.write().folder
    said = run("import", folder)
    assert "sessions: 3 taken, 0 here already, 1 refused" in said
    assert said.endswith(f"Why: {folder / 'REFUSED.csv'}\n")
    ((file, line, key, reasons),) = refused(folder)[1:]
    assert (file, line, key) == ("sessions", "5", "s9")
    assert reasons.startswith("service_type 'chess' isn't one of cbt, ")


@pytest.mark.parametrize("command", ["import", "export"])
def test_an_unknown_organization_is_named(command, folder):
    with pytest.raises(CommandError, match="there is no organization 'harbour'") as error:
        run(command, folder, organization="harbour")
    assert error.value.returncode == 1


@pytest.mark.parametrize(
    ("slug", "name", "said"),
    [
        ("two words", "Harbor", "is no short name"),
        ("h" * 51, "H", "is no short name"),
        ("harbor", "  ", "Give the organization a name."),
    ],
)
def test_an_organization_that_cannot_be_opened_is_refused(folder, slug, name, said):
    with pytest.raises(CommandError, match=said):
        run("import", folder, organization=slug, open=name)
    assert queries.organization_id_of(slug) is None


def test_a_folder_that_is_none_opens_no_organization(tmp_path):
    for place in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(CommandError, match=r"there is no folder|holds none of programs\.csv"):
            run("import", place, open="Harbor Recovery")
    assert queries.organization_id_of(SLUG) is None


PEOPLE = b"external_id,given_name,family_name,reason\n"
HEADING = b"external_id,given_name,family_name\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "people.csv: it is empty, and needs at least a heading"),
        (b"external_id,given_name\n", "people.csv: missing columns family_name"),
        (PEOPLE, "people.csv: unknown columns reason"),
        (b"external_id,given_name,family_name,given_name\n", "stand twice given_name"),
        (HEADING + "1,Ána,Reyes\n".encode("latin-1"), "people.csv isn't UTF-8 in line 2"),
        ((HEADING + b"1,Ana,Reyes\n").decode().encode("utf-16"), "people.csv isn't UTF-8"),
        (HEADING + b'1,"Ana,Reyes\n', "people.csv can't be read as CSV near line"),
        (HEADING + b"1," + b"x" * 140_000 + b",Reyes\n", "field larger than field limit"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_what_came_before_is_kept(
    folder, harbor, content, said
):
    (folder / "people.csv").write_bytes(content)
    with pytest.raises(CommandError, match=said) as error:
        run("import", folder)
    assert error.value.returncode == 1
    assert str(error.value).endswith("mend the file, then import the folder again.")
    with context.acting_as(system.importer(harbor.pk).acting), transaction.atomic():
        assert queries.services(system.importer(harbor.pk)).count() == 1


def test_a_dry_run_of_a_bad_file_keeps_nothing_and_says_so_of_nothing(folder):
    (folder / "people.csv").write_bytes(b"")
    with pytest.raises(CommandError) as error:
        run("import", folder, "--dry-run", open="Harbor Recovery")
    assert "kept" not in str(error.value)
    assert queries.organization_id_of(SLUG) is None


@pytest.mark.usefixtures("harbor")
def test_a_byte_order_mark_and_any_order_of_columns_are_read(folder):
    (folder / "people.csv").write_bytes(
        b"\xef\xbb\xbffamily_name,external_id,given_name\r\nReyes,1,Ana\r\n"
    )
    assert "people: 1 taken" in run("import", folder)


@pytest.mark.usefixtures("harbor")
def test_cells_that_no_column_holds_refuse_their_row_alone(folder):
    (folder / "people.csv").write_bytes(
        HEADING + b"1,A\x00na,Reyes\n2,Ben,Tran\n3," + b"x" * 501 + b",Moss\n"
    )
    assert "people: 1 taken, 0 here already, 2 refused" in run("import", folder)
    assert [row[3] for row in refused(folder)[1:3]] == [
        "given_name isn't text of at most 500 characters"
    ] * 2


@pytest.mark.usefixtures("harbor")
def test_a_folder_that_cannot_be_written_to_is_named(folder):
    (folder / "REFUSED.csv").mkdir()
    with pytest.raises(CommandError, match=r"REFUSED\.csv can't be written to: Is a directory"):
        run("import", folder)


@pytest.mark.usefixtures("harbor")
def test_a_file_that_may_not_be_read_is_named(folder, monkeypatch):
    def refuse(*_args, **_given):
        raise PermissionError(13, "Permission denied", "people.csv")

    monkeypatch.setattr(type(folder), "open", refuse)
    with pytest.raises(bundle.BundleError, match=r"people\.csv can't be read: Permission denied"):
        [*bundle.lines(folder, "people")]


@pytest.mark.usefixtures("harbor")
def test_export_writes_every_file_and_says_how_many_rows(folder, tmp_path):
    run("import", folder)
    said = run("export", tmp_path / "deep" / "out")
    assert said.splitlines()[2:4] == ["people: 2 rows", "episodes: 2 rows"]
    names = {path.name for path in (tmp_path / "deep" / "out").iterdir()}
    assert names == {f"{name}.csv" for name in bundle.FILES}


@pytest.mark.usefixtures("harbor")
def test_export_to_a_place_that_is_no_folder_is_refused(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(CommandError, match="file can't be written: File exists"):
        run("export", tmp_path / "file")
