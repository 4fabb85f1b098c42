"""`manage.py dossier`: the dossier format itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from reports.dossier.check import InvalidDossierError
from reports.dossier.schema import dossier_json_schema
from reports.management.commands.report import read_dossier_file

if TYPE_CHECKING:
    from people.models import Office
    from reports.dossier.load import Loaded


class Command(BaseCommand):
    help = "Show the dossier format as JSON Schema, check or load dossier files, dump an event as one."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("schema", help="print the JSON Schema of the format")
        check = verbs.add_parser("check", help="check a file; prints everything that is wrong with it")
        check.add_argument("file", type=Path)
        load_ = verbs.add_parser("load", help="load files into an office; each whole or not at all")
        load_.add_argument("file", type=Path, nargs="+")
        load_.add_argument(
            "--office", help="short address of the office; may be left out where there is one only"
        )
        dump = verbs.add_parser("dump", help="print the dossier of an event")
        dump.add_argument("slug")

    def handle(self, *_args: Any, **options: Any) -> None:
        verbs = {"schema": self.schema, "check": self.check_file, "load": self.load, "dump": self.dump}
        verbs[options["verb"]](options)

    def schema(self, _options: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(dossier_json_schema(), ensure_ascii=False, indent=2))

    def check_file(self, options: dict[str, Any]) -> None:
        dossier = read_dossier_file(options["file"])
        self.stdout.write(f"{options['file']} is a valid dossier of {dossier.event.slug}.")

    def load(self, options: dict[str, Any]) -> None:
        from reports.dossier.load import load

        office = _office(options["office"])
        dossiers = [(path, read_dossier_file(path)) for path in options["file"]]
        for path, dossier in dossiers:
            try:
                loaded = load(dossier, office=office, by="command", at=timezone.now())
            except InvalidDossierError as invalid:
                listed = "\n".join(f"  {error}" for error in invalid.errors)
                raise CommandError(f"{path} was not loaded:\n{listed}") from invalid
            self.stdout.write(f"{path}: {loaded.event.slug} – {_summary(loaded)}")

    def dump(self, options: dict[str, Any]) -> None:
        from events.models import Event
        from reports.dossier.collect import collect

        event = Event.objects.select_related("series").filter(slug=options["slug"]).first()
        if event is None:
            raise CommandError(f"There is no event {options['slug']!r}.")
        self.stdout.write(collect(event).model_dump_json(indent=2, exclude_none=True))


def _office(slug: str | None) -> Office:
    from people.models import Office

    offices = list(Office.objects.filter(slug=slug) if slug else Office.objects.all()[:2])
    if len(offices) == 1:
        return offices[0]
    if slug:
        raise CommandError(f"There is no office {slug!r}.")
    raise CommandError(
        "Name the office with --office." if offices else "There is no office yet: `manage.py office create`."
    )


def _summary(loaded: Loaded) -> str:
    parts = [f"{count} {noun} created" for noun, count in sorted(loaded.created.items())]
    parts += [f"{count} {noun} changed" for noun, count in sorted(loaded.changed.items())]
    return ", ".join(parts) or "nothing to change"
