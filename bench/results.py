"""What was measured: judged, printed, kept as JSON and put into docs/performance.md."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from bench.environment import ROOT

KEPT = ("row", "what", "figure", "unit", "goal", "floor", "sql", "met")
DOCS = ROOT / "docs" / "performance.md"
BETWEEN = re.compile(r"(<!-- table of `make bench` -->\n).*?(<!-- end of the table -->)", re.DOTALL)
HEADINGS = ("row", "what", "figure", "floor", "ratio", "sql", "req/s", "floor's", "goal", "met")


@dataclass(frozen=True, slots=True)
class Result:
    """One figure beside its floor. `figure` is None where it could not be measured, `met` None where no goal is set."""

    row: str
    what: str
    figure: float | None
    unit: str
    goal: str = ""
    floor: float | None = None
    sql: int | None = None
    met: bool | None = None
    rate: float | None = None
    floor_rate: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        return self.figure / self.floor if self.figure is not None and self.floor else None

    def cells(self) -> tuple[str, ...]:
        met = {True: "yes", False: "NO", None: "–"}[self.met]
        figure = f"{shown(self.figure)} {self.unit}" if self.figure is not None else "not measured"
        ratio = f"{self.ratio:.2f} ×" if self.ratio is not None else ""
        return (
            self.row, self.what, figure, shown(self.floor), ratio, shown(self.sql), shown(self.rate), shown(self.floor_rate),
            self.goal, met,
        )  # fmt: skip


def shown(number: float | None) -> str:
    """About three digits."""
    if number is None:
        return ""
    if isinstance(number, int) or number >= 100:
        return f"{number:,.0f}"
    return f"{number:.2f}" if number < 10 else f"{number:.1f}"


def write_json(results: list[Result], path: Path) -> None:
    rows = [{name: rounded(getattr(result, name)) for name in KEPT} for result in results]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"rows": rows}, indent=1, ensure_ascii=False) + "\n")


def rounded(value: object) -> object:
    return round(value, 4) if isinstance(value, float) else value


def table(results: list[Result]) -> str:
    """For the terminal, its columns aligned."""
    lines = [HEADINGS, *(result.cells() for result in results)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def notes(results: list[Result]) -> list[str]:
    return [f"{result.row} {result.what}: {result.note}" for result in results if result.note]


def write_docs(results: list[Result], about: list[str]) -> None:
    """Replace the table between the two marks of docs/performance.md."""
    head = [f"| {' | '.join(HEADINGS)} |", f"|{'---|' * len(HEADINGS)}"]
    body = [f"| {' | '.join(result.cells())} |" for result in results]
    remarks = [f"* {note}" for note in notes(results)]
    text = "\n".join([*about, "", *head, *body, *([""] if remarks else []), *remarks]) + "\n"
    held = DOCS.read_text()
    if not BETWEEN.search(held):
        raise SystemExit(f"{DOCS.relative_to(ROOT)} has lost the two marks between which the table stands.")
    DOCS.write_text(BETWEEN.sub(lambda found: found[1] + text + found[2], held))
