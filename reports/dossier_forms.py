"""The form that takes in a dossier."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.widgets import DoorForm
from reports.services.dossiers import LARGEST


class DossierForm(DoorForm):
    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        help_text=gettext_lazy("A dossier: one event with everything around it, as JSON."),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            message = _("The file is larger than %(size)d MB.") % {"size": LARGEST // 1024 // 1024}
            raise forms.ValidationError(message)
        return file
