"""What is wrong with a week, said to the person who can put it right."""

from collections.abc import Mapping
from typing import Literal

from wayhome.engines.timetable.domain import Problem
from wayhome.engines.timetable.words.english import ENGLISH
from wayhome.engines.timetable.words.spanish import SPANISH
from wayhome.engines.timetable.words.templates import Templates

type Language = Literal["en", "es"]

TEMPLATES: Mapping[Language, Templates] = {"en": ENGLISH, "es": SPANISH}


def sentence(problem: Problem, language: Language, names: Mapping[str, str]) -> str:
    """Say one problem; ``names``: what people call the ids in it, which stand for themselves."""
    templates = TEMPLATES[language]
    by_reason = templates.left_out if problem.left_out else templates.in_part
    return by_reason[problem.reason].format(
        subject=names.get(problem.subject, problem.subject),
        other=names.get(problem.other, problem.other),
    )
