"""What a start reads from its surroundings, and what it refuses before starting anything."""

import socket
import stat

import pytest

from wayhome.launch import surroundings as module
from wayhome.launch.database import Database
from wayhome.launch.errors import LaunchError
from wayhome.launch.surroundings import (
    Surroundings,
    check_port_is_free,
    note_server,
    secret_key,
    surroundings,
    wait_for_port,
)

pytestmark = pytest.mark.allow_hosts(["127.0.0.1", "::1"])
DATABASE = Database(app="dbname=a", owner="dbname=o")


def test_the_folder_and_the_port_are_as_named(tmp_path):
    around = surroundings({"WAYHOME_VAR": str(tmp_path / "new"), "PORT": "8123"})
    assert around == Surroundings(var=tmp_path / "new", port=8123)
    assert around.var.is_dir()
    assert around.address == "http://localhost:8123"


def test_the_port_is_8000_unless_named(tmp_path):
    assert surroundings({"WAYHOME_VAR": str(tmp_path), "PORT": ""}).port == 8000


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "8000 ", "٨٠"])
def test_a_port_that_is_none_is_refused(tmp_path, port):
    with pytest.raises(LaunchError, match="from 1 to 65535"):
        surroundings({"WAYHOME_VAR": str(tmp_path), "PORT": port})


def test_a_folder_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "var").touch()
    with pytest.raises(LaunchError, match="is not a folder"):
        surroundings({"WAYHOME_VAR": str(tmp_path / "var")})


@pytest.mark.parametrize(("family", "host"), module._LOOPBACKS)
def test_a_taken_port_is_refused_and_a_free_one_is_not(family, host):
    if family is socket.AF_INET6 and module._has_no_ipv6():
        pytest.skip("this machine has no IPv6")
    with socket.socket(family, socket.SOCK_STREAM) as other:
        other.bind((host, 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(LaunchError, match=f"Port {port} is taken"):
            check_port_is_free(port)
    check_port_is_free(port)


@pytest.fixture
def taken(tmp_path, monkeypatch):
    """Return surroundings whose port another program holds, and that program's socket."""
    monkeypatch.setattr(module, "_SECONDS_TO_LET_GO", 0.3)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield Surroundings(var=tmp_path, port=other.getsockname()[1]), other


def test_a_port_that_a_stranger_holds_is_refused_at_once(taken, monkeypatch):
    around, _ = taken
    monkeypatch.setattr(module.time, "sleep", lambda _: pytest.fail("waited"))
    with pytest.raises(LaunchError, match="taken by another program"):
        wait_for_port(around)
    note_server(Surroundings(around.var, around.port + 1))
    with pytest.raises(LaunchError, match="taken by another program"):
        wait_for_port(around)


def test_a_port_on_which_wayhome_serves_already_is_named_with_its_process(taken, monkeypatch):
    around, _ = taken
    note_server(around)
    monkeypatch.setattr(module.process, "command_line", lambda _: "python -m wayhome demo")
    with pytest.raises(LaunchError, match=rf"runs at {around.address} already, as process \d+"):
        wait_for_port(around)


def test_a_start_that_was_killed_is_given_a_moment_to_let_go_of_its_port(taken, monkeypatch):
    around, other = taken
    note_server(around)
    monkeypatch.setattr(module.process, "command_line", lambda _: "")
    with pytest.raises(LaunchError, match="taken by another program"):
        wait_for_port(around)
    monkeypatch.setattr(module.time, "sleep", lambda _: other.close())
    wait_for_port(around)


def test_a_machine_without_ipv6_has_its_ports_free(monkeypatch):
    monkeypatch.setattr(module, "_LOOPBACKS", ((socket.AF_INET6, "::2"),))
    monkeypatch.setattr(module, "_has_no_ipv6", lambda: True)
    check_port_is_free(8123)


def test_a_reserved_port_is_refused(monkeypatch):
    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr(socket.socket, "bind", refuse)
    with pytest.raises(LaunchError, match="Port 80 is reserved"):
        check_port_is_free(80)


def test_the_secret_is_made_once_and_private(tmp_path):
    first = secret_key(tmp_path)
    assert len(first) >= 50
    assert secret_key(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_what_we_start_acts_as_the_app_role_with_our_secret(tmp_path):
    given = {"PATH": "/bin", "WAYHOME_DATABASE_ROLE": "owner"}
    around = Surroundings(var=tmp_path, port=8000)
    assert module.environment(around, DATABASE, given, settings="s") == {
        "PATH": "/bin",
        "DATABASE_URL": "dbname=a",
        "DATABASE_OWNER_URL": "dbname=o",
        "WAYHOME_VAR": str(tmp_path),
        "WAYHOME_SECRET_KEY": secret_key(tmp_path),
        "DJANGO_SETTINGS_MODULE": "s",
        "PYTHONUNBUFFERED": "1",
    }


def test_a_named_secret_and_named_settings_win(tmp_path):
    given = {"WAYHOME_SECRET_KEY": "named", "DJANGO_SETTINGS_MODULE": "named.settings"}
    around = Surroundings(var=tmp_path, port=8000)
    found = module.environment(around, DATABASE, given, settings="s")
    assert (found["WAYHOME_SECRET_KEY"], found["DJANGO_SETTINGS_MODULE"]) == (
        "named",
        "named.settings",
    )
    assert not list(tmp_path.iterdir())
