"""`python -m wayhome demo`, `dev` or `manage …`: what the commands in bin/ call."""

import sys

if sys.version_info < (3, 13):  # noqa: UP036  an older Python can't even read what follows
    sys.exit("Wayhome needs Python 3.13 or newer: start it with bin/demo, which finds one.")

from wayhome.launch.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
