"""Lists of texts in several languages, such as fields of cooperation: one a line, the same line in each language."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from django import forms

from base.languages import CODES, column


def add_lists(
    form: forms.BaseForm, name: str, label: Any, stated: list[dict[str, str]], *, rows: int = 3
) -> None:
    """Fields `name_en`, `name_zh_hans`, … that hold the stated texts, a line each."""
    for code in CODES:
        field = forms.CharField(
            label=label, required=False, strip=False, widget=forms.Textarea({"rows": rows}), max_length=20_000
        )
        form.fields[column(name, code)] = field
        lines = [text.get(code, "") for text in stated]
        form.initial.setdefault(column(name, code), "\n".join(lines).rstrip("\n"))


def lists_of(cleaned: dict[str, Any], name: str) -> list[dict[str, str]]:
    """The texts as typed: `[{"en": …, "zh-hans": …}, …]`; takes their fields out of `cleaned`."""
    typed = [[line.strip() for line in cleaned.pop(column(name, code), "").splitlines()] for code in CODES]
    rows = [
        {code: line for code, line in zip(CODES, lines, strict=True) if line}
        for lines in zip_longest(*typed, fillvalue="")
    ]
    return [row for row in rows if row]
