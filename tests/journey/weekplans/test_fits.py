"""The earliest good week of somebody, what an inquiry may be promised, who waits for which seat."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import make_actor, make_credential, make_practitioner
from tests.factories.admissions import make_episode, make_waiting
from tests.factories.inquiries import make_inquiry
from tests.factories.patients import make_patient
from tests.factories.scheduling import (
    NOW,
    make_availability,
    make_client,
    make_member,
    make_series,
    make_staff_week,
    make_time_off,
)
from tests.factories.tenancy import make_organization, make_room, make_service
from tests.factories.weekplans import make_order, make_separation
from tests.journey.weekplans.conftest import MONDAY, picture
from wayhome.journey.admissions.codes import EpisodeStatus
from wayhome.journey.scheduling.codes import TimeUse
from wayhome.journey.weekplans import queries
from wayhome.journey.weekplans.queries.ahead import Ahead
from wayhome.journey.weekplans.rules import Ordered
from wayhome.shared.accounts.codes import Role
from wayhome.shared.audit.actor import NotPermittedError
from wayhome.shared.audit.models import AuditEvent
from wayhome.shared.audit.permissions import Permission

WEEK = timedelta(weeks=1)
ALL_WEEK = (0, 1, 2, 3, 4)
NINE = Decimal(9)


@pytest.fixture
def desk(program):
    """Return somebody at the front desk, who may not build weeks."""
    return make_actor(program.organization, Role.FRONT_DESK)


@pytest.fixture
def waiting(program):
    """Return a function that puts somebody on the waiting list who can come on these days."""

    def wait(days=ALL_WEEK, **given):
        episode = make_waiting(program.organization, service=program.service, **given)
        if days:
            make_availability(
                program.organization, patient_id=episode.patient_id, week=picture(days)
            )
        return episode

    return wait


@pytest.fixture
def inquiry(program):
    """Return a function that makes an inquiry at which these days were told."""

    def ask(days=ALL_WEEK, **given):
        given.setdefault("healthcare_service_id", program.service.pk)
        made = make_inquiry(program.organization, **given)
        if days:
            make_availability(program.organization, inquiry_id=made.pk, week=picture(days))
        return made

    return ask


def good_week(by, episode):
    return queries.earliest_good_week(by, episode.pk, now=NOW)


def promised(by, made):
    return queries.earliest_good_week_of_inquiry(by, made.pk, now=NOW)


def waiting_list(by, program):
    return queries.waitlist_fits(by, program.service.pk, now=NOW)


# A stay's earliest good week


def test_a_front_desk_reads_the_earliest_good_week_without_the_right_to_build_one(desk, waiting):
    page = good_week(desk, waiting(days=(0, 2, 3)))
    fit = page.fit
    assert Permission.WEEK_BUILD not in desk.permissions
    assert (fit.got, fit.due, fit.is_whole, fit.monday) == (NINE, NINE, True, MONDAY)
    assert (fit.days, fit.sooner) == ("Mon, Wed, Thu evenings", None)
    assert [each.when for each in fit.groups] == [
        "Monday 5:30\u20138:30 pm",
        "Wednesday 5:30\u20138:30 pm",
        "Thursday 5:30\u20138:30 pm",
    ]
    assert (page.is_waiting, fit.why, fit.freeing) == (True, "", ())


def test_who_is_in_care_keeps_their_own_seats(program, desk):
    episode = program.client(program.groups[0], days=(0, 1, 2))
    program.client(program.groups[0])
    page = good_week(desk, episode)
    assert page.fit.is_whole
    assert not page.is_waiting


def test_the_first_week_is_told_in_which_all_hours_fit(program, desk, waiting):
    third = MONDAY + 2 * WEEK
    for _ in range(2):
        episode = program.client(days=(0,))
        make_member(program.groups[0], episode, period_end=third)
    fit = good_week(desk, waiting(days=(0, 2, 3))).fit
    assert (fit.monday, fit.is_whole) == (third, True)
    assert [each.got for each in fit.weeks] == [6, 6, *[9] * 6]
    assert [each.is_best for each in fit.weeks].index(True) == 2
    assert (fit.sooner.monday, fit.sooner.got) == (MONDAY, 6)


def test_a_seat_that_somebody_takes_later_is_not_promised(program, desk, waiting):
    first = program.client(days=(0,))
    make_member(program.groups[0], first)
    make_member(program.groups[0], program.client(days=(0,)), period_start=MONDAY + 3 * WEEK)
    fit = good_week(desk, waiting(days=(0, 2, 3))).fit
    assert fit.got == 6
    assert not fit.is_whole


def test_it_says_why_not_more_and_from_when_a_seat_is_free(program, desk, waiting):
    for _ in range(2):
        make_member(program.groups[0], program.client(days=(0,)))
    until = MONDAY + 2 * WEEK
    for _ in range(2):
        make_member(program.groups[3], program.client(days=(3,)), period_end=until)
    page = waiting_list(desk, program)
    assert page.lines == ()
    waiting(days=(0, 2, 3))
    fit = waiting_list(desk, program).lines[0].fit
    assert fit.got == 3
    assert fit.why == "Of 4 groups: 3 when they can come, 1 with a free seat."
    assert [(each.group.when, each.got, each.opens) for each in fit.freeing] == [
        ("Monday 5:30\u20138:30 pm", 6, None),
        ("Thursday 5:30\u20138:30 pm", 6, until + timedelta(days=3)),
    ]


def test_a_seat_that_opens_after_these_weeks_is_named_too(program, desk, waiting):
    for until in (MONDAY + 10 * WEEK, MONDAY + 12 * WEEK):
        make_member(program.groups[0], program.client(days=(0,)), period_end=until)
    waiting(days=(0,))
    (each,) = waiting_list(desk, program).lines[0].fit.freeing
    assert each.opens == MONDAY + 10 * WEEK


def test_a_group_that_ends_while_it_is_full_has_no_seat_that_opens(program, desk, waiting):
    ending = program.group(4, capacity=1, period_end=MONDAY + WEEK)
    make_member(ending, program.client(days=(4,)))
    waiting(days=(4,))
    fit = waiting_list(desk, program).lines[0].fit
    assert [each.opens for each in fit.freeing] == [None]


def test_whoever_is_kept_apart_is_never_told_of(program, desk, waiting):
    other = program.client(program.groups[0], days=(0,))
    episode = waiting(days=(0, 1, 2))
    make_separation(other.patient, episode.patient)
    fit = good_week(desk, episode).fit
    assert fit.days == "Tue, Wed evenings"
    assert fit.freeing == ()
    assert fit.why == "Of 3 groups: 2 when they can come."


def test_a_stay_on_hold_has_no_week_to_look_at(program, desk):
    paused = make_client(program.service, status=EpisodeStatus.ONHOLD)
    assert good_week(desk, paused).fit is None


def test_somebody_admitted_later_is_looked_at_from_then_on(program, desk):
    later = program.client(since=MONDAY + 2 * WEEK)
    fit = good_week(desk, later).fit
    assert fit.monday == MONDAY + 2 * WEEK
    assert len(fit.weeks) == 6


def test_of_somebody_who_told_nothing_it_is_said(desk, waiting):
    fit = good_week(desk, waiting(days=())).fit
    assert (fit.is_told, fit.got, fit.due) == (False, 0, NINE)


def test_individual_sessions_come_on_top(program, desk, waiting):
    make_order(service=program.service, items=(Ordered("cbt", 540), Ordered("individual", 60)))
    fit = good_week(desk, waiting()).fit
    assert (fit.due, fit.visits) == (8, 1)


def test_a_week_in_which_the_facilitator_is_off_is_not_a_good_one(program, desk, waiting):
    monday = program.counselor
    make_time_off(monday, period_start=NOW + 6 * timedelta(days=1), period_end=NOW + 2 * WEEK)
    fit = good_week(desk, waiting(days=(0, 2, 3))).fit
    assert fit.monday > MONDAY


def test_hours_that_somebody_works_from_a_later_week_on_count_from_then_on(program, desk, waiting):
    other = make_practitioner(program.organization)
    make_credential(other)
    program.group(4, facilitator_id=other.pk, room_id=make_room(program.organization).pk)
    make_staff_week(other, week=picture((0,), use=TimeUse.WORK), period_start=MONDAY + WEEK)
    weeks = good_week(desk, waiting(days=(4,))).fit.weeks
    assert [each.got for each in weeks[:3]] == [3, 0, 0]


def test_an_order_of_a_later_week_counts_from_then_on(desk, waiting):
    episode = waiting()
    make_order(episode=episode, items=(Ordered("education", 540),), period_start=MONDAY + WEEK)
    weeks = good_week(desk, episode).fit.weeks
    assert [each.got for each in weeks[:2]] == [9, 0]


def test_opening_it_is_recorded_on_the_stay(desk, waiting):
    episode = waiting()
    good_week(desk, episode)
    event = AuditEvent.objects.filter(organization_id=desk.organization_id).latest("recorded_at")
    assert (event.entity_type, event.entity_id) == ("EpisodeOfCare", episode.pk)
    assert event.patient_id == episode.patient_id


# An inquiry


def test_what_an_inquiry_may_be_promised_comes_of_what_was_told_at_it(desk, inquiry):
    page = promised(desk, inquiry(days=(0, 2, 3)))
    (fit,) = page.fits
    assert (fit.days, fit.got, fit.due) == ("Mon, Wed, Thu evenings", NINE, NINE)
    assert (page.is_told, page.stay_id, page.patient_id) == (True, None, None)
    assert page.name == "Ben T."


def test_nothing_is_promised_of_a_week_that_nobody_told(desk, inquiry):
    page = promised(desk, inquiry(days=()))
    assert (page.is_told, page.fits) == (False, ())


def test_what_is_usual_in_the_program_is_due(program, desk, inquiry):
    make_order(service=program.service, items=(Ordered("education", 540),))
    (fit,) = promised(desk, inquiry()).fits
    assert (fit.got, fit.due) == (0, NINE)
    assert fit.why == "No group of the kinds that they should get meets in that week."


def test_a_programs_own_hours_are_due(program, desk):
    short = make_service(program.organization, weekly_target_minutes=360)
    made = make_inquiry(program.organization, healthcare_service_id=short.pk)
    make_availability(program.organization, inquiry_id=made.pk)
    (fit,) = promised(desk, made).fits
    assert fit.due == 6


def test_without_a_program_each_is_looked_at_the_one_that_fits_first(program, desk, inquiry):
    other = make_service(program.organization, name="A program without groups")
    fits = promised(desk, inquiry(healthcare_service_id=None)).fits
    assert [each.service for each in fits] == [program.service, other]
    assert fits[1].why == "No group of the kinds that they should get meets in that week."


def test_a_language_that_has_groups_is_theirs_and_any_other_is_english(program, desk, inquiry):
    spanish = make_practitioner(program.organization)
    make_credential(spanish)
    make_staff_week(
        spanish,
        week=picture(use=TimeUse.WORK),
        languages=["es"],
        services=["cbt"],
    )
    program.group(
        0,
        language="es",
        facilitator_id=spanish.pk,
        room_id=make_room(program.organization).pk,
    )
    (fit,) = promised(desk, inquiry(language="es")).fits
    assert fit.got == 3
    (other,) = promised(desk, inquiry(language="fr")).fits
    assert other.got == NINE


def test_groups_for_women_or_men_are_not_promised_to_whom_nobody_asked(program, desk, inquiry):
    women = make_service(program.organization)
    make_series(
        women, gender="female", facilitator_id=program.counselor.pk, start_time=time(13), weekday=4
    )
    made = inquiry(healthcare_service_id=women.pk)
    (fit,) = promised(desk, made).fits
    assert fit.got == 0


def test_an_inquiry_of_somebody_with_a_stay_leads_to_the_stay(desk, inquiry, waiting):
    episode = waiting()
    page = promised(desk, inquiry(patient_id=episode.patient_id))
    assert (page.stay_id, page.fits) == (episode.pk, ())


def test_an_inquiry_of_somebody_known_uses_all_that_is_known_of_them(program, desk, inquiry):
    patient = make_patient(program.organization)
    make_availability(program.organization, patient_id=patient.pk, week=picture((0, 1)))
    neighbour = program.client(program.groups[0], days=(0,))
    make_separation(patient, neighbour.patient)
    page = promised(desk, inquiry(days=(), patient_id=patient.pk))
    assert page.patient_id == patient.pk
    assert page.fits[0].days == "Tue evenings"


def test_somebody_known_without_a_stay_has_a_page_too(program, desk):
    patient = make_patient(program.organization)
    make_availability(program.organization, patient_id=patient.pk)
    page = queries.earliest_good_week_of_client(desk, patient.pk, now=NOW)
    assert page.inquiry_id is None
    assert page.fits[0].got == NINE
    silent = make_patient(program.organization)
    assert not queries.earliest_good_week_of_client(desk, silent.pk, now=NOW).is_told


def test_opening_it_is_recorded_on_the_inquiry(desk, inquiry):
    made = inquiry()
    promised(desk, made)
    event = AuditEvent.objects.filter(organization_id=desk.organization_id).latest("recorded_at")
    assert (event.entity_type, event.entity_id, event.patient_id) == ("Inquiry", made.pk, None)


def test_without_somebody_new_there_is_nobody_new_to_look_at(program, desk):
    with pytest.raises(ValueError, match="nobody new"):
        Ahead(desk, program.service, now=NOW).of_newcomer()


# The waiting list


def test_who_could_start_with_all_hours_comes_first_then_the_longest_wait(program, desk, waiting):
    long = waiting(days=(0,), since=date(2026, 9, 1))
    short = waiting(days=(1,), since=date(2026, 10, 1))
    whole = waiting(since=date(2026, 11, 1))
    silent = waiting(days=(), since=date(2026, 8, 1))
    page = waiting_list(desk, program)
    assert [each.line.episode for each in page.lines] == [whole, silent, long, short]
    assert [each.fit.got for each in page.lines] == [9, 0, 3, 3]
    assert page.monday == MONDAY


def test_the_first_programs_list_is_shown_unless_told_otherwise(program, desk, waiting):
    waiting()
    page = queries.first_waitlist_fits(desk, now=NOW)
    assert page.service == program.service
    assert len(page.lines) == 1


def test_without_a_program_nobody_can_wait(db, acting):  # noqa: ARG001
    by = make_actor(make_organization(), Role.FRONT_DESK)
    with acting(by):
        assert queries.first_waitlist_fits(by, now=NOW) is None


# Who may, and how often the database is asked


@pytest.mark.parametrize(
    "lacking", [Permission.AVAILABILITY_VIEW, Permission.ADMISSION_VIEW, Permission.HOURS_VIEW]
)
def test_each_read_is_denied_to_whom_it_is_not_for(program, waiting, inquiry, lacking):
    full = make_actor(program.organization, Role.FRONT_DESK).permissions
    by = make_actor(program.organization, permissions=full - {lacking})
    episode, asked = waiting(), inquiry()
    for read in (
        lambda: good_week(by, episode),
        lambda: promised(by, asked),
        lambda: waiting_list(by, program),
        lambda: queries.earliest_good_week_of_client(
            by, make_patient(program.organization).pk, now=NOW
        ),
    ):
        if lacking is Permission.AVAILABILITY_VIEW:
            with pytest.raises(NotPermittedError):
                read()
    with pytest.raises(NotPermittedError):
        waiting_list(by, program)


def test_an_inquirys_page_asks_for_the_right_to_see_inquiries(program, inquiry):
    full = make_actor(program.organization, Role.FRONT_DESK).permissions
    by = make_actor(program.organization, permissions=full - {Permission.INQUIRY_VIEW})
    with pytest.raises(NotPermittedError):
        promised(by, inquiry())


@pytest.mark.parametrize("number", [1, 20])
def test_statements_are_as_many_for_one_as_for_twenty(program, desk, waiting, inquiry, number):
    for _ in range(number):
        program.client(program.group(4, start_time=time(12), duration_minutes=60))
        make_order(episode=waiting())
    asked, episode = inquiry(), waiting()
    counts = []
    for read in (
        lambda: good_week(desk, episode),
        lambda: promised(desk, asked),
        lambda: waiting_list(desk, program),
    ):
        with CaptureQueriesContext(connection) as found:
            read()
        counts.append(len(found))
    assert counts == [32, 33, 32]


def test_the_history_of_a_stay_that_ended_is_no_week_to_look_at(program, desk):
    over = make_episode(
        program.organization, service=program.service, status=EpisodeStatus.FINISHED
    )
    assert good_week(desk, over).fit is None
