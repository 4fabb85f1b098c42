"""Forms of webhooks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from base.widgets import DoorForm
from people.models import Webhook
from people.topics import topics


def topic_choices() -> list[tuple[str, Any]]:
    return [(name, topic.label) for name, topic in topics().items()]


class WebhookForm(DoorForm):
    name = forms.CharField(
        label=_("Name"), max_length=100, help_text=_("What listens there, such as “Intranet”.")
    )
    url = forms.URLField(
        label=_("Address"), max_length=500, assume_scheme="https", help_text=_("It begins with https://.")
    )
    topics = forms.MultipleChoiceField(
        label=_("What it is told"), choices=topic_choices, widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, webhook: Webhook, data: Any = None) -> WebhookForm:
        initial = {name: getattr(webhook, name) for name in ("name", "url", "topics", "version")}
        return cls(data, initial=initial)

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "url", "topics")}
