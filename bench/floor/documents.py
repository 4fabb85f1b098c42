"""Bare documents: participants and programme as plain tables, by Typst and by python-docx's templates."""

from __future__ import annotations

import functools
import io
import json
from pathlib import Path
from typing import Any

import typst
from docx import Document
from docxtpl import DocxTemplate

from bench.data import SEMINAR
from bench.floor.pages import items
from events.models import Registration

SOURCE = Path(__file__).with_name("report.typ")


def pdf() -> bytes:
    made: Any = typst.compile(str(SOURCE), format="pdf", sys_inputs={"data": json.dumps(_data())})
    return bytes(made)


def docx() -> bytes:
    template = DocxTemplate(io.BytesIO(_template()))
    template.render(_data())
    target = io.BytesIO()
    template.save(target)
    return target.getvalue()


def _data() -> dict[str, Any]:
    people = Registration.objects.filter(event__slug=SEMINAR).order_by("seq")
    names = people.values_list(
        "person__given_name", "person__family_name", "organization_name", "job_title", "country"
    )
    agenda = [
        (
            str(row["on"]),
            f"{row['start_time']:%H:%M}",
            row["title_en"],
            row["participations__person__family_name"],
        )
        for row in items()
    ]
    return {"participants": [list(row) for row in names], "agenda": [list(row) for row in agenda]}


@functools.cache
def _template() -> bytes:
    document = Document()
    for name in ("participants", "agenda"):
        table = document.add_table(rows=3, cols=1)
        table.cell(0, 0).text = f"{{%tr for row in {name} %}}"
        table.cell(1, 0).text = "{{ row|join(', ') }}"
        table.cell(2, 0).text = "{%tr endfor %}"
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
