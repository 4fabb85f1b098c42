"""The form of an import of a schedule."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.widgets import DoorForm
from events.interchange.read import MAX_BYTES
from events.models import Event, Venue
from events.states import EventState
from people.models import Office
from people.validators import validate_zone


class ScheduleImportForm(DoorForm):
    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ".json,.xml,application/json,application/xml,text/xml"}),
        help_text=gettext_lazy("A schedule.json or schedule.xml, as frab, pretalx and others publish it."),
    )
    venue = forms.CharField(
        label=gettext_lazy("Venue"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "venues", "autocomplete": "off"}),
        help_text=gettext_lazy(
            "Where its rooms are: a venue of the office or a new one. Empty for the one of the earlier import, else one named after the conference."
        ),
    )
    zone = forms.CharField(
        label=gettext_lazy("Time zone"),
        required=False,
        max_length=64,
        validators=[validate_zone],
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}),
        help_text=gettext_lazy("Only when the file names none, or a wrong one."),
    )
    take_event = forms.BooleanField(
        label=gettext_lazy("The event takes title, days and time zone from the file"),
        required=False,
        help_text=gettext_lazy("If its days change and it is announced, those registered are told."),
    )

    def __init__(self, *args: Any, office: Office, event: Event | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.venues = list(Venue.objects.of(office).values_list("name", flat=True))
        if event is None:
            del self.fields["take_event"]
        else:
            self.fields["take_event"].initial = event.state == EventState.DRAFT

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(size)d MB."), params={"size": MAX_BYTES // 1024 // 1024}
            )
        return file
