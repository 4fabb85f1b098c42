"""`manage.py report`: a report of a recorded event or of a dossier file, written to a file."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from base.languages import CODES
from base.typesetting import RenderError
from reports.dossier.check import InvalidDossierError, read_dossier
from reports.dossier.schema import Dossier
from reports.narrative import ReportKind
from reports.renderers import FORMATS, render


class Command(BaseCommand):
    help = "Write a report of an event (its slug) or of a dossier file (a path that ends in .json; needs no database)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", metavar="SLUG|DOSSIER.json", help="the event's slug, or a dossier file")
        parser.add_argument(
            "--kind", choices=[kind.value for kind in ReportKind], default=ReportKind.POST_EVENT.value
        )
        parser.add_argument("--format", choices=FORMATS, required=True)
        parser.add_argument("--language", choices=CODES, required=True)
        parser.add_argument("--output", metavar="FILE", type=Path, required=True)
        parser.add_argument(
            "--not-stated",
            choices=["omit", "mark"],
            default="omit",
            help="leave out what is not stated, or say that it is not stated",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        output: Path = options["output"]
        if not output.parent.is_dir():
            raise CommandError(f"{output.parent}: there is no such folder to write {output.name} into.")
        if output.is_dir():
            raise CommandError(f"{output} is a folder; name a file.")
        dossier = _dossier(options["source"])
        try:
            content = render(
                dossier,
                kind=options["kind"],
                language=options["language"],
                format=options["format"],
                not_stated=options["not_stated"],
            )
        except RenderError as error:
            raise CommandError(str(error)) from error
        try:
            _write(output, content)
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{output}: {len(content)} bytes")


def _dossier(source: str) -> Dossier:
    path = Path(source)
    if path.suffix == ".json":
        return read_dossier_file(path)
    # A dossier file needs no database, so the code that reads one is met only here.
    from django.core.exceptions import ObjectDoesNotExist
    from django.db import DatabaseError

    from events.models import Event
    from reports.dossier.collect import collect

    try:
        return collect(Event.objects.get(slug=source))
    except DatabaseError as error:
        raise CommandError("The database is not set up: run `make setup` first.") from error
    except ObjectDoesNotExist as error:
        raise CommandError(f"There is no event {source!r}; a dossier file ends in .json.") from error


def read_dossier_file(path: Path) -> Dossier:
    """Raises CommandError with everything that is wrong with the file."""
    try:
        return read_dossier(path.read_bytes())
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except InvalidDossierError as invalid:
        listed = "\n".join(f"  {error}" for error in invalid.errors)
        raise CommandError(f"{path} is not a valid dossier:\n{listed}") from invalid


def _write(output: Path, content: bytes) -> None:
    """Aside, to the disk, then renamed: a reader meets the old file or the whole new one."""
    handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.")
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp keeps a file to its owner; a report is an ordinary file.
        umask = os.umask(0)
        os.umask(umask)
        aside.chmod(0o666 & ~umask)
        aside.replace(output)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
