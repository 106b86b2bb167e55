"""Which number holds, how one may be set, and what becomes of the one before."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.journey.rulepacks import rules
from wayhome.journey.rulepacks.codes import UNITS, Payer, RuleKey, RuleObstacle, Unit
from wayhome.journey.rulepacks.labels import AMOUNTS, GROUPS, KEYS, amount
from wayhome.journey.rulepacks.rules import PACKAGED, Scope, SetValue, Stretch
from wayhome.shared.core.period import ONE_DAY

CAP = RuleKey.GROUP_CAP_THERAPY
TODAY = date(2026, 11, 24)
PROGRAM, OTHER = UUID(int=1), UUID(int=2)
EVENING = Scope(PROGRAM, "AZ", Payer.MEDICAID)


EVERYWHERE = Scope()


def set_value(value, scope=EVERYWHERE, start=date(2026, 1, 1), end=None, key=CAP):
    return SetValue(UUID(int=value), key, Decimal(value), scope, start, end, "Contract 7")


@pytest.mark.parametrize(
    ("scope", "cap"),
    [
        (Scope(), 12),
        (Scope(PROGRAM, "KS"), 12),
        (Scope(PROGRAM, "AZ"), 12),
        (Scope(PROGRAM, "AZ", Payer.MEDICAID), 8),
        (Scope(PROGRAM, "AZ", Payer.MEDICARE), 12),
    ],
)
def test_without_a_number_of_one_s_own_the_packaged_one_that_fits_holds(scope, cap):
    found = rules.chosen(CAP, on=TODAY, scope=scope, values=[])
    assert (found.value, found.set_value) == (cap, None)


def test_a_state_s_packaged_number_beats_the_one_for_everywhere():
    found = rules.chosen(RuleKey.CASELOAD_CAP, on=TODAY, scope=Scope(jurisdiction="NJ"), values=[])
    assert (found.value, found.source) == (24, "N.J.A.C. 10:161B-10.1")


WIDER_TO_NARROWER = [
    set_value(1),
    set_value(2, Scope(jurisdiction="AZ")),
    set_value(3, Scope(payer=Payer.MEDICAID)),
    set_value(4, Scope(jurisdiction="AZ", payer=Payer.MEDICAID)),
    set_value(5, Scope(PROGRAM)),
    set_value(6, Scope(PROGRAM, "AZ")),
    set_value(7, Scope(PROGRAM, "", Payer.MEDICAID)),
    set_value(8, Scope(PROGRAM, "AZ", Payer.MEDICAID)),
]


@pytest.mark.parametrize("known", range(1, len(WIDER_TO_NARROWER) + 1))
def test_the_narrowest_number_that_fits_holds(known):
    values = WIDER_TO_NARROWER[:known]
    for order in (values, values[::-1]):
        assert rules.chosen(CAP, on=TODAY, scope=EVENING, values=order).value == known


@pytest.mark.parametrize(
    "value",
    [
        set_value(5, Scope(OTHER)),
        set_value(5, Scope(jurisdiction="NY")),
        set_value(5, Scope(payer=Payer.MEDICARE)),
        set_value(5, start=TODAY + timedelta(days=1)),
        set_value(5, end=TODAY),
        set_value(5, key=RuleKey.GROUP_CAP_EDUCATION),
    ],
    ids=["another program", "another state", "another payer", "tomorrow", "ended", "another key"],
)
def test_a_number_that_does_not_fit_never_holds(value):
    assert rules.chosen(CAP, on=TODAY, scope=EVENING, values=[value]).value == 8


@pytest.mark.parametrize("start", [TODAY, TODAY - timedelta(days=400)])
@pytest.mark.parametrize("end", [None, TODAY + timedelta(days=1)])
def test_a_number_holds_from_its_first_day_until_the_day_before_its_end(start, end):
    assert (
        rules.chosen(
            CAP, on=TODAY, scope=Scope(), values=[set_value(5, start=start, end=end)]
        ).value
        == 5
    )


def test_every_key_has_a_packaged_number_for_everywhere_a_unit_a_name_and_a_place_on_the_page():
    everywhere = {v.key for v in PACKAGED if not (v.jurisdiction or v.payer)}
    on_page = [key for _title, keys in GROUPS for key in keys]
    assert everywhere == {*RuleKey} == {*UNITS} == {*KEYS} == {*on_page}
    assert len(on_page) == len(RuleKey)
    assert {*AMOUNTS} == {*Unit}


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("1", Unit.PEOPLE, "1 person"),
        ("12.0000", Unit.PEOPLE, "12 people"),
        ("9.5", Unit.HOURS, "9.5 hours"),
        ("0.5", Unit.HOURS, "0.5 hour"),
        ("180", Unit.MINUTES, "180 minutes"),
        ("0", Unit.DAYS, "0 days"),
        ("30", Unit.DAYS, "30 days"),
    ],
)
def test_a_number_is_said_with_what_it_counts(value, unit, said):
    assert amount(Decimal(value), unit) == said


def test_no_two_packaged_numbers_hold_for_the_same():
    scopes = [(v.key, v.jurisdiction, v.payer, v.start) for v in PACKAGED]
    assert len(scopes) == len(set(scopes))


@pytest.mark.parametrize("value", PACKAGED, ids=lambda v: f"{v.key}-{v.jurisdiction}-{v.payer}")
def test_a_packaged_number_could_be_set_too(value):
    assert rules.obstacles_to_setting(value.key, value.value, source=value.source) == ()


def test_a_packaged_number_holds_from_its_start_only(monkeypatch):
    later = rules.PackagedValue(CAP, Decimal(7), "A law", "NY", start=TODAY)
    monkeypatch.setattr("wayhome.journey.rulepacks.rules.choice.PACKAGED", (*PACKAGED, later))
    new_york = Scope(jurisdiction="NY")
    before = rules.packaged_value(CAP, on=TODAY - timedelta(days=1), scope=new_york)
    assert (before.value, rules.packaged_value(CAP, on=TODAY, scope=new_york).value) == (12, 7)


@pytest.mark.parametrize(
    ("key", "value", "source", "obstacles"),
    [
        (CAP, 14, "Contract 7", ()),
        (CAP, 0, "Contract 7", (RuleObstacle.TOO_LOW,)),
        (CAP, -1, "Contract 7", (RuleObstacle.TOO_LOW,)),
        (CAP, 100, "Contract 7", (RuleObstacle.TOO_HIGH,)),
        (CAP, "12.5", "Contract 7", (RuleObstacle.NOT_WHOLE,)),
        (CAP, 14, "  ", (RuleObstacle.SOURCE_MISSING,)),
        (
            CAP,
            "-0.5",
            "",
            (RuleObstacle.TOO_LOW, RuleObstacle.NOT_WHOLE, RuleObstacle.SOURCE_MISSING),
        ),
        (RuleKey.WEEKLY_MIN_HOURS_ADULT, "9.5", "Contract 7", ()),
        (RuleKey.WEEKLY_MIN_HOURS_ADULT, 169, "Contract 7", (RuleObstacle.TOO_HIGH,)),
        (RuleKey.NOTE_SIGN_HOURS, 169, "Contract 7", ()),
        (RuleKey.INITIAL_PLAN_DAYS, 0, "Contract 7", ()),
        (RuleKey.BILLABLE_WEEK_MIN_DAYS, 8, "Contract 7", (RuleObstacle.TOO_HIGH,)),
        (RuleKey.BILLABLE_DAY_MIN_MINUTES, 1441, "Contract 7", (RuleObstacle.TOO_HIGH,)),
    ],
)
def test_a_number_is_refused_for_every_reason(key, value, source, obstacles):
    assert rules.obstacles_to_setting(key, Decimal(value), source=source) == obstacles


def test_a_number_for_a_state_that_there_is_not_is_refused():
    found = rules.obstacles_to_setting(CAP, Decimal(12), source="x", is_state_known=False)
    assert found == (RuleObstacle.JURISDICTION_UNKNOWN,)


@pytest.mark.parametrize(
    ("end", "new_end", "obstacles"),
    [
        (None, 9, ()),
        (9, 5, ()),
        (None, 1, (RuleObstacle.ENDS_BEFORE_IT_STARTS,)),
        (9, 9, (RuleObstacle.ALREADY_ENDED,)),
        (9, 12, (RuleObstacle.ALREADY_ENDED,)),
    ],
)
def test_a_number_ends_after_it_starts_and_once(end, new_end, obstacles):
    stretch = Stretch(PROGRAM, date(2026, 1, 1), end and date(2026, 1, end))
    assert rules.obstacles_to_ending(stretch, end=date(2026, 1, new_end)) == obstacles


DAYS = st.integers(0, 300).map(lambda n: date(2026, 1, 1) + timedelta(days=n))


@st.composite
def timelines(draw):
    """Return stretches of one scope as the database allows them: none overlap."""
    stretches = []
    days = sorted(draw(st.sets(DAYS, max_size=8)))
    for number, start in enumerate(days):
        end = days[number + 1] if number + 1 < len(days) else draw(st.none() | st.just(date.max))
        has_gap = draw(st.booleans()) and end is not None and (end - start).days > 1
        stretches.append(Stretch(UUID(int=number + 1), start, end - ONE_DAY if has_gap else end))
    return stretches


@given(timelines(), DAYS)
def test_a_new_number_takes_its_place_without_an_overlap(stretches, start):
    place = rules.place_of(start, stretches)
    kept = [s for s in stretches if s.id != place.replaces]
    after = [Stretch(s.id, s.start, start) if s.id == place.ends else s for s in kept]
    after.append(Stretch(UUID(int=99), start, place.end))
    ordered = sorted(after, key=lambda s: s.start)
    for earlier, later in pairwise(ordered):
        assert earlier.end is not None
        assert earlier.end <= later.start
    assert all(s.end is None or s.start < s.end for s in ordered)


@given(timelines(), DAYS, st.integers(0, 400))
def test_setting_a_number_changes_no_day_before_it(stretches, start, ago):
    place = rules.place_of(start, stretches)
    day = start - timedelta(days=ago + 1)
    before = [s.id for s in stretches if s.start <= day and (s.end is None or day < s.end)]
    after = [
        s.id
        for s in stretches
        if s.id != place.replaces
        and s.start <= day
        and ((end := start if s.id == place.ends else s.end) is None or day < end)
    ]
    assert before == after
