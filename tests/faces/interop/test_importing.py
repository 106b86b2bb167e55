"""What an import takes, passes over and refuses; that a row is whole or absent."""

from datetime import date, timedelta

import pytest

from tests.faces.interop.conftest import NINE, append, attendance, episode, session
from tests.factories.accounts import make_actor
from wayhome.faces.interop import bundle
from wayhome.faces.interop.exporting import SOURCES, export_bundle
from wayhome.journey.admissions.actions.importing import import_episodes
from wayhome.journey.encounters.actions.importing import import_attendance
from wayhome.journey.encounters.models import Encounter
from wayhome.journey.scheduling.actions import import_appointments, import_sessions
from wayhome.journey.scheduling.models import Appointment
from wayhome.shared.audit.actor import NotPermittedError
from wayhome.shared.audit.models import AuditEvent

pytestmark = pytest.mark.django_db

ALL = {
    "programs": 1,
    "practitioners": 1,
    "people": 2,
    "episodes": 2,
    "sessions": 3,
    "attendance": 5,
}


def everything(by):
    return {name: sorted(map(repr, source(by))) for name, source in SOURCES.items()}


def test_a_whole_bundle_is_taken(incoming):
    report = incoming.write().take()
    assert incoming.refused == []
    assert dict(report.taken) == ALL


def test_attendance_becomes_a_place_and_an_encounter_with_its_minutes(incoming):
    incoming.write().take()
    with incoming.reading():
        found = Encounter.objects.order_by("appointment__external_id").values_list(
            "appointment__external_id", "attendance", "minutes", "appointment__status"
        )
        assert [*found] == [
            ("a1", "attended", 60, "fulfilled"),
            ("a2", "absent-excused", 0, "noshow"),
            ("a3", "attended", 40, "fulfilled"),
        ]
        statuses = Appointment.objects.filter(external_id__in=["a4", "a5"]).order_by("external_id")
        assert [*statuses.values_list("status", flat=True)] == ["booked", "cancelled"]


def test_a_second_time_everything_is_here_already(incoming):
    incoming.write().take()
    report = incoming.take()
    assert (dict(report.taken), dict(report.unchanged), incoming.refused) == ({}, ALL, [])


def test_a_row_that_is_here_with_other_content_is_refused_and_not_overwritten(incoming):
    incoming.write().take()
    incoming.change("people", 0, given_name="Anna")
    incoming.change("programs", 0, name="Other")
    incoming.write().take()
    assert {key for key, why in incoming.reasons().items() if "other content" in why[0]} == {
        ("people", "1"),
        ("programs", "p1"),
    }


def test_a_dry_run_takes_everything_back(incoming):
    report = incoming.write().take(dry_run=True)
    assert dict(report.taken) == ALL
    with incoming.reading():
        assert not Appointment.objects.exists()


def test_of_two_overlapping_places_of_one_person_both_are_refused_with_the_other_s_id(incoming):
    incoming.rows["sessions"].append(session("s4", NINE + timedelta(minutes=30), facilitator="f2"))
    incoming.rows["practitioners"].append(
        bundle.Practitioner(external_id="f2", given_name="Omar", family_name="Lee")
    )
    incoming.rows["attendance"].append(attendance("a6", "s4"))
    incoming.write().take()
    assert incoming.reasons() == {
        ("attendance", "a1"): ("overlaps 'a6': one person can't be in two places",),
        ("attendance", "a6"): ("overlaps 'a1': one person can't be in two places",),
    }


def test_good_rows_are_kept_and_each_refused_one_is_told_with_its_reason(incoming):
    incoming.rows["people"].append(
        bundle.Person(external_id="3", given_name="Cora", family_name="Moss", gender="?")
    )
    incoming.rows["episodes"] += [
        episode("e3", "9"),
        episode("e4", "1", program="p9", status="asleep", care_manager="f9"),
        episode("e5", "2", status="finished", discharge_reason="99"),
        episode("e6", "1"),
        episode("e7", "2", admission_date=date(2027, 1, 1)),
        episode("e1", "1"),
    ]
    incoming.rows["sessions"] += [
        session("s5", capacity=99, start=NINE + timedelta(days=5)),
        session("s6"),
        session("s7", service_type="chess", start=NINE + timedelta(days=6)),
        session("s8", start=NINE + timedelta(days=10)),
    ]
    incoming.rows["attendance"] += [
        attendance("a7", "s9"),
        attendance("a8", "s2", status="asleep"),
        attendance("a10", "s8", left=NINE),
    ]
    incoming.write()
    append(incoming.folder, "attendance", ["a11", "s2"])
    report = incoming.take()
    reasons = {key: "; ".join(why) for (_, key), why in incoming.reasons().items()}
    for key, said in {
        "3": "gender '?' isn't one of",
        "e3": "person '9' isn't known",
        "e4": "program 'p9' isn't known; status 'asleep' isn't one of",
        "e5": "discharge_reason '99'",
        "e6": "already-open-here",
        "e7": "day-in-future",
        "e1": "stands twice",
        "s5": "capacity-over-cap",
        "s6": "facilitator-busy",
        "s7": "service_type 'chess'",
        "a7": "session 's9' isn't known",
        "a8": "status 'asleep'",
        "a10": "left-before-arriving",
        "a11": "episode is empty",
    }.items():
        assert said in reasons[key], key
    assert dict(report.taken) == ALL | {"sessions": 4}


def test_a_session_that_is_full_takes_nobody_more(incoming):
    incoming.change("sessions", 0, capacity=1)
    incoming.write().take()
    assert incoming.reasons() == {("attendance", "a2"): ("group-full",)}


def test_a_batch_leaves_one_audit_event_not_one_a_row(incoming):
    incoming.write().take()
    with incoming.reading():
        events = AuditEvent.objects.filter(
            organization_id=incoming.by.organization_id, action="encounters.import_attendance"
        )
        assert [*events.values_list("count", "outcome")] == [(5, "success")]


def test_export_and_re_import_give_the_same_rows(incoming, tmp_path):
    incoming.write().take()
    with incoming.reading():
        counts = export_bundle(incoming.by, tmp_path / "out")
        before = everything(incoming.by)
    assert counts == ALL
    incoming.folder = tmp_path / "out"
    report = incoming.take()
    assert (dict(report.unchanged), incoming.refused) == (ALL, [])
    other = type(incoming)(tmp_path / "out")
    assert dict(other.take().taken) == ALL
    with other.reading():
        after = everything(other.by)
    assert after == before


def test_rows_made_in_wayhome_are_known_outside_by_their_own_ids(incoming, tmp_path):
    from tests.factories.patients import make_patient  # noqa: PLC0415

    patient = make_patient(incoming.organization, given_name="Dara", family_name="Kim")
    with incoming.reading():
        export_bundle(incoming.by, tmp_path / "out")
    incoming.folder = tmp_path / "out"
    report = incoming.take()
    assert (report.unchanged["people"], incoming.refused) == (1, [])
    assert str(patient.pk) in (tmp_path / "out" / "people.csv").read_text()


DENIED = [import_episodes, import_sessions, import_appointments, import_attendance]


@pytest.mark.parametrize("write", DENIED, ids=lambda write: write.__name__)
def test_taking_rows_over_is_denied_without_the_permission(write):
    with pytest.raises(NotPermittedError):
        write(make_actor(permissions=set()))
