"""The public pages. They read nothing of an organization and keep nothing of a visitor."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.views.decorators.http import require_GET, require_http_methods

from wayhome.faces.site.pages import shown_page, site_page
from wayhome.faces.site.self_check import RESULT, Screen, next_screen
from wayhome.journey.screening import labels, rules
from wayhome.journey.screening.codes import CHOICES, Note, Outcome, Question

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django_stubs_ext import StrOrPromise


@site_page
@require_GET
def landing(request: HttpRequest) -> HttpResponse:
    return shown_page(request, "site/landing.html", {})


@site_page
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Ask for whom; then one question a screen; then say what the answers come to."""
    if request.method != "POST":
        return shown_page(request, "site/check.html", {})
    screen = next_screen(request.POST.dict())
    if screen.question is None:
        return shown_page(request, "site/result.html", _carried(screen) | _result(screen))
    context = _carried(screen) | _question(screen, screen.question)
    return shown_page(request, "site/question.html", context)


def _carried(screen: Screen) -> dict[str, Any]:
    """Return what travels in the form, since nothing is kept here."""
    return {
        "audience": screen.audience,
        "carried": screen.answers.items(),
        "at": screen.question or screen.last,
        "stay": screen.question or RESULT,
        "seen": RESULT if screen.seen_result else "",
    }


def _question(screen: Screen, question: Question) -> dict[str, Any]:
    given, said = screen.answers.get(question), rules.notes(screen.answers, screen.audience)
    return {
        "wording": labels.QUESTIONS[screen.audience][question],
        "choices": [
            (choice, labels.choice_label(question, choice), choice is given)
            for choice in CHOICES[question]
        ],
        "back": rules.before(screen.answers, question),
        "progress": labels.PROGRESS[rules.progress(screen.answers, question)],
        "shows_help": rules.shows_help_while_asking(screen.answers),
        "is_afraid": Note.AFRAID in said,
    }


def _result(screen: Screen) -> dict[str, Any]:
    answers, words = screen.answers, labels.QUESTIONS[screen.audience]
    reading, said = rules.read(answers), rules.notes(answers, screen.audience)
    return {
        "is_emergency": reading.outcome is Outcome.EMERGENCY,
        "shows_help": reading.shows_help_first,
        "is_afraid": Note.AFRAID in said,
        "title": labels.OUTCOMES[reading.outcome],
        "meaning": labels.MEANINGS[reading.outcome],
        "rule": labels.RULES[reading.rule],
        "so_far": labels.OUTCOMES[reading.floor] if _adds(reading) else "",
        "notes": [labels.NOTES[note] for note in said],
        "open": [(each, words[each].text) for each in reading.open],
        "changes": _changes(screen),
        "alcohol": rules.alcohol_count(answers),
        "drugs": rules.drug_count(answers),
        "rows": [
            (words[each].text, labels.choice_label(each, answers[each]))
            for each in rules.asked(answers)
            if each in answers
        ],
    }


def _changes(screen: Screen) -> list[tuple[StrOrPromise, list[tuple[StrOrPromise, StrOrPromise]]]]:
    """Return each other outcome with the answers that would lead there, the gravest first."""
    words = labels.QUESTIONS[screen.audience]
    found = groupby(rules.changes(screen.answers), key=lambda change: change.outcome)
    return [
        (
            labels.OUTCOMES[outcome],
            [
                (words[each.question].text, labels.choice_label(each.question, each.choice))
                for each in there
            ],
        )
        for outcome, there in found
    ]


def _adds(reading: rules.Reading) -> bool:
    """Say whether what is known says more than that nobody can tell."""
    return reading.outcome is Outcome.CANT_TELL and reading.floor is not Outcome.CANT_TELL
