"""The seats of countries: a ceiling for each that has one, counted anew from the registrations under the event's lock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.errors import Conflict
from base.locale_text import country_name
from events.models import CountryQuota, Event, Registration


@dataclass(slots=True)
class Shares:
    """Seats that countries have, and those that are taken; a country that is not named is not limited."""

    seats: dict[str, int] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)

    def left(self, country: str) -> int | None:
        """None when the country has no number of its own."""
        if country not in self.seats:
            return None
        return max(self.seats[country] - self.taken[country], 0)

    def fit(self, country: str, seats: int) -> bool:
        left = self.left(country)
        return seats <= 0 or left is None or seats <= left

    def take(self, country: str, seats: int) -> None:
        """Count seats as taken, or as free when negative. Raises Conflict when the country has not as many."""
        if not self.fit(country, seats):
            raise Conflict(self.too_few(country, seats), field="country")
        if country in self.taken:
            self.taken[country] += seats

    def too_few(self, country: str, seats: int) -> str:
        named, left = {"country": country_name(country)}, self.left(country) or 0
        if not left:
            return _("All seats of this country are taken: %(country)s.") % named
        text = ngettext(
            "%(country)s has %(count)s seat left; %(seats)s are needed.",
            "%(country)s has %(count)s seats left; %(seats)s are needed.",
            left,
        )
        return text % {**named, "count": left, "seats": seats}

    @property
    def full(self) -> list[str]:
        """Codes of the countries that have no seat left."""
        return [country for country in self.seats if not self.left(country)]


def shares_of(event: Event) -> Shares:
    """What the countries of an event have and have taken: one query. Call it under the event's lock to act upon it."""
    taken = (
        Registration.objects.holding_seat()
        .filter(event=OuterRef("event"), country=OuterRef("country"))
        .order_by()
        .values("country")
        .annotate(n=Sum("seats"))
        .values("n")
    )
    rows = CountryQuota.objects.filter(event=event.pk).annotate(taken=Coalesce(Subquery(taken), 0))
    shares = Shares()
    for country, seats, used in rows.values_list("country", "seats", "taken"):
        shares.seats[str(country)], shares.taken[str(country)] = seats, used
    return shares


def demand(event: Event, needed: Iterable[tuple[str, int]]) -> None:
    """Raises Conflict, one sentence a country, unless the countries have as many seats as are needed."""
    wanted: dict[str, int] = defaultdict(int)
    for country, seats in needed:
        wanted[country] += seats
    if not any(seats > 0 for seats in wanted.values()):
        return
    shares = shares_of(event)
    refused = [
        shares.too_few(country, seats) for country, seats in wanted.items() if not shares.fit(country, seats)
    ]
    if refused:
        raise Conflict(" ".join(refused), field="country")


def waits_before(event: Event, country: str, shares: Shares) -> bool:
    """Whether somebody on the waiting list goes before a newcomer of this country.

    Those whose own country is full hold up their country alone; who only waits for a seat of the event holds up all.
    """
    waiting = Registration.objects.filter(event_id=event.pk).waiting()
    if not shares.seats:
        return event.capacity is not None and bool(waiting.exists())
    for other, in_turn in in_line(waiting.values_list("country", "seats").iterator(), shares):
        if other == country and country in shares.seats:
            return True
        if in_turn and event.capacity is not None:
            return True
    return False


def in_line(rows: Iterable[tuple[str, int]], shares: Shares) -> Iterator[tuple[str, bool]]:
    """Of (country, seats) in order: the country, and whether it is this one's turn as far as the country goes.

    Within a country nobody is overtaken: behind a group for which it has too few seats, those of that country wait.
    """
    held: set[str] = set()
    for country, seats in rows:
        if country not in held and not shares.fit(country, seats):
            held.add(country)
        yield country, country not in held
