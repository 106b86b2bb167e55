"""An id of another organization is answered, at every address, as an id that nothing has."""

from uuid import UUID

import pytest
from django.apps import apps

from tests.factories.accounts import make_counselor
from tests.factories.base import writing_for
from tests.factories.encounters import (
    make_attendance,
    make_client,
    make_meeting,
    make_note,
    make_place,
)
from tests.factories.inquiries import make_inquiry
from tests.factories.patients import (
    make_contact_point,
    make_flag,
    make_identifier,
    make_patient,
    make_related_person,
)
from tests.factories.placement import make_placement
from tests.factories.scheduling import make_member, make_series
from tests.factories.tenancy import make_organization, make_service
from tests.shared.accounts import test_every_address as every
from wayhome.shared.accounts.codes import Role
from wayhome.shared.core.models import Record

pytestmark = pytest.mark.django_db

NOTHING = UUID("00000000-0000-7000-8000-00000000f00d")


def rows_of_a_clinic():
    """Return an id of nearly every table of a new organization, by the table's name."""
    organization = make_organization()
    service = make_service(organization)
    episode, meeting = make_client(service), make_meeting(service)
    make_note(make_attendance(make_place(meeting, episode)))
    make_member(make_series(service), episode)
    make_inquiry(organization)
    make_placement(organization)
    patient = make_patient(organization)
    for make in (make_contact_point, make_flag, make_identifier, make_related_person):
        make(patient)
    tables = [model for model in apps.get_models() if issubclass(model, Record)]
    with writing_for(organization.pk):
        found = {model.__name__: model.objects.order_by("pk").first() for model in tables}
    return {name: row.pk for name, row in found.items() if row is not None}


def answers(client, monkeypatch, record_id):
    """Return how each address that takes an id answers this one, by GET and by POST."""
    monkeypatch.setitem(every.SAMPLES, "uuid", record_id)
    found = {}
    for name, _view, path in every.addresses():
        if str(record_id) not in path:
            continue
        for method in (client.get, client.post):
            answer = method(path)
            where = answer.headers.get("Location", "").replace(str(record_id), "it")
            found[name, method.__name__] = (answer.status_code, where)
    return found


def test_an_id_of_another_organization_is_answered_as_one_that_nothing_has(client, monkeypatch):
    rows = rows_of_a_clinic()
    here = make_organization()
    make_service(here)
    member = make_counselor(here, *(role for role in Role if role is not Role.CLIENT))
    client.force_login(member.user)
    expected = answers(client, monkeypatch, NOTHING)
    assert len(expected) > 100
    assert {"Appointment", "Encounter", "ProgressNote", "Patient", "Inquiry", "GroupSeries"} <= {
        *rows
    }
    told = {
        (table, *address): answer
        for table, row_id in rows.items()
        for address, answer in answers(client, monkeypatch, row_id).items()
        if answer != expected[address]
    }
    assert told == {}
