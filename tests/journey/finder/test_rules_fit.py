"""How a program fits: what it didn't say is not known, never no."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.journey.finder.codes import (
    CATEGORY_OF,
    MEANINGS,
    Importance,
    Verdict,
    Wish,
)
from wayhome.journey.finder.labels import SERVICE_WORDS, VERDICTS, WISHES
from wayhome.journey.finder.rules import WIDTH, Wanted, fit_of, mask_of, said_of, verdict_on


@pytest.mark.parametrize(
    ("services", "wish", "verdict"),
    [
        (["OIT"], Wish.INTENSIVE_OUTPATIENT, Verdict.MATCHED),
        (["OP"], Wish.INTENSIVE_OUTPATIENT, Verdict.NOT_KNOWN),
        ([], Wish.MEDICAID, Verdict.NOT_KNOWN),
        (["SS"], Wish.PAYMENT_HELP, Verdict.MATCHED),
        (["NMOA"], Wish.BUPRENORPHINE, Verdict.NOT_OFFERED),
        (["NOOP"], Wish.OPIOID_MEDICATION, Verdict.NOT_OFFERED),
        (["NMOA", "BU"], Wish.BUPRENORPHINE, Verdict.NOT_KNOWN),  # it says both
        (["NMAUT"], Wish.NALTREXONE, Verdict.NOT_KNOWN),  # it may be for opioids
        (["NAUT"], Wish.ALCOHOL_MEDICATION, Verdict.NOT_OFFERED),
    ],
)
def test_a_wish_is_matched_denied_or_not_known(services, wish, verdict):
    assert verdict_on(said_of(services), wish) is verdict


def test_needs_weigh_three_nice_ones_one_and_what_is_not_known_nothing():
    said = said_of(["OIT", "MD", "NMOA"])
    fit = fit_of(
        said,
        [
            Wanted(Wish.CBT),
            Wanted(Wish.MEDICAID),
            Wanted(Wish.BUPRENORPHINE, Importance.NEEDED),
            Wanted(Wish.INTENSIVE_OUTPATIENT, Importance.NEEDED),
        ],
    )
    assert fit.matched == (Wish.INTENSIVE_OUTPATIENT, Wish.MEDICAID)
    assert (fit.not_offered, fit.not_known) == ((Wish.BUPRENORPHINE,), (Wish.CBT,))
    assert fit.score == 3 + 1 - 3


def test_a_wish_that_is_named_twice_counts_as_what_matters_more():
    twice = [Wanted(Wish.CBT), Wanted(Wish.CBT, Importance.NEEDED), Wanted(Wish.CBT)]
    assert fit_of(said_of(["CBT"]), twice).score == 3
    assert mask_of(twice, Importance.NICE) == 0
    assert mask_of(twice, Importance.NEEDED) == mask_of(
        [Wanted(Wish.CBT, Importance.NEEDED)], Importance.NEEDED
    )


SERVICES = st.sets(st.sampled_from(sorted(CATEGORY_OF)))
WANTED = st.lists(st.builds(Wanted, st.sampled_from([*Wish]), st.sampled_from([*Importance])))


@given(SERVICES, WANTED)
def test_every_wish_fares_in_exactly_one_way_and_the_bits_sum_to_the_score(services, wanted):
    said = said_of(services)
    fit = fit_of(said, wanted)
    fared = [*fit.matched, *fit.not_offered, *fit.not_known]
    assert sorted(fared) == sorted({one.wish for one in wanted})
    by_bits = sum(
        weight
        * (
            (said.offers & mask_of(wanted, weight)).bit_count()
            - (said.denies & mask_of(wanted, weight)).bit_count()
        )
        for weight in Importance
    )
    assert by_bits == fit.score


@given(SERVICES, WANTED, st.sampled_from([*Wish]))
def test_saying_more_of_what_it_offers_never_makes_a_program_fit_worse(services, wanted, wish):
    told = services | {*sorted(MEANINGS[wish].offered)[:1]}
    before, after = fit_of(said_of(services), wanted), fit_of(said_of(told), wanted)
    assert after.score >= before.score


def test_every_wish_has_a_bit_a_meaning_and_words_and_every_code_has_words():
    assert len(Wish) <= WIDTH
    assert {*MEANINGS} == {*Wish} == {*WISHES}
    assert {*SERVICE_WORDS} == {*CATEGORY_OF}
    assert {*VERDICTS} == {*Verdict}
    named = frozenset().union(*(m.offered | m.denied for m in MEANINGS.values()))
    assert named <= {*CATEGORY_OF}


def test_wishes_keep_their_bits():
    """The order is for good: facilities keep one bit a wish. A new wish comes last."""
    assert [*Wish].index(Wish.INTENSIVE_OUTPATIENT) == 0
    assert [*Wish].index(Wish.SPANISH) == 49
    assert [*Wish].index(Wish.TAKES_MEN) == 92
