"""Forms of the agenda: items, what happened at them, who takes part, tracks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.languages import columns
from base.widgets import DoorForm
from events.forms.languages import keep_stated, language_field
from events.forms.links import LinksField
from events.forms.picking import PickField, in_office
from events.forms.places import AmendingForm
from events.models import AgendaItem, Event, Group, Participation, Room, Track
from people.models import Office, Person


class ItemForm(AmendingForm):
    """`event` gives the rooms, tracks and days to choose from."""

    language = language_field(gettext_lazy("language"))
    links = LinksField(
        label=gettext_lazy("links"), help_text=gettext_lazy("One a line: the address, then a title.")
    )
    host = PickField("organization", label=gettext_lazy("host organization"), help_text=gettext_lazy("Who receives the guests at a stop of a visit."))  # fmt: skip

    class Meta:
        model = AgendaItem
        fields = (
            "kind", *columns("title"), "on", "start_time", "end_time", "part_of_day", "room", *columns("place"), "host",
            "track", "public", "language", "links", *columns("abstract", "gist"),
        )  # fmt: skip
        help_texts = {
            "start_time": gettext_lazy("On the clock of the event’s zone."),
            "end_time": gettext_lazy("Not after the beginning: on the next day."),
            "part_of_day": gettext_lazy("When no hour is stated."),
        }

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_office(self, event.office)
        rooms = Room.objects.of(event.office).select_related("venue")
        self.fields["room"].queryset = rooms  # type: ignore[attr-defined]
        self.fields["room"].label_from_instance = lambda room: f"{room.venue}: {room}"  # type: ignore[attr-defined]
        self.fields["track"].queryset = Track.objects.filter(event=event)  # type: ignore[attr-defined]
        self.fields["on"].widget.attrs["list"] = "days"
        if self.instance.host:
            self.initial["host"] = self.instance.host
        keep_stated(self)
        for name in columns("abstract", "gist"):
            self.fields[name].widget.attrs["rows"] = 3


class HeldForm(AmendingForm):
    """What happened at an item."""

    class Meta:
        model = AgendaItem
        fields = tuple(columns("gist"))


class TrackForm(AmendingForm):
    class Meta:
        model = Track
        fields = ("name",)


class ParticipationForm(AmendingForm):
    """Somebody of the directory, a group of the event, or somebody new with a post."""

    person = PickField(
        "person", label=gettext_lazy("person"), help_text=gettext_lazy("Type a part of the name.")
    )
    language = language_field(gettext_lazy("language of the speech"))

    class Meta:
        model = Participation
        fields = ("person", "group", "role", "manner", "language", *columns("speech_title", "gist"))

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_office(self, item.office)
        self.fields["group"].queryset = Group.objects.filter(event=item.event_id)  # type: ignore[attr-defined]
        if self.instance.person:
            self.initial["person"] = self.instance.person
        keep_stated(self)
        for name in columns("gist"):
            self.fields[name].widget.attrs["rows"] = 3


class NewPersonForm(DoorForm):
    """Somebody who is not in the directory yet, with the post held; nothing typed means nobody."""

    family_name = forms.CharField(label=gettext_lazy("family name"), max_length=120, required=False)
    given_name = forms.CharField(label=gettext_lazy("given name"), max_length=120, required=False)
    native_name = forms.CharField(
        label=gettext_lazy("name in its own script"), max_length=200, required=False
    )
    name_order = forms.ChoiceField(label=gettext_lazy("order of the name"), choices=Person.NameOrder.choices, initial=Person.NameOrder.GIVEN_FIRST)  # fmt: skip
    honorific = forms.CharField(label=gettext_lazy("form of address"), max_length=40, required=False, help_text=gettext_lazy("Mr., Ms., H.E. …"))  # fmt: skip
    academic_style = forms.CharField(label=gettext_lazy("academic title"), max_length=60, required=False)
    post_title = forms.CharField(label=gettext_lazy("post"), max_length=300, required=False)
    organization = PickField("organization", label=gettext_lazy("organization"))
    new_organization = forms.CharField(label=gettext_lazy("name of a new organization"), max_length=300, required=False, help_text=gettext_lazy("Only when it is not in the directory."))  # fmt: skip
    namesake = forms.BooleanField(label=gettext_lazy("This is another person than the one of the same name"), required=False)  # fmt: skip

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, prefix="new", **kwargs)
        self.office = office
        in_office(self, office)

    @property
    def given(self) -> bool:
        """Whether somebody new is named."""
        return any(self.cleaned_data.get(name) for name in ("family_name", "given_name", "native_name"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("organization") and cleaned.get("new_organization"):
            self.add_error("new_organization", _("Choose an organization or name a new one, not both."))
        if not self.given:
            if cleaned.get("post_title") or cleaned.get("organization") or cleaned.get("new_organization"):
                self.add_error("family_name", _("State the name of the person who holds this post."))
        elif not cleaned.get("family_name"):
            # A name of one part is the family name, as the directory keeps it.
            cleaned["family_name"] = cleaned.get("given_name") or cleaned["native_name"]
            cleaned["given_name"] = ""
        if self.given and not cleaned.get("namesake"):
            self._refuse_namesake(cleaned)
        return cleaned

    def _refuse_namesake(self, cleaned: dict[str, Any]) -> None:
        names = {"family_name__iexact": cleaned["family_name"], "given_name__iexact": cleaned["given_name"]}
        if Person.objects.of(self.office).filter(**names).exists():
            self.add_error("namesake", _("Somebody of this name is in the directory: choose them above, or say here that it is another person."))  # fmt: skip
