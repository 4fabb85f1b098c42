"""`manage.py dossier`: files checked, previewed and loaded, events dumped."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from events.models import Event
from people.models import Office
from people.services import directory
from tests.factories import OfficeFactory

S2 = Path(settings.BASE_DIR) / "reports" / "examples" / "s2.json"
SIGNED: dict[str, Any] = {
    "version": "1.1",
    "event": {"slug": "signed", "kind": "ceremony", "title": {"en": "Sample signing"}},
    "organizations": [
        {"id": "university", "names": {"en": "Sample University"}},
        {"id": "ministry", "names": {"en": "Sample Ministry"}},
    ],
    "people": [{"id": "a", "given_name": "Participant", "family_name": "A"}],
    "agreements": [
        {
            "id": "mou",
            "kind": "mou",
            "parties": [{"organization": "university", "signatories": ["a"]}, {"organization": "ministry"}],
        },
    ],
}


@pytest.fixture
def office(db: None) -> Office:
    return OfficeFactory()


@pytest.fixture
def s2() -> dict[str, Any]:
    return json.loads(S2.read_bytes())


def run(*arguments: Any, **options: Any) -> str:
    shown = StringIO()
    call_command("dossier", *map(str, arguments), stdout=shown, **options)
    return shown.getvalue()


def filed(folder: Path, name: str, data: Any) -> Path:
    path = folder / f"{name}.json"
    path.write_text(json.dumps(data))
    return path


def another(data: dict[str, Any], slug: str) -> dict[str, Any]:
    return {**data, "event": {**data["event"], "slug": slug}}


def test_several_files_are_loaded_in_order(s2: Any, office: Office, tmp_path: Path) -> None:
    files = [filed(tmp_path, slug, another(s2, slug)) for slug in ("one", "two")]
    told = run("load", *files)
    assert set(Event.objects.values_list("slug", flat=True)) == {"one", "two"}
    assert "1 event created" in told.splitlines()[0]
    assert f"{len(s2['people'])} person created" in told.splitlines()[0]
    assert "person created" not in told.splitlines()[1]
    assert run("load", files[0]).endswith("nothing to change\n")


def test_a_preview_writes_nothing(office: Office) -> None:
    told = run("load", S2, "--preview")
    assert "1 event would be created" in told
    assert not Event.objects.exists()


def test_a_preview_names_each_change(s2: Any, office: Office, tmp_path: Path) -> None:
    run("load", S2)
    s2["event"]["city"] = "Shanghai"
    told = run("load", filed(tmp_path, "changed", s2), "--preview")
    assert '→ "Shanghai"' in told
    assert told.splitlines()[1].startswith("  $.event: ")
    assert told.splitlines()[2].startswith("      city: ")
    assert Event.objects.get().city == ""


def test_a_file_that_is_no_dossier_keeps_all_out(s2: Any, office: Office, tmp_path: Path) -> None:
    broken = filed(tmp_path, "broken", {**s2, "guests": []})
    nothing = tmp_path / "nothing.json"
    with pytest.raises(CommandError) as refused:
        run("load", S2, broken, nothing)
    assert refused.value.returncode == 1
    for part in ("broken.json", "$.guests", "nothing.json"):
        assert part in str(refused.value)
    assert not Event.objects.exists()


def test_a_file_that_is_refused_keeps_no_other_out(s2: Any, office: Office, tmp_path: Path) -> None:
    name = "An institute of which there are two"
    s2["organizations"][0]["names"] = {"en": name}
    do: Any = {"office": office, "by": "command", "at": timezone.now()}
    two = [directory.add_organization(name_en=name, city=city, **do) for city in ("Lima", "Quito")]
    refused_file = filed(tmp_path, "ambiguous", another(s2, "ambiguous"))
    with pytest.raises(CommandError) as refused:
        run("load", refused_file, S2)
    assert list(Event.objects.values_list("slug", flat=True)) == [s2["event"]["slug"]]
    assert "ambiguous.json was not loaded" in str(refused.value)
    for one in two:
        assert f'"same_as": "{one.uid}"' in str(refused.value)


def test_files_are_checked_together(s2: Any, tmp_path: Path) -> None:
    assert run("check", S2, S2).count("is a valid dossier") == 2
    broken = [filed(tmp_path, str(n), {**s2, "version": str(n)}) for n in range(2)]
    with pytest.raises(CommandError) as refused:
        run("check", *broken, S2)
    assert str(refused.value).count("$.version") == 2


def test_what_is_dumped_loads_and_changes_nothing(office: Office, tmp_path: Path) -> None:
    run("load", S2)
    dumped = tmp_path / "dumped.json"
    dumped.write_text(run("dump", Event.objects.get().slug))
    assert run("load", dumped).endswith("nothing to change\n")


def test_an_unknown_event_or_office_is_told(office: Office) -> None:
    with pytest.raises(CommandError, match="no event"):
        run("dump", "nothing-here")
    with pytest.raises(CommandError, match="no office"):
        run("load", S2, "--office", "nowhere")
    OfficeFactory()
    with pytest.raises(CommandError, match="--office"):
        run("load", S2)


def test_signatories_of_a_new_agreement_are_no_change(office: Office, tmp_path: Path) -> None:
    told = run("load", filed(tmp_path, "signed", SIGNED))
    assert "1 agreement created" in told
    assert "changed" not in told
    assert run("load", filed(tmp_path, "signed", SIGNED)).endswith("nothing to change\n")


def test_an_edition_that_another_event_is_stands_at_its_place(office: Office, tmp_path: Path) -> None:
    series = {"series": {"name": {"en": "Sample Forum"}}, "edition": 3}
    run("load", filed(tmp_path, "first", {**SIGNED, "event": {**SIGNED["event"], **series}}))
    with pytest.raises(CommandError) as refused:
        run(
            "load",
            filed(tmp_path, "second", {**SIGNED, "event": {**SIGNED["event"], **series, "slug": "other"}}),
        )
    assert "$.event.edition: 3 – " in str(refused.value)
