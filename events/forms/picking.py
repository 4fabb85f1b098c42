"""Choosing a person or an organization by typing: a list appears while typing, and a whole name alone suffices without it."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from base.locale_text import country_name
from base.uids import as_uid
from people.models import Office, Organization, Person

SHOWN = 20
"""How many are offered at once."""


def people_of(office: Office, text: str) -> list[Person]:
    """Those whose name matches, with their posts; two queries and one for the organizations."""
    found = Person.objects.of(office).matching(text).prefetch_related("posts__organization")
    return list(found[:SHOWN])


def organizations_of(office: Office, text: str) -> list[Organization]:
    return list(Organization.objects.of(office).matching(text)[:SHOWN])


def label_of(found: Person | Organization) -> str:
    """The name, and what tells two of the same name apart."""
    if isinstance(found, Organization):
        return f"{found} ({found.short_name})" if found.short_name else str(found)
    return " ".join(
        part for part in (found.name, found.native_name if found.native_name != found.name else "") if part
    )


def detail_of(found: Person | Organization) -> str:
    if isinstance(found, Organization):
        return ", ".join(
            part for part in (found.city, country_name(str(found.country)) if found.country else "") if part
        )
    posts = [
        ", ".join(str(part) for part in (post.title, post.organization or "") if part)
        for post in found.posts.all()
    ]
    return "; ".join(post for post in posts if post) or found.email


class PickField(forms.CharField):
    """Cleans to the record, or None. Set `office` before it is asked; what matches several is an error that names them."""

    office: Office

    def __init__(self, noun: str, **kwargs: Any) -> None:
        self.noun = noun
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)
        self.widget.attrs |= {"autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        """The field shows a name; the script reads the identifier beside it."""
        found = value if isinstance(value, (Person, Organization)) else self._by_uid(value)
        if found is None:
            self.widget.attrs.pop("data-uid", None)
            return value
        self.widget.attrs["data-uid"] = str(found.uid)
        return label_of(found)

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value)).strip()
        if not text:
            return None
        return self._by_uid(text) or self._by_name(text)

    def _by_uid(self, value: Any) -> Person | Organization | None:
        uid = as_uid(str(value))
        if uid is None:
            return None
        model: Any = Person if self.noun == "person" else Organization
        found: Person | Organization | None = model.objects.of(self.office).filter(uid=uid).first()
        return found

    def _by_name(self, text: str) -> Person | Organization:
        found: list[Any] = (
            people_of(self.office, text) if self.noun == "person" else organizations_of(self.office, text)
        )
        exact = [one for one in found if text.casefold() in (str(one).casefold(), label_of(one).casefold())]
        chosen = exact if exact else found
        if len(chosen) == 1:
            only: Person | Organization = chosen[0]
            return only
        if not chosen:
            raise forms.ValidationError(_("“%(text)s” is not in the directory."), params={"text": text})
        names = "; ".join(f"{label_of(one)} – {detail_of(one)}" for one in chosen[:5])
        raise forms.ValidationError(
            _("Several are meant by “%(text)s”: %(names)s"), params={"text": text, "names": names}
        )


class PicksField(PickField):
    """Several, one a line (or between semicolons, as the script writes them); cleans to a list in the order typed."""

    widget = forms.Textarea

    def __init__(self, noun: str, **kwargs: Any) -> None:
        super().__init__(noun, **kwargs)
        self.widget.attrs |= {"rows": 3, "data-several": "1"}

    def prepare_value(self, value: Any) -> Any:
        chosen = _lines(value) if isinstance(value, str) else list(value or ())
        found = [self._by_uid(one) or one if isinstance(one, str) else one for one in chosen]
        options = [
            {"uid": one if isinstance(one, str) else str(one.uid), "label": _label(one)} for one in found
        ]
        self.widget.attrs["data-chosen"] = json.dumps(options)
        return "\n".join(_label(one) for one in found)

    def clean(self, value: Any) -> Any:
        found = [
            self._by_uid(line) or self._by_name(line)
            for line in _lines(str(forms.CharField.clean(self, value) or ""))
        ]
        return list({one.pk: one for one in found}.values())


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.replace(";", "\n").splitlines() if line.strip()]


def _label(found: Any) -> str:
    return found if isinstance(found, str) else label_of(found)


def in_office(form: forms.BaseForm, office: Office) -> None:
    """Tell the form's choosing fields whose directory they look in."""
    for field in form.fields.values():
        if isinstance(field, PickField):
            field.office = office
            field.widget.attrs["data-pick"] = (
                f"{reverse('events:pick', args=[field.noun])}?office={office.uid}"
            )
