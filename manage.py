"""Django's commands. `bin/wayhome` calls it with the database running and the right role."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wayhome.settings.local")
    execute_from_command_line(sys.argv)
