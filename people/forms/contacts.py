"""The form of an import of contacts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.languages import Language
from base.tabular import MAX_BYTES, MAX_ROWS
from base.widgets import DoorForm


class ImportForm(DoorForm):
    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.vcf,text/vcard,text/csv"}),
        help_text=gettext_lazy(
            "A spreadsheet (XLSX or CSV) with headings in its first row, or an address book (vCard)."
        ),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of posts and organizations in the file"), choices=Language.choices
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(size)d MB; it may have up to %(rows)d rows."),
                params={"size": MAX_BYTES // 1024 // 1024, "rows": MAX_ROWS},
            )
        return file


class ListForm(ImportForm):
    """A list of participants or members: a spreadsheet with or without headings."""

    field_order = ("file", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".xlsx,.csv,text/csv"
        self.fields["file"].help_text = _(
            "A spreadsheet (XLSX or CSV); headings are best, and are not needed."
        )
