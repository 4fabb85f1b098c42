"""The fields of the dossier as Markdown tables, from its JSON Schema, so that the written documentation cannot lag behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reports.dossier.atoms import (
    COUNTRY_PATTERN,
    KEY_PATTERN,
    LANGUAGE_PATTERN,
    SHA256_PATTERN,
    SLUG_PATTERN,
)
from reports.dossier.schema import dossier_json_schema

Schema = Mapping[str, Any]
WHOLE = "Dossier"
_STRINGS = {
    SLUG_PATTERN: "slug",
    KEY_PATTERN: "local id",
    LANGUAGE_PATTERN: "language code",
    COUNTRY_PATTERN: "country code",
    SHA256_PATTERN: "SHA-256",
}
_FORMATS = {"uuid": "UUID", "uri": "address", "time": "time, `09:30`"}
_PLAIN = {"Text": "[text by language](#texts)", "PartialDate": "[date](#dates)"}


def field_tables() -> str:
    """One section per type, in the order in which they are met; each field with its type, whether it is needed, its meaning."""
    schema = dossier_json_schema()
    types = schema.pop("$defs")
    sections = [_section(WHOLE, schema, types)]
    sections += [_section(name, types[name], types) for name in _met(schema, types, {})]
    return "\n\n".join(sections)


def _met(part: Schema, types: Schema, seen: dict[str, None]) -> Iterator[str]:
    """The names of the object types below a part, each once."""
    for name in _references(part.get("properties", {})):
        if name not in seen and "properties" in types[name]:
            seen[name] = None
            yield name
            yield from _met(types[name], types, seen)


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, Mapping):
        if "$ref" in node:
            yield _name(node)
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)


def _name(reference: Schema) -> str:
    return str(reference["$ref"]).rpartition("/")[2]


def _section(name: str, part: Schema, types: Schema) -> str:
    needed = part.get("required", ())
    lines = [
        f"### {name}",
        "",
        str(part.get("description", "")),
        "",
        "| field | holds | needed | meaning |",
        "|---|---|---|---|",
    ]
    for field, said in part["properties"].items():
        lines.append(
            f"| `{field}` | {_holds(said, types)} | {_need(field, said, needed)} | {said.get('description', '')} |"
        )
    return "\n".join(lines)


def _need(field: str, said: Schema, needed: Any) -> str:
    if field in needed:
        return "yes"
    default = said.get("default")
    return f"else `{default}`" if default not in (None, [], {}) else ""


def _holds(said: Schema, types: Schema) -> str:
    if "$ref" in said:
        return _referred(_name(said), types)
    if "anyOf" in said:
        kinds = dict.fromkeys(_holds(one, types) for one in said["anyOf"] if one != {"type": "null"})
        return "number" if {"number", "text"} == set(kinds) else " or ".join(kinds)
    if "enum" in said:
        return ", ".join(f"`{value}`" for value in said["enum"])
    match said.get("type"):
        case "array":
            return f"list of {_holds(said['items'], types)}"
        case "object":
            return f"object: {_holds(said['propertyNames'], types)} → text"
        case "integer":
            return _whole_number(said)
        case "string":
            return _string(said)
    return str(said.get("type", ""))


def _referred(name: str, types: Schema) -> str:
    if name in _PLAIN:
        return _PLAIN[name]
    if "enum" in types[name]:
        return ", ".join(f"`{value}`" for value in types[name]["enum"])
    return f"[{name}](#{name.lower()})"


def _whole_number(said: Schema) -> str:
    low, high = said.get("minimum"), said.get("maximum")
    if low is not None and high is not None:
        return f"whole number, {low} to {high}"
    return f"whole number from {low}" if low is not None else "whole number"


def _string(said: Schema) -> str:
    if said.get("format") in _FORMATS:
        return _FORMATS[said["format"]]
    return _STRINGS.get(said.get("pattern", ""), "text")
