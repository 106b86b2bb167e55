"""Decisions about proposals: what changes, what is said of it, when it can be written."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.timetable.weeks import SEAT, a_client, a_group, a_plan, a_visit, a_week
from tests.factories.scheduling import NOW
from tests.factories.weekplans import make_proposal
from tests.journey.weekplans.conftest import MONDAY
from wayhome.engines.timetable.check import Breach, Violation
from wayhome.engines.timetable.domain import Meeting, Problem, Reason, Seat
from wayhome.journey.weekplans import actions, labels, queries, rules
from wayhome.journey.weekplans.codes import Cause, FailureReason, ProposalObstacle, ProposalStatus
from wayhome.journey.weekplans.labels import times
from wayhome.journey.weekplans.queries import pages
from wayhome.journey.weekplans.rules import Lengths, slots
from wayhome.shared.core.period import Period

NEW_YORK = ZoneInfo("America/New_York")
OTHER = Seat("other")


@given(st.integers(0, 6), st.integers(0, 95), st.integers(1, 8), st.sampled_from([1, 3, 10, 11]))
def test_a_session_in_quarters_is_where_clocks_say(day, start, quarters, month):
    monday = slots.day_of(date(2026, month, 1), -date(2026, month, 1).weekday())
    clocks = datetime.combine(monday, time.min) + timedelta(days=day, minutes=15 * start)
    begins = clocks.replace(tzinfo=NEW_YORK)
    ends = (clocks + slots.length(quarters)).replace(tzinfo=NEW_YORK)
    expected = Meeting(day, start, quarters) if start + quarters <= 96 else None
    period = Period(begins.astimezone(UTC), ends.astimezone(UTC))
    if period.start.astimezone(NEW_YORK).replace(tzinfo=None) == clocks:
        assert slots.meeting(period, monday, NEW_YORK) == expected


def test_a_quarter_that_is_begun_is_taken():
    start = datetime(2026, 11, 30, 22, 5, tzinfo=UTC)
    period = Period(start, start + timedelta(minutes=45))
    assert slots.meeting(period, MONDAY, NEW_YORK) == Meeting(0, 68, 4)
    assert slots.meeting_at(0, time(17, 5), 45) == Meeting(0, 68, 4)
    assert slots.times_taken(period, MONDAY + timedelta(weeks=1), NEW_YORK) == 0
    assert (slots.quarters(0), slots.quarters(16), slots.clock(68)) == (0, 2, time(17))


def test_a_difference_is_what_is_lost_and_gained():
    visit, later = a_visit(), a_visit(start=60)
    found = rules.Difference("ben", (SEAT, visit), (visit, OTHER, later))
    assert (found.left, found.joined) == (("cbt",), ("other",))
    assert (found.visits_lost, found.visits_gained) == ((), (later,))
    (back,) = rules.backwards([found])
    assert (back.lost, back.gained) == (found.gained, found.lost)


def test_only_whoever_is_in_care_and_planned_has_differences():
    people = [a_client(name, waiting=name == "waits") for name in ("ben", "waits", "out", "same")]
    week = a_week(*people, published=(("ben", (SEAT,)), ("same", (SEAT,))))
    made = a_plan({"ben": (), "waits": (SEAT,), "same": (SEAT,)})
    assert [each.client for each in rules.differences(week, made)] == ["ben"]
    part = rules.in_part(week, made, ["ben"])
    assert dict(part.bookings) == {"ben": (), "waits": (), "same": (SEAT,)}
    assert dict(rules.in_part(week, made, ()).bookings)["ben"] == (SEAT,)


def test_a_group_that_was_left_out_is_nobody_s_loss():
    week = a_week(published=(("ben", (SEAT, a_visit())),))
    made = replace(
        a_plan({"ben": (a_visit(),)}), problems=(Problem("cbt", Reason.NO_ROOM, left_out=True),)
    )
    assert rules.differences(week, made) == ()


def test_what_is_not_held_lasts_nothing():
    lengths = Lengths(a_week())
    assert [lengths.of(each) for each in (SEAT, OTHER, a_visit())] == [12, 0, 4]


def test_staff_work_whenever_a_session_of_theirs_is_held():
    week = a_week(
        a_client(),
        a_client("out", site="nowhere"),
        published=(
            ("ben", (SEAT, a_visit(start=90), OTHER)),
            ("out", (SEAT,)),
        ),
    )
    standing = rules.as_it_stands(week)
    assert dict(standing.published) == {"ben": (SEAT, a_visit(start=90))}
    assert standing.staff[0].hours & rules.times_of_bookings([a_visit(start=90)], week)


def test_what_has_begun_is_held():
    start = datetime(2026, 11, 30, 5, tzinfo=UTC)
    moments = (start - timedelta(days=1), start + timedelta(minutes=16), start + timedelta(days=9))
    held = [rules.quarters_held(MONDAY, NEW_YORK, each) for each in moments]
    assert held == [0, 2, 672]


def test_a_week_is_published_before_it_begins_and_an_absence_while_it_lasts():
    given = {"week_start": MONDAY, "is_anything_chosen": True, "is_current": True}
    begun = (ProposalObstacle.WEEK_BEGUN,)
    for cause, today, expected in (
        (Cause.WHOLE_WEEK, MONDAY, begun),
        (Cause.WHOLE_WEEK, MONDAY - timedelta(days=1), ()),
        (Cause.ABSENCE, MONDAY + timedelta(days=6), ()),
        (Cause.ABSENCE, MONDAY + timedelta(days=7), begun),
    ):
        assert rules.obstacles_to_publishing(cause=cause, today=today, **given) == expected


def test_hours_that_are_lost_are_said_shortly():
    said = [
        labels.hours_lost(Decimal(together), Decimal(own))
        for together, own in ((0, 0), (2, 2), (-1, 2), (2, 0), (3, 2))
    ]
    assert len({*said}) == 5


def test_a_rule_without_a_sentence_is_named_by_its_number():
    others = [each for each in Breach if each not in labels.breaches.SENTENCES]
    violation = Violation(others[0], "ben", "cbt")
    names = {"ben": "Ben R."}
    assert "Ben R." in labels.broken(violation, names)
    assert labels.brief(violation, names) == labels.broken(violation, names)


@pytest.mark.parametrize("codes", [ProposalObstacle, ProposalStatus, FailureReason])
def test_every_code_has_words(codes):
    words = {
        ProposalObstacle: labels.OBSTACLES,
        ProposalStatus: labels.STATUSES,
        FailureReason: labels.FAILURES,
    }
    assert {*words[codes]} == {*codes}


def test_times_are_said_as_clocks_show_them():
    assert times.when([Meeting(1, 70, 4), Meeting(3, 70, 4)]).startswith("Tuesday 5:30")


def drawn(proposal, week, made, **findings):
    return pages._Page(  # what a page says, without a database
        queries.Draft(
            proposal=proposal,
            number=0,
            week=week,
            plan=made,
            made=made,
            findings=rules.Findings(**findings),
            accepted=(),
            steps_done=0,
            steps=0,
        ),
        {},
    ).page()


def test_a_page_says_what_a_refusal_costs_and_whom_it_moves(program):
    proposal = make_proposal(program.service, engine_version="1")
    week = a_week(
        a_client(),
        a_client("ana"),
        series=(a_group(), a_group("other", meetings=())),
        published=(("ben", (a_visit(),)), ("ana", (SEAT,))),
    )
    refusal = rules.Refusal("ben", own=4, all=8, others=("ana",))
    made = a_plan({"ben": (SEAT,), "ana": (SEAT,)})
    week = replace(week, series=(a_group(),))
    page = drawn(proposal, week, made, refusals=(refusal,))
    (move,) = page.moves
    assert "1 h" in move.costs
    assert "also moves" in move.costs
    assert len(move.lost) == 1
    assert page.proof is None


def test_a_draft_without_a_plan_has_none(program):
    asked = actions.request_week(
        program.by, service_id=program.service.pk, week_start=MONDAY, now=NOW
    )
    actions.begin_building(program.by, proposal_id=asked.pk, now=NOW)
    draft = queries.draft(program.by, asked.pk)
    with pytest.raises(LookupError):
        _ = draft.planned
    assert draft.absence == ("None", 0)


def test_a_plan_s_proof_is_a_part_of_what_lacks(program):
    asked = program.client(days=(0,))
    built = program.build()
    page = queries.proposal_page(program.by, queries.draft(program.by, built.pk))
    assert page.proof == 0
    assert [each.client for each in page.short] == [str(asked.pk)]
    assert page.short[0].sentence


def test_nobody_who_has_all_hours_by_now_or_waits_is_said_to_be_short(program):
    short, waits = program.client(days=(0,)), program.client(days=(0,), status="waitlist")
    draft = queries.draft(program.by, program.build().pk)
    said = {each.client for each in draft.findings.explanations}
    assert said == {str(short.pk), str(waits.pk)}
    shown = queries.proposal_page(program.by, draft)
    assert [each.client for each in shown.short] == [str(short.pk)]
    assert [each.client for each in shown.waiting] == [str(waits.pk)]
