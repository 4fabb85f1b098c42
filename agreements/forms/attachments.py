"""A field for files that are attached as evidence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base import attachments
from base.attachments import Attachment
from base.errors import Invalid


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class AttachmentsField(forms.FileField):
    """Several files at once; cleans to a list of `Attachment`."""

    widget = FilesInput

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        self.most = most
        kwargs.setdefault("label", gettext_lazy("evidence"))
        kwargs.setdefault("help_text", gettext_lazy("PDF, Word, Excel, PowerPoint, pictures or plain text; up to 20 MB each."))  # fmt: skip
        super().__init__(required=False, **kwargs)
        self.widget.attrs |= {"accept": attachments.ACCEPT}

    def clean(self, data: Any, initial: Any = None) -> list[Attachment]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if len(given) > self.most:
            raise forms.ValidationError(_("Attach at most %(most)s files."), params={"most": self.most})
        return [_attached(upload) for upload in given]


def _attached(upload: Any) -> Attachment:
    if upload.size > attachments.LARGEST:  # before it is read into memory
        raise forms.ValidationError(_("%(name)s is too large."), params={"name": upload.name})
    try:
        return attachments.checked(upload.name, upload.read())
    except Invalid as exc:
        raise forms.ValidationError(exc.message) from exc
