"""The one exception that a person at the terminal reads, and the disk's own errors in words."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_DISK_TROUBLE = {
    errno.ENOSPC: "The disk that holds {path} is full: make room, then start again.",
    errno.EDQUOT: "The disk quota for {path} is used up: make room, then start again.",
    errno.EROFS: "The disk that holds {path} is read-only: set WAYHOME_VAR to another folder.",
    errno.EACCES: "The folder {path} can't be written to: set WAYHOME_VAR to one that can.",
    errno.EPERM: "The folder {path} can't be written to: set WAYHOME_VAR to one that can.",
    errno.ENOTDIR: "{path} is not a folder: set WAYHOME_VAR to one.",
    errno.EEXIST: "{path} is not a folder: set WAYHOME_VAR to one.",
}


class LaunchError(Exception):
    """Wayhome can't start; the message is one sentence that says what to do."""


@contextmanager
def disk_trouble_in_words(path: Path) -> Iterator[None]:
    """Turn the operating system's refusal to write into a sentence.

    :raises LaunchError: the disk is full, read-only or not ours.
    """
    try:
        yield
    except OSError as error:
        sentence = _DISK_TROUBLE.get(error.errno or 0)
        if sentence is None:
            raise
        raise LaunchError(sentence.format(path=path)) from error


def trouble_in_output(output: str, path: Path) -> str | None:
    """Return the sentence for a disk error that another program printed, if it did."""
    if "No space left on device" in output:
        return _DISK_TROUBLE[errno.ENOSPC].format(path=path)
    if "Read-only file system" in output:
        return _DISK_TROUBLE[errno.EROFS].format(path=path)
    return None
