"""The documentation of the dossier: complete against the schema, and its examples hold."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.conf import settings
from django.utils import timezone

from reports.dossier.check import InvalidDossierError, check_dossier
from reports.dossier.describe import field_tables
from reports.dossier.load import load
from reports.dossier.schema import VERSION, Dossier, dossier_json_schema
from tests.factories import OfficeFactory

PAGE = (Path(settings.BASE_DIR) / "docs" / "dossier.md").read_text()
BLOCKS = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)]
PARTS = set(Dossier.model_fields)


def whole() -> dict[str, Any]:
    """The example at the top of the page."""
    return next(json.loads(json.dumps(block)) for block in BLOCKS if "version" in block)


def recipes() -> list[dict[str, Any]]:
    """The examples of parts: what they show goes into the whole example."""
    return [
        block for block in BLOCKS if "version" not in block and set(block) <= PARTS and "event" not in block
    ]


def with_recipe(recipe: dict[str, Any]) -> dict[str, Any]:
    data = whole()
    for name, records in recipe.items():
        data[name] = data.get(name, []) + records
    return data


def test_every_field_of_the_schema_stands_on_the_page() -> None:
    written = PAGE.partition("<!-- fields -->\n")[2].partition("\n<!-- /fields -->")[0]
    assert written == field_tables(), "run `manage.py dossier fields` and put its tables into docs/dossier.md"
    schema = dossier_json_schema()
    for name, part in {"Dossier": schema, **schema["$defs"]}.items():
        for field in part.get("properties", ()):
            section = written.partition(f"### {name}\n")[2].partition("\n### ")[0]
            assert f"| `{field}` |" in section, f"{name}.{field}"


def test_every_link_within_the_page_leads_somewhere() -> None:
    headings = {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", PAGE, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) <= headings


def test_the_page_tells_the_present_version() -> None:
    assert f"Format version: `{VERSION}`" in PAGE
    assert whole()["version"] == VERSION


@pytest.mark.parametrize("recipe", recipes(), ids=lambda recipe: "-".join(recipe))
def test_every_example_is_valid(recipe: dict[str, Any]) -> None:
    data = with_recipe(recipe)
    check_dossier(data)
    jsonschema.Draft202012Validator(dossier_json_schema()).validate(data)


def test_there_is_an_example_of_every_list() -> None:
    shown = {name for recipe in recipes() for name in recipe} | set(whole())
    assert PARTS - shown <= {"photos", "credits"}


@pytest.mark.parametrize(
    "recipe",
    [one for one in recipes() if "same_as" not in json.dumps(one)],
    ids=lambda recipe: "-".join(recipe),
)
def test_every_example_loads_at_the_first_try(recipe: dict[str, Any], db: None) -> None:
    office, at = OfficeFactory(), timezone.now()
    dossier = check_dossier(with_recipe(recipe))
    loaded = load(dossier, office=office, by="command", at=at)
    assert loaded.created["event"] >= 1
    again = load(dossier, office=office, by="command", at=at)
    assert (again.created, again.changed) == ({}, {})


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("registrations", {}),
        ("registrations", {"person": None, "group": None}),
        ("registrations", {"person": "rector", "group": "visitors"}),
        ("people", {"id": "nobody"}),
        ("exhibits", {}),
        ("sources", {"quote": "It was held."}),
        ("indicators", {"name": {"EN": "projects"}, "value": 1}),
        ("indicators", {"name": {"en": "projects"}, "value": 1, "as_of": {"day": 1}}),
        ("outcomes", {"id": "one", "kind": "launch", "text": {"en": "A launch"}, "actors": [{"part": "lead"}]}),
    ],
)  # fmt: skip
def test_the_json_schema_refuses_what_the_check_refuses(name: str, record: dict[str, Any]) -> None:
    data = with_recipe({name: [record]})
    with pytest.raises(InvalidDossierError):
        check_dossier(data)
    assert list(jsonschema.Draft202012Validator(dossier_json_schema()).iter_errors(data))
