"""CPU seconds of a process and all below it, from the kernel's own count."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def children() -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except (OSError, IndexError):
            continue
        found.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    return found


def seconds(root: int) -> float:
    """Return what the tree has used, with what its ended children had used."""
    tree, below = [root], children()
    for pid in tree:
        tree += below.get(pid, [])
    return sum(_own(pid) for pid in tree)


def _own(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / TICKS
