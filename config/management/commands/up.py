"""`manage.py up`: everything that Entente needs, by one command."""

import io
import sys
import time
from argparse import ArgumentParser
from http.client import HTTPConnection, HTTPException
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import BaseCommand, call_command, get_commands
from django.db import connections, transaction

from config import gunicorn
from config.embedded import ServerError, ensure_servers, release_servers
from config.env import ConfigurationError
from config.running.checks import check_database, check_port, check_redis
from config.running.supervisor import Supervisor

START_PATIENCE = 60.0  # seconds until the web server must have answered


class Command(BaseCommand):
    help = "Runs the database, the broker, the web server, the worker and the clock until Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-demo", action="store_true", help="Load no example data at the first start.")
        parser.add_argument(
            "--end-with-parent", action="store_true", help="End when the program that started this one ends."
        )

    def handle(self, *args: Any, no_demo: bool, end_with_parent: bool, **options: Any) -> None:
        supervisor = None
        try:
            self.prepare(no_demo=no_demo)
            supervisor = Supervisor(settings.VAR_DIR / "log", with_parent=end_with_parent)
            supervisor.start()
            if self.wait_for_answer(supervisor):
                self.say_where(no_demo=no_demo)
                supervisor.watch()
        except KeyboardInterrupt:
            pass
        except (ConfigurationError, ServerError) as problem:
            self.stop(supervisor)
            sys.exit(str(problem))
        self.stop(supervisor)

    def prepare(self, *, no_demo: bool) -> None:
        """Look at port and servers, bring the tables up to date, and fill an empty house with the example."""
        check_port(gunicorn.bind.rpartition(":")[0], settings.PORT)
        ensure_servers()
        check_database()
        check_redis()
        call_command("migrate", verbosity=0, interactive=False)
        if not no_demo and self.house_is_empty():
            self.say("Preparing the example data …")
            with transaction.atomic():  # a broken start leaves an empty house, which the next one fills
                call_command("demo", stdout=io.StringIO())  # the log-ins are printed once the site answers
        connections.close_all()

    def house_is_empty(self) -> bool:
        if settings.PRODUCTION or "demo" not in get_commands():
            return False
        return not apps.get_model("people", "Office")._default_manager.exists()

    def wait_for_answer(self, supervisor: Supervisor) -> bool:
        deadline = time.monotonic() + START_PATIENCE
        while time.monotonic() < deadline:
            if answers(settings.PORT):
                return True
            if not supervisor.watch(until=time.monotonic() + 0.1):
                return False
        raise ServerError(f"The web server does not answer; {settings.VAR_DIR / 'log' / 'web.log'} says why.")

    def say_where(self, *, no_demo: bool) -> None:
        self.say(f"\nEntente runs at {settings.SITE_URL} — Ctrl-C ends it. Logs: {settings.VAR_DIR / 'log'}")
        if not no_demo and not settings.PRODUCTION and "demo" in get_commands():
            call_command("demo", "--show", stdout=self.stdout)
        self.stdout.flush()

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def stop(self, supervisor: Supervisor | None) -> None:
        if supervisor is not None:
            self.say("\nEnding …")
            supervisor.stop()
        connections.close_all()
        release_servers()


def answers(port: int) -> bool:
    """Whether a web server answers on this machine, whatever it says."""
    host = gunicorn.bind.rpartition(":")[0].strip("[]")
    connection = HTTPConnection("127.0.0.1" if host in {"0.0.0.0", "::"} else host, port, timeout=30)  # noqa: S104
    try:
        connection.request("GET", "/healthz?format=text", headers={"Host": f"localhost:{port}"})
        connection.getresponse().read()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True
