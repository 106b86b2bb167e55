"""What recording, correcting and withdrawing an assessment writes, refuses and leaves behind."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError

from tests.factories.accounts import make_actor, make_credential, make_practitioner
from tests.factories.base import made
from tests.factories.patients import make_patient
from tests.factories.placement import ASSESSED_ON, make_draft, make_placement
from tests.factories.tenancy import make_organization, make_service
from wayhome.journey.placement import actions
from wayhome.journey.placement.codes import (
    DIMENSIONS,
    AsamEdition,
    LevelOfCare,
    PlacementObstacle,
)
from wayhome.journey.placement.models import DimensionRating, PlacementAssessment
from wayhome.journey.placement.rules import Rating
from wayhome.shared.accounts.codes import Role
from wayhome.shared.audit.actor import Actor, NotPermittedError
from wayhome.shared.audit.models import AuditEvent

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 17, tzinfo=UTC)


@pytest.fixture
def organization():
    return make_organization()


@pytest.fixture
def counselor(organization):
    return make_actor(organization)


@pytest.fixture
def patient(organization):
    return make_patient(organization)


def unnamed(actor: Actor) -> Actor:
    return replace(actor, practitioner_id=None)


def record(by, patient, draft=None, **given):
    given.setdefault("now", NOW)
    return actions.record_placement(by, patient_id=patient.pk, draft=draft or make_draft(), **given)


def refusal_of(call) -> tuple:
    with pytest.raises(
        (actions.CannotRecordPlacementError, actions.CannotWithdrawPlacementError)
    ) as refusal:
        call()
    return refusal.value.obstacles


@pytest.mark.parametrize("edition", AsamEdition)
def test_an_assessment_keeps_six_ratings_and_who_made_it(counselor, patient, acting, edition):
    recorded = record(counselor, patient, make_draft(edition))
    with acting(counselor):
        ratings = DimensionRating.objects.filter(assessment=recorded)
        assert {rating.dimension for rating in ratings} == {*DIMENSIONS[edition]}
    assert recorded.assessor_name == "Nadia Ortiz"
    assert recorded.assessor_credential.startswith("LCSW NY LC-")
    assert recorded.assessor_id == counselor.practitioner_id


def test_the_credential_on_the_record_is_the_one_that_is_valid_longest_on_that_day(
    organization, counselor, patient
):
    practitioner = make_practitioner(organization)
    by = replace(counselor, practitioner_id=practitioner.pk)
    make_credential(practitioner, code="LMSW", number="1", expiry_date=date(2026, 6, 30))
    make_credential(practitioner, code="LCSW", number="2", issue_date=date(2026, 3, 3))
    assert record(by, patient).assessor_credential == "LMSW NY 1"


def test_the_levels_are_what_the_clinician_chose(counselor, patient):
    draft = make_draft(
        indicated=LevelOfCare.HIGH_INTENSITY_RESIDENTIAL,
        actual=LevelOfCare.INTENSIVE_OUTPATIENT,
        difference_reason="  No bed within 100 miles. ",
    )
    recorded = record(counselor, patient, draft)
    assert (recorded.indicated_level_of_care, recorded.actual_level_of_care) == ("3.5", "2.1")
    assert recorded.difference_reason == "No bed within 100 miles."


def test_recording_leaves_an_audit_event_about_the_person(counselor, patient, acting):
    record(counselor, patient)
    with acting(counselor):
        event = AuditEvent.objects.get(
            organization_id=counselor.organization_id, action="placement.record_placement"
        )
    assert (event.outcome, event.patient_id) == ("success", patient.pk)


def test_it_is_refused_with_every_reason_and_writes_nothing(counselor, patient, acting):
    names = DIMENSIONS[AsamEdition.FOURTH]
    draft = make_draft(
        ratings=(Rating(names[0], 7, " "),),
        indicated=LevelOfCare.OUTPATIENT,
        actual=LevelOfCare.INTENSIVE_OUTPATIENT,
        assessed_on=date(2126, 1, 1),
    )
    assert refusal_of(lambda: record(counselor, patient, draft)) == (
        PlacementObstacle.RATINGS_INCOMPLETE,
        PlacementObstacle.RATING_OUT_OF_RANGE,
        PlacementObstacle.RATIONALE_MISSING,
        PlacementObstacle.LEVEL_NOT_IN_EDITION,
        PlacementObstacle.DIFFERENCE_UNEXPLAINED,
        PlacementObstacle.CREDENTIAL_NOT_VALID,
        PlacementObstacle.DATE_IN_FUTURE,
    )
    with acting(counselor):
        assert not PlacementAssessment.objects.exists()


A_DAY = timedelta(days=1)
LONG = {"issue_date": date(2020, 1, 1), "expiry_date": date(2030, 1, 1)}


def credentialed(counselor, organization, **given):
    practitioner = make_practitioner(organization)
    make_credential(practitioner, **given)
    return replace(counselor, practitioner_id=practitioner.pk)


def test_a_credential_holds_on_its_first_and_last_day(organization, counselor, patient):
    by = credentialed(counselor, organization, issue_date=ASSESSED_ON, expiry_date=ASSESSED_ON)
    assert record(by, patient).pk


@pytest.mark.parametrize(
    "given",
    [
        LONG | {"expiry_date": ASSESSED_ON - A_DAY},
        LONG | {"issue_date": ASSESSED_ON + A_DAY},
        LONG | {"code": "RYT"},
        LONG | {"code": "CPS"},
    ],
    ids=["lapsed the day before", "issued the day after", "yoga teacher", "peer"],
)
def test_without_a_credential_for_assessments_on_that_day_it_is_refused(
    organization, counselor, patient, given
):
    by = credentialed(counselor, organization, **given)
    obstacles = refusal_of(lambda: record(by, patient))
    assert obstacles == (PlacementObstacle.CREDENTIAL_NOT_VALID,)


def test_it_is_refused_to_a_sign_in_without_a_name(counselor, patient):
    obstacles = refusal_of(lambda: record(unnamed(counselor), patient))
    assert obstacles == (PlacementObstacle.ASSESSOR_NOT_NAMED,)


@pytest.mark.parametrize(
    ("zone", "now"),
    [
        ("America/Los_Angeles", datetime(2026, 3, 2, 8, tzinfo=UTC)),
        ("Pacific/Guam", datetime(2026, 3, 1, 14, tzinfo=UTC)),
    ],
)
def test_today_begins_at_the_program_s_midnight(organization, counselor, patient, zone, now):
    make_service(organization, time_zone=zone)
    assert record(counselor, patient, now=now).pk
    before = now - timedelta(minutes=1)
    obstacles = refusal_of(lambda: record(counselor, patient, now=before))
    assert obstacles == (PlacementObstacle.DATE_IN_FUTURE,)


def test_an_assessment_of_a_replaced_record_goes_to_the_one_that_stands(organization, counselor):
    standing = make_patient(organization)
    replaced = make_patient(organization, replaced_by_id=standing.pk)
    assert record(counselor, replaced).patient_id == standing.pk


def test_marking_keeps_the_assessment_with_the_reason(organization, counselor, acting):
    placement = make_placement(organization)
    marked = actions.mark_placement_entered_in_error(
        counselor, placement_id=placement.pk, reason=" Another client's interview. "
    )
    assert (marked.entered_in_error, marked.error_reason) == (True, "Another client's interview.")
    with acting(counselor):
        assert DimensionRating.objects.filter(assessment=placement).count() == 6


def test_marking_is_refused_twice_and_without_a_reason(organization, counselor):
    placement = make_placement(organization, entered_in_error=True, error_reason="Wrong person")
    assert refusal_of(
        lambda: actions.mark_placement_entered_in_error(
            counselor, placement_id=placement.pk, reason=" "
        )
    ) == (PlacementObstacle.ALREADY_IN_ERROR, PlacementObstacle.REASON_MISSING)


def test_a_correction_takes_the_place_of_what_it_corrects(organization, counselor, acting):
    wrong = make_placement(organization)
    right = actions.correct_placement(
        counselor, placement_id=wrong.pk, draft=make_draft(), reason="Two ratings mixed up", now=NOW
    )
    assert (right.replaces_id, right.patient_id) == (wrong.pk, wrong.patient_id)
    with acting(counselor):
        assert wrong.refreshed().error_reason == "Two ratings mixed up"


def test_a_correction_that_is_refused_leaves_the_old_one_standing(organization, counselor, acting):
    wrong = make_placement(organization)
    draft = make_draft(assessed_on=date(2126, 1, 1))
    obstacles = refusal_of(
        lambda: actions.correct_placement(
            counselor, placement_id=wrong.pk, draft=draft, reason="Typing error", now=NOW
        )
    )
    assert PlacementObstacle.DATE_IN_FUTURE in obstacles
    with acting(counselor):
        assert not wrong.refreshed().entered_in_error


def test_what_was_corrected_is_not_corrected_again(organization, counselor):
    wrong = make_placement(organization)
    given = {"placement_id": wrong.pk, "draft": make_draft(), "reason": "Typing error", "now": NOW}
    actions.correct_placement(counselor, **given)
    obstacles = refusal_of(lambda: actions.correct_placement(counselor, **given))
    assert obstacles == (PlacementObstacle.ALREADY_IN_ERROR,)


def test_the_database_lets_one_correction_take_the_place_of_another_only_once(organization):
    wrong = make_placement(organization)
    make_placement(organization, replaces_id=wrong.pk)
    with pytest.raises(IntegrityError, match="placement_corrected_once"):
        make_placement(organization, replaces_id=wrong.pk)


@pytest.mark.parametrize(
    ("constraint", "given"),
    [
        ("placement_in_error_has_a_reason", {"entered_in_error": True}),
        ("placement_difference_has_a_reason", {"indicated_level_of_care": "3.5"}),
        (
            "placement_levels_known",
            {"actual_level_of_care": "9", "indicated_level_of_care": "9"},
        ),
    ],
)
def test_the_database_refuses_what_no_action_writes(organization, constraint, given):
    with pytest.raises(IntegrityError, match=constraint):
        make_placement(organization, **given)


def test_the_database_refuses_a_second_rating_of_one_dimension(organization):
    placement = make_placement(organization)
    with pytest.raises(IntegrityError, match="dimension_rated_once"):
        made(
            DimensionRating,
            organization,
            assessment_id=placement.pk,
            dimension=DIMENSIONS[AsamEdition.FOURTH][0],
            risk_rating=1,
            rationale="Again",
        )


DENIED = [
    lambda by, patient, _: actions.record_placement(
        by, patient_id=patient.pk, draft=make_draft(), now=NOW
    ),
    lambda by, _, placement: actions.mark_placement_entered_in_error(
        by, placement_id=placement.pk, reason="x"
    ),
    lambda by, _, placement: actions.correct_placement(
        by, placement_id=placement.pk, draft=make_draft(), reason="x", now=NOW
    ),
]

WRITES = ["record", "mark", "correct"]


@pytest.mark.parametrize("write", DENIED, ids=WRITES)
@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.PROGRAM_DIRECTOR])
def test_it_is_denied_to_who_does_not_treat(organization, patient, acting, write, role):
    placement = make_placement(organization, patient=patient)
    actor = make_actor(organization, role)
    with pytest.raises(NotPermittedError):
        write(actor, patient, placement)
    with acting(actor):
        assert PlacementAssessment.objects.filter(entered_in_error=False).count() == 1


@pytest.mark.parametrize("write", DENIED, ids=WRITES)
def test_another_organization_s_records_do_not_exist(patient, organization, write):
    placement = make_placement(organization, patient=patient)
    with pytest.raises(ObjectDoesNotExist):
        write(make_actor(make_organization()), patient, placement)
