"""A mail server that counts Message-IDs and misbehaves as it is told."""

from __future__ import annotations

import re
import socketserver
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

MESSAGE_ID = re.compile(rb"^Message-ID:\s*(<[^>]+>)", re.IGNORECASE | re.MULTILINE)
RECIPIENT = re.compile(rb"TO:\s*<([^>]*)>", re.IGNORECASE)


@dataclass
class Manners:
    """How the sink answers. `pause`: seconds before each answer to DATA; `script`: recipient → answer to RCPT.

    `hang`: says nothing any more, on any line. `stall`: takes the mail, then says nothing.
    """

    pause: float = 0.0
    script: dict[str, str] = field(default_factory=dict)
    hang: bool = False
    stall: bool = False


class Sink:
    """`copies`: Message-ID → how often a mail with it was taken."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.copies: Counter[str] = Counter()
        self.subjects: list[tuple[str, bytes]] = []
        self.manners = Manners()
        self.lock = threading.Lock()
        self.server: _Server | None = None

    @property
    def taken(self) -> int:
        return sum(self.copies.values())

    def open(self) -> None:
        self.server = _Server(("127.0.0.1", self.port), _Session)
        self.server.sink = self
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        """As if the machine were off: nobody listens any more."""
        if self.server is not None:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    def take(self, recipient: str, content: bytes) -> None:
        found = MESSAGE_ID.search(content)
        with self.lock:
            self.copies[found[1].decode() if found else "none"] += 1
            self.subjects.append((recipient, content))

    def forget(self) -> None:
        with self.lock:
            self.copies.clear()
            self.subjects.clear()
        self.manners = Manners()


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128
    sink: Sink


class _Session(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        try:
            self.talk(self.server.sink)
        except OSError:  # the other side was killed
            pass

    def talk(self, sink: Sink) -> None:
        self.say("220 sink")
        recipient = ""
        while line := self.rfile.readline():
            self.wait_while_hanging(sink)
            word = line[:4].upper().strip()
            if word == b"RCPT":
                found = RECIPIENT.search(line)
                recipient = found[1].decode() if found else ""
                self.say(sink.manners.script.get(recipient, "250 ok"))
            elif word == b"DATA":
                self.say("354 go on")
                if (content := self.content()) is None:
                    return  # killed in the middle: nothing was taken
                sink.take(recipient, content)
                self.dawdle(sink)
                self.say("250 taken")
            elif word == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def content(self) -> bytes | None:
        parts: list[bytes] = []
        while line := self.rfile.readline():
            if line == b".\r\n":
                return b"".join(parts)
            parts.append(line)
        return None

    def dawdle(self, sink: Sink) -> None:
        if sink.manners.pause:
            time.sleep(sink.manners.pause)
        while sink.manners.stall and sink.server is not None:
            time.sleep(0.02)

    def wait_while_hanging(self, sink: Sink) -> None:
        while sink.manners.hang and sink.server is not None:
            time.sleep(0.02)

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())
