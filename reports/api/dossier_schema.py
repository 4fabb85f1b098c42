"""How the doors of the dossier describe themselves in OpenAPI: its own JSON Schema as components, with its own refusals."""

from __future__ import annotations

from typing import Any, ClassVar

from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from base.api import PROBLEM
from base.api_schema import (
    ETAG,
    EXPLAINED,
    IF_NONE_MATCH,
    LOCATION,
    ActionSchema,
    ProblemSerializer,
)
from reports.dossier.schema import Dossier, dossier_json_schema

REF = "#/$defs/"
COMPONENT = "#/components/schemas/Dossier"
SUMMARIES = {
    "retrieve": "Read the dossier of an event",
    "update": "Create or update a whole event by its dossier",
    "preview": "See what a dossier would change",
    "published": "Read the format of the dossier as JSON Schema",
}


class FieldChangeSerializer(serializers.Serializer[Any]):
    """What a field held, and what it holds by the dossier."""

    old = serializers.JSONField(allow_null=True)
    new = serializers.JSONField(allow_null=True)


class DossierChangeSerializer(serializers.Serializer[Any]):
    path = serializers.CharField(help_text="place in the dossier, such as $.people[3]")
    noun = serializers.CharField(help_text="what kind of record")
    label = serializers.CharField(help_text="which one")  # type: ignore[assignment]
    action = serializers.ChoiceField(["created", "changed"])
    fields = serializers.DictField(child=FieldChangeSerializer(), help_text="changes by field")  # type: ignore[assignment]


class LoadedDossierSerializer(serializers.Serializer[Any]):
    """What loading a dossier changed, or would change."""

    event = serializers.CharField(help_text="slug")
    created = serializers.DictField(child=serializers.IntegerField(), help_text="how many by noun")
    changed = serializers.DictField(child=serializers.IntegerField(), help_text="how many by noun")
    changes = DossierChangeSerializer(many=True)


class CandidateSerializer(serializers.Serializer[Any]):
    uid = serializers.UUIDField(help_text="write it into same_as or different_from")
    label = serializers.CharField()  # type: ignore[assignment]


class MistakeSerializer(serializers.Serializer[Any]):
    path = serializers.CharField(help_text="place in the dossier, such as $.agenda[0].kind")
    value = serializers.JSONField(allow_null=True, help_text="what stands there")
    expected = serializers.CharField(help_text="what is expected instead")
    candidates = CandidateSerializer(many=True, required=False)


class DossierProblemSerializer(ProblemSerializer):
    """RFC 9457, with everything that is wrong with the dossier."""

    mistakes = MistakeSerializer(many=True)


class DossierDescription(ActionSchema):
    problems: ClassVar[dict[str, list[int]]] = {
        "retrieve": [401, 403, 404, 429],
        "update": [400, 401, 403, 404, 412, 413, 422, 428, 429],
        "preview": [400, 401, 403, 404, 413, 422, 429],
        "published": [404, 429],
    }
    explained: ClassVar[dict[int, str]] = {
        **EXPLAINED,
        413: "The body is larger than 20 MB.",
        422: "The dossier has mistakes; `mistakes` lists all of them, and nothing was written.",
    }

    def get_summary(self) -> str:
        return SUMMARIES[self.action]

    def get_operation_id(self) -> str:
        return f"dossiers_{self.action}"

    def get_override_parameters(self) -> list[Any]:
        office = OpenApiParameter(
            "office",
            OpenApiTypes.STR,
            description="Short address of the office; needed when you work in several.",
        )
        match self.action:
            case "retrieve":
                return [IF_NONE_MATCH, ETAG]
            case "update":
                return [_IF_MATCH, _IF_NEW, office, ETAG, LOCATION]
            case "preview":
                return [office]
        return []

    def get_request_serializer(self) -> Any:
        return Dossier if self.action in ("update", "preview") else None

    def get_response_serializers(self) -> Any:
        answers = self._success()
        for code in self.problems[self.action]:
            shape = DossierProblemSerializer if code == 422 else ProblemSerializer
            answers[(code, PROBLEM)] = OpenApiResponse(shape, description=self.explained[code])
        return answers

    def _success(self) -> dict[Any, Any]:
        match self.action:
            case "retrieve":
                return {200: OpenApiResponse(Dossier, description="The dossier.")}
            case "update":
                return {
                    200: OpenApiResponse(LoadedDossierSerializer, description="The event was there already."),
                    201: OpenApiResponse(LoadedDossierSerializer, description="The event is new."),
                }
            case "preview":
                return {200: OpenApiResponse(LoadedDossierSerializer, description="Nothing is written.")}
        return {
            (200, "application/schema+json"): OpenApiResponse(OpenApiTypes.OBJECT, description="The format.")
        }


_IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="ETag of the dossier as it was read; needed when the event is there already.",
)
_IF_NEW = OpenApiParameter(
    "If-None-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="`*`: only make a new event.",
)


class DossierComponents(OpenApiSerializerExtension):
    """The types of the dossier become the components `Dossier`, `DossierEvent`, `DossierPerson` …"""

    target_class = Dossier
    priority = 1

    def get_name(self, auto_schema: Any, direction: Any) -> str:
        return "Dossier"

    def map_serializer(self, auto_schema: Any, direction: Any) -> Any:
        schema = dossier_json_schema()
        schema.pop("$schema")
        for name, part in schema.pop("$defs").items():
            component = ResolvedComponent(
                name=f"Dossier{name}",
                type=ResolvedComponent.SCHEMA,
                object=f"Dossier{name}",
                schema=as_openapi(part),
            )
            auto_schema.registry.register_on_missing(component)
        return as_openapi(schema)


def as_openapi(node: Any) -> Any:
    """JSON Schema 2020-12 as OpenAPI 3.0 says it: null is `nullable`, one example, no patterns for names."""
    if isinstance(node, list):
        return [as_openapi(one) for one in node]
    if not isinstance(node, dict):
        return node
    plain: dict[str, Any] = {
        name: {key: as_openapi(one) for key, one in value.items()}
        if name == "properties"
        else as_openapi(value)
        for name, value in node.items()
        if name not in ("propertyNames", "patternProperties", "examples", "title")
    }
    if patterns := node.get("patternProperties"):
        plain["additionalProperties"] = as_openapi(next(iter(patterns.values())))
    if examples := node.get("examples"):
        plain["example"] = examples[0]
    if "$ref" in plain:
        plain["$ref"] = plain["$ref"].replace(REF, COMPONENT)
        # In OpenAPI 3.0 nothing may stand beside a reference.
        return {"allOf": [{"$ref": plain.pop("$ref")}], **plain} if len(plain) > 1 else plain
    if {"type": "null"} in (choices := plain.get("anyOf", [])):
        return _nullable(plain, [one for one in choices if one != {"type": "null"}])
    return plain


def _nullable(plain: dict[str, Any], choices: list[Any]) -> dict[str, Any]:
    rest = {name: value for name, value in plain.items() if name != "anyOf"}
    if len(choices) == 1 and "$ref" not in choices[0]:
        return {**choices[0], **rest, "nullable": True}
    return {"allOf" if len(choices) == 1 else "anyOf": choices, **rest, "nullable": True}
