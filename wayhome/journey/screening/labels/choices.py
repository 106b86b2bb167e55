"""The answers of the self-check. Nobody is named in them, so that they fit both versions."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from wayhome.journey.screening.codes import Choice, Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

_Q, _C = Question, Choice
# What an answer is called, unless its question calls it something else.
_USUAL: Mapping[Choice, StrOrPromise] = MappingProxyType(
    {
        _C.NO: _("No"),
        _C.YES: _("Yes"),
        _C.LATELY: _("Yes, but not right now"),
        _C.NOW: _("Yes, right now"),
        _C.ADULT: _("18 or older"),
        _C.MINOR: _("Under 18"),
        _C.NEVER: _("Never"),
        _C.MONTHLY_OR_LESS: _("Once a month or less"),
        _C.SOME_DAYS_A_MONTH: _("Two to four times a month"),
        _C.SOME_DAYS_A_WEEK: _("Two or three times a week"),
        _C.MOST_DAYS: _("Four times a week or more"),
        _C.UP_TO_2: _("One or two"),
        _C.UP_TO_4: _("Three or four"),
        _C.UP_TO_6: _("Five or six"),
        _C.UP_TO_9: _("Seven to nine"),
        _C.TEN_OR_MORE: _("Ten or more"),
        _C.SELDOM: _("Less than once a month"),
        _C.MONTHLY: _("About once a month"),
        _C.WEEKLY: _("About once a week"),
        _C.DAILY: _("Every day, or almost"),
        _C.MALE: _("Male"),
        _C.UNSAID: _("Neither, or I'd rather not say"),
        _C.FEMALE: _("Female"),
        _C.NONE: _("None of these"),
        _C.OPIOIDS: _("Opioids"),
        _C.SEDATIVES: _("Calming or sleeping pills"),
        _C.BOTH: _("Both"),
        _C.A_LITTLE: _("A little"),
        _C.A_LOT: _("A lot"),
        _C.CARED_FOR: _("Good, or what is wrong is cared for"),
        _C.PREGNANT: _("Pregnant, or maybe pregnant"),
        _C.NEEDS_CARE: _("Something is wrong and needs care soon"),
        _C.SAFE: _("Safe and mostly calm"),
        _C.HARD: _("Hard: people drink or use there, or there is much stress"),
        _C.UNSAFE: _("Not safe, or no place to stay"),
        _C.SOMETIMES: _("Sometimes"),
        _C.OFTEN: _("Often"),
        _C.WITH_HELP: _("Only with help: time off, a ride, or child care"),
        _C.READY: _("Ready"),
        _C.UNSURE: _("Not sure"),
        _C.PUSHED: _("It is someone else who wants it"),
        _C.ENOUGH: _("Weekly visits, and they were enough"),
        _C.NOT_ENOUGH: _("Weekly visits, and they were not enough"),
        _C.STEPPING_DOWN: _("A hospital, a live-in place, or full days, until lately"),
        _C.INTENSIVE_NOT_ENOUGH: _("An IOP or more, and it was not enough"),
    }
)
_OWN: Mapping[tuple[Question, Choice], StrOrPromise] = MappingProxyType(
    {
        (_Q.FEAR, _C.LATELY): _("Yes, but there is no danger right now"),
        (_Q.FEAR, _C.NOW): _("Yes, and there is danger right now"),
        (_Q.MIND, _C.NO): _("Not much"),
        (_Q.MIND, _C.A_LOT): _("So much that everyday things can't be done"),
        (_Q.SUPPORT, _C.NO): _("Not really"),
    }
)


def choice_label(question: Question, choice: Choice) -> StrOrPromise:
    return _OWN.get((question, choice)) or _USUAL[choice]
