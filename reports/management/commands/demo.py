"""`manage.py demo`: example data for a first look."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from people.models import Office
from reports.services.demo import LOG_INS, PASSWORD, load_demo


class Command(BaseCommand):
    help = "Fill an empty house with the example offices and events; --show prints their log-ins."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--show", action="store_true", help="Print the log-ins and change nothing.")

    def handle(self, *args: Any, show: bool, **options: Any) -> None:
        if not show:
            if Office.objects.exists():
                raise CommandError("There are offices already; the example data are for an empty house.")
            load_demo(at=timezone.now())
        self.stdout.write(f"Demo log-ins (password {PASSWORD}):")
        for email, role, slug in LOG_INS:
            self.stdout.write(f"  {email:<42} {role.value:<14} {slug}")
