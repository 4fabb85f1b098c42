"""Forms of the organizer's pages on participants."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from base import countries
from base.languages import EN, Language, columns
from base.prepared import prepared
from base.search import matching
from base.widgets import DoorForm, DoorModelForm
from events.forms.groups import COMPLETE
from events.forms.picking import PickField, PicksField, in_office
from events.models import Event, Group, Manner, Mode, Registration, RegistrationRole
from events.participants import ORDERS, of_event
from events.querysets import RegistrationQuerySet
from events.services.registration import ENTRY_STATES
from events.states import SEATED_STATES, RegistrationState
from people.models import Office, Post

Choices = list[tuple[str, str]]
CHOICES: dict[str, Any] = {"state": RegistrationState, "role": RegistrationRole, "manner": Manner}
COUNTED = (
    "SELECT state, country, count(*), sum(seats) FROM events_registration WHERE event_id = %s GROUP BY 1, 2"
)


class ParticipantFilter:
    """The filters of the list as the query string states them; what it states wrongly is left aside.

    One statement counts every state and country of the event.
    """

    NARROWING = ("q", "state", "role", "country", "manner")

    def __init__(self, data: Mapping[str, Any], event: Event) -> None:
        self.event = event
        typed = {name: str(data.get(name, "")) for name in (*self.NARROWING, "order")}
        self.asked = {name: text.replace("\x00", "").strip()[:200] for name, text in typed.items()}
        with prepared() as cursor:
            cursor.execute(COUNTED, [event.pk])
            counted = cursor.fetchall()
        self.by_state: dict[str, int] = {}
        self.seats = 0
        present = set()
        for state, country, number, places in counted:
            self.by_state[state] = self.by_state.get(state, 0) + number
            self.seats += places if state in SEATED_STATES else 0
            present.add(country)
        self.total = sum(self.by_state.values())
        self.present = tuple(sorted(present - {""}))

    @property
    def is_narrow(self) -> bool:
        return any(self.asked[name] for name in self.NARROWING)

    def chosen(self) -> RegistrationQuerySet:
        asked, found = self.asked, of_event(self.event)
        for name in ("state", "role", "country", "manner"):
            if asked[name]:
                found = found.filter(**{name: asked[name]})
        if asked["q"]:
            found = found.filter(_searched(asked["q"]))
        return found.order_by(*ORDERS.get(asked["order"], ORDERS[""]))

    def selects(self) -> list[dict[str, Any]]:
        """The fields beside the search, for the template."""
        offered = [
            ("state", _("State")),
            ("role", _("Role")),
            ("country", _("Country")),
            ("manner", _("How")),
        ]
        return [{"name": name, "label": label, "options": self._options(name)} for name, label in offered]

    def _options(self, name: str) -> SafeString:
        offered = self.present if name == "country" else tuple(CHOICES[name].values)
        chosen = self.asked[name] if self.asked[name] in offered else ""
        return _options(name, offered, chosen, get_language() or EN)

    def counts(self) -> list[dict[str, Any]]:
        """The states that occur, in the order of the life of a registration."""
        return [
            {"state": state.value, "label": state.label, "count": self.by_state[state.value]}
            for state in RegistrationState
            if self.by_state.get(state.value)
        ]


@functools.lru_cache(maxsize=512)
def _options(name: str, offered: tuple[str, ...], chosen: str, language: str) -> SafeString:
    """Made once for each event's countries and each choice, in a language."""
    if name == "country":
        labels = [pair for pair in countries.names(language).items() if pair[0] in offered]
    else:
        labels = CHOICES[name].choices
    selected = mark_safe(" selected")
    marked = ((value, selected if value == chosen else "", label) for value, label in labels)
    return format_html_join("", '<option value="{}"{}>{}</option>', marked)


def _searched(text: str) -> Q:
    """By name and address through the directory's search text, else anywhere in what was stated here."""
    stated = Q()
    for name in ("organization_name", "job_title", "email", "group__label_en", "group__label_zh_hans"):
        stated |= Q(**{f"{name}__icontains": text})
    return matching(text, "person__search") | stated


class RegistrationForm(DoorForm):
    """What an organizer states of a registration."""

    role = forms.ChoiceField(label=_("Role"), choices=RegistrationRole.choices)
    manner = forms.ChoiceField(
        label=_("How"), choices=[("", _("not stated")), *Manner.choices], required=False
    )
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    language = forms.ChoiceField(label=_("Language of letters"), choices=Language.choices)
    organization = PickField("organization", label=_("Organization in the directory"))
    organization_name = forms.CharField(label=_("Organization as stated"), max_length=300, required=False)
    job_title = forms.CharField(label=_("Post as stated"), max_length=300, required=False)
    country = countries.CountryField(label=_("Country"))
    note = forms.CharField(
        label=_("Note"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_office(self, office)


class ParticipantForm(RegistrationForm):
    """Changes one registration; a person's posts are offered, to tick those held then."""

    posts = forms.ModelMultipleChoiceField(
        label=_("Posts held then"),
        queryset=Post.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        names = (
            "role",
            "manner",
            "email",
            "language",
            "organization",
            "organization_name",
            "job_title",
            "note",
            "version",
        )
        initial = {name: getattr(registration, name) for name in names} | {
            "country": str(registration.country or "")
        }
        super().__init__(*args, office=registration.office, initial=initial, **kwargs)
        posts: Any = self.fields["posts"]
        posts.queryset = Post.objects.filter(person_id=registration.person_id).select_related("organization")
        posts.label_from_instance = _post_label
        posts.initial = [post.pk for post in registration.posts.all()] if registration.person_id else []
        if not registration.person_id or not posts.queryset:
            del self.fields["posts"]

    def changes(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class NewParticipantForm(RegistrationForm):
    """Somebody of the directory, or somebody new by name."""

    person = PickField(
        "person", label=_("Person in the directory"), help_text=_("Or write the name of somebody new below.")
    )
    family_name = forms.CharField(label=_("Family name"), max_length=120, required=False)
    given_name = forms.CharField(label=_("Given name"), max_length=120, required=False)
    state = forms.ChoiceField(label=_("State"))
    notify = forms.BooleanField(label=_("Send a letter about it"), required=False, initial=True)
    language = forms.ChoiceField(
        label=_("Language of letters"),
        choices=[("", _("as in the directory, else English")), *Language.choices],
        required=False,
    )
    field_order = [
        "person", "family_name", "given_name", "email", "role", "state", "manner", "organization", "organization_name",
        "job_title", "country", "language", "note", "notify",
    ]  # fmt: skip

    def __init__(self, *args: Any, event: Event, with_state: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = entry_states()  # type: ignore[attr-defined]
        self.fields["state"].initial = RegistrationState.CONFIRMED.value
        if event.mode != Mode.HYBRID:
            self.fields["manner"].initial = (
                Manner.ONLINE.value if event.mode == Mode.ONLINE else Manner.IN_PERSON.value
            )
        if not with_state:
            del self.fields["state"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("person") and not cleaned.get("family_name") and "person" not in self.errors:
            self.add_error("person", _("Choose a person, or write a family name."))
        return cleaned


class GroupRegistrationForm(DoorModelForm):
    """An unnamed group with its registration."""

    regions = forms.CharField(label=_("Regions"), required=False, help_text=_("Separated by commas."))
    organizations = PicksField("organization", label=_("Organizations"), help_text=_("One a line."))
    role = forms.ChoiceField(label=_("Role"), choices=RegistrationRole.choices)
    manner = forms.ChoiceField(
        label=_("How"), choices=[("", _("not stated")), *Manner.choices], required=False
    )
    state = forms.ChoiceField(label=_("State"))
    list_complete = forms.TypedChoiceField(
        label=_("Are these all the countries, regions and organizations?"),
        choices=COMPLETE,
        required=False,
        coerce=lambda value: value == "true",
        empty_value=None,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Group
        fields = (
            *columns("label"),
            "count",
            "count_as_worded",
            "category",
            "rank",
            "countries",
            "list_complete",
        )

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_office(self, office)
        for name in columns("label"):
            self.fields[name].label = _("Who they are")
        self.fields["state"].choices = entry_states()  # type: ignore[attr-defined]
        self.fields["state"].initial = RegistrationState.CONFIRMED.value
        self.fields["countries"].choices = countries.choices()[1:]  # type: ignore[attr-defined]
        stated = self.instance.list_complete
        self.initial["list_complete"] = "" if stated is None else str(stated).lower()
        if self.instance.pk:
            for entered_once in ("state", "role", "manner"):
                del self.fields[entered_once]
            self.initial["version"] = self.instance.version
            self.initial["regions"] = ", ".join(self.instance.regions)
            self.initial["organizations"] = list(self.instance.organizations.all())

    def clean_regions(self) -> list[str]:
        return [
            part.strip()
            for part in self.cleaned_data["regions"].replace("，", ",").split(",")
            if part.strip()
        ]

    def group_values(self) -> dict[str, Any]:
        outside = {"role", "manner", "state", "version"}
        return {name: value for name, value in self.cleaned_data.items() if name not in outside}

    def _post_clean(self) -> None:
        """The verb writes and checks; the form's instance stays as it is."""


class MessageForm(DoorForm):
    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = forms.CharField(label=_("Text"), max_length=20000, widget=forms.Textarea({"rows": 12}))


def entry_states() -> Choices:
    return [(state.value, str(state.label)) for state in RegistrationState if state.value in ENTRY_STATES]


def _post_label(post: Post) -> str:
    return ", ".join(str(part) for part in (post.title, post.organization or "") if str(part))
