"""What some work takes: CPU of this process and those below it, and the most memory of any."""

import os
import resource
import time
from collections.abc import Iterable
from pathlib import Path
from threading import Event, Thread
from typing import Self

from tools.bench import cpu

BETWEEN_LOOKS = 0.1
KILOBYTES_A_MEGABYTE = 1024


class Usage:
    """Measures from entering to leaving; processes below must have ended by then.

    Memory is each process's own high-water mark, read from the kernel now and then: what
    ``getrusage`` says of a child begins with what its parent had.
    """

    def __init__(self) -> None:
        self.cpu = self.wall = 0.0
        self.megabytes = 0
        self._over = Event()
        self._watch = Thread(target=self._look_on, daemon=True)

    def __enter__(self) -> Self:
        self._begun = time.perf_counter(), cpu_seconds()
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        wall, spent = self._begun
        self.wall, self.cpu = time.perf_counter() - wall, cpu_seconds() - spent
        self._over.set()
        self._watch.join()

    def _look_on(self) -> None:
        while True:
            self._look()
            if self._over.wait(BETWEEN_LOOKS):
                self._look()
                return

    def _look(self) -> None:
        tree, below = [os.getpid()], cpu.children()
        for process in tree:
            tree += below.get(process, [])
        self.megabytes = max(self.megabytes, *map(high_water, tree))


def cpu_seconds() -> float:
    parts = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(part.ru_utime + part.ru_stime for part in parts)


def spread(milliseconds: Iterable[float], decimals: int = 0) -> str:
    """Say what the median, the 95th percentile and the most of some CPU times are."""
    times = sorted(milliseconds)
    if not times:
        return "no times"
    named = {
        "median": times[len(times) // 2],
        "p95": times[len(times) * 95 // 100],
        "max": times[-1],
    }
    return ", ".join(f"{name} {took:.{decimals}f} ms" for name, took in named.items()) + " CPU"


def high_water(process: int) -> int:
    """Give a process's peak of memory in megabytes; 0 for one that has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    found = (int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    return next(found, 0) // KILOBYTES_A_MEGABYTE
