"""Forms of photographs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from base.languages import columns
from events.forms.picking import PickField, in_office
from events.forms.places import AmendingForm
from events.models import Event, Photo

MOST_AT_ONCE = 40


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; cleans to a list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if len(given) > MOST_AT_ONCE:
            raise forms.ValidationError(
                _("Choose at most %(most)s pictures at once."), params={"most": MOST_AT_ONCE}
            )
        return [super(FilesField, self).clean(file, None) for file in given]


class PhotoForm(AmendingForm):
    """A photograph that is there already, or one more."""

    photographer = PickField("person", label=_("photographer"))

    class Meta:
        model = Photo
        fields = (*columns("caption"), "item", "photographer", "public")

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_office(self, event.office)
        self.fields["item"].queryset = event.agenda.all()  # type: ignore[attr-defined]
        self.fields["item"].label_from_instance = lambda item: item.title or item.get_kind_display()  # type: ignore[attr-defined]
        if self.instance.photographer:
            self.initial["photographer"] = self.instance.photographer


class PhotosForm(PhotoForm):
    """New photographs; what is said of them holds for each."""

    pictures = FilesField(
        label=_("pictures"), required=False, help_text=_("JPEG, PNG or WebP, several at once. Where and with what they were taken is removed."),
        widget=FilesInput({"accept": "image/jpeg,image/png,image/webp"}),
    )  # fmt: skip
    field_order = ("pictures",)

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if name != "pictures"}
