"""What reads of placement return, and to whom."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db.models.fetch_modes import FieldFetchBlocked

from tests.factories.accounts import make_actor
from tests.factories.patients import make_patient
from tests.factories.placement import ASSESSED_ON, make_placement
from tests.factories.tenancy import make_organization
from wayhome.journey.placement import queries
from wayhome.journey.placement.codes import DIMENSIONS, AsamEdition
from wayhome.shared.accounts.codes import Role
from wayhome.shared.audit.actor import NotPermittedError
from wayhome.shared.audit.models import AuditEvent

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 17, tzinfo=UTC)


@pytest.fixture
def organization():
    return make_organization()


@pytest.fixture
def reader(organization, acting):
    actor = make_actor(organization)
    with acting(actor):
        yield actor


@pytest.fixture
def patient(organization):
    return make_patient(organization)


def test_the_newest_assessment_comes_first_and_errors_stay_readable(organization, patient, reader):
    old = make_placement(organization, patient=patient)
    new = make_placement(
        organization,
        patient=patient,
        assessed_on=ASSESSED_ON + timedelta(days=1),
        entered_in_error=True,
        error_reason="Wrong day",
    )
    found = queries.placements_of(reader, patient.pk)
    assert [each.assessment.pk for each in found] == [new.pk, old.pk]


@pytest.mark.parametrize("edition", AsamEdition)
def test_ratings_come_in_the_order_of_the_edition_s_dimensions(
    organization, patient, reader, edition
):
    make_placement(organization, patient=patient, edition=edition)
    (found,) = queries.placements_of(reader, patient.pk)
    assert tuple(rating.dimension for rating in found.ratings) == DIMENSIONS[edition]


def test_the_latest_is_the_newest_that_stands(organization, patient, reader):
    standing = make_placement(organization, patient=patient)
    make_placement(
        organization,
        patient=patient,
        assessed_on=ASSESSED_ON + timedelta(days=1),
        entered_in_error=True,
        error_reason="Wrong person",
    )
    assert queries.latest_placement(reader, patient.pk).assessment.pk == standing.pk


def test_there_is_no_latest_without_any(patient, reader):
    assert queries.latest_placement(reader, patient.pk) is None


def test_assessments_of_a_replaced_record_are_the_person_s(organization, patient, reader):
    replaced = make_patient(organization, replaced_by_id=patient.pk)
    placement = make_placement(organization, patient=replaced)
    (found,) = queries.placements_of(reader, patient.pk)
    assert found.assessment.pk == placement.pk
    assert queries.get_person(reader, replaced.pk).pk == patient.pk


def test_a_corrected_assessment_leads_to_its_correction(organization, patient, reader):
    wrong = make_placement(
        organization, patient=patient, entered_in_error=True, error_reason="Mixed up"
    )
    right = make_placement(organization, patient=patient, replaces_id=wrong.pk)
    sheet = queries.placement_sheet(reader, patient.pk, placement_id=wrong.pk)
    assert sheet.corrected_by_id == right.pk


def test_a_sheet_is_of_that_person_or_it_is_not_there(organization, reader, patient):
    other = make_placement(organization)
    with pytest.raises(ObjectDoesNotExist):
        queries.placement_sheet(reader, patient.pk, placement_id=other.pk)


@pytest.mark.parametrize(
    "read",
    [
        lambda by, one: queries.placements_of(by, one.patient_id),
        lambda by, one: queries.latest_placement(by, one.patient_id),
        lambda by, one: queries.placement_sheet(by, one.patient_id, placement_id=one.pk),
        lambda by, one: queries.open_desk(by, one.patient_id, now=NOW),
    ],
    ids=["placements_of", "latest_placement", "placement_sheet", "open_desk"],
)
def test_reading_an_assessment_is_an_event_of_the_chart(organization, patient, reader, read):
    read(reader, make_placement(organization, patient=patient))
    events = AuditEvent.objects.filter(
        organization_id=organization.pk, action__startswith="placement."
    )
    assert events.get().patient_id == patient.pk


def test_who_has_an_assessment_is_told_without_what_it_says(organization, patient, acting):
    make_placement(organization, patient=patient)
    mistaken = make_placement(organization, entered_in_error=True, error_reason="Wrong person")
    desk = make_actor(organization, Role.FRONT_DESK)
    with acting(desk):
        found = queries.assessed_among(desk, [patient.pk, mistaken.patient_id])
        assert found == {patient.pk}


@pytest.mark.parametrize(
    "read",
    [
        lambda by, one: queries.get_placement(by, one.pk),
        lambda by, one: queries.placements_of(by, one.patient_id),
        lambda by, one: queries.latest_placement(by, one.patient_id),
        lambda by, one: queries.placement_sheet(by, one.patient_id, placement_id=one.pk),
        lambda by, one: queries.open_desk(by, one.patient_id, now=NOW),
        lambda by, _one: queries.may_record(by),
    ],
    ids=[
        "get_placement",
        "placements_of",
        "latest_placement",
        "placement_sheet",
        "open_desk",
        "may_record",
    ],
)
def test_the_front_desk_reads_no_assessment(organization, acting, read):
    placement = make_placement(organization)
    desk = make_actor(organization, Role.FRONT_DESK)
    with acting(desk), pytest.raises(NotPermittedError):
        read(desk, placement)


@pytest.mark.parametrize(
    "read",
    [
        lambda by, one: queries.get_placement(by, one.pk),
        lambda by, one: queries.placements_of(by, one.patient_id),
        lambda by, one: queries.open_desk(by, one.patient_id, now=NOW),
    ],
    ids=["get_placement", "placements_of", "open_desk"],
)
def test_another_organization_s_assessments_do_not_exist(organization, acting, read):
    placement = make_placement(organization)
    stranger = make_actor(make_organization())
    with acting(stranger), pytest.raises(ObjectDoesNotExist):
        read(stranger, placement)


def test_who_may_only_read_is_offered_nothing(organization, acting):
    director = make_actor(organization, Role.PROGRAM_DIRECTOR)
    with acting(director):
        assert not queries.may_record(director)


def test_the_desk_says_who_would_sign_today(patient, reader):
    desk = queries.open_desk(reader, patient.pk, now=NOW)
    assert (desk.assessor.name, desk.today) == ("Nadia Ortiz", date(2026, 3, 2))
    assert desk.credential.startswith("LCSW NY")


def test_a_read_loads_nothing_later(organization, patient, reader):
    make_placement(organization, patient=patient)
    (found,) = queries.placements_of(reader, patient.pk)
    with pytest.raises(FieldFetchBlocked):
        _ = found.assessment.assessor
