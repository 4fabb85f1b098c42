"""All figures with their words, their links to the rows behind and their share of the largest, for every door."""

from __future__ import annotations

from dataclasses import dataclass

from agreements.models import Agreement, Indicator
from reports.statistics import labels
from reports.statistics.counting import SEPARATOR, Count, Number, count
from reports.statistics.figure import Figure, Section
from reports.statistics.figures import FIGURES
from reports.statistics.filters import asked_of
from reports.statistics.scope import OUTSIDE, Scope

WHOLE_BAR = 1000


@dataclass(frozen=True, slots=True)
class Line:
    """A number; `query` opens the rows behind it, `share` is its part of the largest one in thousandths."""

    figure: Figure
    label: str
    number: Number
    query: str
    value: str
    share: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure and its lines: one where it is not split, none where nothing was found."""

    figure: Figure
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Chapter:
    section: Section
    single: list[Line]
    split: list[Shown]


@dataclass(frozen=True, slots=True)
class Overview:
    scope: Scope
    chapters: list[Chapter]
    headlines: list[Line]
    indicators: list[Indicator]
    hides_agreements: bool

    @property
    def lines(self) -> list[Line]:
        found = []
        for chapter in self.chapters:
            found += [*chapter.single, *(line for shown in chapter.split for line in shown.lines)]
        return found


def overview(scope: Scope) -> Overview:
    """A fixed number of queries, however much there is to count."""
    counts = count(scope)
    shown = [Shown(figure, _lines(counts[figure.key], scope)) for figure in FIGURES]
    chapters = [
        Chapter(
            section,
            [one.lines[0] for one in shown if one.figure.section == section and not one.figure.split and _is_told(one, scope)],
            [one for one in shown if one.figure.section == section and one.figure.split],
        )
        for section in Section
    ]  # fmt: skip
    headlines = [one.lines[0] for one in shown if one.figure.is_headline]
    return Overview(scope, chapters, headlines, indicators(scope), hides_agreements(scope))


def indicators(scope: Scope) -> list[Indicator]:
    """Figures that others reported, as they stand; one without a day stands in every period."""
    rows = scope.existing(scope.of(Indicator)).filter(scope.by_event("event__"))
    rows = rows.annotate(dated=scope.dated("as_of")).exclude(dated=OUTSIDE)
    return list(
        rows.select_related("event", "subject", "source").order_by("as_of", "event_id", "position", "pk")
    )


def hides_agreements(scope: Scope) -> bool:
    """Whether the office has agreements that this user may not see."""
    seen = scope.of(Agreement).values("pk")
    return Agreement.objects.filter(office=scope.office).exclude(pk__in=seen).exists()


def _is_told(shown: Shown, scope: Scope) -> bool:
    """What cannot be dated is told where a period asks for dates."""
    return scope.has_period or not shown.figure.key.endswith("-undated")


def _lines(counts: list[Count], scope: Scope) -> list[Line]:
    figure = counts[0].figure if counts else None
    if figure is None:
        return []
    if figure.split:
        counts = sorted(counts, key=lambda one: labels.order(figure)(one.value))
        if not labels.is_ordered(figure):
            counts = sorted(counts, key=lambda one: -one.number)
    largest = max((one.number for one in counts), default=0) or 1
    return [_line(one, scope, round(WHOLE_BAR * one.number / largest)) for one in counts]


def _line(one: Count, scope: Scope, share: int) -> Line:
    value = SEPARATOR.join(one.value)
    more = {"figure": one.figure.key, **({"value": value or SEPARATOR} if one.figure.split else {})}
    words = labels.label(one.figure, one.value) if one.figure.split else str(one.figure.name)
    return Line(one.figure, words, one.number, asked_of(scope, **more), value, share)
