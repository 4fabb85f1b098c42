"""Who stands before whom: a convention puts standings in one total order and can say why. Pure: no database.

What is not stated comes last, part by part: no rank after any rank, June 2023 after every day of that June. Dates of
which one is stated more fully than the other are not called equal, because that could not be an order at all: 5 June
and 10 June would both equal June, and yet one stands before the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.dates import PartialDate
from base.languages import EN, Language
from base.locale_text import country_name
from base.search import sort_key
from base.wording import date_in_words


class Criterion(models.TextChoices):
    RANK = "rank", gettext_lazy("rank of the post")
    NOTIFIED = "notified", gettext_lazy("date of notification")
    COUNTRY = "country", gettext_lazy("name of the country")
    ORGANIZATION = "organization", gettext_lazy("name of the organization")
    NAME = "name", gettext_lazy("family name")
    MENTION = "mention", gettext_lazy("order of mention")


class HostPlace(models.TextChoices):
    FIRST = "first", gettext_lazy("first")
    LAST = "last", gettext_lazy("last")
    AMONG = "among", gettext_lazy("among the others, by the same criteria")


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one person (or party) that bears on the order.

    `key` is unique in a list; `sort_name` a key as `base.search.sort_key` makes it; `rank` 1 is the highest;
    `country` a code; `organization` its name; `host`: of the host side; `position`: the order of mention.
    """

    key: str
    name: str
    sort_name: str
    rank: int | None
    notified_on: PartialDate | None
    country: str
    organization: str
    host: bool
    position: int


@dataclass(frozen=True, slots=True)
class Convention:
    """`criteria` decide one after the other; `language` is that of the alphabet of countries.

    `together`: those of one country stay together, and the countries follow the first of theirs.
    """

    criteria: tuple[Criterion, ...]
    host: HostPlace = HostPlace.LAST
    language: str = EN
    together: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """`number` counts from 1; `because` says why one stands after the one before; `tied`: nothing recorded says it."""

    standing: Standing
    number: int
    because: str
    tied: bool


def in_order(standings: Iterable[Standing], convention: Convention) -> list[Placed]:
    """Everybody in order; the same for any order in which they are given."""
    order = _Order.of(standings, convention)
    ranked = sorted(order.standings, key=order.measure)
    reasons = [("", False), *(order.reason(first, second) for first, second in pairwise(ranked))]
    return [
        Placed(standing, number, *reason)
        for number, (standing, reason) in enumerate(zip(ranked, reasons, strict=False), start=1)
    ]


def why(one: Standing, other: Standing, convention: Convention, among: Iterable[Standing] = ()) -> str:
    """Which of the two stands before the other, and why.

    `among` is the whole list, which matters only where those of one country stay together.
    """
    order = _Order.of([*among, one, other], convention)
    first, second = sorted((one, other), key=order.measure)
    reason, _tied = order.reason(first, second)
    names = {"first": first.name, "second": second.name, "reason": reason}
    return _("%(first)s stands before %(second)s. %(reason)s") % names


Measure = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Order:
    """A list under a convention: each is measured by the head of its party, then by itself."""

    standings: list[Standing]
    convention: Convention
    heads: Mapping[str, Standing]

    @classmethod
    def of(cls, standings: Iterable[Standing], convention: Convention) -> _Order:
        given = list(standings)
        if not convention.together:
            return cls(given, convention, {one.key: one for one in given})
        parties: dict[tuple[bool, str], Standing] = {}
        for one in given:
            party = _party(one, convention)
            parties[party] = min(parties.get(party, one), one, key=lambda each: _measure(each, convention))
        return cls(given, convention, {one.key: parties[_party(one, convention)] for one in given})

    def measure(self, one: Standing) -> tuple[Measure, Measure]:
        return _measure(self.heads[one.key], self.convention), _measure(one, self.convention)

    def reason(self, first: Standing, second: Standing) -> tuple[str, bool]:
        """Why the first stands before the second, and whether nothing recorded says it."""
        heads = self.heads[first.key], self.heads[second.key]
        if heads[0].key == heads[1].key or heads == (first, second):
            return _reason(first, second, self.convention)
        reason, tied = _reason(*heads, self.convention)
        names = {"first": heads[0].name, "second": heads[1].name, "reason": reason}
        return _(
            "Delegations stay together and follow their heads: %(first)s before %(second)s. %(reason)s"
        ) % names, tied


def _party(one: Standing, convention: Convention) -> tuple[bool, str]:
    """Those of one country, the host side apart; who has no country stands alone."""
    return one.host and convention.host != HostPlace.AMONG, one.country or one.key


def _measure(one: Standing, convention: Convention) -> Measure:
    """Smaller stands first; ends with the order of mention and the key, so no two are equal."""
    criteria = (_value(one, criterion, convention) for criterion in convention.criteria)
    return _host(one, convention), *criteria, one.position, one.key


def _host(one: Standing, convention: Convention) -> bool:
    if convention.host == HostPlace.AMONG:
        return False
    return one.host is (convention.host == HostPlace.LAST)


def _value(one: Standing, criterion: Criterion, convention: Convention) -> Measure:
    match criterion:
        case Criterion.RANK:
            return one.rank is None, one.rank or 0
        case Criterion.NOTIFIED:
            return _date(one.notified_on)
        case Criterion.COUNTRY:
            return not one.country, sort_key(_country(one, convention))
        case Criterion.ORGANIZATION:
            return not one.organization, sort_key(one.organization)
        case Criterion.NAME:
            return not one.sort_name, one.sort_name
        case Criterion.MENTION:
            return (one.position,)


def _date(stated: PartialDate | None) -> Measure:
    """Year, month, day as far as they are stated from the year on; what is not stated comes last."""
    parts = (stated.year, stated.month, stated.day) if stated and stated.year else ()
    return tuple((part is None, part or 0) for part in (*parts, None, None, None)[:3])


def _reason(first: Standing, second: Standing, convention: Convention) -> tuple[str, bool]:
    if _host(first, convention) != _host(second, convention):
        place = _("The host side stands last.") if second.host else _("The host side stands first.")
        return place, False
    for criterion in convention.criteria:
        if _value(first, criterion, convention) != _value(second, criterion, convention):
            values = {
                "criterion": capfirst(criterion.label),
                "first": _shown(first, criterion, convention),
                "second": _shown(second, criterion, convention),
            }
            return _("%(criterion)s: %(first)s before %(second)s.") % values, False
    return _("Nothing recorded sets them apart; they stand in the order in which they were entered."), True


def _shown(one: Standing, criterion: Criterion, convention: Convention) -> str:
    match criterion:
        case Criterion.RANK:
            shown = "" if one.rank is None else str(one.rank)
        case Criterion.NOTIFIED:
            shown = date_in_words(one.notified_on)
        case Criterion.COUNTRY:
            shown = _country(one, convention)
        case Criterion.ORGANIZATION:
            shown = one.organization
        case Criterion.NAME:
            shown = one.name
        case Criterion.MENTION:
            shown = str(one.position + 1)
    return shown or _("not stated")


def _country(one: Standing, convention: Convention) -> str:
    return country_name(one.country, convention.language) if one.country else ""


def in_words(convention: Convention) -> str:
    """`rank of the post → date of notification → name of the country (English); host side last`."""
    named = [
        f"{criterion.label} ({Language(convention.language).label})"
        if criterion == Criterion.COUNTRY
        else str(criterion.label)
        for criterion in convention.criteria
    ]
    host = _("host side: %(place)s") % {"place": HostPlace(convention.host).label}
    together = [_("delegations stay together")] if convention.together else []
    return "; ".join([" → ".join(named), host, *together])
