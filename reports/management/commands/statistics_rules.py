"""`manage.py statistics_rules`: the rules of all figures, as they stand in docs/statistics.md."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from base.languages import EN, speaking
from reports.statistics.describe import rules


class Command(BaseCommand):
    help = "Print the rules of all figures for docs/statistics.md."

    def handle(self, *args: Any, **options: Any) -> None:
        with speaking(EN):
            self.stdout.write(rules(), ending="")
