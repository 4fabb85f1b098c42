"""Choices taken from an office's own directory."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from base.languages import CODES, Language, columns
from base.locale_text import country_name, language_name
from people.models import Office, Organization

SPOKEN = (
    "ar", "bn", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "ha", "he", "hi", "hu", "id", "it", "ja", "kk",
    "km", "ko", "ky", "lo", "mn", "ms", "my", "ne", "nl", "no", "pl", "pt", "ro", "ru", "si", "sr", "sv", "sw", "th",
    "tr", "uk", "ur", "uz", "vi", "zh",
)  # fmt: skip


def country_choices(model: type[Model], office: Office) -> list[tuple[str, Any]]:
    """The countries that occur in the office's directory, by name."""
    codes = (
        model._default_manager.filter(office=office)
        .exclude(country="")
        .order_by()
        .values_list("country", flat=True)
    )
    named = sorted(
        ((str(code), country_name(str(code))) for code in codes.distinct()), key=lambda pair: pair[1]
    )
    return [("", _("All countries")), *named]


def language_choices() -> list[tuple[str, str]]:
    return sorted(((code, language_name(code)) for code in SPOKEN), key=lambda pair: pair[1].casefold())


def text_languages() -> list[tuple[str, str]]:
    """Languages in which a document may be written: those of the site first, then the others that people speak."""
    ours = {code.partition("-")[0] for code in CODES}
    return [*Language.choices, *(choice for choice in language_choices() if choice[0] not in ours)]


class OrganizationChoice(forms.ModelChoiceField):
    """An organization of the office, chosen by its name and sent by its public identifier."""

    def __init__(self, office: Office, without: Organization | None = None, **kwargs: Any) -> None:
        shown = Organization.objects.of(office).only("uid", "native_name", "sort_name", *columns("name"))
        super().__init__(shown.exclude(pk=without.pk) if without else shown, to_field_name="uid", **kwargs)
