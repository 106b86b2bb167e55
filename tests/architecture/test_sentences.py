"""No form lets one kind of obstacle say another kind's sentence."""

import importlib
from pkgutil import walk_packages

import pytest

import wayhome
from wayhome.shared.core.forms import RefusableForm
from wayhome.shared.core.refusal import SentencesByKind


def forms_of(kind):
    for one in kind.__subclasses__():
        yield one
        yield from forms_of(one)


def every_form():
    for module in walk_packages(wayhome.__path__, "wayhome."):
        parts = module.name.split(".")
        if "forms" in parts and "settings" not in parts:
            importlib.import_module(module.name)
    return sorted(set(forms_of(RefusableForm)), key=str)


FORMS = every_form()


def test_forms_are_found():
    assert len(FORMS) > 10


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.__module__}.{form.__qualname__}")
def test_sentences_of_several_kinds_are_looked_up_by_kind(form):
    kinds = {type(obstacle) for obstacle in form.words}
    assert len(kinds) <= 1 or isinstance(form.words, SentencesByKind)
