"""Names that visitors type."""

from __future__ import annotations

from typing import Any

from django import forms

from base.plain_text import one_line
from people.validators import validate_name


class NameField(forms.CharField):
    """A part of a name: on one line and without a web address."""

    default_validators = [validate_name]

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value) or "")
