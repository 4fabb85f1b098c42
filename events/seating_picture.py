"""A seating plan as it stands: who is to be seated, and where the rules and the pinned seats put them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet
from django.utils.translation import get_language

from base.languages import EN, best
from base.locale_text import country_name
from events.models import Registration, SeatingPlace, SeatingPlan
from events.seating import Furniture, Occupant, Plan, Seat, Settings, layout
from events.states import ENDED_STATES
from people.models import Person, Post


@dataclass(frozen=True, slots=True)
class Guest:
    """What plans, plates and cards show of an occupant; `key` is the uid of the place."""

    key: str
    name: str
    plain_name: str = ""
    native: str = ""
    post: str = ""
    organization: str = ""
    country: str = ""
    country_name: str = ""
    side: str = ""
    place: SeatingPlace = field(default_factory=SeatingPlace)


@dataclass(frozen=True, slots=True)
class Seated:
    """A seat and who sits there; `guest` is None for a free one."""

    seat: Seat
    guest: Guest | None


@dataclass(frozen=True, slots=True)
class SeatingPicture:
    """`gone`: those who no longer take part and have no seat; `lost`: those whose pinned seat is not in this layout."""

    plan: SeatingPlan
    seats: list[Seated]
    furniture: list[Furniture]
    width: float
    height: float
    guests: dict[str, Guest]
    gone: list[Guest]
    lost: list[Guest]

    @property
    def listed(self) -> list[Seated]:
        """Taken seats in the order of honour."""
        return [one for one in self.seats if one.guest]

    def of_side(self, side: str) -> list[Seated]:
        return [one for one in self.listed if one.seat.side == side]


def picture_of(plan: SeatingPlan) -> SeatingPicture:
    """In a fixed number of queries, in the reader's language."""
    rows = list(with_people(SeatingPlace.objects.filter(plan=plan)))
    guests = {guest.key: guest for guest in map(_guest, rows)}
    gone = [guests[str(row.uid)] for row in rows if not takes_part(row)]
    staying = [row for row in rows if takes_part(row)]
    drawn = computed(plan, staying)
    return SeatingPicture(
        plan=plan,
        seats=[Seated(seat, guests.get(seat.key)) for seat in drawn.seats],
        furniture=drawn.furniture,
        width=drawn.width,
        height=drawn.height,
        guests=guests,
        gone=gone,
        lost=[guests[key] for key in drawn.lost],
    )


def computed(plan: SeatingPlan, rows: Iterable[SeatingPlace]) -> Plan:
    """The seats of these places by the plan's rules; of people only their keys are read."""
    given = list(rows)
    key_of = {row.pk: str(row.uid) for row in given}
    return layout((_occupant(row, key_of) for row in given), settings_of(plan))


def settings_of(plan: SeatingPlan) -> Settings:
    return Settings(
        layout=plan.layout, profile=plan.profile, tables=plan.tables, per_table=plan.per_table, rows=plan.rows,
        per_row=plan.per_row, head=plan.head, heads=plan.heads, interpreters=plan.interpreters, hand=plan.hand,
        door=plan.door, host_side=plan.host_side, flags=tuple(plan.flags),
    )  # fmt: skip


def takes_part(row: SeatingPlace) -> bool:
    return row.registration is None or row.registration.state not in ENDED_STATES


def with_people(places: QuerySet[SeatingPlace]) -> QuerySet[SeatingPlace]:
    posts = Post.objects.filter(until=None).select_related("organization")
    people = Person.objects.defer("search").prefetch_related(Prefetch("posts", queryset=posts))
    registrations = Registration.objects.select_related("group", "organization", "person")
    return places.prefetch_related(
        Prefetch("registration", queryset=registrations), Prefetch("person", queryset=people)
    )


def _occupant(row: SeatingPlace, key_of: dict[int, str]) -> Occupant:
    return Occupant(
        key=str(row.uid),
        name="",
        side=row.side,
        order=row.position,
        principal=row.principal,
        beside=key_of.get(row.beside_id or 0, ""),
        task=row.task,
        pinned=row.pinned,
        reason=row.reason,
    )


def _guest(row: SeatingPlace) -> Guest:
    if row.registration and row.registration.person:
        return _participant(row, row.registration, row.registration.person)
    if row.registration and row.registration.group:
        return Guest(str(row.uid), str(row.registration.group), str(row.registration.group), side=row.side, place=row)  # fmt: skip
    if row.person:
        return _of_directory(row, row.person)
    return Guest(str(row.uid), row.label, row.label, side=row.side, place=row)


def _participant(row: SeatingPlace, one: Registration, person: Person) -> Guest:
    organization = one.organization_name or (str(one.organization) if one.organization else "")
    return _named(row, person, one.job_title, organization, str(one.country or person.country or ""))


def _of_directory(row: SeatingPlace, person: Person) -> Guest:
    post = next(iter(person.posts.all()), None)
    organization = best(post.organization, "name")[0] if post and post.organization else ""
    return _named(row, person, best(post, "title")[0] if post else "", organization, str(person.country or ""))  # fmt: skip


def _named(row: SeatingPlace, person: Person, post: str, organization: str, country: str) -> Guest:
    native = person.native_name if person.native_name != person.name else ""
    return Guest(
        str(row.uid), person.styled_name, person.name, native, post, organization, country,
        _country(country), row.side, row,
    )  # fmt: skip


def _country(code: str) -> str:
    return country_name(code, get_language() or EN) if code else ""
