"""The statistics over the API: the same figures with the same rules, and the rows behind each."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.reverse import reverse

from base.api import encode
from base.api_schema import DoorSchema
from base.errors import Invalid, Missing
from events.models import Event
from people.api.doors import Answer, Door, respond
from people.policies import require
from reports.statistics.counting import Number
from reports.statistics.figures import BY_KEY
from reports.statistics.filters import StatisticsFilter, in_words
from reports.statistics.listing import behind, rows_of, value_of
from reports.statistics.overview import Line, Overview, overview
from reports.statistics.scope import Scope

PAGE = 100


class FigureSerializer(serializers.Serializer[Any]):
    key = serializers.CharField()
    section = serializers.CharField()
    name = serializers.CharField()
    value = serializers.CharField(help_text="of a figure that is split, as codes; a country, a kind, a state")
    label = serializers.CharField(help_text="the value in words")  # type: ignore[assignment]
    number = serializers.FloatField()
    unit = serializers.CharField()
    rule = serializers.CharField(help_text="what is counted, and how")
    rows = serializers.CharField(help_text="address of the rows behind the number")


class ReportedFigureSerializer(serializers.Serializer[Any]):
    uid = serializers.UUIDField()
    name = serializers.CharField()
    number = serializers.FloatField()
    unit = serializers.CharField()
    as_of = serializers.CharField(allow_null=True)
    event = serializers.CharField(help_text="slug of the event where it was reported")


class StatisticsSerializer(serializers.Serializer[Any]):
    """Computed figures, and apart from them those that others reported."""

    as_of = serializers.DateField()
    filter = serializers.CharField(help_text="what was asked, in words")
    hides_agreements = serializers.BooleanField(help_text="whether there are agreements that you may not see")
    figures = FigureSerializer(many=True)
    reported = ReportedFigureSerializer(many=True)


class StatisticsRowSerializer(serializers.Serializer[Any]):
    title = serializers.CharField()
    page = serializers.CharField(help_text="address of the record's page")
    more = serializers.CharField()
    when = serializers.CharField()
    state = serializers.CharField(help_text="as it is today")


class StatisticsRowsSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    results = StatisticsRowSerializer(many=True)


ASKED = ("office", "as_of", "year", "since", "until", "kind", "country", "series")


class StatisticsSchema(DoorSchema):
    def get_override_parameters(self) -> list[Any]:
        names = ASKED if self.action == "figures" else ("figure", "value", "page", *ASKED)
        return [OpenApiParameter(name, OpenApiTypes.STR, required=name == "figure") for name in names]


class StatisticsDoor(Door):
    rule: ClassVar[Mapping[str, str]] = {"figures": "reports.read", "rows": "reports.read"}
    model = Event
    conditional = False
    filter_backends: Any = []
    pagination_class: Any = None
    schema = StatisticsSchema()

    @property
    def shows(self) -> Any:  # type: ignore[override]
        shown = StatisticsSerializer if self.action == "figures" else StatisticsRowsSerializer
        return SimpleNamespace(serializer=shown)

    @property
    def summary(self) -> str:  # type: ignore[override]
        return "Count everything" if self.action == "figures" else "List the rows behind a figure"

    def get_queryset(self) -> QuerySet[Any]:
        return Event.objects.none()

    def figures(self, request: Request) -> HttpResponse:
        """The figures of the page `/statistics/`, with their rules. `?as_of=` counts as of a past day, from the journal."""
        return respond(Answer(200, encode(_shown(overview(self._scope()), request))))

    def rows(self, request: Request) -> HttpResponse:
        """What a figure counts: as many rows as its number; a figure that adds up a column lists the rows that it adds."""
        figure = BY_KEY.get(request.query_params.get("figure", ""))
        value = value_of(figure, request.query_params.get("value", "")) if figure else None
        if figure is None or value is None:
            raise Missing
        pages = Paginator(behind(figure, value, self._scope()), PAGE)
        page = pages.get_page(request.query_params.get("page"))
        following = None
        if page.has_next():
            query = request.query_params.copy()
            query["page"] = str(page.next_page_number())
            following = f"{reverse('api-statistics-rows', request=request)}?{query.urlencode()}"
        rows = [
            {"title": one.title, "page": request.build_absolute_uri(one.href), "more": one.more, "when": one.when, "state": one.state}
            for one in rows_of(figure, list(page.object_list))
        ]  # fmt: skip
        return respond(Answer(200, encode({"count": pages.count, "next": following, "results": rows})))

    def _scope(self) -> Scope:
        office = self.place({})
        require(self.request.user, self.perm, office)
        user: Any = self.request.user
        asked = StatisticsFilter(self.request.query_params, office=office, user=user)
        if not asked.is_valid():
            raise Invalid(
                _("This cannot be counted."),
                errors={name: [str(one) for one in said] for name, said in asked.errors.items()},
            )
        return asked.scope()


def _shown(found: Overview, request: Request) -> dict[str, Any]:
    rows = reverse("api-statistics-rows", request=request)
    office = found.scope.office.slug
    return {
        "as_of": str(found.scope.day),
        "filter": in_words(found.scope),
        "hides_agreements": found.hides_agreements,
        "figures": [_figure(line, f"{rows}?office={office}&{line.query}") for line in found.lines],
        "reported": [
            {"uid": str(one.uid), "name": one.name, "number": _plain(one.value), "unit": one.unit,
             "as_of": str(one.as_of) if one.as_of else None, "event": one.event.slug}
            for one in found.indicators
        ],
    }  # fmt: skip


def _figure(line: Line, rows: str) -> dict[str, Any]:
    figure = line.figure
    return {
        "key": figure.key, "section": str(figure.section), "name": str(figure.name), "value": line.value,
        "label": line.label if figure.split else "", "number": _plain(line.number), "unit": str(figure.unit),
        "rule": str(figure.rule), "rows": rows,
    }  # fmt: skip


def _plain(number: Number) -> float:
    return int(number) if number == int(number) else float(number)
