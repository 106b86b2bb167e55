"""The components: what they say, how heavy the first view is, how they look to axe."""

import gzip
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import brotli
import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils import timezone, translation

from tests.shared.core.shell import STATIC
from wayhome.shared.core import gallery
from wayhome.shared.core.templatetags.wayhome import day, hours, time_of_day, until

AXE = (Path(__file__).parents[2] / "vendor" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FIRST_VIEW = 14 * 1024
PAGES = ["/components/", "/components/portal/", "/components/public/"]


def component(name, **context):
    return " ".join(render_to_string(f"components/{name}.html", context).split())


class CallForm(forms.Form):
    name = forms.CharField(help_text="What we call you.")
    way = forms.ChoiceField(choices=[("a", "Phone"), ("b", "Mail")], widget=forms.RadioSelect)
    note = forms.CharField(required=False)


@pytest.mark.parametrize(
    ("value", "least", "said"),
    [
        (Decimal(6), 1, "6.0"),
        (Decimal(6), 0, "6"),
        (Decimal("1.50"), 1, "1.5"),
        (Decimal("1.50"), 0, "1.5"),
        (Decimal("4.25"), 1, "4.25"),
        (Decimal(10), 0, "10"),
        (Decimal(0), 1, "0.0"),
        (0.1 + 0.2, 1, "0.3"),
        (Decimal("0.8333"), 1, "0.83"),
    ],
)
def test_hours_have_the_decimals_that_they_need(value, least, said):
    assert hours(value, least) == said


def test_hours_are_written_as_the_language_writes_numbers():
    with translation.override("es"):
        assert hours(Decimal("4.25")) == "4,25"


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 11, 23), "Yesterday"),
        (date(2026, 11, 24), "Today"),
        (date(2026, 11, 25), "Tomorrow"),
        (date(2026, 11, 26), "Thu, Nov 26"),
        (date(2027, 1, 5), "Tue, Jan 5, 2027"),
        (datetime(2026, 11, 24, 23, 59, tzinfo=UTC), "Today"),
    ],
)
def test_a_day_is_said_from_today(on, said):
    assert day(on, date(2026, 11, 24)) == said


def test_a_day_without_today_has_its_year():
    assert day(date(2026, 11, 24)) == "Tue, Nov 24, 2026"


@pytest.mark.parametrize(
    ("hour", "said"), [(0, "12:05 am"), (11, "11:05 am"), (12, "12:05 pm"), (18, "6:05 pm")]
)
def test_a_time_is_said_with_its_half_of_the_day(hour, said):
    assert time_of_day(datetime(2026, 11, 24, hour, 5, tzinfo=UTC)) == said


def test_a_timeline_entry_tells_the_time_in_the_page_s_time_zone():
    at = datetime(2026, 11, 25, 1, 30, tzinfo=UTC)
    with timezone.override("America/New_York"):
        said = component("timeline_entry", entry=gallery.Entry(at, "Group", "CBT"), today=at.date())
    assert "Yesterday, 8:30 pm" in said


def test_a_field_ties_its_help_and_its_error_to_the_control_and_keeps_what_was_typed():
    form = CallForm({"name": "", "note": "typed"})
    field = component("field", field=form["name"])
    assert 'aria-describedby="id_name_helptext id_name_error"' in field
    assert 'id="id_name_helptext"' in field
    assert 'id="id_name_error"' in field
    assert 'value="typed"' in component("field", field=form["note"])


def test_a_field_says_when_it_is_optional_and_only_then():
    form = CallForm()
    assert "(optional)" in component("field", field=form["note"])
    assert "(optional)" not in component("field", field=form["name"])


def test_a_group_of_choices_is_a_fieldset_named_by_its_legend():
    group = component("field", field=CallForm({})["way"])
    assert "<fieldset" in group
    assert 'aria-describedby="id_way_error"' in group
    assert "<legend>Way</legend>" in group


def test_the_error_summary_leads_to_each_field_that_is_wrong():
    form = CallForm({"name": ""})
    form.add_error(None, "Already recorded.")
    summary = component("form_errors", form=form)
    assert "Already recorded." in summary
    assert 'href="#id_name"' in summary
    assert 'href="#id_way_0"' in summary
    assert "#id_note" not in summary


def test_the_error_summary_is_silent_when_nothing_is_wrong():
    assert component("form_errors", form=CallForm()) == ""


def test_the_hours_bar_draws_the_hours_as_they_are_in_every_language():
    week = {"target": Decimal(9), "earned": Decimal("4.25"), "booked": Decimal("1.5")}
    with translation.override("es"):
        bar = component("hours_bar", **week, short=Decimal("3.25"))
    assert 'pathLength="9"' in bar
    assert 'stroke-dasharray="0 4.25 1.5 999"' in bar
    assert 'stroke-dasharray="4.25 999"' in bar
    assert "<b>3,25</b>" in bar


def test_the_hours_bar_of_a_week_without_hours_draws_no_bar():
    bar = component("hours_bar", target=9, earned=0, booked=0, short=9)
    assert "wh-hours-earned" not in bar
    assert "wh-hours-booked" not in bar


@pytest.mark.parametrize(
    ("earned", "booked", "short", "said"),
    [
        (9, 0, 0, "All hours of this week are done"),
        (9.5, 1.5, 0, "All hours of this week are done"),
        (6, 3, 0, "Your week is planned"),
        (3, 3, 3, "3 hours to go this week"),
        (7, 1, 1, "1 hour to go this week</p> <p>1 more is booked."),
    ],
)
def test_the_hours_ring_says_where_the_week_stands(earned, booked, short, said):
    assert said in component("hours_ring", target=9, earned=earned, booked=booked, short=short)


def test_a_fact_that_is_not_known_says_so_and_a_zero_is_a_fact():
    facts = component("summary_list", rows=[("Phone", ""), ("Missed", 0)])
    assert "not known" in facts
    assert "<dd>0</dd>" in facts


def test_a_chart_s_head_says_that_no_safety_flag_is_recorded():
    assert "No safety flag" in component("person_header", person=gallery.Person("Sam"))
    flagged = gallery.Person("Sam", safety_flags=("Overdose",), allergies=("penicillin",))
    head = component("person_header", person=flagged)
    assert "Overdose" in head
    assert "Allergy: penicillin" in head
    assert "No safety flag" not in head


def test_markup_in_a_name_stays_text():
    head = component("person_header", person=gallery.Person("<b>Sam</b>"))
    assert "&lt;b&gt;Sam&lt;/b&gt;" in head


@pytest.mark.parametrize("code", [400, 403, "403_csrf", 404, 405, 409, 422, 429, 500, 503])
def test_an_error_page_needs_nothing_and_gives_the_way_out_and_the_crisis_line(code):
    page = render_to_string(f"{code}.html")
    assert page.count("<h1>") == 1
    assert 'href="/"' in page
    assert 'href="tel:988"' in page
    assert "<script" not in page


def first_view(html):
    """Return the bytes that a browser needs before it can paint, packed as they are sent."""
    sheets = ("vendor/tabler-small.css", "css/wayhome.css")
    packed = [brotli.compress((STATIC / sheet).read_bytes()) for sheet in sheets]
    return sum(len(part) for part in [gzip.compress(html, 6), *packed])


def test_the_first_view_of_the_portal_fits_in_14_kb(site):
    assert first_view(site._answer("/components/portal/", "GET").body.encode()) <= FIRST_VIEW


@pytest.mark.django_db
def test_the_first_view_of_sign_in_fits_in_14_kb(client):
    page = client.get("/account/login/")
    assert b"tabler-small.css" in page.content
    assert first_view(page.content) <= FIRST_VIEW


@pytest.mark.django_db
def test_the_components_page_is_for_development_only(client, settings):
    assert client.get("/components/").status_code == 404
    settings.ROOT_URLCONF = "tests.shared.core.shell"
    for path in PAGES:
        assert client.get(path).status_code == 200


@pytest.mark.django_db
def test_the_sample_draft_is_taken_with_the_next_edition(client, settings):
    settings.ROOT_URLCONF = "tests.shared.core.shell"
    assert client.post("/components/save/", {"edition": "3"}).json()["edition"] == 4


@pytest.mark.e2e
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_no_page_scrolls_sideways(browse, path, width, scheme):
    page = browse(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(path)
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    said = [f"{v['id']}: {[n['html'][:120] for n in v['nodes'][:3]]}" for v in found["violations"]]
    assert said == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.e2e
def test_every_control_is_big_enough_for_a_thumb_on_a_phone(browse):
    page = browse(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page.goto("/components/")
    small = page.evaluate("""() => [...document.querySelectorAll(
        "button, .btn, select, input:not([type=checkbox], [type=radio], [type=hidden]), textarea"
      )].filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 44)
        .map((e) => e.outerHTML.slice(0, 100))""")
    assert small == []


@pytest.mark.e2e
def test_the_pages_stay_readable_at_twice_the_text_size(browse):
    page = browse(viewport={"width": 640, "height": 800})
    for path in PAGES:
        page.goto(path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 640


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [
        (18, 21, "6:05\u20139:05 pm"),
        (11, 13, "11:05 am\u20131:05 pm"),
        (8, 11, "8:05\u201311:05 am"),
    ],
)
def test_a_stretch_of_time_says_its_half_of_the_day_once(starts, ends, said):
    first, last = (datetime(2026, 11, 24, hour, 5, tzinfo=UTC) for hour in (starts, ends))
    assert until(first, last) == said


def test_a_day_is_said_in_the_order_of_the_language():
    with translation.override("es"):
        assert day(date(2026, 11, 26), date(2026, 11, 24)).split()[1] == "26"


@pytest.mark.django_db
def test_a_page_goes_over_the_wire_packed(client):
    plain = client.get("/account/login/")
    packed = client.get("/account/login/", headers={"accept-encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 2
