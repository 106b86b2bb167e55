"""Troubles with the disk, in words."""

import errno
from pathlib import Path

import pytest

from wayhome.launch.errors import LaunchError, disk_trouble_in_words, trouble_in_output

VAR = Path("/somewhere/var")


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "is full"),
        (errno.EDQUOT, "used up"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "can't be written to"),
        (errno.ENOTDIR, "is not a folder"),
    ],
)
def test_a_disk_error_becomes_a_sentence_with_the_folder(number, sentence):
    with (
        pytest.raises(LaunchError, match=f"/somewhere/var.*{sentence}"),
        disk_trouble_in_words(VAR),
    ):
        raise OSError(number, "refused")


def test_other_errors_pass_as_they_are():
    with pytest.raises(InterruptedError), disk_trouble_in_words(VAR):
        raise OSError(errno.EINTR, "interrupted")


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("could not write file: No space left on device", "is full"),
        ("could not create directory: Read-only file system", "is read-only"),
    ],
)
def test_another_programs_words_are_understood(output, sentence):
    assert sentence in trouble_in_output(output, VAR)


def test_words_about_something_else_are_left_alone():
    assert trouble_in_output("syntax error", VAR) is None
