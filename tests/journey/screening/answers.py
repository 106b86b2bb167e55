"""Answers to begin from: somebody who is well and uses nothing, changed where a case says so."""

from wayhome.journey.screening.codes import CHOICES, Question

BEST = {question: choices[0] for question, choices in CHOICES.items()}


def but(**given):
    """Return the best answers but for these, named by question in small letters."""
    return BEST | {Question[name.upper()]: choice for name, choice in given.items()}
