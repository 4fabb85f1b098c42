"""A backup comes back: rows, files and sealed fields; and a damaged one is refused before anything is touched."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from base import files
from base.sealing import bound, seal, unseal
from config.archives import ArchiveError, check_backup, make_backup
from config.restoring import drill, restore
from delegations.models import TravelDocument
from people.models import Notice, Person
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)
NUMBER = "XK4471902"


@pytest.fixture
def store(settings: Any, tmp_path: Path) -> str:
    """The hash of a file in a store of its own."""
    settings.MEDIA_ROOT = tmp_path / "store"
    return files.store(b"a photograph")[0]


@pytest.fixture
def passport(store: str) -> TravelDocument:
    person = PersonFactory()
    document = TravelDocument(office=person.office, person=person, country="BR", number_index=bytes(32))
    document.number = seal(NUMBER, bound_to=bound(document, "number"))
    document.save()
    return document


@pytest.fixture
def backup(passport: TravelDocument, tmp_path: Path) -> Path:
    return make_backup(tmp_path / "backups", at=timezone.now())


def test_the_drill_finds_everything_and_leaves_nothing(backup: Path) -> None:
    done = drill(backup)
    assert [folder.stat().st_mode & 0o077 for folder in (backup, backup.parent)] == [0, 0]
    assert done.files == 1
    assert done.sealed == 1
    assert done.rows >= 3
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_database WHERE datname LIKE %s",
            [f"{connection.settings_dict['NAME']}_drill_%"],
        )
        assert cursor.fetchone()[0] == 0


def test_a_backup_comes_back_in_the_place_of_what_is_there(
    backup: Path, passport: TravelDocument, store: str
) -> None:
    Person.objects.create(office=passport.office, family_name="Entered afterwards")
    files.path_of(store).write_bytes(b"damaged")
    with pytest.raises(ArchiveError, match="not empty"):
        restore(backup)
    done = restore(backup, replace=True)
    assert not Person.objects.filter(family_name="Entered afterwards").exists()
    again = TravelDocument.objects.get(pk=passport.pk)
    assert unseal(again.number, bound_to=bound(again, "number")) == NUMBER
    assert files.read(store) == b"a photograph"
    assert done.files_brought == 1


def test_what_may_have_gone_out_since_waits_for_a_person(passport: TravelDocument, tmp_path: Path) -> None:
    now = timezone.now()
    for name, due_at in (("due", now - dt.timedelta(minutes=1)), ("later", now + dt.timedelta(days=3))):
        Notice.objects.create(
            office=passport.office, recipient=f"person:{name}", address="someone@example.org", kind="k",
            occurrence=name, due_at=due_at,
        )  # fmt: skip
    done = restore(make_backup(tmp_path / "backups", at=now), replace=True)
    assert done.held == 1
    assert dict(Notice.objects.values_list("occurrence", "state")) == {"due": "unknown", "later": "pending"}


@pytest.mark.parametrize("part", ["database.dump", "files"])
def test_a_damaged_backup_touches_nothing(
    backup: Path, passport: TravelDocument, store: str, part: str
) -> None:
    damaged = backup / part if part == "database.dump" else backup.parent / "files" / store[:2] / store
    damaged.write_bytes(b"something else")
    with pytest.raises(ArchiveError):
        restore(backup, replace=True)
    assert TravelDocument.objects.filter(pk=passport.pk).exists()


def test_rows_that_are_missing_are_noticed_and_the_former_state_stays(
    backup: Path, passport: TravelDocument
) -> None:
    manifest = json.loads((backup / "manifest.json").read_text())
    manifest["counts"]["people_person"] += 1
    (backup / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(ArchiveError, match="people_person"):
        drill(backup)
    with pytest.raises(ArchiveError, match="people_person"):
        restore(backup, replace=True)
    assert TravelDocument.objects.filter(pk=passport.pk).exists()


def test_a_foreign_key_opens_nothing(backup: Path, settings: Any) -> None:
    settings.SEALING_KEYS = {name: bytes(32) for name in settings.SEALING_KEYS}
    with pytest.raises(ArchiveError, match="SEALING_KEYS"):
        drill(backup)


def test_a_backup_of_a_newer_edition_is_refused(backup: Path) -> None:
    manifest = json.loads((backup / "manifest.json").read_text())
    manifest["migrations"]["people"] = "9999_of_the_future"
    (backup / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(ArchiveError, match="newer"):
        restore(backup, replace=True)


def test_a_backup_that_names_a_replaced_migration_is_known(backup: Path) -> None:
    manifest = json.loads((backup / "manifest.json").read_text())
    manifest["migrations"]["people"] = "0010_letters_of_the_office"
    (backup / "manifest.json").write_text(json.dumps(manifest))
    assert drill(backup).sealed == 1


def test_two_backups_of_one_second_stand_beside_each_other(backup: Path) -> None:
    at = dt.datetime.fromisoformat(json.loads((backup / "manifest.json").read_text())["made_at"])
    second, third = make_backup(backup.parent, at=at), make_backup(backup.parent, at=at)
    assert [one.name for one in (second, third)] == [f"{backup.name}-2", f"{backup.name}-3"]
    assert drill(third).sealed == 1


def test_a_second_backup_shares_the_files(backup: Path, store: str) -> None:
    shared = backup.parent / "files" / store[:2] / store
    written = shared.stat().st_mtime_ns
    second = make_backup(backup.parent, at=timezone.now() + dt.timedelta(seconds=5))
    assert shared.stat().st_mtime_ns == written
    assert check_backup(second).files == {store: len(b"a photograph")}


def test_the_commands_say_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no backup"):
        call_command("restore", str(tmp_path))
