"""At the end: the organizations and people named in the report, as far as more is stated of them than was told before."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.dossier.who import Organization, Person, Post
from reports.narrative import words_who
from reports.narrative.naming import identifiers, of_person, other_names
from reports.narrative.organizations import matters
from reports.narrative.presence import attendances
from reports.narrative.telling import Telling
from reports.narrative.tree import Phrase, Run, Section, Statement, Table, phrase


def directory(telling: Telling) -> Section:
    sections = (_organizations(telling), _people(telling))
    told = [section for section in sections if section.blocks]
    if len(told) == 1:
        return told[0]
    return Section("directory", _("Organizations and people named"), (), sections)


def _organizations(telling: Telling) -> Section:
    title = _("Organizations")
    rows = [
        _organization(telling, place, record)
        for place, record in enumerate(telling.dossier.organizations)
        if not matters(record)
    ]
    rows = [row for row in rows if any(row[1:]) or len(row[0].runs) > 1]
    columns = (_("Name"), _("Kind"), _("City"), _("Country"), _("Identifiers"))
    table = Table(title, columns, tuple(rows), (46, 18, 12, 12, 12), strong=False).without_empty_columns()
    return Section("directory-organizations", title, (table,) if rows else ())


def _organization(telling: Telling, place: int, record: Organization) -> tuple[Statement, ...]:
    path = f"$.organizations[{place}]"
    kind = words_who.organization_kind(record.kind) if record.kind else ""
    name, others = telling.organization(record.id), other_names(telling, record)
    country = telling.country(record.country)
    if others:
        name = phrase(pgettext("name and other names", "%(name)s (%(others)s)"), name=name, others=others)
    return (
        Statement(name, (path,)),
        Statement((Run(kind),) if kind else (), (f"{path}.kind",)),
        Statement((Run(record.city),) if record.city else (), (f"{path}.city",)),
        Statement((Run(country),) if country else (), (f"{path}.country",)),
        Statement(identifiers(telling, record), (f"{path}.identifiers",)),
    )


def _people(telling: Telling) -> Section:
    title = _("People")
    told = _told_before(telling)
    rows = [
        _person(telling, place, record, told.get(record.id))
        for place, record in enumerate(telling.dossier.people)
    ]
    rows = [row for row in rows if any(row[1:])]
    columns = (_("Name"), _("Post and organization"), _("Country"), _("Other names, languages, identifiers"))
    table = Table(title, columns, tuple(rows), (26, 34, 14, 26)).without_empty_columns()
    return Section("directory-people", title, (table,) if rows else ())


Told = tuple[list[Post], str | None]


def _told_before(telling: Telling) -> dict[str, Told]:
    """Posts and country with which each participant was told."""
    found: dict[str, Told] = {}
    scopes = [telling, *(telling.within(place) for place in range(len(telling.dossier.sub_events)))]
    for scope in scopes:
        for attendance in attendances(scope):
            found.setdefault(attendance.person, (attendance.posts, attendance.country))
    return found


def _person(telling: Telling, place: int, record: Person, told: Told | None) -> tuple[Statement, ...]:
    """Only what was not told yet, so that the table is short."""
    path = f"$.people[{place}]"
    posts, country = told or ([], None)
    rest: list[Post] = [] if posts is record.posts else [post for post in record.posts if post not in posts]
    where: Phrase = ()
    if record.country and record.country != country:
        where = (Run(telling.country(record.country)),)
    return (
        Statement(telling.person(record.id), (path,)),
        Statement(telling.posts(rest), (f"{path}.posts",)),
        Statement(where, (f"{path}.country",)),
        Statement(of_person(telling, record), (path,)),
    )
