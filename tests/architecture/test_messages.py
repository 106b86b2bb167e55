"""Every text that a client or a visitor reads has a Spanish one that somebody is sure of."""

import re

from babel.messages.pofile import read_po

from tools import messages

PLACEHOLDER = re.compile(r"%\(\w+\)\w|\{\w*\}|<[^>]+>")


def spanish():
    with (messages.LOCALE / "es" / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale="es")


def test_no_text_that_a_client_reads_lacks_a_spanish_one():
    assert messages.missing("es") == []


def test_a_spanish_text_keeps_what_is_filled_into_it():
    broken = []
    for message in spanish():
        if not message.id or message.pluralizable or not message.string:
            continue
        if sorted(PLACEHOLDER.findall(message.id)) != sorted(PLACEHOLDER.findall(message.string)):
            broken.append(message.id)
    assert broken == []
