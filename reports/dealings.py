"""Everything with one organization or one person, across the rooms; each page in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from agreements.models import (
    Agreement,
    FollowUp,
    Indicator,
    Outcome,
    OutcomeActor,
    Project,
    Representative,
    Signature,
)
from events.models import AgendaItem, Event, EventBody, Participation, Registration
from people.models import Organization, Person, Post, User


@dataclass(slots=True)
class Appearance:
    """An event, what they were there, and the posts held then."""

    event: Event
    roles: list[str]
    posts: list[Post] = field(default_factory=list)
    as_worded: str = ""


@dataclass(frozen=True, slots=True)
class Dealings:
    """Events newest first; posts in time, those held today first."""

    events: list[Appearance]
    agreements: list[Agreement]
    outcomes: list[Outcome]
    follow_ups: list[FollowUp]
    posts: list[Post]
    indicators: list[Indicator] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)


def appearances_of(organization: Organization, user: User) -> list[Appearance]:
    """The events in which it is a body, a host of a stop, or whom guests stand for; four queries."""
    bodies = EventBody.objects.visible_to(user).filter(organization=organization)
    stops = AgendaItem.objects.visible_to(user).filter(host=organization)
    guests = Registration.objects.visible_to(user).active().filter(organization=organization)
    roles = _roles_by_event(
        [(row.event_id, str(row.get_role_display())) for row in bodies]
        + [(row.event_id, row.title or str(row.get_kind_display())) for row in stops]
        + [(row.event_id, str(row.get_role_display())) for row in guests.only("event", "role")]
    )
    return _appearances(roles, user)


def dealings_with_organization(organization: Organization, user: User) -> Dealings:
    agreements = Agreement.objects.visible_to(user).filter(parties__organization=organization)
    posts = Post.objects.visible_to(user).filter(organization=organization).select_related("person")
    figures = Indicator.objects.visible_to(user).filter(subject=organization)
    return Dealings(
        events=appearances_of(organization, user),
        agreements=list(agreements.defer("search").distinct()),
        outcomes=outcomes_of(user, organization=organization),
        follow_ups=list(
            FollowUp.objects.visible_to(user).filter(lead=organization).select_related("responsible")
        ),
        posts=in_time(posts),
        projects=list(Project.objects.visible_to(user).with_organization(organization)),
        indicators=list(figures.select_related("event", "source").order_by("-as_of", "pk")),
    )


def dealings_with_person(person: Person, user: User) -> Dealings:
    registrations = Registration.objects.visible_to(user).filter(person=person)
    registered = list(registrations.prefetch_related("posts__organization"))
    parts = Participation.objects.visible_to(user).filter(person=person).select_related("item")
    roles = _roles_by_event(
        [(row.event_id, str(row.get_role_display())) for row in registered]
        + [(row.event_id, _part(row)) for row in parts]
    )
    valid = Signature.objects.valid().filter(person=person).values("party__agreement")
    acting = Representative.objects.filter(person=person).values("party__agreement")
    signed = Q(pk__in=valid) | Q(pk__in=acting) | Q(witnesses=person)
    return Dealings(
        events=_appearances(roles, user, registered),
        agreements=list(Agreement.objects.visible_to(user).filter(signed).defer("search").distinct()),
        outcomes=outcomes_of(user, person=person),
        follow_ups=list(FollowUp.objects.visible_to(user).filter(responsible=person).select_related("lead")),
        projects=list(Project.objects.visible_to(user).filter(responsible=person)),
        posts=in_time(Post.objects.visible_to(user).filter(person=person).select_related("organization")),
    )


def in_time(posts: Iterable[Post]) -> list[Post]:
    """Those held today first, then those held before, each with the latest first; a date not stated comes last."""
    rows = list(posts)
    present = [post for post in rows if post.until is None]
    past = [post for post in rows if post.until is not None]
    present.sort(key=lambda post: _sort_date(post.since), reverse=True)
    past.sort(key=lambda post: (_sort_date(post.until), _sort_date(post.since)), reverse=True)
    return present + past


def _sort_date(date: Any) -> str:
    return str(date) if date is not None and date.year is not None else ""


def outcomes_of(user: User, **who: Any) -> list[Outcome]:
    """Outcomes in which they stand in whatever part, or that appoint them or to a post with them."""
    parts = OutcomeActor.objects.filter(**who).values("outcome")
    appointed = {f"appointment__{noun}": record for noun, record in who.items()}
    found: QuerySet[Outcome] = Outcome.objects.visible_to(user).filter(Q(pk__in=parts) | Q(**appointed))
    return list(
        found.select_related("event").defer("event__search").order_by("-event__starts_at", "position")
    )


def _part(row: Participation) -> str:
    return f"{row.get_role_display()}: {row.item.title or row.item.get_kind_display()}"


def _roles_by_event(found: list[tuple[int, str]]) -> dict[int, list[str]]:
    roles: dict[int, list[str]] = {}
    for event_id, role in found:
        if role not in roles.setdefault(event_id, []):
            roles[event_id].append(role)
    return roles


def _appearances(
    roles: dict[int, list[str]], user: User, registered: Iterable[Registration] = ()
) -> list[Appearance]:
    events = Event.objects.visible_to(user).filter(pk__in=roles).defer("search")
    found = {event.pk: Appearance(event, roles[event.pk]) for event in events}
    for row in registered:
        if appearance := found.get(row.event_id):
            appearance.posts += [post for post in row.posts.all() if post not in appearance.posts]
            worded = ", ".join(part for part in (row.job_title, row.organization_name) if part)
            appearance.as_worded = appearance.as_worded or worded
    return list(found.values())
