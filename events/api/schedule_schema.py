"""How the doors of schedules describe themselves in OpenAPI."""

from __future__ import annotations

from typing import Any, ClassVar

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from base.api import PROBLEM
from base.api_schema import ETAG, EXPLAINED, IF_NONE_MATCH, ActionSchema, ProblemSerializer

SUMMARIES = {
    "retrieve": "Read the agenda of an event as schedule.{form}",
    "update": "Import a schedule into an event, by schedule.{form}",
    "preview": "See what importing a schedule would do",
}


class VanishedSerializer(serializers.Serializer[Any]):
    uid = serializers.UUIDField(help_text="of the agenda item")
    title = serializers.CharField()
    dropped = serializers.BooleanField()


class RemarkSerializer(serializers.Serializer[Any]):
    where = serializers.CharField(help_text="place in the file")
    label = serializers.CharField(help_text="title of the entry")  # type: ignore[assignment]
    text = serializers.CharField()


class ImportedScheduleSerializer(serializers.Serializer[Any]):
    """What importing a schedule did, or would do."""

    event = serializers.CharField(help_text="slug")
    counts = serializers.DictField(
        child=serializers.IntegerField(), help_text="items_created, items_changed …"
    )
    taken = serializers.ListField(
        child=serializers.CharField(), help_text="fields that the event takes from the file"
    )
    vanished = VanishedSerializer(
        many=True, help_text="items of an earlier import that the file no longer has"
    )
    remarks = RemarkSerializer(many=True, help_text="worth a look, such as a speaker in two places at once")


class ScheduleMistakeSerializer(serializers.Serializer[Any]):
    where = serializers.CharField(help_text="place in the file, such as $.schedule.conference.days[0].index")
    label = serializers.CharField(help_text="title of the entry")  # type: ignore[assignment]
    value = serializers.CharField(help_text="what stands there")
    expected = serializers.CharField()


class ScheduleProblemSerializer(ProblemSerializer):
    """RFC 9457, with everything that is wrong with the schedule."""

    mistakes = ScheduleMistakeSerializer(many=True)


class ScheduleDescription(ActionSchema):
    problems: ClassVar[dict[str, list[int]]] = {
        "retrieve": [401, 403, 404, 429],
        "update": [400, 401, 403, 404, 409, 412, 413, 422, 428, 429],
        "preview": [400, 401, 403, 404, 413, 422, 429],
    }
    explained: ClassVar[dict[int, str]] = {
        **EXPLAINED,
        413: "The body is larger than 10 MB.",
        422: "The schedule has mistakes; `mistakes` lists all of them, and nothing was written.",
    }

    def get_summary(self) -> str:
        return SUMMARIES[self.action].format(form=self.view.form)

    def get_operation_id(self) -> str:
        return f"schedules_{self.action}_{self.view.form}"

    def get_override_parameters(self) -> list[Any]:
        match self.action:
            case "retrieve":
                return [IF_NONE_MATCH, ETAG]
            case "update":
                return [_IF_MATCH, *_CHOICES, ETAG]
        return list(_CHOICES)

    def get_request_serializer(self) -> Any:
        if self.action == "retrieve":
            return None
        return {"application/json": OpenApiTypes.OBJECT, "application/xml": OpenApiTypes.STR}

    def get_response_serializers(self) -> Any:
        answers: dict[Any, Any] = {200: self._answer()}
        if self.action == "retrieve":
            kind = OpenApiTypes.OBJECT if self.view.form == "json" else OpenApiTypes.STR
            answers = {
                (200, f"application/{self.view.form}"): OpenApiResponse(kind, description="The schedule.")
            }
        for code in self.problems[self.action]:
            shape = ScheduleProblemSerializer if code == 422 else ProblemSerializer
            answers[(code, PROBLEM)] = OpenApiResponse(shape, description=self.explained[code])
        return answers

    def _answer(self) -> OpenApiResponse:
        said = "Nothing is written." if self.action == "preview" else "Imported."
        return OpenApiResponse(ImportedScheduleSerializer, description=said)


def _asked(name: str, description: str, **more: Any) -> OpenApiParameter:
    return OpenApiParameter(name, OpenApiTypes.STR, description=description, **more)


_CHOICES = (
    _asked("event", "Whether the event takes title, days and zone of the file; without it a draft does.", enum=["take", "keep"]),
    _asked("vanished", "What becomes of items that the file no longer has; they are kept unless you say `drop`.", enum=["keep", "drop"]),
    _asked("venue", "Name of the venue of its rooms; without it that of the earlier import, else the conference's title."),
    _asked("zone", "Time zone of the file, when it names none or a wrong one."),
    _asked("speaker", "Who a speaker is whose name several people have: `key=uid`, or `key=new`.", many=True),
)  # fmt: skip
_IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="ETag of the schedule as it was read; needed when the agenda has entries already.",
)
