"""What the API takes in for the nouns of the events room."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from base.inputs import EdtfField, Input, RecordInput, Reference, TextsField
from events.models import (
    AgendaItem,
    CountryQuota,
    Credit,
    Event,
    EventBody,
    EventMessage,
    EventReminder,
    Exhibit,
    Group,
    Participation,
    Photo,
    PreparationTask,
    Registration,
    Room,
    Series,
    Source,
    Track,
    Venue,
)
from events.services.registration import ENTRY_STATES
from events.states import EventState, ItemState, RegistrationState
from people.api.inputs import OfOfficeInput
from people.models import Person, User

MOST_AT_ONCE = 1000


def colleagues(user: Any) -> Any:
    """Users who work in one of the offices of this user."""
    return User.objects.filter(is_active=True, roles__office__in=user.office_ids).distinct()


def uids() -> serializers.ListField:
    return serializers.ListField(child=serializers.UUIDField(), allow_empty=False, max_length=MOST_AT_ONCE)


class OrderInput(Input):
    """Those named come first in this order; the others keep theirs after them."""

    uids = uids()


class SeriesInput(OfOfficeInput):
    class Meta:
        model = Series
        fields = ("office", "name", "founded_year")
        fixed = ("office",)


class EventInput(OfOfficeInput):
    class Meta:
        model = Event
        fields = (
            "office", "series", "edition", "parent", "kind", "mode", "visibility", "title", "theme", "summary", "aims",
            "policies", "place", "city", "country", "zone", "start_on", "start_time", "end_on", "end_time", "part_of_day",
            "duration_days", "capacity", "waiting_list", "approval_required", "registration_opens_at",
            "registration_closes_at", "join_url", "stream_url", "broadcast", "broadcast_countries", "contact_name",
            "contact_email",
        )  # fmt: skip
        fixed = ("office",)


class EventMoveInput(Input):
    to = serializers.ChoiceField(EventState.choices)
    note = serializers.CharField(
        required=False, max_length=300, help_text="the reason; it stands in the journal"
    )
    tell_reason = serializers.BooleanField(
        required=False,
        help_text="when postponed or cancelled: state the reason in the letter to those registered, too",
    )


class CloneInput(Input):
    start_on = EdtfField(required=False, allow_null=True)
    title = TextsField(required=False)


class EventBodyInput(RecordInput):
    new_name = serializers.CharField(
        required=False, max_length=300, help_text="instead of `organization`: a new one"
    )

    class Meta:
        model = EventBody
        fields = ("event", "organization", "new_name", "role")
        fixed = ("event", "organization", "new_name")
        extra_kwargs = {"organization": {"required": False}}


class QuotaInput(RecordInput):
    class Meta:
        model = CountryQuota
        fields = ("event", "country", "seats")
        fixed = ("event",)


class TaskInput(RecordInput):
    who = Reference(User, select=colleagues, required=False, allow_null=True)
    done = serializers.BooleanField(required=False)

    class Meta:
        model = PreparationTask
        fields = ("event", "what", "who", "due_on", "done")
        fixed = ("event",)


class VenueInput(OfOfficeInput):
    class Meta:
        model = Venue
        fields = ("office", "name", "address", "city", "country")
        fixed = ("office",)


class RoomInput(RecordInput):
    class Meta:
        model = Room
        fields = ("venue", "name", "capacity")
        fixed = ("venue",)


class TrackInput(RecordInput):
    class Meta:
        model = Track
        fields = ("event", "name")
        fixed = ("event",)


class LinkInput(Input):
    url = serializers.CharField(max_length=1000)
    title = serializers.CharField(required=False, allow_blank=True, max_length=300)


class AgendaItemInput(RecordInput):
    links = LinkInput(many=True, required=False)

    class Meta:
        model = AgendaItem
        fields = (
            "event", "kind", "title", "abstract", "gist", "language", "on", "start_time", "end_time", "part_of_day", "room",
            "place", "host", "track", "links", "public",
        )  # fmt: skip
        fixed = ("event",)


class ItemMoveInput(Input):
    to = serializers.ChoiceField(ItemState.choices)
    gist = TextsField(required=False, help_text="what happened, when it was held")
    note = serializers.CharField(required=False, max_length=300)


class ParticipationInput(RecordInput):
    class Meta:
        model = Participation
        fields = ("item", "person", "group", "role", "manner", "speech_title", "gist", "language")
        fixed = ("item",)


class GroupInput(RecordInput):
    class Meta:
        model = Group
        fields = (
            "event", "label", "count", "count_as_worded", "category", "rank", "countries", "regions", "organizations",
            "list_complete",
        )  # fmt: skip
        fixed = ("event",)


class ExhibitInput(RecordInput):
    class Meta:
        model = Exhibit
        fields = ("event", "item", "title", "summary", "field", "owner", "count", "count_as_worded", "mode")
        fixed = ("event",)


class SourceInput(RecordInput):
    class Meta:
        model = Source
        fields = (
            "event", "headline", "publisher", "issuer", "dateline", "section", "published_on", "published_time", "reads",
            "notice", "url", "language", "quote", "captions",
        )  # fmt: skip
        fixed = ("event",)


class CreditInput(RecordInput):
    class Meta:
        model = Credit
        fields = ("event", "source", "role", "person")
        fixed = ("event", "source", "person")


class NewcomerInput(Input):
    """A person of the directory, or a new one by name."""

    person = Reference(Person, required=False, allow_null=True)
    given_name = serializers.CharField(required=False, allow_blank=True, max_length=120)
    family_name = serializers.CharField(required=False, allow_blank=True, max_length=120)
    notify = serializers.BooleanField(required=False, help_text="whether a letter goes out (default: yes)")


class RegistrationInput(NewcomerInput, RecordInput):
    state = serializers.ChoiceField(
        [(s.value, s.label) for s in RegistrationState if s in ENTRY_STATES], required=False
    )

    class Meta:
        model = Registration
        fields = (
            "event", "person", "given_name", "family_name", "group", "state", "role", "manner", "email", "language",
            "organization", "organization_name", "job_title", "country", "posts", "note", "notify",
        )  # fmt: skip
        fixed = ("event", "person", "given_name", "family_name", "group", "state", "notify")
        extra_kwargs = {"group": {"required": False}}


class RegistrationMoveInput(Input):
    uids = uids()
    to = serializers.ChoiceField(["confirmed", "waitlisted", "declined", "cancelled", "attended", "absent"])
    note = serializers.CharField(
        required=False, max_length=300, help_text="it stands in the journal; letters do not state it"
    )
    notify = serializers.BooleanField(required=False, help_text="whether letters go out (default: yes)")


class SubstituteInput(NewcomerInput, RecordInput):
    class Meta:
        model = Registration
        fields = (
            "person", "given_name", "family_name", "role", "manner", "email", "organization_name", "job_title",
            "country", "notify",
        )  # fmt: skip


class ReminderInput(RecordInput):
    class Meta:
        model = EventReminder
        fields = ("event", "days", "time", "audience", "preset", "subject", "body", "active")
        fixed = ("event",)


class MessageInput(RecordInput):
    registrations = uids()

    class Meta:
        model = EventMessage
        fields = ("event", "registrations", "subject", "body")


class PhotoInput(RecordInput):
    file = serializers.FileField(
        required=False, help_text="JPEG, PNG or WebP; without one only the caption is recorded"
    )

    class Meta:
        model = Photo
        fields = ("event", "item", "caption", "photographer", "public", "file")
        fixed = ("event", "file")
