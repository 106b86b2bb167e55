"""What people should get in a week: who may say so, what is refused and why, its pages."""

import re
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import make_actor
from tests.factories.admissions import make_episode
from tests.factories.base import writing_for
from tests.factories.rulepacks import make_rule_value
from tests.factories.scheduling import NOW
from tests.factories.tenancy import make_organization, make_service
from tests.factories.weekplans import make_item, make_order
from wayhome.journey.admissions.codes import EpisodeStatus
from wayhome.journey.weekplans import actions, labels, queries, rules
from wayhome.journey.weekplans.codes import HoursSource, OrderObstacle, RecordStatus
from wayhome.journey.weekplans.models import WeeklyOrder
from wayhome.journey.weekplans.rules import Order, Ordered
from wayhome.shared.accounts.codes import Role
from wayhome.shared.audit.actor import NotPermittedError
from wayhome.shared.audit.models import AuditEvent

TODAY = NOW.date()
DAY = timedelta(days=1)
CBT, SESSION = Ordered("cbt", 180), Ordered("individual", 60, 2)
ORDER = Order(TODAY, 2, (CBT, SESSION))
LATER = Order(TODAY + 7 * DAY, 3, (CBT,))


def record(program, stay, order=ORDER, *, edition=0, by=None):
    return actions.record_weekly_order(
        by or program.by, episode_id=stay.pk, order=order, edition=edition, now=NOW
    )


def record_usual(program, order=ORDER, *, edition=0, by=None):
    return actions.record_usual_order(
        by or program.by, service_id=program.service.pk, order=order, edition=edition, now=NOW
    )


def take_back(program, row, *, edition, by=None):
    return actions.take_back_weekly_order(
        by or program.by, order_id=row.pk, edition=edition, now=NOW
    )


def known(program, stay):
    return queries.orders_of_stay(program.by, stay.pk, now=NOW)


def known_usual(program):
    return queries.usual_orders(program.by, program.service.pk, now=NOW)


# Actions


def test_an_order_is_recorded_with_who_said_it_and_counts_at_once(program):
    stay = program.stay()
    record(program, stay)
    now = known(program, stay).now
    assert (now.row.phase, now.items, now.until) == (2, (CBT, SESSION), None)
    assert now.row.recorded_by_id == program.by.practitioner_id
    assert now.row.recorded_at == NOW


def test_an_order_counts_until_the_next_one_begins(program):
    stay = program.stay()
    record(program, stay)
    record(program, stay, LATER, edition=1)
    found = known(program, stay)
    assert found.now.until == LATER.period_start
    assert [each.row.phase for each in found.later] == [3]
    assert [each.row.phase for each in found.orders] == [2, 3]
    assert found.edition == 2


def test_an_order_for_the_same_day_takes_the_place_of_the_one_before(program):
    stay = program.stay()
    first = record(program, stay)
    record(program, stay, Order(TODAY, 4, (CBT,)), edition=1)
    assert [each.row.phase for each in known(program, stay).orders] == [4]
    assert first.refreshed().status == RecordStatus.ENTERED_IN_ERROR


def test_what_is_usual_in_a_program_is_recorded_apart_from_the_stays(program):
    stay = program.stay()
    record_usual(program)
    assert known_usual(program).now.items == (CBT, SESSION)
    found = known(program, stay)
    assert (found.now, found.edition, found.newest) == (None, 0, None)
    assert found.usual.items == (CBT, SESSION)


def test_of_two_who_order_at_once_the_second_is_told(program):
    stay = program.stay()
    record(program, stay)
    with pytest.raises(actions.CannotRecordWeeklyOrderError) as refused:
        record(program, stay, LATER, edition=0)
    assert refused.value.obstacles == (OrderObstacle.CHANGED_MEANWHILE,)
    record_usual(program)
    with pytest.raises(actions.CannotRecordWeeklyOrderError):
        record_usual(program, LATER, edition=0)


def test_every_reason_against_an_order_is_named(program):
    with pytest.raises(actions.CannotRecordWeeklyOrderError) as refused:
        record(program, program.stay(), Order(TODAY - DAY, 9, ()))
    assert set(refused.value.obstacles) == {
        OrderObstacle.PHASE_UNKNOWN,
        OrderObstacle.NOTHING_ORDERED,
        OrderObstacle.STARTS_BEFORE_TODAY,
    }


def test_nothing_is_ordered_in_a_stay_that_is_over_but_may_be_in_one_to_come(program):
    with pytest.raises(actions.CannotRecordWeeklyOrderError) as refused:
        record(program, program.stay(status=EpisodeStatus.FINISHED))
    assert refused.value.obstacles == (OrderObstacle.STAY_OVER,)
    assert record(program, program.stay(status=EpisodeStatus.WAITLIST))


def test_today_is_the_programs_own_day(program):
    late = NOW + timedelta(hours=11)  # November 25 in UTC, still the 24th in New York
    assert actions.record_weekly_order(
        program.by, episode_id=program.stay().pk, order=ORDER, edition=0, now=late
    )


def test_an_order_that_doesnt_count_yet_can_be_taken_back(program):
    stay = program.stay()
    record(program, stay)
    later = record(program, stay, LATER, edition=1)
    take_back(program, later, edition=2)
    found = known(program, stay)
    assert (found.later, found.edition) == ((), 3)
    usual = record_usual(program, LATER)
    take_back(program, usual, edition=1)
    assert known_usual(program).orders == ()


@pytest.mark.parametrize(
    ("order", "edition", "expected"),
    [
        (ORDER, 1, OrderObstacle.ALREADY_IN_FORCE),
        (LATER, 0, OrderObstacle.CHANGED_MEANWHILE),
    ],
)
def test_an_order_cant_be_taken_back_once_it_counts_or_was_changed(
    program, order, edition, expected
):
    row = record(program, program.stay(), order)
    with pytest.raises(actions.CannotTakeBackWeeklyOrderError) as refused:
        take_back(program, row, edition=edition)
    assert refused.value.obstacles == (expected,)


def test_an_order_is_taken_back_once(program):
    row = record_usual(program, LATER)
    take_back(program, row, edition=1)
    with pytest.raises(actions.CannotTakeBackWeeklyOrderError) as refused:
        take_back(program, row, edition=2)
    assert refused.value.obstacles == (OrderObstacle.ALREADY_TAKEN_BACK,)


def test_the_front_desk_records_no_order_and_takes_none_back(program):
    desk = make_actor(program.organization, Role.FRONT_DESK)
    stay = program.stay()
    row = record(program, stay, LATER)
    with pytest.raises(NotPermittedError):
        record(program, stay, by=desk)
    with pytest.raises(NotPermittedError):
        record_usual(program, by=desk)
    with pytest.raises(NotPermittedError):
        take_back(program, row, edition=1, by=desk)


def test_another_organizations_stay_program_and_order_arent_found(program):
    elsewhere = make_organization()
    service = make_service(elsewhere)
    stay = make_episode(elsewhere, service=service)
    row = make_order(episode=stay)
    with pytest.raises(ObjectDoesNotExist):
        record(program, stay)
    with pytest.raises(ObjectDoesNotExist):
        actions.record_usual_order(
            program.by, service_id=service.pk, order=ORDER, edition=0, now=NOW
        )
    with pytest.raises(ObjectDoesNotExist):
        take_back(program, row, edition=1)
    with pytest.raises(ObjectDoesNotExist):
        known(program, stay)
    with pytest.raises(ObjectDoesNotExist):
        queries.usual_orders(program.by, service.pk, now=NOW)


# Tables


@pytest.mark.parametrize(
    "given",
    [{"phase": 0}, {"phase": 5}, {"status": "draft"}],
)
def test_the_table_holds_no_order_that_means_nothing(program, given):
    with pytest.raises(IntegrityError):
        make_order(episode=program.stay(), **given)


@pytest.mark.parametrize(
    "item",
    [
        Ordered("yodeling", 60),
        Ordered("cbt", 0),
        Ordered("cbt", rules.WHOLE_WEEK + 1),
        Ordered("individual", 60, 0),
        Ordered("individual", 60, 13),
    ],
)
def test_the_table_holds_no_line_that_means_nothing(program, item):
    order = make_order(episode=program.stay(), items=())
    with pytest.raises(IntegrityError):
        make_item(order, item)


def test_an_order_is_of_a_stay_or_of_a_program_never_of_both(program):
    with pytest.raises(IntegrityError):
        make_order(episode=program.stay(), service=program.service)


def test_two_orders_of_one_stay_never_begin_on_one_day(program):
    stay = program.stay()
    make_order(episode=stay)
    with pytest.raises(IntegrityError):
        make_order(episode=stay)


# Reads


def test_the_hours_a_week_come_from_the_stay_else_the_program_else_the_rules(program):
    assert known(program, program.stay(weekly_target_minutes=360)).hours == queries.HoursAsked(
        360, HoursSource.STAY
    )
    assert known_usual(program).hours == queries.HoursAsked(540, HoursSource.RULES)
    assert known(program, program.stay()).hours == queries.HoursAsked(540, HoursSource.RULES)
    make_rule_value(program.organization, key="weekly-min-hours-adult", value=Decimal("10.5"))
    assert known_usual(program).hours == queries.HoursAsked(630, HoursSource.RULES)
    program.service = make_service(program.organization, weekly_target_minutes=720)
    assert known_usual(program).hours == queries.HoursAsked(720, HoursSource.PROGRAM)
    assert known(program, program.stay()).hours == queries.HoursAsked(720, HoursSource.PROGRAM)


def test_a_level_without_hours_asks_for_none(program):
    stay = program.stay(level_of_care="1.5")
    assert known(program, stay).hours == queries.HoursAsked(0, HoursSource.RULES)


def test_the_next_order_is_made_from_the_one_that_counts_else_from_the_first_to_come(program):
    stay = program.stay()
    record(program, stay, LATER)
    assert known(program, stay).newest.row.phase == 3
    record(program, stay, edition=1)
    assert known(program, stay).newest.row.phase == 2


def test_what_is_usual_is_listed_for_every_open_program(program):
    make_service(program.organization, name="Closed", is_active=False)
    other = make_service(program.organization, name="Another")
    make_order(service=other, items=[CBT])
    found = queries.usual_lines(program.by, now=NOW)
    assert [(each.service.name, bool(each.now)) for each in found] == [
        ("Another", True),
        (program.service.name, False),
    ]


@pytest.mark.parametrize("read", ["usual_orders", "usual_lines", "get_order"])
def test_reading_orders_needs_a_permission(program, read):
    nobody = make_actor(program.organization, permissions=())
    args = () if read == "usual_lines" else (uuid4(),)
    given = {} if read == "get_order" else {"now": NOW}
    with pytest.raises(NotPermittedError):
        getattr(queries, read)(nobody, *args, **given)


def test_the_pages_take_as_many_statements_for_many_orders_and_programs(program, visit):
    stay = program.stay()
    make_order(service=program.service)

    def statements():
        found = []
        for name, args in (
            ("order", [stay.pk]),
            ("usual-order", [program.service.pk]),
            ("usual-orders", []),
        ):
            with CaptureQueriesContext(connection) as asked:
                visit(name, *args)
            found.append(len(asked))
        return found

    make_order(episode=stay)
    statements()
    few = statements()
    for number in range(1, 8):
        make_order(episode=stay, period_start=TODAY + number * DAY)
        make_order(service=program.service, period_start=TODAY + number * DAY)
        make_order(service=make_service(program.organization))
    assert statements() == few


def test_whoever_opens_a_clients_order_is_on_record(program):
    stay = program.stay()
    known(program, stay)
    event = AuditEvent.objects.get(
        organization_id=program.organization.pk, action="weekplans.orders_of_stay"
    )
    assert (event.entity_id, event.patient_id) == (stay.pk, stay.patient_id)


# Labels


def test_an_order_is_told_in_words():
    items = (
        Ordered("cbt", 180),
        Ordered("education", 60),
        Ordered("family", 75),
        Ordered("life-skills", rules.WHOLE_WEEK),
        Ordered("individual", 60),
    )
    assert [each.amount for each in labels.item_words((*items, SESSION))] == [
        "at most 3 hours a week",
        "at most 1 hour a week",
        "at most 1.25 hours a week",
        "as much as the week asks for",
        "60 minutes, every week",
        "60 minutes, every 2 weeks",
    ]
    assert labels.hours_words(600) == "10 hours"


def test_every_obstacle_has_a_sentence():
    assert labels.ORDER_OBSTACLES.keys() == {*OrderObstacle}


# Pages

TYPED = {
    "phase": "2",
    "cbt_hours": "3",
    "education_all": "on",
    "education_hours": "1",
    "session_minutes": "60",
    "every_weeks": "2",
    "period_start": TODAY.isoformat(),
    "edition": "0",
}


def test_a_clients_order_is_recorded_on_its_page(program, visit):
    stay = program.stay()
    text = visit("order", stay.pk).text
    assert "no week can be built for them" in text
    visit("order", stay.pk, data=TYPED, status=302)
    assert known(program, stay).now.items == (
        CBT,
        Ordered("education", rules.WHOLE_WEEK),
        SESSION,
    )
    text = visit("order", stay.pk).text
    assert "Counts now" in text
    assert "at most 3 hours a week" in text
    assert 'value="3"' in text


def test_what_is_usual_is_shown_and_filled_in_for_a_client_without_an_order(program, visit):
    stay = program.stay()
    record_usual(program, Order(TODAY, 4, (Ordered("cbt", 600),)))
    text = visit("order", stay.pk).text
    assert "Usual in the program, counts now" in text
    assert 'value="10"' in text
    assert "9 hours</strong>, as the rules and numbers say" in text


def test_what_is_usual_is_recorded_on_its_page_and_listed(program, visit):
    assert "Nothing is usual here yet" in visit("usual-orders").text
    visit("usual-order", program.service.pk, data=TYPED, status=302)
    assert "60 minutes, every 2 weeks" in visit("usual-orders").text
    text = visit("usual-order", program.service.pk).text
    assert f"What is usual in {program.service.name}" in text


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"cbt_hours": "1.2"}, "cbt_hours", "Choose quarters of an hour"),
        ({"cbt_hours": "1.33"}, "cbt_hours", "Choose quarters of an hour"),
        ({"cbt_hours": "169"}, "cbt_hours", "up to 168 hours"),
        ({"cbt_hours": "1e400"}, "cbt_hours", "no more than 5 digits"),
        ({"cbt_hours": "-1"}, "cbt_hours", "greater than or equal to 0"),
        ({"cbt_hours": "many"}, "cbt_hours", "Enter a number"),
        ({"session_minutes": "241"}, "session_minutes", "up to 240 minutes"),
        ({"session_minutes": "-15"}, "session_minutes", "up to 240 minutes"),
        ({"session_minutes": "50"}, "session_minutes", "Choose quarters"),
        ({"every_weeks": "0"}, "every_weeks", "from 1, every week, to 12"),
        ({"every_weeks": "13"}, "every_weeks", "from 1, every week, to 12"),
        ({"phase": "7"}, "phase", "Select a valid choice"),
        ({"period_start": "2026-11-23"}, "period_start", "Choose today or a later day"),
        ({"period_start": "2029-11-23"}, "period_start", "within the next two years"),
        ({"period_start": ""}, "period_start", "required"),
    ],
)
def test_what_is_wrong_is_told_beside_the_field_and_the_rest_is_kept(
    program, visit, typed, field, words
):
    response = visit("order", program.stay().pk, data=TYPED | typed, status=422)
    form = response.context["form"]
    assert words in str(form.errors[field])
    assert f'id="id_{field}_error"' in response.text
    assert 'name="education_hours" value="1"' in response.text
    assert not WeeklyOrder.objects.exists()


def test_an_empty_order_is_refused(program, visit):
    data = {"phase": "1", "period_start": TODAY.isoformat(), "edition": "0"}
    assert "Nothing is ordered yet" in visit("order", program.stay().pk, data=data, status=422).text


def test_an_individual_session_is_for_every_week_unless_told_otherwise(program, visit):
    stay = program.stay()
    visit("order", stay.pk, data=TYPED | {"every_weeks": ""}, status=302)
    assert known(program, stay).now.items[-1] == Ordered("individual", 60, 1)


def test_the_second_of_two_sees_what_was_saved_and_keeps_what_they_typed(program, visit):
    stay = program.stay()
    record(program, stay, Order(TODAY, 1, (Ordered("family", 90),)))
    response = visit("order", stay.pk, data=TYPED, status=422)
    assert "Someone else saved another order" in response.text
    assert "at most 1.5 hours a week" in response.text
    edition = re.search(r'name="edition" value="(\d+)"', response.text)[1]
    assert edition == "1"
    visit("order", stay.pk, data=TYPED | {"edition": edition}, status=302)
    record_usual(program)
    text = visit("usual-order", program.service.pk, data=TYPED, status=422).text
    assert "Someone else saved another order" in text


def test_an_order_to_come_is_taken_back_by_its_button(program, visit):
    stay = program.stay()
    row = record(program, stay, LATER)
    assert "Take it back" in visit("order", stay.pk).text
    visit("take-back-order", row.pk, data={"edition": "x"}, status=302)
    assert row.refreshed().status == RecordStatus.ACTIVE
    response = visit("take-back-order", row.pk, data={"edition": "1"}, status=302)
    assert response.url == reverse("weekplans:order", args=[stay.pk])
    assert row.refreshed().status == RecordStatus.ENTERED_IN_ERROR


def test_a_usual_order_to_come_is_taken_back_by_its_button(program, visit):
    row = record_usual(program, LATER)
    response = visit("take-back-order", row.pk, data={"edition": "1"}, status=302)
    assert response.url == reverse("weekplans:usual-order", args=[program.service.pk])
    response = visit("take-back-order", row.pk, data={"edition": "2"}, follow=True)
    assert "taken back already" in response.text


def test_the_front_desk_reads_a_clients_order_but_changes_none(program, signed_in):
    stay = program.stay()
    desk = signed_in(Role.FRONT_DESK)
    url = reverse("weekplans:order", args=[stay.pk])
    assert "once a counselor or supervisor has written it down" in desk.get(url).text
    record(program, stay)
    text = desk.get(url).text
    assert "at most 3 hours a week" in text
    assert "Save their order" not in text
    assert desk.post(url, TYPED).status_code == 403
    assert desk.get(reverse("weekplans:usual-orders")).status_code == 403
    usual = reverse("weekplans:usual-order", args=[program.service.pk])
    assert desk.get(usual).status_code == 403


def test_pages_of_another_organization_dont_exist(visit):
    elsewhere = make_organization()
    stay = make_episode(elsewhere)
    visit("order", stay.pk, status=404)
    visit("usual-order", stay.healthcare_service_id, status=404)
    visit("take-back-order", make_order(episode=stay).pk, data={"edition": "1"}, status=404)


def test_where_there_is_no_program_the_list_says_so(program, signed_in):
    with writing_for(program.organization.pk):
        program.service.is_active = False
        program.service.save(update_fields=["is_active"])
    text = signed_in().get(reverse("weekplans:usual-orders")).text
    assert "No program yet" in text
