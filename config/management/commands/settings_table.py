"""`manage.py settings_table`: every environment variable, as the operator's guide shows them."""

from typing import Any

from django.core.management import BaseCommand

from config import (
    env,
    gunicorn,  # noqa: F401  (reads the variables of the web server)
)


class Command(BaseCommand):
    help = "Prints every environment variable with its meaning and default as a Markdown table."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("| variable | meaning | default |\n|---|---|---|")
        for variable in sorted(env.VARIABLES.values(), key=lambda variable: variable.name):
            default = f"`{variable.default}`" if variable.default else "–"
            self.stdout.write(f"| `{variable.name}` | {variable.meaning} | {default} |")
