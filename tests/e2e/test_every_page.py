"""Every page that staff can open, looked at by axe: at a desk and on a phone, by day and by night.

The stories look at pages in use; this walk makes sure that none is left out.
"""

from datetime import timedelta

import pytest

from tests.e2e.stage import Stage
from tests.factories.accounts import make_actor, make_counselor, make_credential, make_practitioner
from tests.factories.base import writing_for
from tests.factories.encounters import make_attendance, make_note, make_place
from tests.factories.inquiries import make_contact_attempt, make_inquiry
from tests.factories.patients import (
    make_contact_point,
    make_flag,
    make_identifier,
    make_patient,
    make_related_person,
)
from tests.factories.placement import make_placement
from tests.factories.rulepacks import make_rule_value
from tests.factories.scheduling import make_member, make_series
from tests.factories.weekplans import make_order, make_separation
from tests.shared.accounts import test_every_address as every
from wayhome.journey.weekplans import actions as weekplans
from wayhome.journey.weekplans import tasks
from wayhome.shared.accounts.codes import Role

PARTS = 4
LEAST = 80  # pages; fewer would mean that the walk lost its way


@pytest.fixture
def stage():
    return Stage()


@pytest.fixture
def everyone(stage):
    """Return somebody with every role of staff."""
    return make_counselor(
        stage.organization, *(role for role in Role if role not in {Role.CLIENT, Role.KIOSK})
    )


def values_of(stage, everyone):
    """Return what every address may be given: something of each kind, by the address's word."""
    episode, meeting = stage.person("Ana"), stage.group(starts_in=timedelta(hours=-2))
    with writing_for(stage.organization.pk):
        patient = episode.patient
    make_attendance(make_place(meeting, episode))
    other = make_place(meeting, stage.person("Ben", "Tsosie"))
    note = make_note(make_attendance(make_place(stage.group(), episode)))
    practitioner = make_practitioner(stage.organization)
    series = make_series(stage.service)
    inquiry = make_inquiry(stage.organization)
    make_contact_attempt(inquiry)
    make_identifier(patient)
    apart = make_patient(stage.organization, given_name="Anna")
    make_separation(patient, apart)
    make_order(service=stage.service)
    make_order(episode=episode, period_start=_soon(stage))
    return {
        "session_id": meeting.pk,
        "appointment_id": other.pk,
        "patient_id": patient.pk,
        "other_id": apart.pk,
        "episode_id": episode.pk,
        "note_id": note.pk,
        "inquiry_id": inquiry.pk,
        "placement_id": make_placement(stage.organization, patient=patient).pk,
        "series_id": series.pk,
        "member_id": make_member(series, episode).pk,
        "contact_point_id": make_contact_point(patient).pk,
        "related_person_id": make_related_person(patient).pk,
        "flag_id": make_flag(patient).pk,
        "practitioner_id": practitioner.pk,
        "credential_id": make_credential(practitioner, expiry_date=_soon(stage)).pk,
        "membership_id": everyone.pk,
        "service_id": stage.service.pk,
        "site_id": stage.site.pk,
        "location_id": stage.site.pk,
        "room_id": stage.room.pk,
        "rule_value_id": make_rule_value(stage.organization).pk,
        "key": "group-cap-therapy",
        "whose": "everyone",
        "proposal_id": _built(stage),
        "number": 0,
    }


def _built(stage):
    """Return a week of the program that the worker has built."""
    by = make_actor(stage.organization, Role.CLINICAL_SUPERVISOR)
    today = stage.now.date()
    asked = weekplans.request_week(
        by,
        service_id=stage.service.pk,
        week_start=today + timedelta(days=14 - today.weekday()),
        now=stage.now,
    )
    tasks.build(str(stage.organization.pk), str(asked.pk))
    return asked.pk


def _soon(stage):
    return stage.now.date() + timedelta(days=20)


def pages(client, values):
    """Return the paths that answer with a whole page."""
    found = []
    for _name, _view, path in every.addresses(values):
        answer = client.get(path)
        if answer.status_code == 200 and "</html>" in answer.text:
            found.append(path)
    return found


@pytest.mark.parametrize("part", range(PARTS))
def test_axe_finds_nothing_on_any_page(part, visit, stage, everyone, client):
    values = values_of(stage, everyone)
    client.force_login(everyone.user)
    found = pages(client, values)
    assert len(found) >= LEAST
    visitor = visit()
    visitor.sign_in(everyone.user)
    wrong = []
    for path in found[part::PARTS]:
        visitor.go(path)
        try:
            visitor.look()
        except AssertionError as said:
            wrong.append(f"{path}: {said}")
            visitor.complaints.clear()
    assert wrong == []
