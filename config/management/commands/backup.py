"""`manage.py backup FOLDER`: the database and the files, in one folder that appears when it is whole."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from config.archives import ArchiveError, make_backup
from config.embedded import ServerError, ensure_servers


class Command(BaseCommand):
    help = "Writes a backup of the database and the files; earlier backups in the folder share the files with it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="where the backups lie; made when it is missing")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            ensure_servers()
            made = make_backup(folder.resolve(), at=timezone.now())
        except (ArchiveError, ServerError, OSError) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(str(made))
