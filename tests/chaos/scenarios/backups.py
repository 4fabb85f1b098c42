"""A backup of what the other scenarios left, brought back in a database of its own, with a passport that opens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from base import files
from base.sealing import bound, seal
from config.archives import DUMP, ArchiveError, make_backup
from config.restoring import drill
from delegations.models import TravelDocument
from tests.chaos import seeds
from tests.chaos.house import House
from tests.chaos.size import Size
from tests.chaos.verdict import Row
from tests.factories import PersonFactory


def play(house: House, size: Size) -> Iterator[Row]:
    seeds.letters(5)
    files.store(b"a photograph")
    person = PersonFactory()
    document = TravelDocument(office=person.office, person=person, country="BR", number_index=bytes(32))
    document.number = seal("XK4471902", bound_to=bound(document, "number"))
    document.save()
    backup = make_backup(house.folder / "backups", at=timezone.now())

    row = Row("backup, and its drill")
    try:
        done = drill(backup)
    except ArchiveError as problem:
        row.promise(False, str(problem))
    else:
        row.attempted = done.rows
        row.promise(done.files > 0 and done.sealed > 0, "no file or no passport was tried")
        row.note = f"{done.tables} tables, {done.rows} rows, {done.files} files, {done.sealed} sealed fields"
    yield row

    control = Row("a byte of the dump is changed", control=True, attempted=1)
    content = bytearray((backup / DUMP).read_bytes())
    content[len(content) // 2] ^= 1
    (backup / DUMP).write_bytes(content)
    if _refused(backup):
        control.broken.append("the drill refused it")
    yield control

    control = Row("the keys of the passports are lost", control=True, attempted=1)
    again = make_backup(house.folder / "backups", at=timezone.now())
    keys, settings.SEALING_KEYS = settings.SEALING_KEYS, {name: bytes(32) for name in settings.SEALING_KEYS}
    if _refused(again):
        control.broken.append("the drill refused it")
    settings.SEALING_KEYS = keys
    yield control


def _refused(backup: Path) -> bool:
    try:
        drill(backup)
    except ArchiveError:
        return True
    return False
