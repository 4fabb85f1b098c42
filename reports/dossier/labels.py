"""What the dossier's fields and coded values are called on the pages: the words of the models that hold them."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from agreements import models as agreements
from delegations import models as delegations
from events import models as events
from people import models as people
from reports.dossier import delegations as with_whom
from reports.dossier import provenance, results, what, who

MODELS: dict[type[BaseModel], type[models.Model]] = {
    what.Event: events.Event,
    what.Series: events.Series,
    what.EventBody: events.EventBody,
    what.AgendaItem: events.AgendaItem,
    what.Participation: events.Participation,
    what.Exhibit: events.Exhibit,
    who.Organization: people.Organization,
    who.OrganizationLink: people.OrganizationLink,
    who.Person: people.Person,
    who.Post: people.Post,
    who.Group: events.Group,
    who.Registration: events.Registration,
    with_whom.Delegation: delegations.Delegation,
    with_whom.Member: delegations.Member,
    results.Outcome: agreements.Outcome,
    results.Actor: agreements.OutcomeActor,
    results.Appointment: agreements.Appointment,
    results.Agreement: agreements.Agreement,
    results.Party: agreements.Party,
    results.FollowUp: agreements.FollowUp,
    results.Indicator: agreements.Indicator,
    provenance.Photo: events.Photo,
    provenance.Source: events.Source,
    provenance.Credit: events.Credit,
}
COLUMNS = {
    (who.Organization, "names"): "name",
    (what.AgendaItem, "track"): "track",
    (results.Outcome, "agenda_item"): "item",
    (results.Agreement, "agenda_item"): "item",
    (what.Exhibit, "agenda_item"): "item",
    (provenance.Photo, "agenda_item"): "item",
}
"""Where a field of the dossier is kept under another name."""
WORDS: dict[str, Any] = {
    "actors": _("who"),
    "agenda": _("agenda"),
    "agenda_items": _("agenda items"),
    "agreements": _("agreements"),
    "appointment": _("appointment"),
    "bodies": _("bodies"),
    "credits": _("credits"),
    "delegations": _("delegations"),
    "event": _("event"),
    "exhibits": _("exhibits"),
    "follow_ups": _("follow-ups"),
    "group": _("group"),
    "groups": _("groups"),
    "identifiers": _("identifiers"),
    "indicators": _("indicators"),
    "links": _("links"),
    "members": _("members"),
    "organizations": _("organizations"),
    "outcomes": _("outcomes"),
    "participations": _("who takes part"),
    "parties": _("parties"),
    "people": _("people"),
    "person": _("person"),
    "photos": _("photographs"),
    "posts": _("posts"),
    "registrations": _("registrations"),
    "senders": _("sending organizations"),
    "signatories": _("signatories"),
    "sources": _("sources"),
    "sub_event": _("sub-event"),
    "sub_events": _("sub-events"),
    "title": _("title"),
    "url": _("link"),
}
"""Lists of the dossier, and fields that no column holds."""


def field_label(model: type[BaseModel], name: str) -> str:
    """What a field is called on the pages, in the active language; a new field without a word is told by its name."""
    column = _column(model, name)
    label = getattr(column, "verbose_name", None) if column is not None and not column.auto_created else None
    return str(label or WORDS.get(name) or name.replace("_", " "))


def choice_label(model: type[BaseModel], name: str, value: str) -> str:
    """A coded value as the pages say it."""
    column: Any = _column(model, name)
    choices = dict(getattr(column, "flatchoices", None) or ())
    return str(choices.get(value, value))


@cache
def _column(model: type[BaseModel], name: str) -> Any:
    if model not in MODELS:
        return None
    try:
        return MODELS[model]._meta.get_field(COLUMNS.get((model, name), name))
    except FieldDoesNotExist:
        return None
