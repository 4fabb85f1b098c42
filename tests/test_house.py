"""The laws of the house that import-linter cannot see."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

from tests.strings import marked_strings

ROOT = Path(settings.BASE_DIR)
ROOMS = ("base", "people", "events", "delegations", "agreements", "reports", "config")
LEVEL = {"base": 0, "people": 1, "events": 2, "delegations": 3, "agreements": 3, "reports": 4}
OURS = ("people", "events", "delegations", "agreements", "reports")


def sources(*rooms: str) -> list[Path]:
    found = [path for room in rooms or ROOMS for path in (ROOT / room).rglob("*.py")]
    return [path for path in found if "migrations" not in path.parts]


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in sources():
        yield path, ast.parse(path.read_text())


def our_models() -> list[type[models.Model]]:
    return [
        model for room in OURS for model in apps.get_app_config(room).get_models(include_auto_created=False)
    ]


# --- arrows --------------------------------------------------------------------------------------------------------


def test_foreign_keys_point_down_and_leave_no_name_above() -> None:
    wrong = []
    for model in our_models():
        here = model._meta.app_label
        for field in model._meta.get_fields():
            if not isinstance(field, models.ForeignKey | models.ManyToManyField) or field.model is not model:
                continue
            there = field.related_model._meta.app_label
            if there == here or there not in LEVEL:
                continue
            if LEVEL[there] >= LEVEL[here]:
                wrong.append(f"{model.__name__}.{field.name} points up to {there}")
            if not (field.remote_field.related_name or "").endswith("+"):
                wrong.append(
                    f"{model.__name__}.{field.name} leaves a name on {there}; give it related_name='+'"
                )
    assert not wrong


def test_no_signals_no_generic_keys_no_logic_in_save() -> None:
    wrong = []
    for path, tree in trees():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.ImportFrom)
                and node.module
                and (
                    node.module.endswith("db.models.signals")
                    or node.module.endswith("contenttypes.fields")
                    or node.module == "django.dispatch"
                )
            ):
                wrong.append(f"{path}:{node.lineno} imports {node.module}")
            if (
                isinstance(node, ast.FunctionDef)
                and node.name in ("save", "delete")
                and "models" in path.parts
            ):
                wrong.append(f"{path}:{node.lineno} overrides {node.name}()")
    assert not wrong


def test_states_change_only_through_move() -> None:
    """Outside `move()` nothing assigns or updates `state` on a record that has a table of moves."""
    allowed = {"people/services/moves.py"}
    wrong = []
    for path, tree in trees():
        name = path.relative_to(ROOT).as_posix()
        if name in allowed:
            continue
        assigned = (
            (node, target)
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            for target in node.targets
        )
        wrong += [
            f"{name}:{node.lineno} {ast.unparse(node)}"
            for node, target in assigned
            if isinstance(target, ast.Attribute)
            and target.attr == "state"
            and "self" not in ast.unparse(target)
        ]
    moving = {model.__name__ for model in our_models() if hasattr(model, "moves")}
    assert {"Event", "Registration", "AgendaItem", "Agreement", "FollowUp", "Report"} <= moving
    # A registration not yet saved gets its first state; every later one comes from move().
    assert [line for line in wrong if "registration.state" not in line] == []


def test_moves_are_closed_over_their_states() -> None:
    for model in our_models():
        table = getattr(model, "moves", None)
        if table is None:
            continue
        states = {value for value, _label in model._meta.get_field("state").flatchoices}
        assert set(table) == states, model
        assert {to for targets in table.values() for to in targets} <= states, model


# --- size and place -------------------------------------------------------------------------------------------------


def test_files_stay_small() -> None:
    long = {}
    for path in sources():
        lines = len(path.read_text().splitlines())
        limit = 150 if "models" in path.parts else 400 if path.name == "settings.py" else 300
        if lines > limit:
            long[path.relative_to(ROOT).as_posix()] = lines
    assert not long


def test_functions_read_as_a_sentence() -> None:
    """Rarely over 30 lines: none over 60, and at most one in fifty over 30 (docstrings not counted)."""
    sizes = []
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
                length = (node.end_lineno or node.lineno) - first.lineno + 1
                sizes.append((length, f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"))
    assert not [entry for entry in sizes if entry[0] > 60]
    over = [entry for entry in sizes if entry[0] > 30]
    assert len(over) <= len(sizes) / 50, sorted(over, reverse=True)


def test_the_top_level_is_the_agreed_one() -> None:
    for name in (
        "manage.py",
        "requirements.txt",
        "pyproject.toml",
        "Makefile",
        "README.md",
        "CHANGELOG.md",
        "Dockerfile",
        "compose.yaml",
    ):
        assert (ROOT / name).is_file(), name
    for name in (*ROOMS, "templates", "static", "locale", "tests", "bench", "docs"):
        assert (ROOT / name).is_dir(), name


# --- doors ----------------------------------------------------------------------------------------------------------

FOREIGN_DOORS = ("allauth.", "django.", "drf_spectacular.", "health_check.", "config.")


def walk(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield prefix + str(pattern.pattern), pattern.callback


def test_every_url_declares_its_rule() -> None:
    missing = []
    for address, view in walk(get_resolver().url_patterns):
        door = getattr(view, "cls", None) or getattr(view, "view_class", None) or view
        if str(getattr(door, "__module__", "")).startswith(FOREIGN_DOORS):
            continue
        if (
            not getattr(view, "rule", None)
            and not getattr(door, "rule", None)
            and not getattr(door, "rules", None)
        ):
            missing.append(address)
    assert not missing


def test_personal_data_are_declared() -> None:
    """Every e-mail address, telephone number and name of a person stands in its model's PERSONAL."""
    undeclared, unknown = [], []
    for model in our_models():
        declared: frozenset[str] = getattr(model, "PERSONAL", frozenset())
        fields = {field.name: field for field in model._meta.local_concrete_fields}
        unknown += [f"{model.__name__}.{name}" for name in declared if name not in fields]
        for name, field in fields.items():
            personal = isinstance(field, models.EmailField) or name in (
                "phone", "given_name", "family_name", "native_name", "contact_name", "job_title", "address"
            )  # fmt: skip
            if personal and name not in declared and model.__name__ not in ("Organization", "Venue"):
                undeclared.append(f"{model.__name__}.{name}")
    assert not unknown
    assert not undeclared


# --- templates, settings, texts -------------------------------------------------------------------------------------

LOADED_BY_NAME = (
    "django/forms/", "account/", "allauth/", "mfa/", "usersessions/", "errors/", "components/",
)  # fmt: skip
"""Folders whose templates a library or a tag asks for by a made-up name."""


def test_every_template_is_used() -> None:
    folder = ROOT / "templates"
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    texts = [path.read_text() for path in sources()] + [
        path.read_text(errors="ignore")
        for path in folder.rglob("*")
        if path.suffix in {".html", ".txt", ".svg", ".typ"}
    ]
    whole = "\n".join(texts)
    components = set(re.findall(r'component "([a-z_]+)"', whole))
    unused = []
    for name in names:
        if re.fullmatch(r"\d{3}(_csrf)?\.html", name) or name.startswith("notices/"):
            continue
        if name.startswith("components/") and Path(name).stem in components:
            continue
        if name.startswith(LOADED_BY_NAME[:-1]) or name in whole or Path(name).name in whole:
            continue
        unused.append(name)
    assert not unused


def test_every_setting_of_the_environment_is_documented() -> None:
    from config import env

    guide = (ROOT / "docs" / "operator.md").read_text()
    missing = [name for name in env.VARIABLES if f"`{name}`" not in guide]
    assert not missing


@pytest.mark.parametrize("language", ["zh_Hans", "es", "pt"])
def test_every_string_is_translated(language: str) -> None:
    from babel.messages.pofile import read_po

    with (ROOT / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    open_ones = [m.id for m in catalogue if m.id and (m.fuzzy or not _whole(m.string))]
    assert not open_ones
    wrong = []
    for message in catalogue:
        if message.id:
            wanted = _placeholders(message.id)
            wrong += [text for text in _all(message.string) if not wanted.issuperset(_placeholders(text))]
    assert not wrong


def test_the_catalogues_hold_every_string_of_the_code() -> None:
    from babel.messages.pofile import read_po

    with (ROOT / "locale" / "es" / "LC_MESSAGES" / "django.po").open("rb") as file:
        known = {
            (m.context, m.id[0] if isinstance(m.id, tuple) else m.id) for m in read_po(file, locale="es")
        }
    missing = {
        f"{place}: {text}"
        for (context, text), place in marked_strings(ROOT).items()
        if (context, text) not in known
    }
    assert not missing, "run `make messages` and translate"


def _all(texts: Any) -> tuple[str, ...]:
    return texts if isinstance(texts, tuple) else (texts,)


def _whole(texts: Any) -> bool:
    return all(_all(texts))


def _placeholders(texts: Any) -> set[str]:
    return {found for text in _all(texts) for found in re.findall(r"%\(\w+\)[sd]|\{\w+\}", text)}
