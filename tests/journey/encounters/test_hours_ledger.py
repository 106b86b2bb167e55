"""The hours ledger: what the one statement reads agrees with the rule, week by week."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import make_actor, make_practitioner
from tests.factories.base import made
from tests.factories.encounters import (
    START,
    make_attendance,
    make_client,
    make_meeting,
    make_place,
)
from tests.factories.tenancy import make_organization, make_service
from wayhome.journey.encounters import actions
from wayhome.journey.encounters.codes import AttendanceKind
from wayhome.journey.encounters.queries import own_week, week_ledger
from wayhome.journey.rulepacks.models import RuleValue
from wayhome.shared.accounts.codes import Role
from wayhome.shared.audit.actor import Actor
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.period import at_local

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
END = START + timedelta(minutes=90)
MONDAY = date(2026, 11, 23)


@pytest.fixture
def organization():
    return make_organization()


@pytest.fixture
def service(organization):
    return make_service(organization, weekly_target_minutes=540)


@pytest.fixture
def counselor(organization):
    return make_actor(organization)


@pytest.fixture
def ledger(acting, counselor):
    """Return a function that reads the ledger as the counselor."""

    def read(now=START, by=counselor, **given):
        with acting(by):
            return week_ledger(by, now=now, **given)

    return read


def figures(line):
    hours = line.hours
    return (hours.target_minutes, hours.earned, hours.booked, hours.unrecorded, hours.shortfall)


def test_a_week_adds_up_what_is_earned_booked_and_missing(ledger, service):
    ana = make_client(service)
    make_attendance(make_place(make_meeting(service, start=START - DAY), ana))
    make_place(make_meeting(service, start=START + DAY), ana)
    make_place(make_meeting(service, start=START - HOUR, minutes=50), ana)
    (line,) = ledger()
    assert figures(line) == (540, 90, 140, 50, 310)
    assert line.is_short
    assert not line.is_on_hold


def test_someone_without_a_place_lacks_the_whole_week(ledger, service):
    make_client(service)
    assert [figures(line) for line in ledger()] == [(540, 0, 0, 0, 540)]


def test_who_is_in_the_room_has_it_booked_until_the_session_is_over(ledger, counselor, service):
    ana = make_client(service)
    place = make_place(make_meeting(service), ana)
    actions.record_attendance(
        counselor, appointment_id=place.pk, kind=AttendanceKind.ATTENDED, now=START
    )
    assert figures(ledger(START)[0]) == (540, 0, 90, 0, 450)
    assert figures(ledger(END)[0]) == (540, 90, 0, 0, 450)


def test_every_change_shows_at_once(ledger, counselor, service):
    place = make_place(make_meeting(service), make_client(service))
    encounter = actions.record_attendance(
        counselor, appointment_id=place.pk, kind=AttendanceKind.ATTENDED, now=END
    )
    assert ledger(END)[0].hours.earned == 90
    encounter = actions.correct_attendance(
        counselor,
        encounter_id=encounter.pk,
        kind=AttendanceKind.ATTENDED,
        left_at=START + HOUR,
        seen_at=END,
        now=END + HOUR,
    )
    assert ledger(END)[0].hours.earned == 60
    actions.undo_attendance(counselor, encounter_id=encounter.pk, now=END)
    assert figures(ledger(END)[0]) == (540, 0, 90, 90, 450)


@pytest.mark.parametrize(
    "kind", [kind for kind in AttendanceKind if not kind.startswith("attended")]
)
def test_an_absence_counts_nothing(ledger, service, kind):
    make_attendance(make_place(make_meeting(service), make_client(service)), kind)
    assert figures(ledger(END)[0]) == (540, 0, 0, 0, 540)


@pytest.mark.parametrize("status", ["proposed", "pending", "waitlist", "cancelled"])
def test_a_place_that_holds_no_seat_counts_nothing(ledger, service, status):
    make_place(make_meeting(service), make_client(service), status=status)
    assert figures(ledger()[0]) == (540, 0, 0, 0, 540)


def test_hours_that_cannot_be_billed_are_hours_all_the_same(ledger, service):
    place = make_place(make_meeting(service), make_client(service))
    make_attendance(place, AttendanceKind.ATTENDED_NOT_BILLABLE)
    assert ledger(END)[0].hours.earned == 90


def test_the_week_is_the_program_s_own(ledger, organization):
    sundays = make_service(organization, weekly_target_minutes=540, week_starts_on=6)
    ana = make_client(sundays)
    sunday = datetime(2026, 11, 22, 20, tzinfo=UTC)
    make_place(make_meeting(sundays, start=sunday), ana)
    make_place(make_meeting(sundays, start=sunday + 7 * DAY), ana)
    (line,) = ledger()
    assert (line.week.first, line.hours.booked) == (date(2026, 11, 22), 90)


def test_late_on_the_week_s_last_evening_it_is_still_the_week_that_the_program_lives_in(
    ledger, organization
):
    pacific = make_service(organization, weekly_target_minutes=540, time_zone="America/Los_Angeles")
    late = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)  # Sunday, 9:30 pm there
    make_place(make_meeting(pacific, start=late), make_client(pacific))
    (line,) = ledger(late)
    assert (line.week.first, line.hours.booked) == (date(2026, 11, 16), 90)


@pytest.mark.parametrize(
    ("first", "last_evening"),
    [(date(2026, 3, 2), date(2026, 3, 8)), (date(2026, 10, 26), date(2026, 11, 1))],
    ids=["the clocks go forward", "the clocks go back"],
)
def test_a_week_in_which_the_clocks_change_loses_no_session(
    ledger, organization, first, last_evening
):
    service = make_service(organization, weekly_target_minutes=540)
    ana = make_client(service, admission_date=date(2026, 1, 5))
    zone = ZoneInfo("America/New_York")
    evenings = [first, last_evening, first + 7 * DAY]
    for evening in evenings:
        start = at_local(evening, datetime(2026, 1, 1, 23, 0).time(), zone)  # noqa: DTZ001
        make_place(make_meeting(service, start=start, minutes=55), ana)
    (line,) = ledger(at_local(last_evening, datetime(2026, 1, 1, 12).time(), zone))  # noqa: DTZ001
    assert (line.week.first, line.hours.booked) == (first, 110)


def test_any_other_week_is_the_one_that_holds_the_day(ledger, service):
    ana = make_client(service)
    make_attendance(make_place(make_meeting(service, start=START - 7 * DAY), ana))
    (line,) = ledger(day=MONDAY - DAY)
    assert (line.week.first, line.hours.earned) == (MONDAY - 7 * DAY, 90)


def test_a_past_week_keeps_who_has_left_since_and_no_one_who_came_later(ledger, service):
    left = make_client(
        service, status="finished", discharge_date=MONDAY + 2 * DAY, discharge_reason="1"
    )
    stays = make_client(service)
    make_client(service, admission_date=MONDAY)
    assert [line.episode_id for line in ledger()] != []
    assert left.pk not in {line.episode_id for line in ledger()}
    assert {line.episode_id for line in ledger(day=MONDAY - DAY)} == {left.pk, stays.pk}


@pytest.mark.parametrize("status", ["planned", "waitlist", "cancelled", "entered-in-error"])
def test_who_is_not_in_care_is_not_in_the_ledger(ledger, service, status):
    make_client(service, status=status)
    assert ledger() == ()


def test_who_is_on_hold_is_counted_as_such_and_never_short(ledger, service):
    make_client(service, status="onhold")
    (line,) = ledger()
    assert (line.is_on_hold, line.is_short) == (True, False)


def test_who_was_admitted_midweek_keeps_the_target_and_it_is_said(ledger, service):
    make_client(service, admission_date=MONDAY + DAY)
    make_client(service, admission_date=MONDAY, given_name="Zoe")
    midweek, whole = ledger()
    assert (midweek.admitted_midweek, midweek.hours.target_minutes) == (True, 540)
    assert not whole.admitted_midweek


def targets(lines):
    return {line.given_name: line.hours.target_minutes for line in lines}


def test_the_target_is_the_person_s_then_the_program_s_then_the_rule_pack_s(ledger, organization):
    own = make_service(organization, weekly_target_minutes=600)
    packs = make_service(organization)
    make_client(own, given_name="Own", weekly_target_minutes=120)
    make_client(own, given_name="Program")
    make_client(packs, given_name="Adult")
    make_client(packs, given_name="Teen", birth_date=date(2010, 5, 1))
    make_client(packs, given_name="High", level_of_care="2.5")
    make_client(packs, given_name="Once a week", level_of_care="1")
    assert targets(ledger()) == {
        "Own": 120,
        "Program": 600,
        "Adult": 540,
        "Teen": 360,
        "High": 1200,
        "Once a week": 0,
    }


def test_the_rule_pack_s_number_is_that_of_the_week_s_first_day(ledger, organization):
    service = make_service(organization)
    make_client(service)
    made(
        RuleValue,
        organization,
        key="weekly-min-hours-adult",
        value=Decimal(12),
        effective_start=MONDAY,
        source="Payer contract",
    )
    assert ledger()[0].hours.target_minutes == 720
    assert ledger(day=MONDAY - DAY)[0].hours.target_minutes == 540


def test_a_program_a_caseload_and_a_person_are_parts_of_the_whole(ledger, organization, service):
    other = make_service(organization, weekly_target_minutes=540)
    nadia = make_practitioner(organization)
    hers = make_client(service, care_manager_id=nadia.pk)
    others = make_client(service)
    elsewhere = make_client(other)

    def of(**given):
        return {line.episode_id for line in ledger(**given)}

    assert of() == {hers.pk, others.pk, elsewhere.pk}
    assert of(service_id=service.pk) == {hers.pk, others.pk}
    assert of(care_manager_id=nadia.pk) == {hers.pk}
    assert of(patient_ids=[others.patient_id, elsewhere.patient_id]) == {others.pk, elsewhere.pk}
    assert of(patient_ids=[]) == set()


def test_the_lines_are_in_the_order_of_the_names_in_use(ledger, service):
    make_client(service, given_name="Zoe", family_name="Adams")
    make_client(service, given_name="Maximilian", preferred_name="Ben", family_name="Young")
    make_client(service, given_name="Ben", family_name="Ito")
    assert [line.name for line in ledger()] == ["Ben I.", "Ben Y.", "Zoe A."]
    assert [line.full_name for line in ledger()] == ["Ben Ito", "Ben Young", "Zoe Adams"]


def test_another_organization_s_hours_do_not_exist(ledger):
    service = make_service(make_organization(), weekly_target_minutes=540)
    ana = make_client(service)
    assert ledger() == ()
    assert ledger(patient_ids=[ana.patient_id]) == ()
    with pytest.raises(ObjectDoesNotExist):
        ledger(service_id=service.pk)


def test_the_ledger_is_denied_without_the_permission(ledger, organization):
    with pytest.raises(PermissionDenied):
        ledger(by=make_actor(organization, Role.CLIENT))


def client_actor(organization, patient_id=None):
    actor = make_actor(organization, permissions={Permission.OWN_RECORD_VIEW})
    return Actor(actor.agent_id, organization.pk, actor.permissions, None, patient_id=patient_id)


def test_a_client_sees_the_own_week_and_nobody_else_s(acting, organization):
    service = make_service(organization)
    ana, _ = make_client(service), make_client(service)
    me = client_actor(organization, ana.patient_id)
    with acting(me):
        assert [line.episode_id for line in own_week(me, now=START)] == [ana.pk]


def test_who_is_no_client_has_no_week(acting, organization):
    nobody = client_actor(organization)
    with acting(nobody):
        assert own_week(nobody, now=START) == ()


def test_the_own_week_is_denied_without_the_permission(acting, counselor):
    with acting(counselor), pytest.raises(PermissionDenied):
        own_week(counselor, now=START)


@pytest.mark.parametrize("clients", [1, 20])
def test_a_program_s_ledger_takes_two_statements_however_many_there_are(
    acting, counselor, service, clients
):
    meeting = make_meeting(service, capacity=20)
    for _ in range(clients):
        make_attendance(make_place(meeting, make_client(service)))
    with (
        acting(counselor),
        CaptureQueriesContext(
            connection,
        ) as statements,
    ):
        assert len(week_ledger(counselor, now=END, service_id=service.pk)) == clients
    assert len(statements) == 2
