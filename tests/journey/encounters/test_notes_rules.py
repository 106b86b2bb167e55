"""When a note is due, how it differs from the one before, what stands in the way of signing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import process_time
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.journey.encounters import rules
from wayhome.journey.encounters.codes import (
    NOTE_TRANSITIONS,
    SECTIONS,
    AddendumObstacle,
    AttendanceKind,
    CosigningObstacle,
    DiffKind,
    NoteSection,
    NoteStatus,
    NoteTemplate,
    SigningObstacle,
)
from wayhome.journey.encounters.rules import DiffPart, NoteLine, SigningProblem
from wayhome.shared.core.period import Period

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
SESSION = Period(START, START + timedelta(hours=3))
END = SESSION.end
TWO_DAYS = timedelta(days=2)  # domain sheet, section 11: note_sign
FIRST, SECOND = UUID(int=1), UUID(int=2)
WRITTEN = NoteLine(FIRST, AttendanceKind.ATTENDED, END, "Took part and named two triggers.")
ABSENT = NoteLine(SECOND, AttendanceKind.ABSENT_UNKNOWN)
TEXTS = st.text(st.sampled_from("ab \n"), max_size=40)


@pytest.mark.parametrize(
    ("signed_at", "now", "late", "age"),
    [
        (None, END + TWO_DAYS, False, TWO_DAYS),
        (None, END + TWO_DAYS + timedelta(1), True, timedelta(3)),
        (END + timedelta(1), END + timedelta(9), False, timedelta(1)),
        (END + timedelta(3), END + timedelta(9), True, timedelta(3)),
        (None, START, False, timedelta(0)),
    ],
)
def test_a_note_is_late_after_its_time_and_stays_so_once_signed(signed_at, now, late, age):
    assert rules.note_due_at(END, TWO_DAYS) == END + TWO_DAYS
    assert rules.note_age(session_end=END, signed_at=signed_at, now=now) == age
    is_late = rules.note_is_late(
        session_end=END, signed_at=signed_at, now=now, sign_within=TWO_DAYS
    )
    assert is_late is late


@pytest.mark.parametrize(
    ("previous", "current", "copy", "share"),
    [
        ("He spoke twice.", "He spoke twice.", True, 0),
        ("He spoke twice.", " He  spoke\ntwice. ", True, 0),
        ("He spoke twice.", "He spoke once.", False, 1 / 3),
        ("He spoke.", "Late today", False, 1),
        ("", "Late today", False, 1),
        ("", "", False, 0),
        ("He spoke.", "", False, 1),
    ],
)
def test_a_copy_says_word_for_word_the_same(previous, current, copy, share):
    assert rules.is_copy(previous, current) is copy
    assert rules.changed_share(previous, current) == pytest.approx(share)


def test_a_diff_shows_what_stayed_what_went_and_what_came():
    assert rules.word_diff("He spoke twice today.", "He listened\ntwice today. Well.") == (
        DiffPart(DiffKind.SAME, "He "),
        DiffPart(DiffKind.REMOVED, "spoke "),
        DiffPart(DiffKind.ADDED, "listened\n"),
        DiffPart(DiffKind.SAME, "twice today. "),
        DiffPart(DiffKind.ADDED, "Well."),
    )


@given(TEXTS, TEXTS)
def test_a_diff_holds_both_texts(previous, current):
    parts = rules.word_diff(previous, current)
    now = "".join(part.text for part in parts if part.kind is not DiffKind.REMOVED)
    then = "".join(part.text for part in parts if part.kind is not DiffKind.ADDED)
    assert now == current.lstrip()
    assert then.split() == previous.split()
    assert all(part.text for part in parts)


@pytest.mark.parametrize(
    ("previous", "current"),
    [("a " * 9_999, f"b {'a ' * 9_990}c "), ("so and so " * 2_000, "and so so " * 2_000)],
)
def test_a_long_text_of_few_words_holds_nobody_up(previous, current):
    began = process_time()
    parts = rules.word_diff(previous, current)
    assert process_time() - began < 1  # word by word it takes more than ten seconds
    now = "".join(part.text for part in parts if part.kind is not DiffKind.REMOVED)
    assert now == current


@given(TEXTS, TEXTS)
def test_only_a_copy_has_changed_nothing(previous, current):
    share = rules.changed_share(previous, current)
    assert 0 <= share <= 1
    assert (share == 0) is (previous.split() == current.split())
    assert rules.is_copy(previous, current) is (share == 0 and bool(current.split()))


def problems(*lines, **changes):
    facts = {
        "session": SESSION,
        "session_is_cancelled": False,
        "shared_is_changed": False,
        "credential_is_valid": True,
        "now": END,
    }
    return rules.obstacles_to_signing(lines, **facts | changes)


@pytest.mark.parametrize(
    ("changes", "obstacles"),
    [
        ({}, ()),
        ({"session_is_cancelled": True}, ("session-cancelled",)),
        ({"credential_is_valid": False}, ("credential-not-valid",)),
        ({"shared_is_changed": True}, ("edition-changed",)),
        ({"now": END - timedelta(minutes=1)}, ("session-not-over",)),
    ],
)
def test_obstacles_to_signing_the_whole_are_all_told(changes, obstacles):
    expected = tuple(SigningProblem(SigningObstacle(obstacle)) for obstacle in obstacles)
    assert problems(WRITTEN, ABSENT, **changes) == expected


@pytest.mark.parametrize(
    ("change", "obstacles"),
    [
        ({}, ()),
        ({"text": " \n"}, ("nothing-written",)),
        ({"copied_from": WRITTEN.text}, ("copied-unchanged",)),
        ({"copied_from": "Took part."}, ()),
        ({"names_others": True}, ("names-someone-else",)),
        ({"is_changed": True}, ("edition-changed",)),
        ({"kind": None, "text": "", "names_others": True}, ("attendance-missing",)),
        (
            {"text": "", "is_changed": True, "names_others": True},
            ("edition-changed", "nothing-written", "names-someone-else"),
        ),
        # what an absent client's line still holds becomes no note
        ({"kind": AttendanceKind.LATE_CANCEL, "text": "", "names_others": True}, ()),
        # what is sealed is passed over
        ({"is_sealed": True, "text": "", "names_others": True, "is_changed": True}, ()),
    ],
)
def test_obstacles_to_signing_a_line_are_told_with_the_line(change, obstacles):
    line = replace(WRITTEN, id=SECOND, **change)
    expected = tuple(SigningProblem(SigningObstacle(each), SECOND) for each in obstacles)
    assert problems(WRITTEN, line) == expected


@pytest.mark.parametrize(
    ("lines", "obstacles"),
    [
        ([], ("nobody-to-note",)),
        ([ABSENT], ("nobody-to-note",)),
        ([replace(WRITTEN, is_sealed=True), ABSENT], ("already-signed",)),
        # a walk-in is added after the others were signed
        ([replace(WRITTEN, is_sealed=True), replace(WRITTEN, id=SECOND)], ()),
    ],
)
def test_there_must_be_something_to_sign(lines, obstacles):
    expected = tuple(SigningProblem(SigningObstacle(obstacle)) for obstacle in obstacles)
    assert problems(*lines) == expected


@pytest.mark.parametrize(
    ("lines", "obstacles"),
    [
        ([replace(WRITTEN, left=START + timedelta(hours=1)), ABSENT], ()),
        ([replace(WRITTEN, left=START + timedelta(hours=2))], ()),
        ([replace(WRITTEN, left=None)], ("session-not-over",)),
        ([replace(WRITTEN, left=END)], ("session-not-over",)),
        ([ABSENT], ("session-not-over", "nobody-to-note")),
    ],
)
def test_a_session_that_everyone_has_left_is_over(lines, obstacles):
    expected = tuple(SigningProblem(SigningObstacle(obstacle)) for obstacle in obstacles)
    assert problems(*lines, now=START + timedelta(hours=2)) == expected


def test_twelve_clients_two_absent_and_one_gone_early_are_signed_at_once():
    came = [replace(WRITTEN, id=UUID(int=n), text=f"Said {n} things.") for n in range(9)]
    early = replace(WRITTEN, id=UUID(int=9), left=END - timedelta(minutes=40))
    lines = [*came, early, replace(ABSENT, id=UUID(int=10)), replace(ABSENT, id=UUID(int=11))]
    assert problems(*lines) == ()
    assert sum(map(rules.needs_note, lines)) == 10


@pytest.mark.parametrize(
    ("status", "cosigner", "is_valid", "obstacles"),
    [
        ("awaiting-cosignature", SECOND, True, ()),
        ("awaiting-cosignature", FIRST, True, ("own-note",)),
        ("awaiting-cosignature", SECOND, False, ("credential-not-valid",)),
        ("signed", SECOND, True, ("not-awaiting",)),
        ("cosigned", FIRST, False, ("not-awaiting", "own-note", "credential-not-valid")),
    ],
)
def test_obstacles_to_cosigning_are_all_told(status, cosigner, is_valid, obstacles):
    found = rules.obstacles_to_cosigning(
        status=NoteStatus(status),
        signed_by=FIRST,
        cosigner=cosigner,
        credential_is_valid=is_valid,
    )
    assert found == tuple(map(CosigningObstacle, obstacles))


@pytest.mark.parametrize(
    ("text", "status", "names_others", "obstacles"),
    [
        ("The group began at ten.", "signed", False, ()),
        ("The group began at ten.", "cosigned", False, ()),
        (
            " ",
            "entered-in-error",
            True,
            ("nothing-written", "note-entered-in-error", "names-someone-else"),
        ),
    ],
)
def test_obstacles_to_adding_an_addendum_are_all_told(text, status, names_others, obstacles):
    found = rules.obstacles_to_adding_addendum(
        text=text, status=NoteStatus(status), names_others=names_others
    )
    assert found == tuple(map(AddendumObstacle, obstacles))


def test_a_note_that_needs_a_second_signature_awaits_it():
    awaiting = rules.note_status_after_signing(needs_cosignature=True)
    assert NoteStatus.COSIGNED in NOTE_TRANSITIONS[awaiting]
    alone = rules.note_status_after_signing(needs_cosignature=False)
    assert alone is NoteStatus.SIGNED
    assert NoteStatus.COSIGNED not in NOTE_TRANSITIONS[alone]


def test_every_template_has_its_sections_in_the_order_of_its_letters():
    initials = {
        template: "".join(section[0] for section in sections)
        for template, sections in SECTIONS.items()
    }
    assert set(initials) == set(NoteTemplate)
    assert all(initials[each] == each for each in NoteTemplate if each is not NoteTemplate.FREE)
    assert set().union(*SECTIONS.values()) == set(NoteSection)
