"""How the doors of the API describe themselves in OpenAPI: summaries, headers and problems, from what each declares."""

from __future__ import annotations

from typing import Any, ClassVar

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import build_basic_type
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from base.api import PROBLEM

SUMMARIES = {
    "list": "List {many}",
    "retrieve": "Read {one}",
    "create": "Add {one}",
    "partial_update": "Change {one}",
    "destroy": "Delete {one}",
}
EXPLAINED = {
    400: "The request is not valid; `errors` names each field.",
    401: "No valid token or session.",
    403: "The role, or the scope of the token, does not allow this.",
    404: "There is nothing here, or nothing that you may see.",
    409: "The present state does not allow this.",
    412: "Somebody changed it in the meantime: read it again.",
    422: "The Idempotency-Key was used with another request.",
    428: "An If-Match header is required.",
    429: "Too many calls; Retry-After says when to come back.",
}


class ProblemSerializer(serializers.Serializer[Any]):
    """RFC 9457."""

    type = serializers.CharField(help_text="stable name of the kind of problem")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="what to tell a person")
    errors = serializers.DictField(  # type: ignore[assignment]
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="messages by field",
    )


def _header(
    name: str, description: str, *, required: bool = False, response: Any = False
) -> OpenApiParameter:
    return OpenApiParameter(
        name,
        OpenApiTypes.STR,
        OpenApiParameter.HEADER,
        required=required,
        description=description,
        response=response,
    )


IF_MATCH = _header("If-Match", "ETag of the record as it was read.", required=True)
IF_NONE_MATCH = _header("If-None-Match", "ETag held already: 304 when it still holds.")
IDEMPOTENCY_KEY = _header(
    "Idempotency-Key", "Any text up to 200 characters: a repetition within 24 hours gets the same answer."
)
ETAG = _header("ETag", "Names this state of the record.", response=[200, 201])
LOCATION = _header("Location", "Address of the new record.", response=[201])
REPLAYED = _header("Idempotency-Replayed", "`true` when the answer is a repetition.", response=[200, 201])


class ReferenceSchema(OpenApiSerializerFieldExtension):
    target_class = "base.inputs.Reference"

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> Any:
        return build_basic_type(OpenApiTypes.UUID if self.target.by == "uid" else OpenApiTypes.STR)


class DoorSchema(AutoSchema):
    """Reads the declarations of a door: `one`, `many`, `rule`, `input`, `shows`, `status`, `demands_etag`."""

    view: Any
    safe: ClassVar[frozenset[str]] = frozenset({"GET", "HEAD"})

    @property
    def action(self) -> str:
        return str(self.view.action)

    def get_summary(self) -> str:
        if self.view.summary:
            return str(self.view.summary)
        return SUMMARIES.get(self.action, self.action).format(one=self.view.one, many=self.view.many)

    def get_description(self) -> str:  # type: ignore[override]
        said = super().get_description() if self.action not in SUMMARIES else ""
        allowed = self.view.rule.get(self.action, "")
        return f"{said}\n\nPermission: `{allowed}`".strip() if allowed else said

    def get_operation_id(self) -> str:
        names = [token.replace("-", "_") for token in self._tokenize_path()]
        last = [] if self.action not in SUMMARIES else [self.action]
        return "_".join([*names, *last])

    def get_override_parameters(self) -> list[Any]:
        return [*self._condition(), *self._answered(), *super().get_override_parameters()]

    def _condition(self) -> list[OpenApiParameter]:
        if self.method in self.safe:
            return [IF_NONE_MATCH] if self._shows_one() and self.view.conditional else []
        if self.view.demands_etag or self.method in ("PATCH", "DELETE"):
            return [IF_MATCH]
        return [IDEMPOTENCY_KEY] if self._creates() or self._keyed() else []

    def _answered(self) -> list[OpenApiParameter]:
        found = [ETAG] if self._shows_one() and self.view.conditional else []
        if self._creates():
            return [*found, LOCATION, REPLAYED]
        return [*found, REPLAYED] if self._keyed() else found

    def get_request_serializer(self) -> Any:
        if self.method in self.safe or self.method == "DELETE":
            return None
        return self.view.changes if self.action == "partial_update" else self.view.input

    def get_response_serializers(self) -> Any:
        answers: dict[Any, Any] = dict(self._success())
        for code in self._problems():
            answers[(code, PROBLEM)] = OpenApiResponse(ProblemSerializer, description=EXPLAINED[code])
        return answers

    def _success(self) -> dict[Any, Any]:
        if self.method == "DELETE" or self.view.status == 204:
            return {204: OpenApiResponse(description="Done.")}
        if self.view.file_types:
            return {
                (200, kind): OpenApiResponse(OpenApiTypes.BINARY, description="The file.")
                for kind in self.view.file_types
            }
        shown = (self.view.shows or self.view.picture).serializer
        if self.action == "list":
            return {
                200: OpenApiResponse(shown(many=True), description="A page, or all where there are no pages.")
            }
        if self.view.shows_many:
            return {200: OpenApiResponse(shown(many=True), description="All of them.")}
        if self._creates():
            return {201: OpenApiResponse(shown, description="Made.")}
        return {200: OpenApiResponse(shown, description="")}

    def _problems(self) -> list[int]:
        codes = {400, 404, 429}
        if self.view.rule.get(self.action) != "public":
            codes |= {401, 403}
        if self.method not in self.safe or self.view.file_types:
            codes |= {409}
        if IF_MATCH in self._condition():
            codes |= {412, 428}
        if self._creates() or self._keyed():
            codes |= {422}
        return sorted(codes)

    def _creates(self) -> bool:
        return self.method == "POST" and (self.action == "create" or self.view.status == 201)

    def _keyed(self) -> bool:
        return self.method == "POST" and bool(self.view.keyed)

    def _shows_one(self) -> bool:
        return (
            self.action != "list"
            and not self.view.shows_many
            and self.method != "DELETE"
            and self.view.status != 204
        )

    def _is_list_view(self, serializer: Any = None) -> bool:
        return self.action == "list" or bool(self.view.shows_many)


class ActionSchema(DoorSchema):
    """Of a door whose actions each tell in their docstring what they do."""

    def get_description(self) -> str:  # type: ignore[override]
        said = str(getattr(self.view, self.action).__doc__ or "").replace("        ", "")
        return f"{said}\n\nPermission: `{self.view.rule[self.action]}`"
