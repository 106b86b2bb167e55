"""What a phone needs before it paints a public page: the page and its style sheets, packed."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders

from tests.faces.site.walking import CHECK, result_of, walk
from tests.journey.screening.answers import but
from wayhome.journey.screening.codes import Choice

FIRST_VIEW = 14 * 1024
SHEET = re.compile(r'<link rel="stylesheet" href="/static/([^"]+)"')


def weight(page):
    sheets = [Path(finders.find(name)).read_bytes() for name in SHEET.findall(page.text)]
    assert len(sheets) == 3
    return len(gzip.compress(page.content)) + sum(len(brotli.compress(each)) for each in sheets)


@pytest.mark.parametrize("path", ["/help/", "/help/es/", CHECK])
def test_the_first_pages_fit_in_the_first_14_kb(client, path):
    assert weight(client.get(path)) <= FIRST_VIEW


def test_so_does_every_question_and_every_danger(client):
    grave = but(drugs=Choice.DAILY, fear=Choice.LATELY)
    assert max(weight(page) for page in list(walk(client, grave))[:-1]) <= FIRST_VIEW
    assert weight(result_of(client, but(body=Choice.YES))) <= FIRST_VIEW
