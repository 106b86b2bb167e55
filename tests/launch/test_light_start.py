"""The web process knows the tasks, and loads nothing that only the worker needs."""

import json
import subprocess
import sys

HEAVY = ("numpy", "ortools", "highspy", "scipy", "pandas")
SHOWN = f"""
import json, sys
import django
django.setup()
import wayhome.urls
from procrastinate.contrib.django import app
tasks = sorted(app.tasks)
print(json.dumps([[each for each in {HEAVY!r} if each in sys.modules], tasks]))
"""


def test_the_web_process_knows_the_tasks_without_the_solver():
    done = subprocess.run([sys.executable, "-c", SHOWN], capture_output=True, text=True, check=True)  # noqa: S603
    heavy, tasks = json.loads(done.stdout.splitlines()[-1])
    assert heavy == []
    assert "weekplans.build" in tasks
