"""The rules of all figures as tables of a page of the documentation."""

from __future__ import annotations

from reports.statistics.figure import Figure, Section
from reports.statistics.figures import FIGURES


def rules() -> str:
    """Markdown: a heading and a table for each section, in the language that is active."""
    parts = []
    for section in Section:
        lines = [_line(figure) for figure in FIGURES if figure.section == section]
        head = "| figure | key | unit | rule | counted rows |\n|---|---|---|---|---|"
        parts.append(f"### {section.label}\n\n{head}\n" + "\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _line(figure: Figure) -> str:
    split = f" Split by {' and '.join(f'`{column}`' for column in figure.split)}." if figure.split else ""
    return f"| {figure.name} | `{figure.key}` | {figure.unit} | {figure.rule} | {_how(figure)}{split} |"


def _how(figure: Figure) -> str:
    where = " and ".join(
        f"`{column}` is {' or '.join(f'`{value}`' for value in values)}"
        for column, values in figure.where.items()
    )
    rows = f"`{figure.source.key}`" + (f" of which {where}" if where else "")
    if figure.total:
        return f"Sum of `{figure.total}` over {rows}."
    if figure.each == ("pk",):
        return f"Each of {rows}."
    return f"Different {' and '.join(f'`{column}`' for column in figure.each)} among {rows}."
