"""What the writes of first contacts leave, refuse and keep."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist

from tests.factories.accounts import make_actor, make_practitioner
from tests.factories.inquiries import DUE, RECEIVED, make_inquiry
from tests.factories.patients import make_patient
from tests.factories.tenancy import make_organization, make_service
from wayhome.journey.inquiries import actions
from wayhome.journey.inquiries.codes import (
    Channel,
    ClosingReason,
    ForWhom,
    InquiryObstacle,
    InquiryStage,
    NextStep,
)
from wayhome.journey.inquiries.models import ContactAttempt, Inquiry
from wayhome.shared.accounts.codes import Role
from wayhome.shared.audit.actor import NotPermittedError
from wayhome.shared.audit.models import AuditEvent

pytestmark = pytest.mark.django_db

NOW = RECEIVED + timedelta(hours=1)
TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def organization():
    return make_organization()


@pytest.fixture
def actor(organization):
    return make_actor(organization, Role.FRONT_DESK)


@pytest.fixture
def stored(actor, acting):
    """Return an inquiry as the database has it."""

    def read(inquiry):
        with acting(actor):
            return Inquiry.objects.get(pk=inquiry.pk)

    return read


def record(actor, **given):
    given.setdefault("next_step", NextStep.CALL_BACK)
    given.setdefault("next_step_due_at", TOMORROW)
    given.setdefault("given_name", "Ben")
    given.setdefault("phone", "(518) 555-0147")
    return actions.record_inquiry(actor, now=NOW, **given)


def owned(organization, **given):
    return make_inquiry(organization, owner_id=make_practitioner(organization).pk, **given)


def test_record_inquiry_keeps_what_was_told_and_what_comes_next(organization, actor, stored):
    service = make_service(organization)
    inquiry = stored(
        record(
            actor,
            for_whom=ForWhom.LOVED_ONE,
            caller_name=" Ruth Miller ",
            may_leave_message=True,
            birth_date=date(1990, 5, 1),
            healthcare_service_id=service.pk,
        )
    )
    assert (inquiry.stage, inquiry.received_at) == (InquiryStage.NEW, NOW)
    assert (inquiry.caller_name, inquiry.phone) == ("Ruth Miller", "+15185550147")
    assert (inquiry.may_leave_message, inquiry.may_say_who_we_are) == (True, False)
    assert (inquiry.next_step, inquiry.next_step_due_at) == (NextStep.CALL_BACK, TOMORROW)
    assert (inquiry.owner_id, inquiry.healthcare_service_id) == (actor.practitioner_id, service.pk)


def test_record_inquiry_takes_the_owner_and_the_time_that_are_given(organization, actor):
    owner = make_practitioner(organization)
    inquiry = record(actor, owner_id=owner.pk, received_at=RECEIVED)
    assert (inquiry.owner_id, inquiry.received_at) == (owner.pk, RECEIVED)


@pytest.mark.parametrize(
    ("given", "obstacles"),
    [
        ({"phone": ""}, {InquiryObstacle.PHONE_MISSING}),
        ({"may_call": False}, {InquiryObstacle.CALL_NOT_ALLOWED}),
        ({"phone": "555-0147"}, {InquiryObstacle.NOT_A_PHONE_NUMBER}),
        (
            {"email": "ben at example", "birth_date": date(2030, 1, 1)},
            {InquiryObstacle.NOT_AN_EMAIL_ADDRESS, InquiryObstacle.BIRTH_DATE_IN_THE_FUTURE},
        ),
    ],
)
def test_record_inquiry_refuses_with_every_reason_and_writes_nothing(
    actor, acting, given, obstacles
):
    with pytest.raises(actions.CannotRecordInquiryError) as refusal:
        record(actor, **given)
    assert {*refusal.value.obstacles} == obstacles
    with acting(actor):
        assert not Inquiry.objects.exists()


def test_record_inquiry_takes_another_step_than_a_call_where_no_call_is_allowed(actor):
    inquiry = record(
        actor, may_call=False, email="ben@example.org", next_step=NextStep.SEND_INFORMATION
    )
    assert inquiry.next_step == NextStep.SEND_INFORMATION


@pytest.mark.parametrize("field", ["owner_id", "healthcare_service_id"])
def test_record_inquiry_knows_nobody_and_nothing_of_another_organization(actor, field):
    other = make_organization()
    theirs = {
        "owner_id": make_practitioner(other).pk,
        "healthcare_service_id": make_service(other).pk,
    }
    with pytest.raises(ObjectDoesNotExist):
        record(actor, **{field: theirs[field]})


def test_change_inquiry_changes_what_is_given_and_nothing_else(organization, actor, stored):
    inquiry = make_inquiry(organization)
    actions.change_inquiry(
        actor, inquiry_id=inquiry.pk, edition=1, now=NOW, reason="Asked for evenings", phone=""
    )
    changed = stored(inquiry)
    assert (changed.reason, changed.phone, changed.given_name) == ("Asked for evenings", "", "Ben")
    assert changed.edition == 2


EDITED = {
    "change_inquiry": {"now": NOW, "reason": "second"},
    "plan_next_step": {
        "next_step": NextStep.ADMIT,
        "next_step_due_at": TOMORROW,
        "owner_id": uuid4(),
    },
    "record_contact_attempt": {
        "channel": Channel.PHONE,
        "was_reached": True,
        "made_at": NOW,
        "now": NOW,
    },
    "move_inquiry": {"to": InquiryStage.WAITING},
    "close_inquiry": {"reason": ClosingReason.OTHER, "now": NOW},
    "reopen_inquiry": {
        "next_step": NextStep.ADMIT,
        "next_step_due_at": TOMORROW,
        "owner_id": uuid4(),
    },
}


@pytest.mark.parametrize("name", EDITED)
def test_whoever_comes_second_is_told_and_overwrites_nothing(organization, actor, stored, name):
    inquiry = make_inquiry(organization)
    actions.change_inquiry(actor, inquiry_id=inquiry.pk, edition=1, now=NOW, reason="first")
    write = getattr(actions, name)
    with pytest.raises(Exception, match="edited-meanwhile") as refusal:
        write(actor, inquiry_id=inquiry.pk, edition=1, **EDITED[name])
    assert refusal.value.obstacles == (InquiryObstacle.EDITED_MEANWHILE,)
    assert stored(inquiry).reason == "first"


def test_plan_next_step_says_what_when_and_who(organization, actor, stored):
    inquiry, owner = make_inquiry(organization), make_practitioner(organization)
    actions.plan_next_step(
        actor,
        inquiry_id=inquiry.pk,
        edition=1,
        next_step=NextStep.BOOK_SCREENING,
        next_step_due_at=TOMORROW,
        owner_id=owner.pk,
    )
    planned = stored(inquiry)
    assert (planned.next_step, planned.next_step_due_at) == (NextStep.BOOK_SCREENING, TOMORROW)
    assert planned.owner_id == owner.pk


@pytest.mark.parametrize(
    ("given", "obstacle"),
    [
        ({"may_call": False}, InquiryObstacle.CALL_NOT_ALLOWED),
        ({"stage": InquiryStage.CLOSED}, InquiryObstacle.TRANSITION_NOT_ALLOWED),
    ],
)
def test_plan_next_step_refuses(organization, actor, given, obstacle):
    inquiry = make_inquiry(organization, next_step=NextStep.ADMIT, next_step_due_at=DUE, **given)
    with pytest.raises(actions.CannotPlanNextStepError) as refusal:
        actions.plan_next_step(
            actor,
            inquiry_id=inquiry.pk,
            edition=1,
            next_step=NextStep.CALL_BACK,
            next_step_due_at=TOMORROW,
            owner_id=actor.practitioner_id,
        )
    assert refusal.value.obstacles == (obstacle,)


def attempt(actor, inquiry, **given):
    given.setdefault("channel", Channel.PHONE)
    given.setdefault("was_reached", False)
    given.setdefault("made_at", NOW)
    return actions.record_contact_attempt(
        actor, inquiry_id=inquiry.pk, edition=inquiry.edition, now=NOW, **given
    )


def test_a_missed_call_is_kept_and_the_inquiry_stays_new(organization, actor, acting, stored):
    inquiry = make_inquiry(organization)
    made = attempt(actor, inquiry, text=" No answer ")
    with acting(actor):
        kept = ContactAttempt.objects.get(pk=made.pk)
    assert (kept.text, kept.made_by_id, kept.was_reached) == (
        "No answer",
        actor.practitioner_id,
        False,
    )
    assert (stored(inquiry).stage, stored(inquiry).next_step_due_at) == (InquiryStage.NEW, DUE)


def test_the_first_call_that_reaches_someone_makes_a_new_inquiry_contacted(
    organization, actor, stored
):
    inquiry = make_inquiry(organization)
    attempt(
        actor,
        inquiry,
        was_reached=True,
        next_step=NextStep.BOOK_SCREENING,
        next_step_due_at=TOMORROW,
    )
    reached = stored(inquiry)
    assert (reached.stage, reached.next_step) == (
        InquiryStage.CONTACTED,
        NextStep.BOOK_SCREENING,
    )
    assert (reached.next_step_due_at, reached.owner_id) == (TOMORROW, actor.practitioner_id)


def test_a_call_takes_an_inquiry_that_waits_for_a_place_nowhere(organization, actor, stored):
    inquiry = make_inquiry(organization, stage=InquiryStage.WAITING)
    attempt(actor, inquiry, was_reached=True)
    assert stored(inquiry).stage == InquiryStage.WAITING


def test_a_call_about_a_closed_inquiry_is_kept_and_plans_nothing(organization, actor, stored):
    inquiry = make_inquiry(organization, stage=InquiryStage.CLOSED)
    attempt(actor, inquiry, next_step=NextStep.CALL_BACK, next_step_due_at=TOMORROW)
    assert (stored(inquiry).stage, stored(inquiry).next_step) == (InquiryStage.CLOSED, "")


@pytest.mark.parametrize(
    ("given", "obstacle"),
    [
        ({"made_at": NOW + timedelta(minutes=1)}, InquiryObstacle.MADE_IN_THE_FUTURE),
        (
            {"next_step": NextStep.CALL_BACK, "next_step_due_at": TOMORROW},
            InquiryObstacle.CALL_NOT_ALLOWED,
        ),
    ],
)
def test_record_contact_attempt_refuses_and_writes_nothing(
    organization, actor, acting, given, obstacle
):
    inquiry = make_inquiry(organization, may_call=False)
    with pytest.raises(actions.CannotRecordContactAttemptError) as refusal:
        attempt(actor, inquiry, **given)
    assert refusal.value.obstacles == (obstacle,)
    with acting(actor):
        assert not ContactAttempt.objects.exists()


def test_move_inquiry_takes_it_to_another_stage_with_its_plan(organization, actor, stored):
    inquiry = owned(organization)
    actions.move_inquiry(actor, inquiry_id=inquiry.pk, edition=1, to=InquiryStage.WAITING)
    assert (stored(inquiry).stage, stored(inquiry).next_step) == (
        InquiryStage.WAITING,
        NextStep.CALL_BACK,
    )


@pytest.mark.parametrize(
    ("given", "to", "obstacle"),
    [
        ({}, InquiryStage.WAITING, InquiryObstacle.OWNER_MISSING),
        ({}, InquiryStage.CLOSED, InquiryObstacle.TRANSITION_NOT_ALLOWED),
        ({}, InquiryStage.ADMITTED, InquiryObstacle.TRANSITION_NOT_ALLOWED),
        (
            {"stage": InquiryStage.CLOSED},
            InquiryStage.CONTACTED,
            InquiryObstacle.TRANSITION_NOT_ALLOWED,
        ),
    ],
)
def test_move_inquiry_refuses(organization, actor, given, to, obstacle):
    inquiry = make_inquiry(organization, **given)
    with pytest.raises(actions.CannotMoveInquiryError) as refusal:
        actions.move_inquiry(actor, inquiry_id=inquiry.pk, edition=1, to=to)
    assert refusal.value.obstacles == (obstacle,)


def test_close_inquiry_keeps_why_and_leaves_nothing_to_do(organization, actor, stored):
    inquiry = make_inquiry(organization)
    actions.close_inquiry(
        actor,
        inquiry_id=inquiry.pk,
        edition=1,
        reason=ClosingReason.OTHER,
        note=" Moved away ",
        now=NOW,
    )
    closed = stored(inquiry)
    assert (closed.stage, closed.closing_reason) == (InquiryStage.CLOSED, ClosingReason.OTHER)
    assert (closed.closing_note, closed.closed_at) == ("Moved away", NOW)
    assert (closed.next_step, closed.next_step_due_at) == ("", None)


def test_close_inquiry_refuses_without_a_reason_and_twice(organization, actor):
    inquiry = make_inquiry(organization, stage=InquiryStage.CLOSED)
    with pytest.raises(actions.CannotCloseInquiryError) as refusal:
        actions.close_inquiry(actor, inquiry_id=inquiry.pk, edition=1, reason=None, now=NOW)
    assert refusal.value.obstacles == (
        InquiryObstacle.TRANSITION_NOT_ALLOWED,
        InquiryObstacle.CLOSING_REASON_MISSING,
    )


def reopen(actor, inquiry, **given):
    given.setdefault("next_step", NextStep.CALL_BACK)
    given.setdefault("owner_id", actor.practitioner_id)
    return actions.reopen_inquiry(
        actor, inquiry_id=inquiry.pk, edition=1, next_step_due_at=TOMORROW, **given
    )


def test_reopen_inquiry_takes_it_up_again_with_a_next_step(organization, actor, stored):
    inquiry = make_inquiry(organization, stage=InquiryStage.CLOSED, closing_note="No answer")
    reopen(actor, inquiry)
    opened = stored(inquiry)
    assert (opened.stage, opened.next_step_due_at) == (InquiryStage.CONTACTED, TOMORROW)
    assert (opened.closing_reason, opened.closing_note, opened.closed_at) == ("", "", None)


@pytest.mark.parametrize(
    ("given", "obstacle"),
    [
        ({"stage": InquiryStage.WAITING}, InquiryObstacle.TRANSITION_NOT_ALLOWED),
        ({"stage": InquiryStage.CONTACTED}, InquiryObstacle.TRANSITION_NOT_ALLOWED),
        ({"stage": InquiryStage.CLOSED, "may_call": False}, InquiryObstacle.CALL_NOT_ALLOWED),
    ],
)
def test_reopen_inquiry_refuses(organization, actor, given, obstacle):
    inquiry = make_inquiry(organization, **given)
    with pytest.raises(actions.CannotReopenInquiryError) as refusal:
        reopen(actor, inquiry)
    assert refusal.value.obstacles == (obstacle,)


def test_mark_admitted_ends_the_inquiry_and_says_who_it_was(organization, actor, stored):
    inquiry, patient = make_inquiry(organization), make_patient(organization)
    actions.mark_admitted(actor, inquiry_id=inquiry.pk, patient_id=patient.pk, now=NOW)
    admitted = stored(inquiry)
    assert (admitted.stage, admitted.patient_id) == (InquiryStage.ADMITTED, patient.pk)
    assert (admitted.closed_at, admitted.next_step) == (NOW, "")


def test_mark_admitted_refuses_a_closed_inquiry(organization, actor):
    inquiry = make_inquiry(organization, stage=InquiryStage.CLOSED)
    patient = make_patient(organization)
    with pytest.raises(actions.CannotMarkAdmittedError) as refusal:
        actions.mark_admitted(actor, inquiry_id=inquiry.pk, patient_id=patient.pk, now=NOW)
    assert refusal.value.obstacles == (InquiryObstacle.TRANSITION_NOT_ALLOWED,)


def test_mark_admitted_knows_nobody_of_another_organization(organization, actor):
    inquiry, patient = make_inquiry(organization), make_patient(make_organization())
    with pytest.raises(ObjectDoesNotExist):
        actions.mark_admitted(actor, inquiry_id=inquiry.pk, patient_id=patient.pk, now=NOW)


DENIED = [
    (actions.record_inquiry, {"now": NOW, "next_step": NextStep.ADMIT, "next_step_due_at": DUE}),
    (actions.change_inquiry, EDITED["change_inquiry"]),
    (actions.plan_next_step, EDITED["plan_next_step"]),
    (actions.record_contact_attempt, EDITED["record_contact_attempt"]),
    (actions.move_inquiry, EDITED["move_inquiry"]),
    (actions.close_inquiry, EDITED["close_inquiry"]),
    (actions.reopen_inquiry, EDITED["reopen_inquiry"]),
    (actions.mark_admitted, {"patient_id": uuid4(), "now": NOW}),
]


@pytest.mark.parametrize(("write", "given"), DENIED, ids=lambda each: getattr(each, "__name__", ""))
def test_nobody_writes_an_inquiry_without_the_permission(organization, acting, write, given):
    actor = make_actor(organization, Role.COUNSELOR)
    if write is not actions.record_inquiry:
        given = {**given, "inquiry_id": make_inquiry(organization).pk}
    if write.__name__ in EDITED:
        given = {**given, "edition": 1}
    with pytest.raises(NotPermittedError):
        write(actor, **given)
    with acting(actor):
        assert AuditEvent.objects.filter(
            organization_id=organization.pk, outcome="denied", action=f"inquiries.{write.__name__}"
        ).exists()


@pytest.mark.parametrize("name", EDITED)
def test_an_inquiry_of_another_organization_is_not_there(actor, name):
    theirs = make_inquiry(make_organization())
    with pytest.raises(Inquiry.DoesNotExist):
        getattr(actions, name)(actor, inquiry_id=theirs.pk, edition=1, **EDITED[name])
