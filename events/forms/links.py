"""Addresses with their titles, one a line."""

from __future__ import annotations

from typing import Any

from django import forms


class LinksField(forms.CharField):
    """`https://example.org/ Title of what stands there`; cleans to `[{url, title}]`. The verb checks the addresses."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=20_000, **kwargs)
        self.widget.attrs |= {"rows": 3, "spellcheck": "false"}

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join(" ".join(filter(None, (link.get("url"), link.get("title")))) for link in value)

    def to_python(self, value: Any) -> Any:
        found = []
        for line in (super().to_python(value) or "").splitlines():
            url, _space, title = line.strip().partition(" ")
            if url and ":" not in url.partition("/")[0]:
                url = f"https://{url}"
            if url:
                found.append({"url": url} | ({"title": title.strip()} if title.strip() else {}))
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(data) != (initial or []))
