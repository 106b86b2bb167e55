"""bin/bench [CLIENTS …]: measure at several sizes of one organization, 200 others beside it.

CPU is the web server's and PostgreSQL's, from the kernel; statements are counted inside one
request; p50 and p95 are what a client waits, at one and at eight connections.
"""

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import md5
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

from tools.bench import cpu, data
from wayhome.launch import database, serve, steps
from wayhome.launch.postgres import Cluster

SIZES = (80, 800, 8_000)
OTHERS = 200
IN_ANOTHER = 20
REQUESTS = 78  # the smallest organization has 80 seats to record attendance of
TOKEN = "a" * 32
COLUMNS = (
    ("clients", 8),
    ("operation", 26),
    ("server ms", 11),
    ("database ms", 13),
    ("statements", 12),
    ("p50", 7),
    ("p95", 7),
    ("p50 of 8", 10),
    ("p95 of 8", 10),
)
HEADING = "".join(f"{name:>{width}}" for name, width in COLUMNS)


def row(*cells: object) -> str:
    shown = (f"{cell:.1f}" if isinstance(cell, float) else cell for cell in cells)
    return "".join(f"{cell:>{width}}" for cell, (_, width) in zip(shown, COLUMNS, strict=False))


@dataclass(frozen=True)
class Bench:
    """What is measured: the server's and the database's processes."""

    port: int
    server: int
    postgres: int


def main(sizes: tuple[int, ...]) -> None:
    with tempfile.TemporaryDirectory(prefix="wayhome-bench-") as folder:
        cluster = Cluster(Path(folder))
        with cluster.in_use():
            made = database.prepare_embedded(cluster)
            os.environ |= made.environment() | {
                "WAYHOME_SECRET_KEY": "bench",
                "WAYHOME_VAR": folder,
                "DJANGO_SETTINGS_MODULE": "wayhome.settings.demo",
            }
            steps.migrate(os.environ)
            steps.collect_static(os.environ, Path(folder))
            superuser = cluster.dsn(dbname=database.NAME)
            for number in range(OTHERS):
                organization = UUID(int=0xB000_0000 + 16 * number)
                data.fill(
                    superuser, organization=organization, slug=f"o{number}", clients=IN_ANOTHER
                )
            run(cluster, superuser, sizes)


def run(cluster: Cluster, superuser: str, sizes: tuple[int, ...]) -> None:
    import django  # noqa: PLC0415

    django.setup()
    from tools.bench import operations  # noqa: PLC0415

    counselors = {}
    for number, clients in enumerate(sizes):
        organization = UUID(int=0xA000_0000 + 16 * number)
        slug = f"size-{clients}"
        data.fill(superuser, organization=organization, slug=slug, clients=clients)
        first = md5(f"{slug}practitioner0".encode(), usedforsecurity=False)
        practitioner = UUID(bytes=first.digest())
        counselors[clients] = operations.sign_in(
            organization, practitioner, f"{slug}@bench.example"
        )
    data.analyze(superuser)
    port = free_port()
    server = start_server(port)
    bench = Bench(port, server.pid, cluster.running_pid() or 0)
    try:
        print(HEADING)
        for clients, counselor in counselors.items():
            for name, requests in operations.requests(counselor, REQUESTS).items():
                measure(bench, clients, name, [*requests], counselor.session_key)
            measure_ledger(bench, clients, counselor)
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    with socket.create_server(("localhost", 0)) as probe:
        return int(probe.getsockname()[1])


def start_server(port: int) -> subprocess.Popen[bytes]:
    command = serve.web_server(port)
    command[command.index("--workers") + 1] = "1"
    server = subprocess.Popen(command, env={**os.environ})  # noqa: S603
    for _ in range(300):
        try:
            connection = http.client.HTTPConnection("localhost", port, timeout=2)
            connection.request("GET", "/health/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return server
    sys.exit("the server didn't answer")


def measure(bench: Bench, clients, name, requests, session_key) -> None:
    counted, warm, rest = requests[0], requests[1:6], requests[6:]
    half = len(rest) // 2
    [*send(bench.port, warm, session_key)]
    before = cpu.seconds(bench.server), cpu.seconds(bench.postgres)
    alone = sorted(send(bench.port, rest[:half], session_key))
    after = cpu.seconds(bench.server), cpu.seconds(bench.postgres)
    crowd = sorted(send_at_once(bench.port, rest[half:], session_key))
    web, db = (1000 * (b - a) / len(alone) for a, b in zip(before, after, strict=True))
    count = statements(counted, session_key)
    waits = [1000 * share(times, at) for times in (alone, crowd) for at in (0.5, 0.95)]
    print(row(clients, name, web, db, count, *waits))


def measure_ledger(bench: Bench, clients, counselor) -> None:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from tools.bench import operations  # noqa: PLC0415

    with CaptureQueriesContext(connection) as queries:
        lines = operations.read_ledger(counselor)
    rounds = 10
    before, own = cpu.seconds(bench.postgres), time.process_time()
    for _ in range(rounds):
        operations.read_ledger(counselor)
    web = 1000 * (time.process_time() - own) / rounds
    db = 1000 * (cpu.seconds(bench.postgres) - before) / rounds
    print(row(clients, f"ledger of {lines}", web, db, len(queries)))


def send(port, requests, session_key) -> Iterator[float]:
    connection = http.client.HTTPConnection("localhost", port, timeout=30)
    headers = {
        "Cookie": f"wayhome_session={session_key}; wayhome_csrf={TOKEN}",
        "X-CSRFToken": TOKEN,
        "HX-Request": "true",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    for request in requests:
        if request.form is None:
            headers.pop("HX-Request", None)
        begun = time.perf_counter()
        method = "GET" if request.form is None else "POST"
        connection.request(method, request.path, urlencode(request.form or {}), headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != http.HTTPStatus.OK:
            sys.exit(f"{method} {request.path} answered {answer.status}")
        yield time.perf_counter() - begun


def send_at_once(port, requests, session_key) -> list[float]:
    parts = [requests[number::8] for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        return [
            t
            for times in pool.map(lambda part: [*send(port, part, session_key)], parts)
            for t in times
        ]


def statements(request, session_key) -> int:
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = Client(HTTP_HOST="localhost")
    client.cookies["wayhome_session"] = session_key
    with CaptureQueriesContext(connection) as queries:
        if request.form is None:
            client.get(request.path)
        else:
            client.post(request.path, request.form, headers={"HX-Request": "true"})
    return len(queries)


def share(times: list[float], at: float) -> float:
    return times[min(int(len(times) * at), len(times) - 1)]


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
