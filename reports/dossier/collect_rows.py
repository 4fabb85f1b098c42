"""The rows that a dossier tells, read in a fixed number of queries however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import FilteredRelation, Model, OuterRef, Q, QuerySet

from agreements.models import Agreement, FollowUp, Indicator, Outcome, OutcomeActor, Party
from delegations.models import Delegation, Member, Sender
from events.models import (
    AgendaItem,
    Credit,
    Event,
    EventBody,
    Exhibit,
    Group,
    Participation,
    Photo,
    Registration,
    Source,
)
from events.states import RegistrationState
from people.models import Identifier, Organization, OrganizationLink, Person, Post

UNTOLD = ("version", "created_at", "updated_at")
"""Columns of every record that a dossier does not tell: reading them for thousands of rows takes its time."""
LEFT_OUT = (RegistrationState.CANCELLED, RegistrationState.DECLINED, RegistrationState.SUBSTITUTED)
"""Who does not take part is not told."""


class Rows:
    """Everything of an event and its sub-events, by the lists of the dossier, in the order in which it is told."""

    def __init__(self, event: Event) -> None:
        subs = event.sub_events.select_related("series").order_by("pk")
        self.events: list[Event] = [event, *subs]
        self._rank = {one.pk: place for place, one in enumerate(self.events)}
        self.slug_of: dict[int, str | None] = {one.pk: one.slug for one in self.events} | {event.pk: None}
        self._read_who()
        self._read_what()
        self._read_results()
        self._read_provenance()

    def _of(self, rows: QuerySet[Any], *order: Any) -> list[Any]:
        """Rows of the event, then of each sub-event, each list in its own order."""
        found = rows.filter(event__in=self.events).defer(*_untold(rows.model))
        return sorted(found.order_by(*order) if order else found, key=lambda row: self._rank[row.event_id])

    def _named(self, through: Any, noun: str) -> list[int]:
        """Of whom the record speaks, though they have no part."""
        rows = through.objects.filter(event__in=self.events).order_by("pk")
        return list(dict.fromkeys(rows.values_list(f"{noun}_id", flat=True)))

    def _read_who(self) -> None:
        self.organizations_named = self._named(Event.organizations_named.through, "organization")
        self.people_named = self._named(Event.people_named.through, "person")
        self.bodies: dict[int, list[EventBody]] = _by("event_id", self._of(EventBody.objects.all()))
        organizations = _ids(Group.organizations.through, "group", "organization")
        self.groups: list[Any] = self._of(Group.objects.annotate(organization_ids=organizations), "pk")
        standing = Registration.objects.exclude(state__in=LEFT_OUT)
        posts = _ids(Registration.posts.through, "registration", "post")
        self.registrations: list[Any] = self._of(
            standing.annotate(post_ids=posts).defer("note", "consented_at", "confirmed_at", "email"), "seq"
        )
        self.delegations: list[Any] = self._of(
            Delegation.objects.annotate(
                sender_ids=_ids(Sender, "delegation", "organization", "position"),
                interpreter_ids=_ids(Delegation.interpreters.through, "delegation", "person"),
                item_ids=_ids(Delegation.items.through, "delegation", "agendaitem"),
            )
        )
        members = Member.objects.filter(delegation__event__in=self.events).exclude(
            registration__state__in=LEFT_OUT
        )
        self.members: dict[int, list[Member]] = _by(
            "delegation_id", members.select_related("registration").order_by("position", "pk")
        )

    def _read_what(self) -> None:
        self.items: list[AgendaItem] = self._of(AgendaItem.objects.select_related("room__venue", "track"))
        self.participations: dict[int, list[Participation]] = _by(
            "item_id", self._of(Participation.objects.defer("interchange"))
        )
        self.exhibits: list[Exhibit] = self._of(Exhibit.objects.all())

    def _read_results(self) -> None:
        events = self.events
        self.outcomes: list[Outcome] = self._of(Outcome.objects.select_related("appointment"))
        self.actors: dict[int, list[OutcomeActor]] = _by(
            "outcome_id", OutcomeActor.objects.filter(outcome__event__in=events)
        )
        witnesses = _ids(Agreement.witnesses.through, "agreement", "person")
        self.agreements: list[Any] = self._of(Agreement.objects.open_to_all().annotate(witness_ids=witnesses))
        self.parties: dict[int, list[dict[str, Any]]] = defaultdict(list)
        parties = (
            Party.objects.open_to_all()
            .filter(agreement__event__in=events)
            .annotate(signed=FilteredRelation("signatures", condition=Q(signatures__annulled_at=None)))
            .order_by("position", "pk", "signed__pk")
        )
        for row in parties.values(
            "pk", "agreement_id", "organization_id", "signed__person_id", "signed__post_id"
        ):
            self.parties[row["agreement_id"]].append(dict(row))
        of_them = Q(event__in=events) | Q(outcome__event__in=events) | Q(agreement__event__in=events)
        # As they were written down: what is due first is a matter of the reader.
        self.follow_ups: list[FollowUp] = list(
            FollowUp.objects.open_to_all().filter(of_them).defer(*_untold(FollowUp)).order_by("pk")
        )
        self.indicators: list[Indicator] = list(Indicator.objects.filter(event=events[0]))

    def _read_provenance(self) -> None:
        self.photos: list[Photo] = self._of(Photo.objects.all())
        self.sources: list[Source] = list(Source.objects.filter(event=self.events[0]))
        self.credits: dict[int | None, list[Credit]] = _by(
            "source_id", Credit.objects.filter(event=self.events[0])
        )

    def referred(self, model: Any) -> set[int]:
        """The keys of the people, or organizations, to whom any of these rows refers."""
        named = [
            registration for rows in self.members.values() for registration in (m.registration for m in rows)
        ]
        lists: list[Iterable[Any]] = [
            self.groups, self.registrations, named, self.delegations, self.items, self.exhibits, self.outcomes,
            (outcome.appointment for outcome in self.outcomes if hasattr(outcome, "appointment")),
            self.agreements, self.follow_ups, self.indicators, self.photos,
            *self.bodies.values(), *self.participations.values(), *self.actors.values(), *self.credits.values(),
        ]  # fmt: skip
        found = {
            pk
            for rows in lists
            for row in rows
            for name in _leading_to(_model_of(row), model)
            if (pk := getattr(row, name))
        }
        signed = [row for rows in self.parties.values() for row in rows]
        if model is Organization:
            found |= {*self.organizations_named, *(row["organization_id"] for row in signed)}
            found |= {pk for row in self.groups for pk in row.organization_ids}
            return found | {pk for row in self.delegations for pk in row.sender_ids}
        found |= {*self.people_named}
        found |= {row["signed__person_id"] for row in signed if row["signed__person_id"]}
        found |= {pk for row in self.agreements for pk in row.witness_ids}
        return found | {pk for row in self.delegations for pk in row.interpreter_ids}

    # --- the directory, asked for once it is known who is referred to -----------------------------------------------
    @staticmethod
    def people(ids: Iterable[int]) -> dict[int, Person]:
        rows = Person.objects.filter(pk__in=ids).defer(
            *UNTOLD, "search", "sort_name", "notes", "email", "phone"
        )
        return {row.pk: row for row in rows.order_by()}

    @staticmethod
    def posts(people: Iterable[int]) -> list[Post]:
        return list(Post.objects.filter(person__in=people).defer(*UNTOLD, "uid").order_by("position", "pk"))

    @staticmethod
    def organizations(ids: Iterable[int]) -> dict[int, Organization]:
        rows = Organization.objects.filter(pk__in=ids).defer(*UNTOLD, "search", "sort_name", "website")
        return {row.pk: row for row in rows.order_by()}

    @staticmethod
    def links(ids: Iterable[int]) -> dict[int, list[OrganizationLink]]:
        """Between organizations that are told, both of them."""
        ids = list(ids)
        return _by(
            "organization_id",
            OrganizationLink.objects.filter(organization__in=ids, to__in=ids).order_by("pk"),
        )

    @staticmethod
    def identifiers(
        people: Iterable[int], organizations: Iterable[int]
    ) -> dict[tuple[str, int], dict[str, str]]:
        found: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
        rows = Identifier.objects.filter(Q(person__in=people) | Q(organization__in=organizations))
        for person, organization, scheme, value in rows.values_list(
            "person_id", "organization_id", "scheme", "value"
        ):
            found["person" if person else "organization", person or organization][scheme] = value
        return found


def _ids(model: type[Model], owner: str, of: str, *order: str) -> ArraySubquery:
    """The keys of the records in a list of a row, in their order, read with the row."""
    rows = model._base_manager.filter(**{owner: OuterRef("pk")}).order_by(*order, "pk")
    return ArraySubquery(rows.values(f"{of}_id"))


def _by(name: str, rows: Iterable[Any]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def _untold(model: Any) -> list[str]:
    names = {field.name for field in model._meta.concrete_fields}
    return [name for name in (*UNTOLD, "search") if name in names]


def _model_of(row: Any) -> Any:
    return type(row)


@cache
def _leading_to(model: Any, target: Any) -> list[str]:
    """The columns of a model that hold keys of another."""
    return [field.attname for field in model._meta.concrete_fields if field.related_model is target]
