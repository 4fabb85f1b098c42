"""The keeper: runs the embedded servers as long as somebody holds a connection to it.

Run as `python -m config.embedded.keeper VAR RUN`.
"""

import fcntl
import os
import selectors
import signal
import socket
import sys
import time
from pathlib import Path
from types import FrameType

from config.embedded.servers import KINDS, Server
from config.processes import Family

LINGER = 1.5  # seconds without users before the end, so that a row of commands shares one start
START_PATIENCE = 45.0


class Keeper:
    def __init__(self, var: Path, run: Path) -> None:
        self.var, self.run = var, run
        self.lock = os.open(run / "keeper.lock", os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self.lock, fcntl.LOCK_EX)  # waits until a predecessor and its servers have ended
        self.family = Family()
        self.servers: dict[str, Server] = {}
        self.users: set[socket.socket] = set()
        self.idle_since = time.monotonic()
        self.stopping = False
        self.selector = selectors.DefaultSelector()

    def serve(self) -> None:
        address = self.run / "keeper.sock"
        address.unlink(missing_ok=True)
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(str(address))
        address.chmod(0o600)
        listener.listen(128)
        self.selector.register(listener, selectors.EVENT_READ)
        try:
            while not self.finished():
                for key, _ in self.selector.select(0.25):
                    if key.fileobj is listener:
                        self.welcome(listener.accept()[0])
                    elif isinstance(key.fileobj, socket.socket):
                        self.hear(key.fileobj)
                self.revive()
        finally:
            address.unlink(missing_ok=True)
            listener.close()
            for user in self.users:
                user.close()
            for server in self.servers.values():
                server.stop()
            self.family.close()

    def finished(self) -> bool:
        return self.stopping or (not self.users and time.monotonic() - self.idle_since > LINGER)

    def welcome(self, user: socket.socket) -> None:
        self.users.add(user)
        self.selector.register(user, selectors.EVENT_READ)

    def hear(self, user: socket.socket) -> None:
        """A user asks for servers by one line, or has gone."""
        try:
            words = user.recv(256).decode().split()
        except OSError:
            words = []
        if not words:
            self.selector.unregister(user)
            self.users.discard(user)
            user.close()
            self.idle_since = time.monotonic()
            return
        try:
            user.sendall((self.provide(words) + "\n").encode())
        except OSError:
            pass  # gone meanwhile; the next read says so

    def provide(self, names: list[str]) -> str:
        """Start what is missing, all at once, and wait until everything answers: `ready`, or what is wrong."""
        try:
            fresh = [
                KINDS[name](self.var, self.run, self.family, self.lock)
                for name in names
                if name not in self.servers
            ]
            for server in fresh:
                server.start()
                self.servers[server.name] = server
            deadline = time.monotonic() + START_PATIENCE
            for server in fresh:
                while not server.answers():
                    if (
                        server.process is None
                        or server.process.poll() is not None
                        or time.monotonic() > deadline
                    ):
                        del self.servers[server.name]
                        server.stop()
                        return f"The embedded {server.name} did not start; see {self.var / 'log' / server.name}.log."
                    time.sleep(0.02)
        except Exception as problem:
            print(f"keeper: {problem}", file=sys.stderr, flush=True)
            return f"The embedded servers could not be started; see {self.var / 'log' / 'keeper.log'}."
        return "ready"

    def revive(self) -> None:
        """Start a server again that ended by itself."""
        for server in self.servers.values():
            if server.process is not None and server.process.poll() is not None:
                print(
                    f"keeper: {server.name} ended with {server.process.returncode}; starting again",
                    flush=True,
                )
                self.family.forget(server.process)
                time.sleep(0.5)
                server.start()

    def stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True


def main() -> None:
    keeper = Keeper(Path(sys.argv[1]), Path(sys.argv[2]))
    signal.signal(signal.SIGTERM, keeper.stop)
    signal.signal(signal.SIGINT, keeper.stop)
    keeper.serve()


if __name__ == "__main__":
    main()
