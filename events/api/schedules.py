"""The doors of schedules: an event's agenda as schedule.json or schedule.xml, read, previewed and imported."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.parsers import BaseParser
from rest_framework.request import Request

from base.api import JSONRenderer, encode
from base.errors import ConditionRequired, Invalid, Missing, Stale
from base.etag import still_holds
from events.api.schedule_schema import ScheduleDescription
from events.interchange.collect import collect
from events.interchange.findings import InvalidScheduleError
from events.interchange.load import import_schedule, preview
from events.interchange.plan import DROP_ALL, Choices, Drop, Plan
from events.interchange.read import MAX_BYTES
from events.interchange.write_json import write_json
from events.interchange.write_xml import write_xml
from events.models import Event
from people.api.doors import Answer, Door, respond
from people.models import Office

TAKES = {"take": True, "keep": False, "": None}
VANISHED: dict[str, Drop] = {"keep": frozenset(), "drop": DROP_ALL, "": frozenset()}


class RawParser(BaseParser):
    """The bytes as they came, so that a broken file is told with its line like every other mistake."""

    media_type = "*/*"

    def parse(
        self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        return stream.read()


class XMLMedia(JSONRenderer):
    """Lets readers of XML ask for it; what is refused is told in JSON."""

    media_type = "application/xml"
    format = "xml"


class ScheduleDoor(Door):
    """The agenda of an event in the formats of frab and pretalx; `form` is json or xml."""

    rule: ClassVar[Mapping[str, str]] = {
        "retrieve": "events.read",
        "update": "events.run",
        "preview": "events.run",
    }
    model = Event
    parser_classes: Any = [RawParser]
    renderer_classes: Any = [JSONRenderer, XMLMedia]
    filter_backends: Any = []
    pagination_class: Any = None
    schema = ScheduleDescription()
    largest_body = MAX_BYTES
    lookup_field, lookup_value_converter = "slug", "slug"
    form = "json"

    def retrieve(self, request: Request, slug: str) -> HttpResponse:
        """All items that state when they begin, without dropped ones; the public programme is at `/e/{slug}/`."""
        content = self._written(self.opened())
        etag = etag_of(content)
        if still_holds(request._request, etag):
            return HttpResponse(status=304, headers={"ETag": etag})
        return HttpResponse(content, headers={"ETag": etag}, content_type=f"application/{self.form}")

    @transaction.atomic
    def update(self, request: Request, slug: str) -> HttpResponse:
        """Bring the agenda up to what the file states. Entries are recognised by guid, else by id; the same file again
        changes nothing. Either format is understood. Where the agenda has entries already, `If-Match` is needed.
        """
        event = self.opened(related=("office",))
        Office.objects.select_for_update(of=("self",)).get(pk=event.office_id)
        self._demand_condition(event)
        plan = import_schedule(
            self._sent(), office=event.office, event=event, choices=self._choices(), **self.doing
        )
        fresh = Event.objects.get(pk=event.pk)
        return respond(Answer(200, _shown(plan), {"ETag": etag_of(self._written(fresh))}))

    def preview(self, request: Request, slug: str) -> HttpResponse:
        """What importing this file would do. Nothing is written."""
        event = self.opened(related=("office",))
        plan = preview(self._sent(), office=event.office, event=event, choices=self._choices())
        if plan.findings.mistakes:
            raise InvalidScheduleError(plan.findings.mistakes)
        return respond(Answer(200, _shown(plan)))

    def _written(self, event: Event) -> bytes:
        """Raises Missing while the event has no days."""
        schedule = collect(event, public=False)
        return write_xml(schedule) if self.form == "xml" else write_json(schedule)

    def _demand_condition(self, event: Event) -> None:
        """Raises ConditionRequired, Stale. An empty agenda needs none."""
        named = self.request.headers.get("If-Match", "").strip()
        if not named and not event.agenda.exists():
            return
        if not named:
            raise ConditionRequired(_("Send the ETag of the schedule in an If-Match header."))
        if named == "*":
            return
        try:
            now = etag_of(self._written(event))
        except Missing:
            raise Stale from None
        if now not in {tag.strip().removeprefix("W/") for tag in named.split(",")}:
            raise Stale

    def _sent(self) -> bytes:
        sent: Any = self.request.data  # an empty body never meets the parser
        return sent if isinstance(sent, bytes) else b""

    def _choices(self) -> Choices:
        """Raises Invalid."""
        asked = self.request.query_params
        speakers = {}
        for one in asked.getlist("speaker"):
            key, found, uid = one.rpartition("=")
            if not found:
                raise Invalid(_("Write it as key=uid, or key=new."), field="speaker")
            speakers[key] = uid
        for name, known in (("event", TAKES), ("vanished", VANISHED)):
            if asked.get(name, "") not in known:
                allowed = ", ".join(word for word in known if word)
                raise Invalid(_("One of: %(allowed)s.") % {"allowed": allowed}, field=name)
        return Choices(
            zone=asked.get("zone", ""),
            venue=asked.get("venue", ""),
            take_event=TAKES[asked.get("event", "")],
            speakers=speakers,
            drop=VANISHED[asked.get("vanished", "")],
        )


class XMLScheduleDoor(ScheduleDoor):
    form = "xml"


def etag_of(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def _shown(plan: Plan) -> bytes:
    """As `ImportedScheduleSerializer` describes it."""
    return encode(
        {
            "event": plan.event.slug,
            "counts": plan.counts,
            "taken": sorted(plan.taken),
            "vanished": [
                {"uid": item.uid, "title": item.title, "dropped": item in plan.dropping}
                for item in plan.vanished
            ],
            "remarks": [
                {"where": one.where, "label": one.label, "text": one.text} for one in plan.findings.remarks
            ],
        }
    )
