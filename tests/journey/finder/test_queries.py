"""Anyone finds what is near, best fit first, in words; and says where they are by ZIP or town."""

from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories.finder import NOW, PORT, importer, make_edition, make_listing
from wayhome.journey.finder import actions, queries
from wayhome.journey.finder.codes import Category, Importance, Precision, Wish
from wayhome.journey.finder.models import Facility
from wayhome.journey.finder.rules import Point, Wanted, ZipCenter, miles_between
from wayhome.shared.audit.actor import NOBODY, Actor, NotPermittedError
from wayhome.shared.core import context

pytestmark = pytest.mark.django_db
VISITOR = Actor.public()
NEEDED = Importance.NEEDED
STATEMENTS = 2


@pytest.fixture(autouse=True)
def _visiting():
    with context.acting_as(VISITOR.acting):
        yield


def at(name, miles_north=0.0, **given):
    point = Point(PORT.latitude + miles_north / 69.1, PORT.longitude)
    return make_listing(name, point=point, **given)


def names(page):
    return [str(found.facility.name) for found in page.results]


def test_a_visitor_may_search_and_an_actor_without_the_permission_may_not():
    nobody = Actor(agent_id=NOBODY, organization_id=NOBODY, permissions=frozenset())
    for read in (
        lambda: queries.search(nobody, near=PORT, miles=5, wanted=()),
        lambda: queries.places(nobody, text="08000"),
        lambda: queries.compared(nobody, ids=(), near=None, wanted=()),
        lambda: queries.listed(nobody, facility_id=uuid4()),
        lambda: queries.editions(nobody),
    ):
        with pytest.raises(NotPermittedError):
            read()


def test_fit_comes_before_distance_and_distance_before_the_name():
    make_edition(
        at("B near", 1),
        at("A near", 1),
        at("Fits, far", 8, services=("OIT",)),
        at("Says no", 0, services=("NMOA",)),
        at("Too far", 11, services=("OIT",)),
    )
    wanted = [Wanted(Wish.INTENSIVE_OUTPATIENT, NEEDED), Wanted(Wish.BUPRENORPHINE)]
    page = queries.search(VISITOR, near=PORT, miles=10, wanted=wanted)
    assert names(page) == ["Fits, far", "A near", "B near", "Says no"]
    assert (page.total, page.number, page.pages) == (4, 1, 1)


def test_each_result_says_in_words_what_fits_and_what_is_not_known():
    make_edition(at("Lantern", 2, services=("OIT", "NMOA")))
    wanted = [Wanted(Wish.MEDICAID), Wanted(Wish.METHADONE), Wanted(Wish.INTENSIVE_OUTPATIENT)]
    (found,) = queries.search(VISITOR, near=PORT, miles=10, wanted=wanted).results
    assert [str(words) for words in found.matched] == ["Intensive outpatient program"]
    assert [str(words) for words in found.not_offered] == ["Methadone"]
    assert [str(words) for words in found.not_known] == ["Medicaid"]
    assert str(found.precision) == "Measured to its address"
    assert found.miles == pytest.approx(2, abs=0.01)
    assert found.fit.score == 0


def test_nothing_near_is_an_empty_page():
    make_edition(at("Far", 60))
    page = queries.search(VISITOR, near=PORT, miles=50, wanted=())
    assert (page.results, page.total, page.pages) == ((), 0, 0)


def test_a_search_reaches_no_farther_than_the_widest_distance():
    make_edition(at("Far", 120))
    assert queries.search(VISITOR, near=PORT, miles=5000, wanted=()).total == 0


def test_what_is_off_the_list_is_not_found():
    make_edition(*(at(f"House {n}") for n in range(4)), name="1")
    make_edition(*(at(f"House {n}") for n in range(3)), name="2", now=NOW.replace(year=2027))
    assert names(queries.search(VISITOR, near=PORT, miles=5, wanted=())) == [
        "House 0",
        "House 1",
        "House 2",
    ]


def test_a_place_that_several_sources_list_is_shown_once():
    house = make_listing("House", street="", is_street_withheld=True, point=PORT)
    make_edition(at("Lantern", 1, services=("SA",)), house)
    make_edition(at("Lantern", 1, license_number="L-1"), at("Buoy", 2), source="nj-licenses")
    make_edition(at("LANTERN", 1, services=("OIT",)), source="findtreatment", name="1")
    shown = queries.search(VISITOR, near=PORT, miles=5, wanted=())
    assert names(shown) == ["House", "LANTERN", "Buoy"]
    assert Facility.objects.filter(is_shadowed=True).count() == 2
    make_edition(source="findtreatment", name="2", now=NOW.replace(year=2027))
    assert Facility.objects.filter(is_listed=True).count() == 5  # the whole of a source never goes


def test_pages_go_on_where_the_last_ended():
    make_edition(*(at(f"House {n:02}") for n in range(25)))
    first = queries.search(VISITOR, near=PORT, miles=5, wanted=())
    second = queries.search(VISITOR, near=PORT, miles=5, wanted=(), page=2)
    assert names(first) + names(second) == [f"House {n:02}" for n in range(25)]
    assert (second.total, second.pages, second.number) == (25, 2, 2)
    beyond = queries.search(VISITOR, near=PORT, miles=5, wanted=(), page=1_000_000)
    assert (beyond.results, beyond.number) == ((), 50)
    assert queries.search(VISITOR, near=PORT, miles=5, wanted=(), page=-3).number == 1


def test_a_search_asks_as_often_however_much_there_is(django_assert_num_queries):
    make_edition(at("One"))
    for _ in range(2):
        with django_assert_num_queries(STATEMENTS):
            queries.search(VISITOR, near=PORT, miles=100, wanted=())
        make_edition(*(at(f"House {n}", n) for n in range(30)))
    with django_assert_num_queries(STATEMENTS):
        queries.search(VISITOR, near=PORT, miles=100, wanted=[Wanted(wish) for wish in Wish])


def test_up_to_three_are_compared_in_the_order_named():
    make_edition(*(at(f"House {n}", services=("OIT",)) for n in range(4)), name="1")
    make_edition(
        *(at(f"House {n}", services=("OIT",)) for n in range(3)),
        name="2",
        now=NOW.replace(year=2027),
    )
    make_edition(make_listing("Nowhere", city="", postal_code="99999"), source="other")
    ids = {facility.name: facility.pk for facility in Facility.objects.all()}
    wanted = [Wanted(Wish.INTENSIVE_OUTPATIENT)]
    named = [ids["House 1"], uuid4(), ids["House 1"], ids["Nowhere"], ids["House 0"]]
    found = queries.compared(VISITOR, ids=named, near=PORT, wanted=wanted)
    assert [one.facility.name for one in found] == ["House 1", "Nowhere"]
    assert [one.miles for one in found] == [pytest.approx(0), None]
    assert queries.compared(VISITOR, ids=[ids["House 3"]], near=None, wanted=()) == ()
    (alone,) = queries.compared(VISITOR, ids=[ids["House 0"]], near=None, wanted=wanted)
    assert (alone.miles, alone.fit.score) == (None, 1)


def test_a_program_is_shown_whole_under_its_headings_with_its_edition():
    edition = make_edition(at("Lantern", services=("CBT", "MD", "OIT", "SF")))
    listed = queries.listed(VISITOR, facility_id=Facility.objects.get().pk)
    assert listed.edition == edition
    assert [(o.category, [str(w) for w in o.words]) for o in listed.offers] == [
        (Category.SETTING, ["Intensive outpatient program"]),
        (Category.PAYMENT, ["Medicaid", "Cash or self-pay"]),
        (Category.APPROACH, ["Cognitive behavioral therapy (CBT)"]),
    ]
    with pytest.raises(Facility.DoesNotExist):
        queries.listed(VISITOR, facility_id=uuid4())


def test_the_newest_edition_of_each_source_says_as_of_when():
    make_edition(name="2024")
    newer = make_edition(name="2025", now=NOW.replace(year=2027))
    other = make_edition(source="other", name="1")
    assert queries.editions(VISITOR) == (other, newer)


def test_somebody_is_found_by_zip_by_town_and_state_or_by_town():
    actions.take_zip_centers(importer(), centers=[ZipCenter("08000", PORT)])
    make_edition(
        at("A"),
        at("B", city="Saint Nowhere"),
        at("C", city="St. Nowhere", state="WV"),
        at("D", city="Saint Nowhere", state="WV", street="9 Ridge"),
    )
    found = {
        text: [(place.name, place.state) for place in queries.places(VISITOR, text=text)]
        for text in ("08000", "99999", "st nowhere, nj", "Saint Nowhere", "Atlantis", " ")
    }
    assert found == {
        "08000": [("08000", "")],
        "99999": [],
        "st nowhere, nj": [("Saint Nowhere", "NJ")],
        "Saint Nowhere": [("St. Nowhere", "WV"), ("Saint Nowhere", "NJ")],
        "Atlantis": [],
        " ": [],
    }


def test_a_place_without_a_precise_position_says_so():
    actions.take_zip_centers(importer(), centers=[ZipCenter("08000", PORT)])
    make_edition(make_listing())
    (found,) = queries.search(VISITOR, near=PORT, miles=5, wanted=()).results
    assert found.facility.precision == Precision.ZIP
    assert str(found.precision) == "Measured to the middle of its ZIP code"


class TestTheDatabaseAndTheRulesAgree(TestCase):
    """What PostgreSQL computes for ranking is what the rules say."""

    @settings(max_examples=25)
    @given(
        st.lists(
            st.tuples(
                st.floats(-1.2, 1.2),
                st.floats(-1.2, 1.2),
                st.sets(st.sampled_from(["OIT", "MD", "NMOA", "BU", "CBT", "NAUT"])),
            ),
            min_size=1,
            max_size=8,
        ),
        st.lists(
            st.builds(
                Wanted,
                st.sampled_from(
                    [Wish.INTENSIVE_OUTPATIENT, Wish.MEDICAID, Wish.BUPRENORPHINE, Wish.CBT]
                ),
                st.sampled_from([*Importance]),
            ),
            max_size=4,
        ),
        st.sampled_from([5, 25, 100]),
    )
    def test_on_order_and_distance(self, places, wanted, miles):
        listings = [
            make_listing(
                f"House {n}",
                point=Point(PORT.latitude + north, PORT.longitude + east),
                services=tuple(sorted(services)),
            )
            for n, (north, east, services) in enumerate(places)
        ]
        make_edition(*listings)
        with context.acting_as(VISITOR.acting):
            page = queries.search(VISITOR, near=PORT, miles=miles, wanted=wanted)
        near = {one.name: miles_between(PORT, one.point) for one in listings}
        assert {*names(page)} == {name for name, far in near.items() if far <= miles}
        assert all(f.miles == pytest.approx(near[f.facility.name]) for f in page.results)
        order = [(-f.fit.score, f.miles, f.facility.name) for f in page.results]
        assert order == sorted(order)
