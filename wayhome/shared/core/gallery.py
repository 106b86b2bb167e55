"""Made-up contents of the components page: every state that a component has to bear."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from django import forms

LONG = "Maximiliana-Alexandrina Featherstonehaugh-Cholmondeley de la Vega y Villaseñor-Etxeberria"
ARABIC = "ليلى عبد الرحمن"


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    label: str
    active: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class Hours:
    name: str
    target: Decimal
    earned: Decimal
    booked: Decimal
    short: Decimal


@dataclass(frozen=True, slots=True)
class Person:
    preferred_name: str
    pronouns: str = ""
    age: int | None = None
    level_of_care: str = ""
    week: int | None = None
    safety_flags: tuple[str, ...] = ()
    allergies: tuple[str, ...] = ()
    primary_counselor: str = ""
    hours: Hours | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    at: datetime
    kind: str
    title: str
    text: str = ""
    url: str = ""
    by: str = ""
    tone: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    minutes: int
    tone: str
    word: str


class EveryWidgetForm(forms.Form):
    preferred_name = forms.CharField(help_text="What we call you. It need not be a legal name.")
    phone = forms.CharField(required=False, widget=forms.TextInput(attrs={"type": "tel"}))
    email = forms.EmailField(required=False)
    birth_date = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    arrived_at = forms.TimeField(required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    minutes = forms.IntegerField(min_value=0, max_value=600, required=False)
    language = forms.ChoiceField(choices=[("en", "English"), ("es", "Español"), ("ar", "العربية")])
    days = forms.MultipleChoiceField(
        choices=[("mon", "Monday evening"), ("tue", "Tuesday evening"), ("thu", LONG)],
        widget=forms.CheckboxSelectMultiple,
        help_text="Every evening that is possible.",
    )
    may_leave_message = forms.ChoiceField(
        label="May we leave a message?",
        choices=[
            ("yes", "Yes, saying who we are"),
            ("quiet", "Yes, but not who we are"),
            ("no", "No"),
        ],
        widget=forms.RadioSelect,
    )
    text_reminders = forms.BooleanField(
        required=False,
        label="Text me before a session",
        help_text="The message says “sign in” and nothing else.",
        widget=forms.CheckboxInput(attrs={"role": "switch"}),
    )
    agrees = forms.BooleanField(label="I read this to the client and they agreed")
    what_we_did = forms.CharField(widget=forms.Textarea, help_text="The part all notes share.")
    record = forms.CharField(widget=forms.HiddenInput, initial="x", required=False)


class SignInForm(forms.Form):
    email = forms.EmailField(label="E-mail address")
    password = forms.CharField(widget=forms.PasswordInput)


def empty_form() -> EveryWidgetForm:
    return EveryWidgetForm(prefix="empty")


def wrong_form() -> EveryWidgetForm:
    typed = {"preferred_name": LONG, "email": "ana@", "minutes": "900", "birth_date": "soon"}
    form = EveryWidgetForm(
        {f"wrong-{name}": value for name, value in typed.items()}, prefix="wrong"
    )
    form.add_error(
        None, "Ana R. already has an inquiry of today. Open it, or say why this is another."
    )
    return form


def hours(name: str, target: str, earned: str, booked: str, short: str) -> Hours:
    return Hours(name, Decimal(target), Decimal(earned), Decimal(booked), Decimal(short))


WEEKS = (
    hours("All earned", "9", "9", "0", "0"),
    hours("On the way", "9", "6", "3", "0"),
    hours("Short", "9", "3", "3", "3"),
    hours("Nothing yet", "9", "0", "0", "9"),
    hours("More than asked", "9", "9.5", "1.5", "0"),
    hours("Quarter hours", "9", "4.25", "1.5", "3.25"),
)

PEOPLE = (
    Person("Sam"),
    Person(
        "Ana R.",
        pronouns="she/her",
        age=34,
        level_of_care="2.1",
        week=5,
        primary_counselor="N. Ortiz, LCSW",
        hours=WEEKS[1],
    ),
    Person(
        LONG,
        pronouns="they/them",
        age=61,
        level_of_care="2.5",
        week=12,
        safety_flags=("Suicide risk: plan of Nov 20", "Overdose in the last 30 days"),
        allergies=("penicillin", "bee stings"),
        primary_counselor=LONG,
        hours=WEEKS[2],
    ),
    Person(ARABIC, pronouns="هي", age=28, level_of_care="2.1", week=2, hours=WEEKS[3]),
)

ENTRIES = (
    Entry(
        datetime(2026, 11, 24, 23, 30, tzinfo=UTC),
        "Group",
        "CBT skills",
        text="Came 5:28 pm, stayed to the end.",
        url="#timeline",
        by="N. Ortiz, LCSW",
        tone="due",
        tag="Note to write",
    ),
    Entry(datetime(2026, 11, 23, 15, 0, tzinfo=UTC), "Call", "Reached on the second try"),
    Entry(
        datetime(2026, 11, 20, 18, 0, tzinfo=UTC),
        "Score",
        f"PHQ-9 filled in together with {LONG}",
        tone="done",
        tag="Signed",
    ),
)

TONES = (
    ("neutral", "Not started"),
    ("info", "Booked"),
    ("due", "Due today"),
    ("danger", "Overdue"),
    ("done", "Signed"),
)

TABS = (
    Link("#tabs", "Overview", active=True),
    Link("#tabs", "Notes", count=12),
    Link("#tabs", "Plans", count=2),
    Link("#tabs", "Documents"),
    Link("#tabs", LONG),
)

CONSOLE_NAV = (
    Link("/components/", "Today", active=True),
    Link("/components/#tables", "Clients"),
    Link("/components/#forms", "Inquiries"),
    Link("/components/#timeline", "Schedule"),
    Link("/components/#hours", "Hours"),
    Link("/components/#autosave", "Notes"),
)
PORTAL_NAV = (
    Link("/components/portal/", "My week", active=True),
    Link("/components/portal/#due", "My plan"),
)
MENU = (Link("/components/public/", "Sign-in and passkeys"),)

ROWS = tuple(
    Row(f"Client {number:03d}", 90 - number % 7 * 5, *TONES[number % 5]) for number in range(200)
)

SESSIONS = tuple(
    {
        "id": str(n),
        "start": start,
        "end": end,
        "title": title,
        "url": "#calendar",
        "note": note,
        "tone": tone,
    }
    for n, (start, end, title, note, tone) in enumerate(
        [
            ("2026-11-24T17:30", "2026-11-24T19:00", "CBT skills", "9 of 11 here", "info"),
            ("2026-11-24T18:00", "2026-11-24T19:30", LONG, "full", "due"),
            ("2026-11-26T18:00", "2026-11-26T19:30", "Relapse prevention", "signed", "done"),
            ("2026-12-01T17:30", "2026-12-01T19:00", "CBT skills", "8 booked", "neutral"),
        ]
    )
)


@dataclass(frozen=True, slots=True)
class Gallery:
    """All samples under one name, so that no page variable clashes with a component's parameter."""

    weeks: tuple[Hours, ...] = WEEKS
    people: tuple[Person, ...] = PEOPLE
    entries: tuple[Entry, ...] = ENTRIES
    tones: tuple[tuple[str, str], ...] = TONES
    tabs: tuple[Link, ...] = TABS
    many: tuple[Row, ...] = ROWS
    long: str = LONG
    arabic: str = ARABIC
    today: date = date(2026, 11, 24)
    facts: tuple[tuple[str, object], ...] = (
        ("Preferred name", "Ana R."),
        ("Missed sessions", 0),
        ("Phone", ""),
        ("Emergency contact", LONG),
    )
    empty_form: EveryWidgetForm = field(default_factory=empty_form)
    wrong_form: EveryWidgetForm = field(default_factory=wrong_form)
