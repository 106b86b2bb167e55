"""A visitor without a browser: reads a page's form, and presses one of its buttons."""

import re
from html import unescape

from tests.journey.screening.answers import BEST
from wayhome.journey.screening.codes import Audience

CHECK = "/help/check/"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def carried_in(page):
    return {name: unescape(value) for name, value in HIDDEN.findall(page)}


def press(client, page, /, **button):
    """Press a button of the page that was answered."""
    return client.post(CHECK, carried_in(page.text) | button)


def begin(client, audience=Audience.SELF):
    return client.post(CHECK, {"audience": audience.value})


def walk(client, answers=BEST, audience=Audience.SELF):
    """Yield every page from the first question to the result; what isn't answered is skipped."""
    page = begin(client, audience)
    yield page
    while 'name="skip"' in page.text:
        at = carried_in(page.text)["at"]
        choice = answers.get(at)
        page = press(client, page, answer=choice.value) if choice else press(client, page, skip=1)
        yield page


def result_of(client, answers=BEST, audience=Audience.SELF):
    return list(walk(client, answers, audience))[-1]
