"""The bundle's cells and files: what is read, what is refused, and that both ways agree."""

import dataclasses
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.faces.interop import bundle

PEOPLE = "external_id,given_name,family_name,birth_date\n"
TEXT = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map(str.strip).filter(bool)
)

MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001  # the strategy adds the zone


def people(tmp_path, text, encoding="utf-8"):
    (tmp_path / "people.csv").write_bytes(text.encode(encoding))
    return list(bundle.lines(tmp_path, "people"))


def test_a_row_becomes_typed_values(tmp_path):
    (line,) = people(tmp_path, PEOPLE + "1,Ana,Reyes,1990-05-01\n")
    assert line == bundle.Line(
        2,
        bundle.Person(
            external_id="1", given_name="Ana", family_name="Reyes", birth_date=date(1990, 5, 1)
        ),
    )


@pytest.mark.parametrize(
    ("cells", "reasons"),
    [
        (",Ana,Reyes,", ("external_id is empty",)),
        (
            "1,,Reyes,May 1",
            ("given_name is empty", "birth_date isn't a date like 2026-11-24"),
        ),
        ("1,Ana,Reyes,,more", ("more cells than columns",)),
        ("1,A\x00na,Reyes,", ("given_name isn't text of at most 500 characters",)),
    ],
)
def test_a_bad_row_is_refused_with_every_reason(tmp_path, cells, reasons):
    good = "2,Ben,Tran,\n"
    refused, kept = people(tmp_path, f"{PEOPLE}{cells}\n{good}")
    assert refused.reasons == reasons
    assert kept.row.given_name == "Ben"


def test_a_moment_needs_its_offset():
    cells = {"external_id": "1", "session": "s", "episode": "e", "status": "attended"}
    refused = bundle.parse("attendance", 2, {**cells, "arrived": "2026-11-24T17:30:00"})
    assert "arrived isn't a moment" in refused.reasons[0]


@pytest.mark.parametrize("cap", ["-1", "32768", "9" * 30, "2.5", "many"])
def test_a_count_is_one_that_a_table_holds(cap):
    refused = bundle.parse("programs", 2, {"external_id": "1", "group_cap": cap})
    assert "group_cap isn't a whole number from 0 to 32,767" in refused.reasons


@pytest.mark.parametrize("start", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:00-12:00"])
def test_a_moment_and_a_day_are_of_these_centuries(start):
    said = bundle.parse("sessions", 2, {"external_id": "1", "start": start}).reasons
    assert any(reason.startswith("start isn't a moment") for reason in said)
    said = bundle.parse("people", 2, {"external_id": "1", "birth_date": start[:10]}).reasons
    assert "birth_date isn't a date like 2026-11-24" in said


def test_a_reason_may_be_longer_than_a_name_and_still_ends():
    cells = {"external_id": "1", "session": "s", "episode": "e", "status": "attended"}
    assert bundle.parse("attendance", 2, {**cells, "reason": "x" * 10_000}).row.reason
    said = bundle.parse("attendance", 2, {**cells, "reason": "x" * 10_001}).reasons
    assert said == ("reason isn't text of at most 10,000 characters",)


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("external_id,given_name,family_name,shoe", "unknown columns"),
        ("external_id", "missing columns"),
    ],
)
def test_another_heading_is_refused_whole(tmp_path, heading, said):
    with pytest.raises(bundle.BundleError, match=said):
        people(tmp_path, heading + "\n")


def test_another_encoding_is_refused_with_its_place(tmp_path):
    with pytest.raises(bundle.BundleError, match="UTF-8"):
        people(tmp_path, PEOPLE + "1,Ána,Reyes,\n", encoding="latin-1")


def test_an_empty_folder_is_no_bundle(tmp_path):
    with pytest.raises(bundle.BundleError, match="holds none of"):
        bundle.present_files(tmp_path)


def test_the_files_are_read_in_the_order_of_their_references(tmp_path):
    for name in ("attendance", "people"):
        (tmp_path / f"{name}.csv").touch()
    assert bundle.present_files(tmp_path) == ["people", "attendance"]


@given(
    rows=st.lists(
        st.builds(
            bundle.Attendance,
            external_id=TEXT,
            session=TEXT,
            episode=TEXT,
            status=TEXT,
            arrived=st.none() | MOMENTS,
            left=st.none(),
            reason=st.just("") | TEXT,
        ),
        max_size=5,
    )
)
def test_what_is_written_is_read_again(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("bundle")
    assert bundle.write(folder, "attendance", iter(rows)) == len(rows)
    assert [line.row for line in bundle.lines(folder, "attendance")] == rows


def test_every_file_has_an_external_id_first():
    firsts = {dataclasses.fields(kind)[0].name for kind in bundle.FILES.values()}
    assert firsts == {"external_id"}
