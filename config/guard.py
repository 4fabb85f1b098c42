"""Ends the processes of a parent that was killed.

Started beside its children by a parent that keeps the only writing end of the pipe on this process's standard input.
The parent writes `+PID SIGNAL` and `-PID` lines; when it dies, however it dies, the pipe ends, and the guard sends
each child its signal and after a while kills what is left. Needs the standard library only.
"""

import os
import signal
import sys
import time

PATIENCE = 8.0  # seconds between asking and killing


def main() -> None:
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    children: dict[int, int] = {}
    for line in sys.stdin:
        words = line.split()
        if line.startswith("+"):
            children[int(words[0][1:])] = int(words[1])
        elif line.startswith("-"):
            children.pop(int(words[0][1:]), None)
    for pid, number in children.items():
        _send(pid, number)
    deadline = time.monotonic() + PATIENCE
    while any(_lives(pid) for pid in children):
        if time.monotonic() > deadline:
            for pid in children:
                _send(pid, signal.SIGKILL, whole_group=True)
            break
        time.sleep(0.05)


def _send(pid: int, number: int, *, whole_group: bool = False) -> None:
    try:
        (os.killpg if whole_group else os.kill)(pid, number)
    except (ProcessLookupError, PermissionError):
        pass


def _lives(pid: int) -> bool:
    """Whether any process of the child's group is left: a dead leader may leave workers behind."""
    try:
        os.killpg(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


if __name__ == "__main__":
    main()
