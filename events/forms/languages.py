"""Choosing the language of a text, a speech or an item."""

from __future__ import annotations

from typing import Any

from django import forms

from base.languages import Language


def language_field(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", "—"), *Language.choices], required=False)


def keep_stated(form: forms.ModelForm[Any], name: str = "language") -> None:
    """What is stated already stays possible, also another language than those of the site."""
    field: Any = form.fields[name]
    stated = getattr(form.instance, name)
    if stated and stated not in dict(field.choices):
        field.choices = [*field.choices, (stated, stated)]
