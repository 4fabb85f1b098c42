"""The form of an office's own text for a letter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from base.widgets import DoorForm
from people.models import NoticeTemplate
from people.services.own_texts import Words


class LetterForm(DoorForm):
    subject = forms.CharField(label=_("Subject"), max_length=200, strip=False)
    body = forms.CharField(
        label=_("Text"),
        max_length=10_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("An empty line begins a paragraph. A link on a line of its own becomes a button."),
    )
    fallback = forms.BooleanField(
        label=_("Also for languages without a text of your own"),
        required=False,
        help_text=_("Otherwise readers of those languages get the house’s text in theirs."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, template: NoticeTemplate | None, house: Words, data: Any = None) -> LetterForm:
        """Where the office has no text of its own yet, the house's is what it begins with."""
        shown = template or house
        initial: dict[str, Any] = {"subject": shown.subject, "body": shown.body}
        if template is not None:
            initial |= {"fallback": template.fallback, "version": template.version}
        return cls(data, initial=initial)

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("subject", "body", "fallback")}
