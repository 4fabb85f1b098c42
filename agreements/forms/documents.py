"""The form of a paper of an agreement."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, AgreementDocument
from base.attachments import ACCEPT
from base.locale_text import language_name
from base.widgets import DoorForm
from people.forms.choices import text_languages


class DocumentForm(DoorForm):
    """The languages of the agreement are offered first."""

    kind = forms.ChoiceField(label=_("kind"), choices=AgreementDocument.Kind.choices)
    language = forms.ChoiceField(label=_("language"), required=False)
    file = forms.FileField(
        label=_("file"), help_text=_("PDF, Word or a picture, up to 20 MB."), widget=forms.FileInput({"accept": ACCEPT})
    )  # fmt: skip
    note = forms.CharField(label=_("note"), max_length=300, required=False)

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stated = [(code, language_name(code)) for code in agreement.languages]
        rest = [one for one in text_languages() if one[0] not in agreement.languages]
        choices = [("", _("not stated")), *stated, *rest]
        self.fields["language"].choices = choices  # type: ignore[attr-defined]
