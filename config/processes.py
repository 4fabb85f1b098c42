"""Child processes that never outlive their parent."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

GUARD = Path(__file__).with_name("guard.py")


class Family:
    """The children of this process: each leads a process group of its own, and a guard ends them after us."""

    def __init__(self) -> None:
        self._guard = subprocess.Popen(
            [sys.executable, "-I", "-S", str(GUARD)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
            text=True,
        )

    def start(
        self,
        command: Sequence[str],
        *,
        end: int = signal.SIGTERM,
        log: IO[bytes] | int | None = None,
        environment: Mapping[str, str] | None = None,
        owner: str | None = None,
        keep_open: Sequence[int] = (),
        cwd: Path | None = None,
    ) -> "subprocess.Popen[bytes]":
        """Start a child; `end` is the signal that asks it to stop, `owner` the user it runs as."""
        child: subprocess.Popen[bytes] = subprocess.Popen(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=dict(environment) if environment is not None else None,
            user=owner,
            group=owner,
            extra_groups=[] if owner else None,
            pass_fds=tuple(keep_open),
            cwd=cwd,
            start_new_session=True,
        )
        self._tell(f"+{child.pid} {int(end)}")
        return child

    def stop(
        self, child: "subprocess.Popen[bytes]", *, end: int = signal.SIGTERM, patience: float = 10.0
    ) -> None:
        """Ask the child to stop, wait, and kill its whole group if it does not."""
        if child.poll() is None:
            child.send_signal(end)
            try:
                child.wait(patience)
            except subprocess.TimeoutExpired:
                pass
        self.forget(child)

    def forget(self, child: "subprocess.Popen[bytes]") -> None:
        """Remove what is left of the child's group, and tell the guard."""
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass
        child.wait()
        self._tell(f"-{child.pid}")

    def _tell(self, line: str) -> None:
        if self._guard.stdin is not None and self._guard.poll() is None:
            self._guard.stdin.write(line + "\n")
            self._guard.stdin.flush()

    def close(self) -> None:
        """Dismiss the guard; whatever still runs is ended by it."""
        if self._guard.stdin is not None:
            self._guard.stdin.close()
        self._guard.wait()
