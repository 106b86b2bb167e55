"""When staff work and are off: who may say so, what is read of it, what is refused and why."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import make_actor, make_counselor, make_membership
from tests.factories.scheduling import (
    NOW,
    make_facilitator,
    make_session,
    make_staff_week,
    make_time_off,
)
from tests.factories.tenancy import make_organization
from wayhome.engines.timetable import calendar
from wayhome.journey.scheduling import actions, labels, queries, rules
from wayhome.journey.scheduling.codes import (
    AvailabilityObstacle,
    AvailabilityStatus,
    TimeOffObstacle,
    TimeOffReason,
    TimeUse,
)
from wayhome.journey.scheduling.models import StaffWeek, TimeOff
from wayhome.journey.scheduling.rules import Habit, ToldStaffWeek
from wayhome.shared.accounts.codes import Role
from wayhome.shared.audit.actor import NotPermittedError

TODAY = NOW.date()
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MONDAY = TODAY - DAY  # November 23
WEEKDAYS = (0, 1, 2, 3, 4)
DAYS = rules.week_of(
    [Habit(WEEKDAYS, 36, 68, TimeUse.WORK), Habit(WEEKDAYS, 48, 56, TimeUse.BREAK)]
)
LATE = rules.week_of([Habit(WEEKDAYS, 52, 84, TimeUse.WORK)])
TOLD = ToldStaffWeek(DAYS, ("en", "es"), ("cbt",), 20)


def record(program, told=TOLD, **given):
    given = {"period_start": TODAY, "edition": 0, "now": NOW} | given
    return actions.record_staff_week(
        program.by, practitioner_id=program.facilitator.pk, told=told, **given
    )


def take_off(program, **given):
    facts = {"starts_at": NOW + DAY, "ends_at": NOW + 2 * DAY, "reason": TimeOffReason.SICK}
    return actions.record_time_off(
        program.by, practitioner_id=program.facilitator.pk, now=NOW, **(facts | given)
    )


def known(program, now=NOW):
    return queries.working_times(program.by, program.facilitator.pk, now=now)


# Rules


def test_hours_hold_the_breaks_and_each_break_is_a_window_of_its_own():
    assert calendar.count(rules.hours_of(DAYS)) == 5 * 32
    assert rules.break_windows(DAYS) == tuple(calendar.between(day, 48, 56) for day in WEEKDAYS)


def test_a_break_counts_before_the_work_around_it_however_it_is_told():
    work, rest = Habit((0,), 36, 68, TimeUse.WORK), Habit((0,), 48, 56, TimeUse.BREAK)
    assert rules.week_of([work, rest]) == rules.week_of([rest, work])


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-11-24T09:00", "2026-11-24T10:00", calendar.between(1, 36, 40)),
        ("2026-11-24T09:07", "2026-11-24T09:16", calendar.between(1, 36, 38)),
        ("2026-11-01T00:00", "2026-11-23T00:15", calendar.between(0, 0, 1)),
        ("2026-11-29T23:45", "2027-01-01T00:00", calendar.between(6, 95, 96)),
        ("2026-11-01T00:00", "2026-11-02T00:00", calendar.NEVER),
        ("2027-11-01T00:00", "2027-11-02T00:00", calendar.NEVER),
        ("2026-01-01T00:00", "2027-01-01T00:00", calendar.WEEK),
    ],
)
def test_a_quarter_in_which_somebody_is_off_for_a_while_counts(start, end, expected):
    span = datetime.fromisoformat(start), datetime.fromisoformat(end)
    assert rules.quarters_off([span], date(2026, 11, 23)) == expected


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "expected"),
    [
        (NOW, NOW + DAY, ()),
        (NOW - DAY, NOW + HOUR, ()),
        (NOW, NOW, (TimeOffObstacle.ENDS_BEFORE_IT_STARTS,)),
        (NOW - DAY, NOW, (TimeOffObstacle.OVER_ALREADY,)),
        (NOW, NOW + 732 * DAY, (TimeOffObstacle.TOO_LONG,)),
    ],
)
def test_what_stands_in_the_way_of_time_off(starts_at, ends_at, expected):
    assert rules.obstacles_to_time_off(starts_at=starts_at, ends_at=ends_at, now=NOW) == expected


def test_every_obstacle_and_reason_has_words():
    assert labels.TIME_OFF_OBSTACLES.keys() == {*TimeOffObstacle}
    assert labels.TIME_OFF_REASONS.keys() == {*TimeOffReason}
    assert labels.sentence(TimeOffObstacle.TOO_LONG) == "Choose at most two years."


# Actions


def test_a_week_of_staff_counts_from_a_day_on(program):
    first = record(program)
    record(program, ToldStaffWeek(LATE), period_start=TODAY + 7 * DAY, edition=1)
    found = known(program)
    assert found.now is not None
    assert (found.now.row, found.now.until, found.edition) == (first, TODAY + 7 * DAY, 2)
    assert [each.row.week for each in found.later] == [LATE]
    assert (first.languages, first.services, first.caseload) == (["en", "es"], ["cbt"], 20)
    assert known(program, NOW - DAY).newest == first


def test_the_week_of_one_day_is_told_anew_and_the_second_of_two_is_told(program):
    record(program)
    assert record(program, ToldStaffWeek(LATE), edition=1).edition == 2
    with pytest.raises(actions.CannotRecordStaffWeekError) as refused:
        record(program, edition=1)
    assert refused.value.obstacles == (AvailabilityObstacle.CHANGED_MEANWHILE,)
    assert StaffWeek.objects.get().week == LATE


def test_a_client_s_letters_are_no_week_of_staff(program):
    free = rules.week_of([Habit((0,), 36, 68, TimeUse.FREE)])
    with pytest.raises(actions.CannotRecordStaffWeekError) as refused:
        record(program, ToldStaffWeek(free))
    assert refused.value.obstacles == (AvailabilityObstacle.WEEK_UNREADABLE,)


def test_a_later_week_of_staff_can_be_taken_back_and_one_that_counts_can_not(program):
    now = record(program)
    later = record(program, ToldStaffWeek(LATE), period_start=TODAY + DAY, edition=1)
    taken = actions.take_back_staff_week(program.by, staff_week_id=later.pk, edition=2, now=NOW)
    assert taken.status == AvailabilityStatus.ENTERED_IN_ERROR
    assert known(program).later == ()
    with pytest.raises(actions.CannotTakeBackStaffWeekError) as refused:
        actions.take_back_staff_week(program.by, staff_week_id=now.pk, edition=3, now=NOW)
    assert refused.value.obstacles == (AvailabilityObstacle.ALREADY_IN_FORCE,)


def test_time_off_names_the_sessions_that_need_somebody_else(program):
    inside = make_session(
        program.service, start=NOW + DAY + HOUR, facilitator_id=program.facilitator.pk
    )
    make_session(program.service, start=NOW + 3 * DAY, facilitator_id=program.facilitator.pk)
    off = take_off(program)
    (absence,) = known(program).absences
    assert (absence.time_off, absence.sessions) == (off, (inside,))


def test_nobody_is_off_twice_at_a_time(program):
    take_off(program)
    with pytest.raises(actions.CannotRecordTimeOffError) as refused:
        take_off(program, starts_at=NOW + DAY + HOUR, ends_at=NOW + 3 * DAY)
    assert refused.value.obstacles == (TimeOffObstacle.OFF_ALREADY,)
    with pytest.raises(actions.CannotRecordTimeOffError):
        take_off(program, starts_at=NOW, ends_at=NOW)


def test_time_off_is_taken_back_once_and_while_it_lasts(program):
    off = take_off(program)
    actions.take_back_time_off(program.by, time_off_id=off.pk, now=NOW)
    assert known(program).absences == ()
    with pytest.raises(actions.CannotTakeBackTimeOffError) as refused:
        actions.take_back_time_off(program.by, time_off_id=off.pk, now=NOW + 9 * DAY)
    assert {*refused.value.obstacles} == {
        TimeOffObstacle.ALREADY_TAKEN_BACK,
        TimeOffObstacle.OVER_ALREADY,
    }
    take_off(program)


DENIED = [
    lambda by, i: actions.record_staff_week(
        by, practitioner_id=i, told=TOLD, period_start=TODAY, edition=0, now=NOW
    ),
    lambda by, i: actions.take_back_staff_week(by, staff_week_id=i, edition=0, now=NOW),
    lambda by, i: actions.record_time_off(
        by, practitioner_id=i, starts_at=NOW, ends_at=NOW, reason=TimeOffReason.SICK, now=NOW
    ),
    lambda by, i: actions.take_back_time_off(by, time_off_id=i, now=NOW),
]


@pytest.mark.parametrize("write", DENIED, ids=range(len(DENIED)))
def test_whoever_may_only_look_is_denied(program, acting, write):
    counselor = make_actor(program.organization)
    with acting(counselor), pytest.raises(NotPermittedError):
        write(counselor, uuid4())


READS = [
    lambda by, i: queries.working_times(by, i, now=NOW),
    lambda by, _: queries.staff_lines(by, now=NOW),
    lambda by, _: queries.staff_of_week(by, MONDAY),
    lambda by, _: queries.off_in_week(by, MONDAY, zone=ZoneInfo("UTC")),
    lambda by, _: queries.zone_of_staff(by),
    queries.get_staff_week,
    queries.get_time_off,
]


@pytest.mark.parametrize("read", READS, ids=range(len(READS)))
def test_whoever_sees_no_staff_sees_no_hours(program, acting, read):
    client = make_actor(program.organization, permissions=set())
    with acting(client), pytest.raises(NotPermittedError):
        read(client, uuid4())


def test_another_organization_finds_nothing(program, acting):
    record(program)
    stranger = make_actor(make_organization(), Role.CLINICAL_SUPERVISOR)
    with acting(stranger):
        assert queries.staff_of_week(stranger, MONDAY) == {}
        with pytest.raises(ObjectDoesNotExist):
            queries.working_times(stranger, program.facilitator.pk, now=NOW)


# Reads


def test_the_week_to_plan_leaves_time_off_out(program):
    record(program)
    noon = datetime(2026, 11, 25, 17, tzinfo=UTC)  # in New York
    take_off(program, starts_at=noon, ends_at=noon + 36 * HOUR)
    week = queries.staff_of_week(program.by, MONDAY)[program.facilitator.pk]
    expected = [calendar.between(day, 36, 68) for day in (1, 4)]
    assert week.hours == sum(expected) | calendar.between(2, 36, 48)
    assert len(week.breaks) == 4
    assert (week.languages, week.services, week.caseload) == ({"en", "es"}, {"cbt"}, 20)


def test_hours_and_time_off_are_shown_by_the_clocks_of_another_zone(program):
    record(program)
    noon = datetime(2026, 11, 25, 17, tzinfo=UTC)  # in New York
    take_off(program, starts_at=noon, ends_at=noon + HOUR)
    denver = ZoneInfo("America/Denver")
    week = queries.staff_of_week(program.by, MONDAY, zone=denver)[program.facilitator.pk]
    wednesday = calendar.between(2, 28, 60) & ~calendar.between(2, 40, 44)
    assert week.hours & calendar.span(2, 0, 96) == wednesday
    off = queries.off_in_week(program.by, MONDAY, zone=denver)
    assert off == {program.facilitator.pk: calendar.between(2, 40, 44)}


@pytest.mark.parametrize(("monday", "hours"), [(date(2026, 11, 23), 5), (date(2027, 7, 5), 4)])
def test_a_week_that_other_clocks_show_later_begins_with_its_end(monday, hours):
    later = rules.quarters_later(ZoneInfo("America/New_York"), ZoneInfo("UTC"), monday)
    assert later == 4 * hours
    assert rules.moved_later("abcdef", 2) == "efabcd"
    assert rules.moved_later("abcdef", -2) == "cdefab"
    assert rules.moved_later("abcdef", 0) == "abcdef"


@pytest.mark.parametrize("number", [1, 20])
def test_everyone_s_hours_are_read_in_as_many_statements(program, number):
    for _ in range(number):
        person = make_facilitator(program.organization)
        make_staff_week(person)
        make_time_off(person)
    with CaptureQueriesContext(connection) as asked:
        lines = queries.staff_lines(program.by, now=NOW)
    assert sum(line.week is not None for line in lines) == number
    assert len(asked) == 4
    with CaptureQueriesContext(connection) as asked:
        assert len(queries.staff_of_week(program.by, MONDAY)) == number
    assert len(asked) == 3


@pytest.mark.parametrize(
    "wrong",
    [{"week": "w"}, {"week": "f" * 672}, {"services": ["magic"]}, {"status": "gone"}],
)
def test_the_table_itself_holds_what_a_week_of_staff_is(program, wrong):
    with pytest.raises(IntegrityError):
        make_staff_week(program.facilitator, **wrong)


@pytest.mark.parametrize("wrong", [{"period_end": NOW}, {"reason": "bored"}, {"status": "gone"}])
def test_the_table_itself_holds_what_time_off_is(program, wrong):
    with pytest.raises(IntegrityError):
        make_time_off(program.facilitator, **wrong)


# Pages


@pytest.fixture
def supervisor(program, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(make_counselor(program.organization, Role.CLINICAL_SUPERVISOR).user)
    return client


def told(**given):
    return {
        "week": DAYS,
        "period_start": str(TODAY),
        "languages": ["en", "es"],
        "services": ["cbt"],
        "caseload": "20",
        "edition": "0",
        **given,
    }


def page_of(program):
    return reverse("scheduling:working-times", args=[program.facilitator.pk])


def test_a_supervisor_paints_the_hours_and_the_list_shows_them(supervisor, program):
    assert "not told yet" in supervisor.get(reverse("scheduling:staff")).text
    answer = supervisor.post(page_of(program), told(), follow=True)
    for words in (
        "Saved. Weeks are planned with these hours.",
        "English, Spanish",
        "Break in here",
    ):
        assert words in answer.text
    text = supervisor.get(reverse("scheduling:staff")).text
    assert "Mon\u2013Fri 9:00 am\u20135:00 pm" in text
    assert ">40<" in text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"languages": []}, "This field is required."),
        ({"week": rules.BLANK}, "The week is still empty."),
        ({"edition": "7"}, "Someone else saved another week"),
        ({"caseload": "-1"}, "greater than or equal to 0"),
    ],
)
def test_what_can_not_be_is_said_and_kept(supervisor, program, changes, words):
    answer = supervisor.post(page_of(program), told(**changes))
    assert answer.status_code == 422
    assert words in answer.text
    assert not StaffWeek.objects.exists()


def test_without_scripts_rows_tell_how_somebody_works(supervisor, program):
    sent = {key: value for key, value in told().items() if key != "week"}
    rows = {
        "row-TOTAL_FORMS": "2",
        "row-INITIAL_FORMS": "0",
        "row-0-days": ["0", "1", "2", "3", "4"],
        "row-0-start": "09:00",
        "row-0-end": "17:00",
        "row-0-use": "work",
        "row-1-days": ["0", "1", "2", "3", "4"],
        "row-1-start": "12:00",
        "row-1-end": "14:00",
        "row-1-use": "break",
    }
    assert supervisor.post(page_of(program), sent | rows).status_code == 302
    assert StaffWeek.objects.get().week == DAYS


OFF = {"first_day": "2026-11-26", "last_day": "2026-11-27", "reason": "vacation"}


def test_time_off_is_written_down_and_taken_back(supervisor, program):
    url = reverse("scheduling:record-time-off", args=[program.facilitator.pk])
    answer = supervisor.post(url, OFF, follow=True)
    assert "Saved. No session is planned with them then." in answer.text
    off = TimeOff.objects.get()
    assert off.period_start == datetime(2026, 11, 26, 5, tzinfo=UTC)
    assert off.period_end == datetime(2026, 11, 28, 5, tzinfo=UTC)
    assert "Thu, Nov 26" in supervisor.get(page_of(program)).text
    assert "Fri, Nov 27" in supervisor.get(page_of(program)).text
    assert "Vacation" in supervisor.get(reverse("scheduling:staff")).text
    again = supervisor.post(url, OFF)
    assert again.status_code == 422
    assert "They are off in some of that time already" in again.text
    take_back = reverse("scheduling:take-back-time-off", args=[off.pk])
    assert "Taken back: they work then." in supervisor.post(take_back, follow=True).text
    assert "was taken back already" in supervisor.post(take_back, follow=True).text


def test_time_off_may_be_a_part_of_a_day_and_says_whose_sessions_need_somebody(supervisor, program):
    start = datetime(2026, 11, 26, 15, tzinfo=UTC)  # 10 am
    make_session(program.service, start=start, facilitator_id=program.facilitator.pk)
    sent = OFF | {"last_day": "2026-11-26", "start": "09:00", "end": "12:00"}
    url = reverse("scheduling:record-time-off", args=[program.facilitator.pk])
    answer = supervisor.post(url, sent, follow=True)
    assert "One session in this time needs somebody else" in answer.text
    assert "needs somebody else</span>" in answer.text
    assert TimeOff.objects.get().period_end == datetime(2026, 11, 26, 17, tzinfo=UTC)


def test_time_off_that_ends_before_it_starts_is_refused(supervisor, program):
    url = reverse("scheduling:record-time-off", args=[program.facilitator.pk])
    answer = supervisor.post(url, OFF | {"last_day": "2026-11-25"})
    assert answer.status_code == 422
    assert "It must end after it starts." in answer.text
    assert supervisor.post(url, {}).status_code == 422


def test_a_later_week_is_taken_back_by_a_button(supervisor, program):
    later = make_staff_week(program.facilitator, period_start=TODAY + DAY)
    assert "Take it back" in supervisor.get(page_of(program)).text
    take_back = reverse("scheduling:take-back-staff-week", args=[later.pk])
    stale = supervisor.post(take_back, {"edition": "0"}, follow=True)
    assert "Someone else saved another week" in stale.text
    assert "Taken back." in supervisor.post(take_back, {"edition": "1"}, follow=True).text


def test_a_counselor_reads_the_hours_and_changes_nothing(client, program, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(make_counselor(program.organization).user)
    text = client.get(page_of(program)).text
    assert "once a supervisor or director has written it down" in text
    assert "Save the week" not in text
    assert client.post(page_of(program), told()).status_code == 403


@pytest.mark.django_db
def test_an_organization_without_anyone_who_treats_says_what_to_do(client, time_machine):
    time_machine.move_to(NOW, tick=False)
    organization = make_organization()
    client.force_login(make_membership(organization, Role.PROGRAM_DIRECTOR).user)
    assert "Nobody treats here yet" in client.get(reverse("scheduling:staff")).text
