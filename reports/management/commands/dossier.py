"""`manage.py dossier`: the dossier format itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reports.dossier.schema import dossier_json_schema
from reports.management.commands.report import read_dossier_file


class Command(BaseCommand):
    help = "Show the dossier format as JSON Schema, or check a dossier file against it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("schema", help="print the JSON Schema of the format")
        check = verbs.add_parser("check", help="check a file; prints everything that is wrong with it")
        check.add_argument("file", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["verb"] == "schema":
            self.stdout.write(json.dumps(dossier_json_schema(), ensure_ascii=False, indent=2))
            return
        dossier = read_dossier_file(options["file"])
        self.stdout.write(f"{options['file']} is a valid dossier of {dossier.event.slug}.")
