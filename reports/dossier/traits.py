"""What tells organizations and people apart: read from the directory and from the dossier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from base.languages import CODES, column, texts
from base.locale_text import country_name
from people.identifiers import normalised
from people.models import Identifier, Merger, Office, Organization, Person, Post
from reports.dossier import who
from reports.dossier.recognize import Recognizer, Traits, key, keys_of

NAME_COLUMNS = [column("name", code) for code in CODES]


def organizations_of(office: Office, stated: Sequence[who.Organization]) -> Recognizer[Organization]:
    """The organizations of an office to which the dossier may refer: four queries, however many there are."""
    if not stated:
        return Recognizer([])
    wanted = {name for one in stated for name in (*names_of(one), *keys_of([one.short_name]))}
    directory = Organization.objects.of(office)
    found = [
        pk
        for pk, aliases, *names in directory.values_list(
            "pk", "aliases", *NAME_COLUMNS, "native_name", "short_name"
        )
        if not wanted.isdisjoint(keys_of([*aliases, *names]))
    ]
    former = _former(office, "organization", stated)
    rows = _meant(directory, "organization", stated, found, former)
    identifiers = _identifiers("organization", rows)
    return Recognizer((traits_of_organization(row, identifiers[row.pk]) for row in rows), former)


def people_of(office: Office, stated: Sequence[who.Person]) -> Recognizer[Person]:
    """The people of an office to which the dossier may refer, with their posts: five queries, however many there are."""
    if not stated:
        return Recognizer([])
    wanted = {name for one in stated for name in names_of_stated_person(one)}
    directory = Person.objects.of(office)
    columns = ("given_name", "family_name", "name_order", "native_name")
    found = [
        pk
        for pk, aliases, given, family, order, native in directory.values_list("pk", "aliases", *columns)
        if not wanted.isdisjoint(keys_of_person(given, family, order, native, aliases))
    ]
    former = _former(office, "person", stated)
    meant = _meant(directory, "person", stated, found, former)
    rows = list(meant.prefetch_related("posts__organization"))
    identifiers = _identifiers("person", rows)
    return Recognizer((traits_of_person(row, identifiers[row.pk]) for row in rows), former)


def _former(office: Office, noun: str, stated: Sequence[who.Recognizable]) -> dict[UUID, UUID]:
    """Uid of a record that went into another → uid of that one, of those that the dossier names; a query where it names any."""
    uids = {one.same_as for one in stated if one.same_as}
    if not uids:
        return {}
    mergers = Merger.objects.of(office).filter(former_uid__in=uids, **{f"{noun}__isnull": False})
    return dict(mergers.values_list("former_uid", f"{noun}__uid"))


def _meant(
    directory: QuerySet[Any],
    noun: str,
    stated: Sequence[who.Recognizable],
    found: Iterable[int],
    former: Mapping[UUID, UUID],
) -> QuerySet[Any]:
    """Whom a name, an identifier or a uid of the dossier means."""
    uids: set[UUID] = {uid for one in stated for uid in (one.same_as, *one.different_from) if uid}
    uids |= set(former.values())
    values = {value for one in stated for value in identifiers_of(one).values()}
    identified = Identifier.objects.filter(value__in=values, **{f"{noun}__isnull": False})
    owners = list(identified.values_list(f"{noun}_id", flat=True)) if values else []
    return directory.filter(Q(pk__in=[*found, *owners]) | Q(uid__in=uids))


def _identifiers(noun: str, rows: Iterable[Any]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    of = Identifier.objects.filter(**{f"{noun}__in": [row.pk for row in rows]})
    for owner, scheme, value in of.values_list(f"{noun}_id", "scheme", "value"):
        found[owner][scheme] = value
    return found


def traits_of_organization(row: Organization, identifiers: dict[str, str]) -> Traits[Organization]:
    where = ", ".join(filter(None, [row.city, country_name(str(row.country), "en") if row.country else ""]))
    return Traits(
        row=row,
        label=f"{row} ({where})" if where else str(row),
        names=keys_of([*texts(row, "name").values(), row.native_name, *row.aliases]),
        weak_names=keys_of([row.short_name]),
        by_language={code: key(name) for code, name in texts(row, "name").items()},
        facts={"country": str(row.country), "kind": row.kind},
        identifiers=identifiers,
        hints=set(keys_of([row.city])),
    )


def traits_of_stated_organization(stated: who.Organization, row: Organization) -> Traits[Organization]:
    return Traits(
        row=row,
        label=stated.names.read("en")[0],
        names=names_of(stated),
        weak_names=keys_of([stated.short_name]),
        by_language={code: key(name) for code, name in stated.names.root.items()},
        facts={"country": stated.country or "", "kind": stated.kind.value if stated.kind else ""},
        identifiers=identifiers_of(stated),
        hints=set(keys_of([stated.city])),
    )


def traits_of_person(row: Person, identifiers: dict[str, str]) -> Traits[Person]:
    posts: list[Post] = list(row.posts.all())
    where = "; ".join(", ".join(filter(None, [str(post), str(post.organization or "")])) for post in posts)
    return Traits(
        row=row,
        label=f"{row} ({where})" if where else str(row),
        names=keys_of_person(row.given_name, row.family_name, row.name_order, row.native_name, row.aliases),
        facts={"country": str(row.country), "native name": key(row.native_name)},
        identifiers=identifiers,
        hints={post.organization_id for post in posts if post.organization_id},
    )


def traits_of_stated_person(
    stated: who.Person, row: Person, organization_ids: Iterable[Any]
) -> Traits[Person]:
    return Traits(
        row=row,
        label=stated.full_name,
        names=names_of_stated_person(stated),
        facts={"country": stated.country or "", "native name": key(stated.native_name or "")},
        identifiers=identifiers_of(stated),
        hints={pk for pk in organization_ids if pk},
    )


def identifiers_of(stated: who.Recognizable) -> dict[str, str]:
    """In their stored form; one that is mistyped stays as it is, for the verb to refuse."""
    found = {}
    for scheme, value in stated.identifiers.items():
        try:
            found[scheme.value] = normalised(scheme.value, value)
        except ValidationError:
            found[scheme.value] = value
    return found


def names_of(stated: who.Organization) -> set[str]:
    return keys_of([*stated.names.root.values(), stated.native_name, *stated.aliases])


def names_of_stated_person(stated: who.Person) -> set[str]:
    return keys_of_person(
        stated.given_name or "",
        stated.family_name or "",
        stated.name_order.value,
        stated.native_name or "",
        stated.aliases,
    )


def keys_of_person(given: str, family: str, order: str, native: str, aliases: Iterable[str]) -> set[str]:
    """The name in its own order, the pair of given and family name in whatever order it is written, native name, aliases."""
    whole = f"{family} {given}" if order == Person.NameOrder.FAMILY_FIRST else f"{given} {family}"
    pair = f"{key(family)}, {key(given)}" if given and family else None
    found = keys_of([whole, native, *aliases])
    return {name for name in (*found, pair) if name}
