"""A page asks once; a write, or the page's end, forgets."""

import pytest

from wayhome.shared.core import gate, memo
from wayhome.shared.core.memo import once_a_page


@pytest.fixture
def asked():
    return []


@pytest.fixture
def ask(asked):
    @once_a_page
    def read(what, *, how=""):
        asked.append((what, how))
        return [what, how]

    return read


def test_outside_a_page_nothing_is_remembered(ask, asked):
    ask("who")
    ask("who")
    assert len(asked) == 2


def test_a_page_asks_once_for_each_question(ask, asked):
    with memo.of_one_page():
        assert ask("who") == ask("who") == ["who", ""]
        ask("who", how="kindly")
        ask("whom")
        ask("who", how="kindly")
    assert asked == [("who", ""), ("who", "kindly"), ("whom", "")]


def test_the_next_page_asks_again(ask, asked):
    for _ in range(2):
        with memo.of_one_page():
            ask("who")
    assert len(asked) == 2


def test_a_write_forgets_before_and_after(ask, asked):
    with memo.of_one_page():
        ask("who")
        with gate.opened("test"):
            ask("who")
            ask("who")
        ask("who")
    assert len(asked) == 3


def test_a_read_that_fails_is_not_remembered(asked):
    @once_a_page
    def read():
        asked.append("x")
        raise LookupError

    with memo.of_one_page():
        for _ in range(2):
            with pytest.raises(LookupError):
                read()
    assert len(asked) == 2
