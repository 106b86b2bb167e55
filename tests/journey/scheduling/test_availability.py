"""When people can come: who may tell it, what is found again, who is told that another came first."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import make_actor, make_membership
from tests.factories.base import writing_for
from tests.factories.inquiries import make_inquiry
from tests.factories.patients import make_patient
from tests.factories.scheduling import NOW, make_availability
from tests.factories.tenancy import make_organization
from wayhome.engines.timetable import calendar
from wayhome.engines.timetable.domain import Daypart
from wayhome.journey.admissions import actions as admissions
from wayhome.journey.scheduling import actions, queries, rules
from wayhome.journey.scheduling.codes import (
    Attends,
    AvailabilityObstacle,
    AvailabilityStatus,
    Reporter,
    TimeUse,
)
from wayhome.journey.scheduling.models import Availability
from wayhome.journey.scheduling.rules import Habit, ToldWeek
from wayhome.shared.accounts.codes import Role
from wayhome.shared.accounts.queries import as_actor
from wayhome.shared.audit.actor import NotPermittedError
from wayhome.shared.audit.models import AuditEvent, RowHistory
from wayhome.shared.audit.permissions import Permission

TODAY = NOW.date()
DAY = timedelta(days=1)
MONDAY = TODAY - DAY  # November 23
EVENINGS = rules.week_of([Habit((0, 1, 2, 3, 4), 68, 84, TimeUse.FREE)])
MORNINGS = rules.week_of([Habit((0, 1, 2, 3, 4), 32, 48, TimeUse.FREE)])
TOLD = ToldWeek(EVENINGS, 30, Attends.EITHER, Daypart.EVENING)


def record(program, patient_id, told=TOLD, **given):
    given = {"period_start": TODAY, "edition": 0, "now": NOW} | given
    return actions.record_availability(program.by, patient_id=patient_id, told=told, **given)


def of_inquiry(program, inquiry, told=TOLD, **given):
    given = {"period_start": TODAY, "edition": 0, "now": NOW} | given
    return actions.record_availability_of_inquiry(
        program.by, inquiry_id=inquiry.pk, told=told, **given
    )


def known(program, patient_id, now=NOW):
    return queries.availability_of(program.by, patient_id, now=now)


@pytest.fixture
def ana(program):
    return program.client().patient_id


@pytest.fixture
def herself(program, ana):
    return as_actor(make_membership(program.organization, Role.CLIENT, patient_id=ana))


def test_staff_write_down_when_a_client_can_come(program, ana):
    row = record(program, ana)
    assert (row.week, row.travel_minutes, row.attends, row.prefers) == (
        EVENINGS,
        30,
        "either",
        "evening",
    )
    assert (row.reported_by, row.recorded_by_id) == (Reporter.STAFF, program.by.practitioner_id)
    found = known(program, ana)
    assert found.now is not None
    assert found.now.row.pk == row.pk
    assert (found.now.until, found.later, found.edition) == (None, (), 1)


def test_it_is_on_record_with_the_row_as_it_was_and_became(program, ana):
    row = record(program, ana)
    record(program, ana, ToldWeek(MORNINGS), edition=1)
    ours = {"organization_id": program.organization.pk}
    event = AuditEvent.objects.filter(action="scheduling.record_availability", **ours).first()
    assert (event.entity_id, event.patient_id) == (row.pk, ana)
    changed = RowHistory.objects.get(row_id=row.pk, operation="update", **ours)
    assert (changed.old_row["week"], changed.new_row["week"]) == (EVENINGS, MORNINGS)


def test_a_client_says_it_themself(ana, herself, acting):
    with acting(herself):
        row = actions.record_own_availability(
            herself, told=TOLD, period_start=TODAY, edition=0, now=NOW
        )
        assert queries.own_availability(herself, now=NOW).newest == row
    assert (row.patient_id, row.reported_by, row.recorded_by_id) == (ana, Reporter.CLIENT, None)


def test_a_week_counts_until_the_next_one_begins(program, ana):
    record(program, ana)
    record(program, ana, ToldWeek(MORNINGS), period_start=TODAY + 7 * DAY, edition=1)
    found = known(program, ana)
    assert found.now is not None
    assert found.now.until == TODAY + 7 * DAY
    assert [each.row.week for each in found.later] == [MORNINGS]
    then = known(program, ana, NOW + 7 * DAY)
    assert then.newest is not None
    assert (then.newest.week, then.later) == (MORNINGS, ())


def test_the_week_of_one_day_is_told_anew_and_not_twice(program, ana):
    record(program, ana)
    record(program, ana, ToldWeek(MORNINGS), edition=1)
    (row,) = Availability.objects.all()
    assert (row.week, row.edition) == (MORNINGS, 2)


def test_what_can_not_be_recorded_is_refused_with_every_reason(program, ana):
    with pytest.raises(actions.CannotRecordAvailabilityError) as refused:
        record(program, ana, ToldWeek(rules.BLANK, 300), period_start=TODAY - DAY, edition=4)
    assert {*refused.value.obstacles} == {
        AvailabilityObstacle.CHANGED_MEANWHILE,
        AvailabilityObstacle.NOTHING_TOLD,
        AvailabilityObstacle.STARTS_BEFORE_TODAY,
        AvailabilityObstacle.TRAVEL_TOO_LONG,
    }
    assert not Availability.objects.exists()


def test_today_is_that_of_the_client_s_program(program, ana):
    late = NOW.replace(hour=3) + DAY  # 10 pm in New York, still November 24
    assert record(program, ana, now=late).period_start == TODAY


def test_what_was_told_at_an_inquiry_is_found_once_they_are_admitted(program):
    inquiry = make_inquiry(program.organization, healthcare_service_id=program.service.pk)
    told = of_inquiry(program, inquiry)
    found = queries.availability_of_inquiry(program.by, inquiry.pk, now=NOW)
    assert (found.newest, found.patient_id) == (told, None)
    episode = admissions.admit_inquiry(
        program.by,
        inquiry_id=inquiry.pk,
        confirmed_new=True,
        healthcare_service_id=program.service.pk,
        admission_date=TODAY,
        now=NOW,
    )
    assert known(program, episode.patient_id).newest == told
    again = queries.availability_of_inquiry(program.by, inquiry.pk, now=NOW)
    assert (again.newest, again.patient_id) == (told, episode.patient_id)
    free = queries.free_times(program.by, episode.patient_id, MONDAY)
    assert free == sum(calendar.between(day, 68, 84) for day in (1, 2, 3, 4))
    later = of_inquiry(program, inquiry, ToldWeek(MORNINGS), period_start=TODAY + DAY, edition=1)
    assert (later.patient_id, later.inquiry_id, later.edition) == (episode.patient_id, None, 2)


def test_what_was_told_under_a_record_that_was_merged_stays(program, ana):
    twin = make_patient(program.organization, replaced_by_id=ana)
    make_availability(program.organization, patient_id=twin.pk, week=MORNINGS)
    assert known(program, ana).newest.week == MORNINGS
    free = queries.free_times_of(program.by, [ana], MONDAY)
    assert free == {ana: rules.times_of(MORNINGS)}


def test_a_week_that_does_not_count_yet_can_be_taken_back(program, ana):
    record(program, ana)
    later = record(program, ana, ToldWeek(MORNINGS), period_start=TODAY + DAY, edition=1)
    taken = actions.take_back_availability(program.by, availability_id=later.pk, edition=2, now=NOW)
    assert taken.status == AvailabilityStatus.ENTERED_IN_ERROR
    found = known(program, ana)
    assert (found.later, found.edition) == ((), 3)
    assert record(program, ana, period_start=TODAY + DAY, edition=3).pk != later.pk


def test_a_week_that_counts_can_not_be_taken_back(program, ana):
    row = record(program, ana)
    with pytest.raises(actions.CannotTakeBackAvailabilityError) as refused:
        actions.take_back_availability(program.by, availability_id=row.pk, edition=1, now=NOW)
    assert refused.value.obstacles == (AvailabilityObstacle.ALREADY_IN_FORCE,)


def test_a_week_of_an_inquiry_can_be_taken_back(program):
    inquiry = make_inquiry(program.organization)
    row = of_inquiry(program, inquiry, period_start=TODAY + DAY)
    taken = actions.take_back_availability(program.by, availability_id=row.pk, edition=1, now=NOW)
    assert taken.status == AvailabilityStatus.ENTERED_IN_ERROR


def test_clients_take_back_a_week_of_their_own_and_nobody_else_s(program, ana, herself, acting):
    own = record(program, ana, period_start=TODAY + DAY)
    other = record(program, program.client().patient_id, period_start=TODAY + DAY)
    with acting(herself):
        taken = actions.take_back_own_availability(
            herself, availability_id=own.pk, edition=1, now=NOW
        )
        assert taken.status == AvailabilityStatus.ENTERED_IN_ERROR
        with pytest.raises(ObjectDoesNotExist):
            actions.take_back_own_availability(
                herself, availability_id=other.pk, edition=1, now=NOW
            )


def test_weeks_that_were_taken_back_or_begin_later_count_for_nobody_s_plan(program, ana):
    make_availability(program.organization, patient_id=ana, status="entered-in-error")
    make_availability(program.organization, patient_id=ana, period_start=MONDAY + 7 * DAY)
    assert queries.free_times_of(program.by, [ana], MONDAY) == {}


def test_someone_who_isn_t_in_care_has_the_organization_s_day(program):
    someone = make_patient(program.organization)
    assert known(program, someone.pk).zone == known(program, program.client().patient_id).zone


DENIED = [
    lambda by, i: actions.record_availability(
        by, patient_id=i, told=TOLD, period_start=TODAY, edition=0, now=NOW
    ),
    lambda by, i: actions.record_availability_of_inquiry(
        by, inquiry_id=i, told=TOLD, period_start=TODAY, edition=0, now=NOW
    ),
    lambda by, _: actions.record_own_availability(
        by, told=TOLD, period_start=TODAY, edition=0, now=NOW
    ),
    lambda by, i: actions.take_back_availability(by, availability_id=i, edition=0, now=NOW),
    lambda by, i: actions.take_back_own_availability(by, availability_id=i, edition=0, now=NOW),
    lambda by, i: queries.availability_of(by, i, now=NOW),
    lambda by, _: queries.own_availability(by, now=NOW),
    lambda by, i: queries.availability_of_inquiry(by, i, now=NOW),
    queries.get_availability,
    lambda by, i: queries.free_times(by, i, MONDAY),
]


@pytest.mark.parametrize("use", DENIED, ids=range(len(DENIED)))
def test_whoever_may_not_is_denied(program, acting, use):
    kiosk = make_actor(
        program.organization, permissions={Permission.RULE_VIEW, Permission.SITE_VIEW}
    )
    with acting(kiosk), pytest.raises(NotPermittedError):
        use(kiosk, uuid4())


def test_a_client_has_no_door_to_anybody_else(herself, acting, program):
    other = program.client().patient_id
    with acting(herself), pytest.raises(NotPermittedError):
        queries.availability_of(herself, other, now=NOW)
    record_as = {"patient_id": other, "told": TOLD, "period_start": TODAY}
    with acting(herself), pytest.raises(NotPermittedError):
        actions.record_availability(herself, edition=0, now=NOW, **record_as)


def test_staff_without_a_patient_of_their_own_have_no_week(program, acting):
    odd = make_actor(
        program.organization,
        permissions={Permission.OWN_RECORD_VIEW, Permission.OWN_AVAILABILITY_RECORD},
    )
    with acting(odd), pytest.raises(ObjectDoesNotExist):
        queries.own_availability(odd, now=NOW)


def test_another_organization_finds_nothing(program, ana, acting):
    record(program, ana)
    stranger = make_actor(make_organization(), Role.CLINICAL_SUPERVISOR)
    with acting(stranger):
        with pytest.raises(ObjectDoesNotExist):
            queries.availability_of(stranger, ana, now=NOW)
        assert queries.free_times_of(stranger, [ana], MONDAY) == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"week": "f" * 671},
        {"week": "x" * 672},
        {"travel_minutes": 241},
        {"attends": "by-boat"},
        {"prefers": "noon"},
        {"status": "gone"},
        {"reported_by": "nobody"},
        {"patient_id": None},
    ],
)
def test_the_table_itself_holds_what_a_week_is(program, ana, wrong):
    with pytest.raises(IntegrityError):
        make_availability(program.organization, **({"patient_id": ana} | wrong))


def test_the_table_holds_one_week_a_day_and_either_a_patient_or_an_inquiry(program, ana):
    make_availability(program.organization, patient_id=ana)
    with pytest.raises(IntegrityError):
        make_availability(program.organization, patient_id=ana)
    inquiry = make_inquiry(program.organization)
    with pytest.raises(IntegrityError):
        make_availability(program.organization, patient_id=ana, inquiry_id=inquiry.pk)


@pytest.mark.parametrize("number", [1, 20])
def test_the_free_time_of_many_is_read_in_three_statements(program, number):
    ids = [program.client().patient_id for _ in range(number)]
    for patient_id in ids:
        make_availability(program.organization, patient_id=patient_id)
    with CaptureQueriesContext(connection) as asked:
        free = queries.free_times_of(program.by, ids, MONDAY)
    assert len(free) == number
    assert len(asked) == 3


@pytest.mark.parametrize("number", [1, 20])
def test_one_person_s_weeks_are_read_and_written_in_as_many_statements(program, ana, number):
    for day in range(1, number + 1):
        make_availability(program.organization, patient_id=ana, period_start=TODAY - day * DAY)
    with CaptureQueriesContext(connection) as asked:
        known(program, ana)
    assert len(asked) == 7
    with CaptureQueriesContext(connection) as asked:
        record(program, ana, edition=1)
    assert len(asked) == 11


def test_nobody_acts_outside_of_an_action(program, ana):
    with pytest.raises(RuntimeError):
        Availability(organization_id=program.organization.pk, patient_id=ana).save()
    with writing_for(program.organization.pk):
        assert not Availability.objects.exists()


def test_a_client_whose_record_was_merged_reads_and_paints_their_own_week(program, ana):
    twin = make_patient(program.organization, replaced_by_id=ana)
    oneself = as_actor(make_membership(program.organization, Role.CLIENT, patient_id=twin.pk))
    make_availability(program.organization, patient_id=twin.pk, week=MORNINGS)
    known = queries.own_availability(oneself, now=NOW)
    assert known.now.row.week == MORNINGS
    painted = actions.record_own_availability(
        oneself, told=TOLD, period_start=TODAY, edition=known.edition, now=NOW
    )
    assert painted.patient_id == ana
