"""Stops the embedded server when everyone who used it is gone, even if they were killed.

Run as `python -m wayhome.launch.watch VAR` by whoever started the server.
"""

import os
import sys
import time
from pathlib import Path

from wayhome.launch.postgres import Cluster

_SECONDS_BETWEEN_LOOKS = 1


def watch(var: Path) -> None:
    """Wait until nobody holds the users' lock, then stop the server."""
    cluster = Cluster(var)
    with (var / "postgres.users").open("w") as handle:
        while cluster.running_pid() and not cluster.stop_if_unused(handle.fileno()):
            # Looking now and then lets a user who leaves in good order stop the server itself.
            time.sleep(_SECONDS_BETWEEN_LOOKS)


if __name__ == "__main__":
    os.setsid()
    watch(Path(sys.argv[1]))
