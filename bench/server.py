"""A gunicorn of the bench: started, asked whether it answers, measured and stopped."""

from __future__ import annotations

import os
import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from django.conf import settings

from bench.environment import ROOT, free_port
from config.processes import Family

PATIENCE = 60.0


class Server:
    """`settings_module` decides what is served: the site, the site without its cache, or the floor."""

    def __init__(self, family: Family, name: str, settings_module: str) -> None:
        self.family, self.name = family, name
        self.port = free_port()
        self.environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings_module, "PORT": str(self.port)}
        self.log = Path(settings.VAR_DIR) / "log" / f"bench-{name}.log"

    def start(self) -> None:
        # A worker that is replaced in mid-run would close connections under load: no figure of a page.
        command = [sys.executable, "-m", "gunicorn", "-c", "python:config.gunicorn", "--max-requests", "0"]
        command.append("config.wsgi")
        with self.log.open("wb") as log:
            self.process = self.family.start(command, log=log, environment=self.environment, cwd=ROOT)
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"The web server of the bench ({self.name}) did not start; see {self.log}.")
            time.sleep(0.05)

    def stop(self) -> None:
        self.family.stop(self.process)

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    @property
    def workers(self) -> list[int]:
        pid = self.process.pid
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("HEAD", "/healthz?format=text")
            connection.getresponse().read()
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()
        return True
