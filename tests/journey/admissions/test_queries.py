"""What reads of stays return, and to whom."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db.models.fetch_modes import FieldFetchBlocked

from tests.factories.accounts import make_actor, make_credential, make_practitioner
from tests.factories.admissions import add_stretch, make_episode, make_waiting
from tests.factories.inquiries import make_inquiry
from tests.factories.patients import make_contact_point, make_patient, make_related_person
from tests.factories.placement import make_placement
from tests.factories.tenancy import make_organization, make_service
from tests.journey.admissions.conftest import NOW, TODAY
from wayhome.journey.admissions import queries
from wayhome.journey.admissions.codes import MOVES, EpisodeStatus, MissingItem, Move
from wayhome.journey.admissions.queries import RosterFacts
from wayhome.journey.inquiries.codes import InquiryStage
from wayhome.shared.accounts.codes import Role
from wayhome.shared.audit.actor import NotPermittedError
from wayhome.shared.audit.models import AuditEvent
from wayhome.shared.core.context import acting_as
from wayhome.shared.core.period import DatePeriod

pytestmark = pytest.mark.django_db


def person(desk, **given):
    return make_patient(desk.organization, **given)


def episode(desk, **given):
    return make_episode(desk.organization, **({"service": desk.service} | given))


def test_the_census_holds_whoever_is_in_care_by_family_name(desk, reading):
    active = episode(desk, patient=person(desk, family_name="Zorn"))
    held = episode(desk, patient=person(desk, family_name="Abel"), status=EpisodeStatus.ONHOLD)
    for status in set(EpisodeStatus) - {EpisodeStatus.ACTIVE, EpisodeStatus.ONHOLD}:
        episode(desk, status=status)
    assert [each.pk for each in queries.census(reading)] == [held.pk, active.pk]


def test_the_census_of_one_program_is_that_program_s(desk, reading):
    here = episode(desk)
    episode(desk, service=make_service(desk.organization))
    assert [each.pk for each in queries.census(reading, service_id=desk.service.pk)] == [here.pk]


def test_the_longest_wait_comes_first(desk, reading):
    short = make_waiting(desk.organization, since=date(2026, 3, 5), service=desk.service)
    long = make_waiting(desk.organization, since=date(2026, 3, 1), service=desk.service)
    make_waiting(desk.organization, since=date(2026, 2, 1))
    found = queries.waitlist(reading, service_id=desk.service.pk)
    assert [(each.pk, each.waiting_since) for each in found] == [
        (long.pk, date(2026, 3, 1)),
        (short.pk, date(2026, 3, 5)),
    ]


def test_a_caseload_holds_whom_the_counselor_cares_for(desk, reading):
    practitioner = make_practitioner(desk.organization)
    own = episode(desk, care_manager_id=practitioner.pk)
    episode(desk, care_manager_id=practitioner.pk, status=EpisodeStatus.FINISHED)
    episode(desk)
    found, caseload = queries.caseload_of(reading, practitioner.pk)
    assert (found.pk, [each.pk for each in caseload]) == (practitioner.pk, [own.pk])


def test_open_stays_come_admitted_first_and_from_every_record_of_the_person(desk, reading):
    patient = person(desk)
    replaced = person(desk, replaced_by_id=patient.pk)
    active = episode(desk, patient=replaced)
    waiting = make_waiting(desk.organization, patient=patient)
    episode(desk, patient=patient, status=EpisodeStatus.FINISHED)
    found = queries.open_episodes_of(reading, patient.pk)
    assert [each.pk for each in found] == [active.pk, waiting.pk]


def test_a_client_reads_their_own_open_stays(desk):
    patient = person(desk)
    own = episode(desk, patient=patient)
    episode(desk)
    client = replace(make_actor(desk.organization, Role.CLIENT), patient_id=patient.pk)
    with acting_as(client.acting):
        assert [each.pk for each in queries.own_open_episodes(client)] == [own.pk]


def test_someone_who_is_no_client_has_no_stays_of_their_own(desk):
    nobody = make_actor(desk.organization, Role.CLIENT)
    with acting_as(nobody.acting):
        assert [*queries.own_open_episodes(nobody)] == []


def test_stays_come_in_the_order_in_which_they_began_with_their_history(desk, reading):
    patient = person(desk)
    second = episode(desk, patient=patient, since=date(2026, 3, 1))
    first = episode(
        desk,
        patient=patient,
        since=date(2025, 5, 1),
        status=EpisodeStatus.FINISHED,
        history=False,
    )
    for day, status in [(1, "waitlist"), (8, "active"), (30, "finished")]:
        add_stretch(first, start_date=date(2025, 5, day), status=status)
    stays = queries.stays_of(reading, patient.pk)
    assert [stay.episode.pk for stay in stays] == [first.pk, second.pk]
    assert [row.status for row in stays[0].history] == ["waitlist", "active", "finished"]


def test_reading_stays_is_an_event_of_the_chart(desk, reading):
    patient = person(desk)
    queries.stays_of(reading, patient.pk)
    queries.open_desk(reading, patient.pk)
    events = AuditEvent.objects.filter(
        organization_id=desk.organization.pk, action__startswith="admissions."
    )
    assert {(each.action, each.patient_id) for each in events} == {
        ("admissions.stays_of", patient.pk),
        ("admissions.open_desk", patient.pk),
    }


def test_opening_a_stay_is_an_event_of_the_chart(desk, reading):
    one = episode(desk)
    assert queries.open_episode(reading, one.pk) == one
    event = AuditEvent.objects.get(
        organization_id=desk.organization.pk, action="admissions.open_episode"
    )
    assert (event.entity_id, event.patient_id) == (one.pk, one.patient_id)


def test_one_and_many_are_found_by_id(desk, reading):
    one, other = episode(desk), episode(desk)
    assert queries.get_episode(reading, one.pk).patient.given_name == "Ana"
    found = queries.episodes_by_id(reading, [one.pk, other.pk])
    assert found.keys() == {one.pk, other.pk}


def test_a_read_loads_nothing_later(desk, reading):
    inquiry = make_inquiry(desk.organization)
    found = queries.get_episode(reading, episode(desk, inquiry_id=inquiry.pk).pk)
    with pytest.raises(FieldFetchBlocked):
        _ = found.inquiry


def test_the_last_change_is_the_latest_stretch_s_day(desk, reading):
    one = episode(desk, since=date(2026, 3, 1))
    add_stretch(one, start_date=date(2026, 3, 6))
    assert queries.last_change_on(reading, one.pk) == date(2026, 3, 6)


def test_a_stay_without_a_stretch_stands_since_its_admission_or_nobody_knows(desk, reading):
    one = episode(desk, since=date(2026, 3, 1), history=False)
    waiting = episode(desk, patient=person(desk), status=EpisodeStatus.WAITLIST, history=False)
    later = episode(desk, patient=waiting.patient, service=make_service(desk.organization))
    assert queries.last_change_on(reading, one.pk) == date(2026, 3, 1)
    assert queries.last_change_on(reading, waiting.pk) == date.min
    (stay,) = queries.stays_of(reading, one.patient_id)
    assert (stay.began_on, stay.history) == (date(2026, 3, 1), ())
    stays = queries.stays_of(reading, waiting.patient_id)
    assert [each.episode.pk for each in stays] == [later.pk, waiting.pk]


def test_credentials_are_periods_with_their_last_day_in_them(desk, reading):
    practitioner = make_practitioner(desk.organization)
    make_credential(practitioner, issue_date=date(2026, 1, 1), expiry_date=date(2026, 3, 9))
    assert queries.credential_periods(reading, practitioner.pk) == (
        DatePeriod(date(2026, 1, 1), date(2026, 3, 10)),
    )


NOTHING = {
    MissingItem.EMERGENCY_CONTACT,
    MissingItem.SAFE_PHONE,
    MissingItem.BIRTH_DATE,
    MissingItem.PRIMARY_COUNSELOR,
    MissingItem.PLACEMENT_ASSESSMENT,
    MissingItem.PREFERRED_LANGUAGE,
}


def missing(by, one, **given):
    return set(queries.whats_missing(by, queries.get_episode(by, one.pk), **given))


def test_of_someone_of_whom_nothing_is_known_everything_is_missing(desk, reading):
    bare = episode(desk, patient=person(desk, birth_date=None, language=""))
    assert missing(reading, bare) == NOTHING


def test_what_is_known_is_not_missing_whichever_record_it_is_on(desk, reading):
    patient = person(desk)
    replaced = person(desk, replaced_by_id=patient.pk)
    make_contact_point(replaced)
    make_related_person(patient, role="C")
    make_placement(desk.organization, patient=replaced)
    counselor = make_practitioner(desk.organization)
    complete = episode(desk, patient=patient, care_manager_id=counselor.pk)
    assert missing(reading, complete) == set()


def test_an_address_is_no_phone_and_a_sibling_no_emergency_contact(desk, reading):
    patient = person(desk)
    make_contact_point(patient, system="email", value="a@example.org", digits="")
    make_related_person(patient)
    assert {MissingItem.SAFE_PHONE, MissingItem.EMERGENCY_CONTACT} <= missing(
        reading, episode(desk, patient=patient)
    )


@pytest.mark.parametrize(
    ("rostered", "item"),
    [(0, MissingItem.GROUP_ROSTER), (300, MissingItem.HOURS_BELOW_TARGET)],
)
def test_what_later_rooms_know_counts_too(desk, reading, rostered, item):
    facts = RosterFacts(rostered_minutes=rostered, target_minutes=540)
    assert item in missing(reading, episode(desk), extra=facts)


@pytest.mark.parametrize("status", EpisodeStatus)
def test_the_front_desk_may_move_a_stay_as_its_status_allows(desk, reading, status):
    assert queries.moves_of(reading, episode(desk, status=status)) == MOVES[status]


def test_a_counselor_is_offered_no_move_but_may_supply_some_items(desk):
    counselor, one = make_actor(desk.organization), episode(desk)
    with acting_as(counselor.acting):
        assert queries.moves_of(counselor, one) == ()
        reach = queries.within_reach(counselor)
    assert MissingItem.PLACEMENT_ASSESSMENT in reach
    assert MissingItem.PRIMARY_COUNSELOR not in reach


def test_every_missing_item_can_be_supplied_by_someone(desk):
    supervisor = make_actor(desk.organization, Role.CLINICAL_SUPERVISOR)
    with acting_as(supervisor.acting):
        assert queries.within_reach(supervisor) == set(MissingItem)


def test_a_line_counts_weeks_in_care_and_days_of_waiting_by_the_program_s_days(desk, reading):
    guam = make_service(desk.organization, time_zone="Pacific/Guam")
    patient = person(desk, preferred_name="Annie")
    episode(desk, patient=patient, service=guam, since=date(2026, 3, 4))
    evening = datetime(2026, 3, 10, 14, 30, tzinfo=UTC)  # the 11th on Guam
    (line,) = queries.lines(queries.census(reading), now=evening)
    assert (line.name, line.week, line.days, line.counselor) == ("Annie Rios", 2, 7, "")


def test_a_line_of_the_waiting_list_counts_from_the_first_day(desk, reading):
    make_waiting(desk.organization, since=TODAY - timedelta(days=9))
    (line,) = queries.lines(queries.waitlist(reading), now=NOW)
    assert (line.since, line.days, line.tone) == (TODAY - timedelta(days=9), 9, "due")


def test_a_stay_that_never_began_counts_nothing(desk, reading):
    waiting = make_waiting(desk.organization)
    (line,) = queries.lines([queries.get_episode(reading, waiting.pk)], now=NOW)
    assert (line.since, line.week, line.days) == (None, 0, 0)


def test_a_stay_in_words_tells_its_newest_stretch_first(desk, reading):
    patient, counselor = person(desk), make_practitioner(desk.organization)
    one = episode(
        desk,
        patient=patient,
        status=EpisodeStatus.FINISHED,
        care_manager_id=counselor.pk,
        weekly_target_minutes=390,
        since=date(2026, 3, 2),
    )
    add_stretch(one, start_date=date(2026, 3, 9), recorder_id=counselor.pk)
    (stay,) = queries.stay_lines(queries.stays_of(reading, patient.pk), now=NOW)
    assert (str(stay.weekly_hours), stay.began_on) == ("6.5", date(2026, 3, 2))
    assert [row.recorder for row in stay.stretches] == ["Nadia Ortiz", ""]
    assert stay.discharge_reason == "Completed treatment"


def test_a_stay_without_a_target_or_reason_of_its_own_has_none(desk, reading):
    patient = person(desk)
    episode(desk, patient=patient)
    (stay,) = queries.stay_lines(queries.stays_of(reading, patient.pk), now=NOW)
    assert (stay.weekly_hours, stay.discharge_reason) == (None, "")


def test_a_form_offers_open_programs_and_starts_with_the_latest_day(desk, reading):
    guam = make_service(desk.organization, time_zone="Pacific/Guam")
    make_service(desk.organization, is_active=False)
    offered = queries.options(reading, now=datetime(2026, 3, 10, 14, 30, tzinfo=UTC))
    assert {each.pk for each in offered.services} == {desk.service.pk, guam.pk}
    assert offered.today == date(2026, 3, 11)


def test_without_a_program_a_form_starts_with_the_day_in_utc():
    actor = make_actor(make_organization(), Role.FRONT_DESK)
    with acting_as(actor.acting):
        assert queries.options(actor, now=NOW).today == TODAY


@pytest.mark.parametrize(
    ("stage", "is_open", "is_admitted"),
    [(InquiryStage.NEW, True, False), (InquiryStage.CLOSED, False, False)],
)
def test_a_conversion_knows_whether_the_inquiry_is_still_open(
    desk, reading, stage, is_open, is_admitted
):
    inquiry = make_inquiry(desk.organization, stage=stage)
    conversion = queries.get_conversion(reading, inquiry.pk, now=NOW)
    assert (conversion.is_open, conversion.is_admitted) == (is_open, is_admitted)
    assert not conversion.is_for_loved_one


def test_who_may_be_meant_is_looked_for_as_told_and_as_typed(desk, reading):
    told = person(desk, given_name="Ben", family_name="Taylor", birth_date=None)
    typed = person(desk, given_name="Zoe", family_name="Quist", birth_date=date(1990, 1, 2))
    inquiry = make_inquiry(desk.organization)
    conversion = queries.get_conversion(reading, inquiry.pk, now=NOW)
    found = queries.known_people(
        reading,
        conversion,
        given_name="Zoe",
        family_name="Quist",
        birth_date=date(1990, 1, 2),
        phone="",
    )
    assert [each.patient.pk for each in found] == [typed.pk, told.pk]


READS = [
    lambda by, one: queries.get_episode(by, one.pk),
    lambda by, one: queries.episodes_by_id(by, [one.pk]),
    lambda by, one: queries.open_episodes_of(by, one.patient_id),
    lambda by, one: queries.stays_of(by, one.patient_id),
    lambda by, one: queries.get_person(by, one.patient_id),
    lambda by, _one: queries.census(by),
    lambda by, _one: queries.waitlist(by),
    lambda by, one: queries.caseload(by, one.pk),
    lambda by, one: queries.last_change_on(by, one.pk),
    queries.whats_missing,
    queries.moves_of,
    lambda by, _one: queries.may_manage(by),
    lambda by, _one: queries.within_reach(by),
]


@pytest.mark.parametrize("read", READS, ids=map(str, range(len(READS))))
def test_a_client_reads_no_stay_of_others(desk, read):
    client, one = make_actor(desk.organization, Role.CLIENT), episode(desk)
    with acting_as(client.acting), pytest.raises(NotPermittedError):
        read(client, one)


@pytest.mark.parametrize("role", [Role.COUNSELOR, Role.CLIENT])
def test_a_page_that_admits_is_for_who_may_admit(desk, role):
    actor, patient = make_actor(desk.organization, role), person(desk)
    inquiry = make_inquiry(desk.organization)
    with acting_as(actor.acting):
        with pytest.raises(NotPermittedError):
            queries.open_desk(actor, patient.pk)
        with pytest.raises(NotPermittedError):
            queries.get_conversion(actor, inquiry.pk, now=NOW)


def test_another_organization_s_stays_do_not_exist(reading):
    theirs = make_episode(make_organization())
    for read in (
        lambda: queries.get_episode(reading, theirs.pk),
        lambda: queries.stays_of(reading, theirs.patient_id),
        lambda: queries.open_episodes_of(reading, theirs.patient_id),
        lambda: queries.last_change_on(reading, theirs.pk),
    ):
        with pytest.raises(ObjectDoesNotExist):
            read()
    assert queries.episodes_by_id(reading, [theirs.pk]) == {}
    assert [*queries.census(reading)] == []


def test_a_move_is_told_by_its_name():
    assert {each for moves in MOVES.values() for each in moves} == set(Move)
