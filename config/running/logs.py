"""The output of a child: all of it into a file, warnings also to the terminal."""

import json
import sys
import threading
from logging import INFO, LogRecord
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO

LOUD_LEVELS = {"warning", "error", "critical"}
LOUD_MARKS = ("[WARNING]", "[ERROR]", "[CRITICAL]", "Traceback (most recent call last)")
LARGEST = 10 * 1024 * 1024  # bytes, then a new file is begun


class Listener(threading.Thread):
    """Reads the pipe of one child until it ends."""

    def __init__(self, name: str, stream: IO[bytes], folder: Path) -> None:
        super().__init__(name=f"log of {name}", daemon=True)
        self.child = name
        self.stream = stream
        self.file = RotatingFileHandler(
            folder / f"{name}.log", maxBytes=LARGEST, backupCount=3, encoding="utf-8"
        )

    def run(self) -> None:
        for raw in self.stream:
            line = raw.decode(errors="replace").rstrip("\n")
            self.file.emit(LogRecord(self.child, INFO, "", 0, line, None, None))
            if loud := warning_in(line):
                print(f"{self.child}: {loud}", file=sys.stderr, flush=True)
        self.file.close()


def warning_in(line: str) -> str:
    """What the terminal should show of a log line; nothing for everyday lines."""
    if line.startswith("{"):
        try:
            event = json.loads(line)
        except ValueError:
            return ""
        if event.get("level") not in LOUD_LEVELS:
            return ""
        request = f" ({event['request']})" if "request" in event else ""
        first, _, _ = str(event.get("event", "")).strip().partition("\n")
        return f"{event['level']}: {first}{request}"
    return line if any(mark in line for mark in LOUD_MARKS) else ""
