"""What every view that writes does with a refusal: the typing stays, the message stands beside it."""

from __future__ import annotations

from typing import Any

from django import forms

from base.errors import DomainError, Stale, add_to_form
from base.records import Record


def refuse(form: forms.BaseForm, exc: DomainError, record: Record | None = None) -> None:
    """Show the refusal in the form. After a lost race it carries the present version, so that saving again is a choice."""
    add_to_form(form, exc)
    if isinstance(exc, Stale) and record is not None:
        present = type(record)._base_manager.filter(pk=record.pk).values_list("version", flat=True).first()
        data: Any = form.data.copy()  # type: ignore[attr-defined]
        data[form.add_prefix("version")] = present or ""
        form.data = data
