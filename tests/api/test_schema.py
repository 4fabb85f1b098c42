"""The published description of the API."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from reports.dossier.schema import dossier_json_schema

METHODS = ("get", "post", "patch", "delete", "put")


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    from drf_spectacular.generators import SchemaGenerator

    return SchemaGenerator().get_schema(request=None, public=True)


def operations(schema: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, one)
        for path, found in schema["paths"].items()
        for method, one in found.items()
        if method in METHODS
    ]


def test_the_schema_is_valid_and_without_warnings(tmp_path: Any) -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "schema.yaml"))


def test_every_operation_is_documented(schema: dict[str, Any]) -> None:
    assert len(operations(schema)) > 100
    names = [one["operationId"] for _path, _method, one in operations(schema)]
    assert len(names) == len(set(names))
    for path, method, one in operations(schema):
        where = f"{method} {path}"
        assert one["summary"][0].isupper(), where
        assert {"404", "429"} <= set(one["responses"]), where
        headers = {found["name"] for found in one.get("parameters", []) if found["in"] == "header"}
        if method in ("patch", "delete"):
            assert "If-Match" in headers, where
            assert {"412", "428"} <= set(one["responses"]), where
        if method == "post" and "201" in one["responses"] and "If-Match" not in headers:
            assert "Idempotency-Key" in headers, where
            assert "422" in one["responses"], where
        if path.startswith("/api/v1/public/") or path == "/api/v1/dossiers/schema/":
            assert "security" not in one or one["security"] == [{}], where
        else:
            assert {"token": []} in one["security"], where
            assert {"401", "403"} <= set(one["responses"]), where
        for status, answer in one["responses"].items():
            if int(status) >= 400:
                assert list(answer["content"]) == ["application/problem+json"], where


def test_the_dossier_stands_there_with_all_its_types(schema: dict[str, Any]) -> None:
    known = schema["components"]["schemas"]
    body = schema["paths"]["/api/v1/dossiers/{slug}/"]["put"]["requestBody"]["content"]["application/json"]
    assert body["schema"] == {"$ref": "#/components/schemas/Dossier"}
    assert set(dossier_json_schema()["properties"]) == set(known["Dossier"]["properties"])
    for name, part in dossier_json_schema()["$defs"].items():
        assert set(part.get("properties", ())) == set(known[f"Dossier{name}"].get("properties", ()))
    assert "$defs" not in str(known)


def test_schema_and_page_are_served(client: Client, db: None) -> None:
    assert client.get("/api/v1/schema.json").json()["info"]["title"] == "Entente"
    page = client.get("/api/v1/docs/")
    assert page.status_code == 200
    assert "cdn" not in page.content.decode()
