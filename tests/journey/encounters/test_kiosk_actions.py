"""Day codes, and what one of them does at the kiosk."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories.accounts import make_actor
from tests.factories.encounters import (
    START,
    make_attendance,
    make_client,
    make_day_code,
    make_meeting,
    make_place,
)
from tests.factories.rulepacks import make_rule_value
from tests.factories.tenancy import make_organization, make_service
from wayhome.journey.encounters import actions
from wayhome.journey.encounters.actions import check_in as codes
from wayhome.journey.encounters.codes import AttendanceKind, CheckInObstacle, RecordingObstacle
from wayhome.journey.encounters.models import DayCode, Encounter
from wayhome.journey.rulepacks.codes import RuleKey
from wayhome.shared.accounts.codes import Role
from wayhome.shared.audit.actor import Actor
from wayhome.shared.audit.models import AuditEvent, RowHistory
from wayhome.shared.audit.permissions import Permission

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)
HOUR = timedelta(hours=1)


@pytest.fixture
def organization():
    return make_organization()


@pytest.fixture
def service(organization):
    return make_service(organization)


@pytest.fixture
def desk(organization):
    return make_actor(organization, Role.FRONT_DESK)


@pytest.fixture
def kiosk(organization):
    return make_actor(organization, Role.KIOSK)


@pytest.fixture
def place(service):
    return make_place(make_meeting(service), make_client(service))


@pytest.fixture
def code(desk, place):
    (given,) = actions.give_day_codes(desk, group_session_id=place.group_session_id)
    return given.code


def own(organization, place) -> Actor:
    client = make_actor(organization, permissions={Permission.OWN_RECORD_VIEW})
    return Actor(
        agent_id=client.agent_id,
        organization_id=client.organization_id,
        permissions=client.permissions,
        patient_id=place.patient_id,
    )


def test_a_code_checks_its_owner_in(acting, kiosk, place, code):
    encounter = actions.check_in_by_code(kiosk, code=code, now=START - timedelta(minutes=5))
    assert (encounter.appointment_id, encounter.minutes) == (place.pk, 90)
    with acting(kiosk):
        assert place.refreshed().status == "checked-in"


def test_the_kiosk_itself_is_the_one_who_recorded(acting, kiosk, code):
    encounter = actions.check_in_by_code(kiosk, code=code, now=START)
    assert encounter.recorded_by == kiosk.agent_id
    with acting(kiosk):
        events = AuditEvent.objects.filter(
            organization_id=kiosk.organization_id,
            agent_id=kiosk.agent_id,
            action="encounters.check_in_by_code",
        )
        assert events.get().patient_id == encounter.patient_id


def test_a_second_try_changes_nothing(kiosk, code):
    first = actions.check_in_by_code(kiosk, code=code, now=START)
    again = actions.check_in_by_code(kiosk, code=code, now=START + timedelta(minutes=3))
    assert (again.pk, again.arrived_at) == (first.pk, first.arrived_at)


@pytest.mark.parametrize(
    "now",
    [START - HOUR - timedelta(minutes=1), START + timedelta(minutes=90), START + 24 * HOUR],
    ids=["too early", "over", "the next day"],
)
def test_a_code_works_only_around_the_session(acting, kiosk, code, now):
    with pytest.raises(actions.CannotCheckInError) as refusal:
        actions.check_in_by_code(kiosk, code=code, now=now)
    assert refusal.value.obstacles == (CheckInObstacle.CODE_NOT_VALID,)
    with acting(kiosk):
        assert not Encounter.objects.exists()


def test_a_wrong_code_an_absence_and_a_cancelled_place_say_the_same(kiosk, service, code):
    absent = make_place(make_meeting(service), make_client(service))
    make_attendance(absent, AttendanceKind.ABSENT_EXCUSED)
    cancelled = make_place(make_meeting(service), make_client(service), status="cancelled")
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for place, number in ((absent, "111111"), (cancelled, "222222")):
        make_day_code(place, number, TODAY)
    for number in (wrong, "111111", "222222", "", "not a code"):
        with pytest.raises(actions.CannotCheckInError) as refusal:
            actions.check_in_by_code(kiosk, code=number, now=START)
        assert refusal.value.obstacles == (CheckInObstacle.CODE_NOT_VALID,)


def test_yesterday_s_code_opens_nothing_today(kiosk, place):
    make_day_code(place, "424242", TODAY - timedelta(days=1))
    with pytest.raises(actions.CannotCheckInError):
        actions.check_in_by_code(kiosk, code="424242", now=START)


def test_the_first_of_two_sessions_is_the_one_that_is_still_on(kiosk, service):
    episode = make_client(service)
    first = make_place(make_meeting(service), episode)
    second = make_place(make_meeting(service, start=START + 2 * HOUR), episode)
    make_day_code(episode, "424242", TODAY)
    early = actions.check_in_by_code(kiosk, code="424242", now=START + HOUR)
    late = actions.check_in_by_code(kiosk, code="424242", now=START + 2 * HOUR)
    assert [early.appointment_id, late.appointment_id] == [first.pk, second.pk]


def test_another_organization_s_code_opens_nothing(code):
    elsewhere = make_actor(make_organization(), Role.KIOSK)
    with pytest.raises(actions.CannotCheckInError):
        actions.check_in_by_code(elsewhere, code=code, now=START)


def test_a_code_is_of_six_digits_and_stays_the_same_all_day(desk, place, code):
    assert len(code) == 6
    assert code.isdecimal()
    (again,) = actions.give_day_codes(desk, group_session_id=place.group_session_id)
    assert again.code == code


def test_a_number_that_is_taken_is_drawn_again(acting, monkeypatch, desk, place, code):
    drawn = iter([code, code, "000042"])
    monkeypatch.setattr(codes, "_random_code", lambda: next(drawn))
    with acting(desk):
        meeting = place.group_session
        service = meeting.healthcare_service
    other = make_place(meeting, make_client(service))
    given = actions.give_day_codes(desk, group_session_id=place.group_session_id)
    assert {held.patient_id: held.code for held in given} == {
        place.patient_id: code,
        other.patient_id: "000042",
    }


def test_two_organizations_may_draw_the_same_number(monkeypatch, code):
    monkeypatch.setattr(codes, "_random_code", lambda: code)
    organization = make_organization()
    service = make_service(organization)
    elsewhere = make_place(make_meeting(service), make_client(service))
    (given,) = actions.give_day_codes(
        make_actor(organization), group_session_id=elsewhere.group_session_id
    )
    assert given.code == code


def test_a_client_has_the_code_that_the_front_desk_gives(organization, place, code):
    client = own(organization, place)
    (given,) = actions.give_own_day_code(client, day=TODAY)
    assert given.code == code


def test_someone_who_is_no_client_has_no_code(organization):
    visitor = make_actor(organization, permissions={Permission.OWN_RECORD_VIEW})
    assert actions.give_own_day_code(visitor, day=TODAY) == []


def test_codes_leave_no_row_history(acting, desk, code):
    with acting(desk):
        assert DayCode.objects.filter(code=code).exists()
        assert not RowHistory.objects.filter(
            organization_id=desk.organization_id, table_name="encounters_daycode"
        ).exists()


def test_check_in_by_code_is_denied_to_staff_and_clients(desk):
    with pytest.raises(PermissionDenied):
        actions.check_in_by_code(desk, code="000000", now=START)


def test_give_day_codes_is_denied_to_the_kiosk(kiosk, place):
    with pytest.raises(PermissionDenied):
        actions.give_day_codes(kiosk, group_session_id=place.group_session_id)


def test_give_own_day_code_is_denied_to_the_kiosk(kiosk):
    with pytest.raises(PermissionDenied):
        actions.give_own_day_code(kiosk, day=TODAY)


@pytest.mark.parametrize("minutes", [120, 15])
def test_check_in_opens_when_the_program_s_rules_say(organization, kiosk, service, code, minutes):
    set_opening(organization, minutes, healthcare_service_id=service.pk)
    opens_at = START - timedelta(minutes=minutes)
    with pytest.raises(actions.CannotCheckInError):
        actions.check_in_by_code(kiosk, code=code, now=opens_at - timedelta(seconds=1))
    assert actions.check_in_by_code(kiosk, code=code, now=opens_at).minutes == 90


@pytest.mark.parametrize(("minutes", "refused"), [(120, False), (15, True)])
def test_a_tap_of_the_staff_s_waits_for_the_same_opening(
    organization, desk, place, minutes, refused
):
    set_opening(organization, minutes)
    early = START - timedelta(minutes=30)
    if refused:
        with pytest.raises(actions.CannotRecordAttendanceError) as refusal:
            tap(desk, place, early)
        assert refusal.value.obstacles == (RecordingObstacle.TOO_EARLY,)
    else:
        assert tap(desk, place, early).appointment_id == place.pk


def set_opening(organization, minutes, **scope):
    return make_rule_value(
        organization, key=RuleKey.CHECK_IN_OPENS_MINUTES, value=Decimal(minutes), **scope
    )


def tap(desk, place, now):
    return actions.record_attendance(
        desk, appointment_id=place.pk, kind=AttendanceKind.ATTENDED, now=now
    )
