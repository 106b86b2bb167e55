"""bin/bench directory FOLDER [LISTINGS …]: print what a search of the directory costs.

FOLDER holds the real directory and the Census Bureau's ZIP areas. The directory is filled up to
so many listings by copies nearby. CPU is this process's and PostgreSQL's, from the kernel.
"""

import os
import random
import sys
import tempfile
import time
from pathlib import Path

import psycopg

from tools.bench import cpu
from wayhome.launch import database, steps
from wayhome.launch.postgres import Cluster

SIZES = (13_000, 130_000)
SEARCHES = 200
FILES = ("samhsa-directory-2024/facilities.csv.gz", "zip-centroids/zcta_centroids_us.csv")
# each copy stands within some miles of what it copies
FILL = """
INSERT INTO finder_facility
SELECT (copy).* FROM (
    SELECT jsonb_populate_record(facility, jsonb_build_object(
        'id', gen_random_uuid(), 'key', gen_random_uuid(), 'place_key', gen_random_uuid(),
        'name', facility.name || ' ' || number,
        'latitude', latitude + (random() - 0.5) / 10, 'longitude', longitude + (random() - 0.5) / 10
    )) AS copy
    FROM generate_series(1, %(most)s / (SELECT count(*) FROM finder_facility) + 1) AS number,
        finder_facility AS facility
    WHERE cell IS NOT NULL
    ORDER BY number, random()
    LIMIT %(most)s - (SELECT count(*) FROM finder_facility)
) AS copies;
UPDATE finder_facility SET cell =
    floor((latitude + 90) * 2)::int * 720 + floor((longitude + 180) * 2)::int
WHERE cell <> floor((latitude + 90) * 2)::int * 720 + floor((longitude + 180) * 2)::int
"""
TOWNS = {
    "New York": (40.75, -73.99),
    "Los Angeles": (34.05, -118.24),
    "Chicago": (41.88, -87.63),
    "Lexington": (38.05, -84.50),
}


def main(folder: Path, sizes: tuple[int, ...]) -> None:
    with tempfile.TemporaryDirectory(prefix="wayhome-bench-") as var:
        cluster = Cluster(Path(var))
        with cluster.in_use():
            made = database.prepare_embedded(cluster)
            os.environ |= made.environment() | {
                "WAYHOME_SECRET_KEY": "bench",
                "WAYHOME_VAR": var,
                "DJANGO_SETTINGS_MODULE": "wayhome.settings.demo",
            }
            steps.migrate(os.environ)
            run(cluster, folder, sizes)


def run(cluster: Cluster, folder: Path, sizes: tuple[int, ...]) -> None:
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    began = time.process_time()
    call_command("directory", "import", str(folder / FILES[0]), "--edition", "2024")
    call_command("directory", "places", str(folder / FILES[1]))
    print(f"both files: {time.process_time() - began:.1f} s of this process")
    print(
        f"{'listings':>9}  {'near':<12}{'miles':>6}{'wishes':>7}{'found':>7}{'server ms':>11}",
        end="",
    )
    print(f"{'database ms':>13}{'sum':>7}")
    for size in sizes:
        with psycopg.connect(cluster.dsn(dbname=database.NAME), autocommit=True) as filling:
            filling.execute(FILL.replace("%(most)s", str(size)))
            filling.execute("VACUUM ANALYZE finder_facility")
        for town in TOWNS:
            for miles, wishes in ((25, 3), (100, 0), (100, 3), (100, 20)):
                measure(cluster.running_pid() or 0, size, town, miles, wishes)


def measure(postgres: int, size: int, town: str, miles: int, wishes: int) -> None:
    from wayhome.journey.finder import queries  # noqa: PLC0415
    from wayhome.journey.finder.codes import Importance, Wish  # noqa: PLC0415
    from wayhome.journey.finder.rules import Point, Wanted  # noqa: PLC0415
    from wayhome.shared.audit.actor import Actor  # noqa: PLC0415
    from wayhome.shared.core import context  # noqa: PLC0415

    dice, visitor = random.Random(size), Actor.public()  # noqa: S311  # a bench
    latitude, longitude = TOWNS[town]

    def search() -> int:
        near = Point(latitude + dice.uniform(-0.1, 0.1), longitude + dice.uniform(-0.1, 0.1))
        wanted = [Wanted(wish, dice.choice([*Importance])) for wish in dice.sample([*Wish], wishes)]
        return queries.search(visitor, near=near, miles=miles, wanted=wanted).total

    with context.acting_as(visitor.acting):
        for _ in range(10):
            found = search()
        before = time.process_time(), cpu.seconds(postgres)
        for _ in range(SEARCHES):
            search()
        after = time.process_time(), cpu.seconds(postgres)
    own, db = (1000 * (b - a) / SEARCHES for a, b in zip(before, after, strict=True))
    place = f"{size:>9}  {town:<12}{miles:>6}{wishes:>7}{found:>7}"
    print(f"{place}{own:>11.1f}{db:>13.1f}{own + db:>7.1f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), tuple(int(size) for size in sys.argv[2:]) or SIZES)
