"""`manage.py restore FOLDER`: bring a backup back, or `--drill`: prove that it would come back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from config.archives import ArchiveError
from config.embedded import ServerError, ensure_servers
from config.restoring import Restored, drill, restore


class Command(BaseCommand):
    help = "Brings a backup back into an empty database (--replace: instead of what is there), or only tries it (--drill)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder that `backup` has printed")
        parser.add_argument("--replace", action="store_true", help="Replace what the database holds.")
        parser.add_argument(
            "--drill", action="store_true", help="Try it in a database of its own and drop that again."
        )

    def handle(self, *args: Any, folder: Path, replace: bool, drill: bool, **options: Any) -> None:
        try:
            ensure_servers()
            done = _drill(folder.resolve()) if drill else restore(folder.resolve(), replace=replace)
        except (ArchiveError, ServerError, OSError) as problem:
            raise CommandError(str(problem)) from problem
        self.tell(done, drill=drill)

    def tell(self, done: Restored, *, drill: bool) -> None:
        self.stdout.write(
            f"{done.tables} tables, {done.rows} rows, {done.files} files, {done.sealed} sealed fields opened: all as backed up."
        )
        if not drill:
            self.stdout.write(
                f"{done.files_brought} files were brought back; {done.held} notices are held in the outbox until somebody decides."
            )


_drill = drill
