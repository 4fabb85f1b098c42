"""`manage.py dossier`: the dossier format itself, files of it, and events as files."""

from __future__ import annotations

import json
from argparse import RawDescriptionHelpFormatter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from reports.dossier.check import InvalidDossierError, Mistake
from reports.dossier.describe import field_tables
from reports.dossier.schema import Dossier, dossier_json_schema
from reports.management.commands.report import read_dossier_file

if TYPE_CHECKING:
    from people.models import Office
    from reports.dossier.load import Loaded

EXIT_CODES = "exit codes: 0 all is well; 1 a file is not valid, was not loaded, or the event or office is unknown; 2 wrong use"


class Command(BaseCommand):
    help = "Show the dossier format as JSON Schema, check or load dossier files, dump an event as one."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.epilog, parser.formatter_class = EXIT_CODES, RawDescriptionHelpFormatter
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("schema", help="print the JSON Schema of the format")
        verbs.add_parser("fields", help="print the fields of the format as Markdown tables")
        check = verbs.add_parser(
            "check", help="check files; prints everything that is wrong; needs no database"
        )
        check.add_argument("file", type=Path, nargs="+")
        load_ = verbs.add_parser(
            "load", help="load files into an office in this order; each whole or not at all"
        )
        load_.add_argument("file", type=Path, nargs="+")
        load_.add_argument(
            "--office", help="short address of the office; may be left out where there is one only"
        )
        load_.add_argument(
            "--preview",
            action="store_true",
            help="print what would change, record by record, and write nothing",
        )
        dump = verbs.add_parser("dump", help="print the dossier of an event")
        dump.add_argument("slug")

    def handle(self, *_args: Any, **options: Any) -> None:
        verbs = {
            "schema": self.schema,
            "fields": self.fields,
            "check": self.check_files,
            "load": self.load,
            "dump": self.dump,
        }
        verbs[options["verb"]](options)

    def schema(self, _options: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(dossier_json_schema(), ensure_ascii=False, indent=2))

    def fields(self, _options: dict[str, Any]) -> None:
        self.stdout.write(field_tables())

    def check_files(self, options: dict[str, Any]) -> None:
        for path, dossier in _read(options["file"]):
            self.stdout.write(f"{path} is a valid dossier of {dossier.event.slug}.")

    def load(self, options: dict[str, Any]) -> None:
        """A file that is refused does not keep the others out; a file that is no dossier does, before anything is written."""
        from reports.dossier.load import load, preview

        read = _read(options["file"])
        office = _office(options["office"])
        perform = preview if options["preview"] else load
        refused = []
        for path, dossier in read:
            try:
                loaded = perform(dossier, office=office, by="command", at=timezone.now())
            except InvalidDossierError as invalid:
                refused.append(f"{path} was not loaded:\n{_listed(invalid.errors)}")
                continue
            would = "would be " if options["preview"] else ""
            self.stdout.write(f"{path}: {loaded.event.slug} – {_summary(loaded, would)}")
            if options["preview"]:
                for line in _changes(loaded):
                    self.stdout.write(f"  {line}")
        if refused:
            raise CommandError("\n".join(refused))

    def dump(self, options: dict[str, Any]) -> None:
        from events.models import Event
        from reports.services.dossiers import written

        found = Event.objects.select_related("series", "office").filter(slug=options["slug"]).first()
        if found is None:
            raise CommandError(f"There is no event {options['slug']!r}.")
        self.stdout.write(written(found, indent=2).body.decode(), ending="")


def _read(paths: list[Path]) -> list[tuple[Path, Dossier]]:
    """Raises CommandError with everything that is wrong with any of them."""
    read, errors = [], []
    for path in paths:
        try:
            read.append((path, read_dossier_file(path)))
        except CommandError as error:
            errors.append(str(error))
    if errors:
        raise CommandError("\n".join(errors))
    return read


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


def _listed(mistakes: list[Mistake]) -> str:
    lines = []
    for mistake in mistakes:
        lines.append(f"  {mistake}")
        lines += [f'      "same_as": "{one.uid}"  is {one.label}' for one in mistake.candidates]
    return "\n".join(lines)


def _summary(loaded: Loaded, would: str) -> str:
    parts = [f"{count} {noun} {would}created" for noun, count in sorted(loaded.created.items())]
    parts += [f"{count} {noun} {would}changed" for noun, count in sorted(loaded.changed.items())]
    return ", ".join(parts) or "nothing to change"


def _changes(loaded: Loaded) -> Iterator[str]:
    for change in loaded.changes:
        yield f"{change.path}: {change.noun} {change.label} {change.action}"
        if change.action == "changed":
            for name, (old, new) in change.fields.items():
                yield f"    {name}: {_shown(old)} → {_shown(new)}"


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 120 else text[:119] + "…"
