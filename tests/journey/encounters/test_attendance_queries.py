"""Reads of attendance: who may, and what those see who may not see hours."""

from uuid import UUID

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied

from tests.factories.accounts import make_actor
from tests.factories.encounters import START, make_attendance, make_client, make_meeting, make_place
from tests.factories.tenancy import make_organization, make_service
from wayhome.journey.encounters import queries
from wayhome.shared.audit.permissions import Permission

pytestmark = pytest.mark.django_db

NOBODY = UUID(int=7)


@pytest.fixture
def organization():
    return make_organization()


@pytest.fixture
def place(organization):
    service = make_service(organization, weekly_target_minutes=540)
    return make_place(make_meeting(service), make_client(service))


def test_whoever_may_not_see_hours_sees_the_roster_without_them(acting, organization, place):
    by = make_actor(
        organization, permissions={Permission.ATTENDANCE_VIEW, Permission.SCHEDULE_VIEW}
    )
    with acting(by):
        (line,) = queries.get_roster(by, place.group_session_id, now=START).lines
    assert (line.ledger, line.may_record, line.may_read_notes) == (None, False, False)


def test_a_place_without_attendance_has_no_label_and_a_quiet_tone(acting, organization, place):
    by = make_actor(organization)
    with acting(by):
        line = queries.get_roster_line(by, place.pk, now=START)
        make_attendance(place)
        after = queries.get_roster_line(by, place.pk, now=START)
    assert (line.kind_label, line.tone, line.left_early) == ("", "neutral", False)
    assert (after.kind_label, after.tone) == ("Came", "done")


def test_a_guest_from_another_program_has_the_week_of_that_program(acting, organization, place):
    elsewhere = make_service(organization, weekly_target_minutes=1200)
    by = make_actor(organization)
    with acting(by):
        meeting = place.group_session
    make_place(meeting, make_client(elsewhere, given_name="Guest"))
    with acting(by):
        lines = queries.get_roster(by, meeting.pk, now=START).lines
    targets = {line.name: line.ledger.hours.target_minutes for line in lines}
    assert targets == {"Ana R.": 540, "Guest R.": 1200}


READS = {
    "get_roster": lambda by: queries.get_roster(by, NOBODY, now=START),
    "get_roster_line": lambda by: queries.get_roster_line(by, NOBODY, now=START),
    "day_codes": lambda by: queries.day_codes(by, NOBODY),
    "walk_ins": lambda by: queries.walk_ins(by, NOBODY, ""),
    "hours_overview": lambda by: queries.hours_overview(by, now=START),
    "hours_row": lambda by: queries.hours_row(by, NOBODY, day=None, now=START),
    "open_kiosk": queries.open_kiosk,
    "welcome": lambda by: queries.welcome(by, NOBODY),
}


@pytest.mark.parametrize("name", READS)
def test_a_read_is_denied_without_its_permission(acting, organization, name):
    by = make_actor(organization, permissions={Permission.SCHEDULE_VIEW, Permission.SITE_VIEW})
    with acting(by), pytest.raises(PermissionDenied):
        READS[name](by)


@pytest.mark.parametrize("name", ["get_roster", "get_roster_line", "day_codes", "walk_ins"])
def test_what_is_not_there_does_not_exist(acting, organization, name):
    by = make_actor(organization)
    with acting(by), pytest.raises(ObjectDoesNotExist):
        READS[name](by)
