"""The doors of the dossier: a whole event read, previewed, created or updated in one call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, ClassVar, TypeVar

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from base.api import JSONRenderer, encode
from base.errors import ConditionRequired, Stale
from base.etag import still_holds
from events.models import Event
from people.api.doors import PUBLIC, Answer, Door, respond
from people.models import Office
from people.policies import require
from reports.api.dossier_schema import DossierDescription
from reports.dossier.check import InvalidDossierError, Mistake, read_dossier
from reports.dossier.load import Loaded, load
from reports.dossier.schema import Dossier, dossier_json_schema
from reports.services import dossiers

T = TypeVar("T")


class DossierParser(BaseParser):
    """The bytes as they came, so that broken JSON is told with its line like every other mistake."""

    media_type = "application/json"

    def parse(
        self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        return stream.read()


class DossierDoor(Door):
    """A dossier is one event with everything around it. Its format is at `/api/v1/dossiers/schema/` and in `docs/dossier.md`."""

    rule: ClassVar[Mapping[str, str]] = {
        "retrieve": "reports.read",
        "update": "events.run",
        "preview": "events.run",
    }
    model = Event
    parser_classes: Any = [DossierParser]
    filter_backends: Any = []
    pagination_class: Any = None
    schema = DossierDescription()
    largest_body = dossiers.LARGEST
    lookup_field, lookup_value_converter = "slug", "slug"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("series", "office")

    def retrieve(self, request: Request, slug: str) -> HttpResponse:
        """The dossier of an event, with its sub-events. What is not stated is left out."""
        shown = dossiers.written(self.opened())
        if still_holds(request._request, shown.etag):
            return HttpResponse(status=304, headers={"ETag": shown.etag})
        return respond(Answer(200, shown.body, {"ETag": shown.etag}))

    @transaction.atomic
    def update(self, request: Request, slug: str) -> HttpResponse:
        """Create the event of this slug, or bring it up to what the dossier states; what the dossier omits stays.

        The slug in the dossier is the one of the address. A new event needs no condition; one that is there already needs
        `If-Match` with the ETag of its dossier. The same dossier again changes nothing. With `If-None-Match: *` only a new
        event is made. `?office=` says for which office a new event is, when you work in several.
        """
        _event, office = self._placed(slug)
        require(request.user, self.perm, office)
        dossiers.lock_office(office)
        # Only now: while this call waited for the lock, another may have made the event.
        event = self.get_queryset().select_for_update(of=("self",)).filter(slug=slug).first()
        self._demand_condition(event)
        dossier = self._sent(slug)
        loaded = self._told(lambda: load(dossier, office=office, **self.doing))
        headers = {"ETag": dossiers.written(loaded.event).etag}
        if event is None:
            headers["Location"] = request.build_absolute_uri()
        return respond(Answer(200 if event else 201, _shown(loaded), headers))

    def preview(self, request: Request) -> HttpResponse:
        """What loading this dossier would change, record by record. Nothing is written."""
        dossier = self._sent()
        _event, office = self._placed(dossier.event.slug)
        require(request.user, self.perm, office)
        would, _seal = self._told(lambda: dossiers.preview(dossier, office=office, **self.doing))
        return respond(Answer(200, _shown(would)))

    def _placed(self, slug: str) -> tuple[Event | None, Office]:
        """The event of this slug that the user may see, if there is one, and the office to load into."""
        event = self.get_queryset().filter(slug=slug).first()
        return event, event.office if event else self.place({})

    def _demand_condition(self, event: Event | None) -> None:
        """Raises ConditionRequired, Stale."""
        named, none = (self.request.headers.get(name, "").strip() for name in ("If-Match", "If-None-Match"))
        if event is None:
            if named:
                raise Stale(_("There is no event of this slug yet; leave If-Match out."))
        elif none == "*":
            raise Stale(_("There is an event of this slug already; change it with If-Match."))
        elif not named:
            raise ConditionRequired(_("Send the ETag of the dossier in an If-Match header."))
        elif named != "*" and dossiers.written(event).etag not in {
            tag.strip().removeprefix("W/") for tag in named.split(",")
        }:
            raise Stale

    def _sent(self, slug: str | None = None) -> Dossier:
        """The dossier of the body. Raises DossierRefused with everything that is wrong with it."""
        sent: Any = self.request.data  # an empty body never meets the parser
        content = sent if isinstance(sent, bytes) else b""
        dossier = self._told(lambda: read_dossier(content))
        if slug is not None and dossier.event.slug != slug:
            mistake = Mistake("$.event.slug", dossier.event.slug, f"{slug}, as in the address")
            raise dossiers.DossierRefused(InvalidDossierError([mistake]))
        return dossier

    def _told(self, perform: Callable[[], T]) -> T:
        try:
            return perform()
        except InvalidDossierError as invalid:
            raise dossiers.DossierRefused(invalid) from invalid


class SchemaRenderer(JSONRenderer):
    media_type = "application/schema+json"


class DossierSchemaDoor(Door):
    """The format of the dossier as JSON Schema (2020-12), for anyone."""

    rule: ClassVar[Mapping[str, str]] = {"published": PUBLIC}
    model = Event
    authentication_classes: Any = []
    renderer_classes: Any = [SchemaRenderer, JSONRenderer]
    filter_backends: Any = []
    pagination_class: Any = None
    schema = DossierDescription()

    def published(self, request: Request) -> Response:
        """Check a file against it before you send it; what it cannot say, `preview/` tells."""
        return Response(_schema())


@cache
def _schema() -> dict[str, Any]:
    return dossier_json_schema()


def _shown(loaded: Loaded) -> bytes:
    """As `LoadedDossierSerializer` describes it."""
    changes = [
        {
            "path": change.path,
            "noun": change.noun,
            "label": change.label,
            "action": change.action,
            "fields": {name: {"old": old, "new": new} for name, (old, new) in change.fields.items()},
        }
        for change in loaded.changes
    ]
    told = {"event": loaded.event.slug, "created": loaded.created, "changed": loaded.changed}
    return encode({**told, "changes": changes})
