"""The agenda by day with its speakers; what was planned and has not been held; what was dropped."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from base.locale_text import language_name
from reports.dossier.atoms import PartialDate
from reports.dossier.vocabulary import AgendaState, ParticipationRole
from reports.dossier.what import AgendaItem, Link, Participation
from reports.narrative import words
from reports.narrative.telling import Telling
from reports.narrative.tree import NOTHING, Item, Listing, Phrase, Run, Section, Speech, Statement, phrase

Placed = tuple[int, AgendaItem]
Rows = list[tuple[str, Statement]]


def agenda(telling: Telling) -> Section:
    """What was held; before the event, everything that is planned."""
    return _by_day(telling, "agenda", _("Agenda"), told_items(telling))


def told_items(telling: Telling) -> list[Placed]:
    wanted = AgendaState.HELD if telling.is_over else AgendaState.PLANNED
    return [
        (place, item) for place, item in telling.own("agenda") if item.state in (wanted, AgendaState.HELD)
    ]


def planned(telling: Telling) -> Section:
    """Items of a held event that the record leaves as planned: they are never told as held."""
    items = [
        (place, item)
        for place, item in telling.own("agenda")
        if item.state is AgendaState.PLANNED and telling.is_over
    ]
    return _by_day(telling, "planned", _("Planned and not yet held"), items)


def dropped(telling: Telling) -> Section:
    items = tuple(
        Statement(telling.item_title(item), (f"$.agenda[{place}]",))
        for place, item in telling.own("agenda")
        if item.state is AgendaState.DROPPED
    )
    return Section("dropped", _("Dropped from the agenda"), (Listing(items),) if items else ())


def _by_day(telling: Telling, key: str, title: str, items: Iterable[Placed]) -> Section:
    in_order = sorted(items, key=lambda placed: _order(placed[1]))
    delegations = _delegations_by_item(telling)
    days = [(day, list(placed)) for day, placed in groupby(in_order, key=lambda placed: _day(placed[1].on))]
    if len(days) == 1 and days[0][0] is None:
        blocks = tuple(_item(telling, place, item, delegations) for place, item in days[0][1])
        return Section(key, title, blocks)
    sections = tuple(
        Section(
            f"{key}-{position}",
            telling.date(placed[0][1].on) if day else _undated(telling),
            tuple(_item(telling, place, item, delegations) for place, item in placed),
        )
        for position, (day, placed) in enumerate(days, start=1)
    )
    return Section(key, title, (), sections)


def _delegations_by_item(telling: Telling) -> dict[str, list[tuple[str, Phrase]]]:
    """The delegations that took part as such, by the local id of the item."""
    found: dict[str, list[tuple[str, Phrase]]] = {}
    for place, record in enumerate(telling.dossier.delegations):
        name = telling.text(record.name) or telling.listed(
            [telling.organization(key) for key in record.senders]
        )
        for key in record.agenda_items if name else ():
            found.setdefault(key, []).append((f"$.delegations[{place}]", name))
    return found


def _undated(telling: Telling) -> str:
    return _("Date not stated") if telling.mark else _("Further items")


def _day(date: PartialDate | None) -> tuple[int, int, int] | None:
    return (date.year or 9999, date.month or 0, date.day or 0) if date else None


def _order(item: AgendaItem) -> tuple[bool, tuple[int, int, int]]:
    """By day, undated items last; within a day the order of the file, which is the order of the event."""
    return item.on is None, _day(item.on) or (0, 0, 0)


def _item(
    telling: Telling, place: int, item: AgendaItem, delegations: dict[str, list[tuple[str, Phrase]]]
) -> Item:
    path = f"$.agenda[{place}]"
    facts = _facts(telling, path, item)
    coming = delegations.get(item.id, [])
    if coming:
        names = telling.one_after_another([name for __, name in coming])
        label = _("Delegations") if len(coming) > 1 else _("Delegation")
        facts.append((label, Statement(names, tuple(ref for ref, __ in coming))))
    speeches = [
        _speech(telling, f"{path}.participations[{position}]", participation)
        for position, participation in enumerate(item.participations)
        if speaks(participation)
    ]
    gist = Statement(telling.text(item.gist), (f"{path}.gist",)) if item.gist else NOTHING
    title = Statement(telling.item_title(item), (path,))
    return Item(telling.when_in_day(item), title, gist, tuple(facts), tuple(speeches))


def _facts(telling: Telling, path: str, item: AgendaItem) -> Rows:
    language = language_name(item.language, telling.language) if item.language else ""
    rows = [
        (_("Programme text"), Statement(telling.text(item.abstract), (f"{path}.abstract",))),
        (_("Place"), Statement(telling.text(item.place), (f"{path}.place",))),
        (_("Received by"), Statement(telling.organization(item.host), (f"{path}.host",))),
        (_("Track"), Statement((Run(item.track),) if item.track else (), (f"{path}.track",))),
        (_("Language"), Statement((Run(language),) if language else (), (f"{path}.language",))),
        *_others(telling, path, item),
        (_("Links"), Statement(_links(telling, item.links), (f"{path}.links",))),
    ]
    return [(label, statement) for label, statement in rows if statement]


def _links(telling: Telling, links: list[Link]) -> Phrase:
    return telling.one_after_another([_link(link) for link in links])


def _link(link: Link) -> Phrase:
    address = (Run(str(link.url), href=str(link.url)),)
    if not link.title:
        return address
    return phrase(pgettext("title and address", "%(title)s: %(address)s"), title=link.title, address=address)


def speaks(participation: Participation) -> bool:
    said = participation.gist or participation.speech_title
    return said is not None or participation.role in (ParticipationRole.SPEAKER, ParticipationRole.PANELLIST)


def _others(telling: Telling, path: str, item: AgendaItem) -> Rows:
    """Those who did something else than speak, by role."""
    found: dict[ParticipationRole, list[tuple[str, Phrase]]] = {}
    for position, participation in enumerate(item.participations):
        if not speaks(participation):
            name = with_manner(telling.one(participation), participation)
            name = _in_language(telling, name, participation)
            found.setdefault(participation.role, []).append((f"{path}.participations[{position}]", name))
    return [
        (
            words.participation_label(role, len(named)),
            Statement(telling.listed([name for __, name in named]), tuple(ref for ref, __ in named)),
        )
        for role, named in found.items()
    ]


def _speech(telling: Telling, path: str, participation: Participation) -> Speech:
    who = telling.one(participation)
    if participation.role is not ParticipationRole.SPEAKER:
        role = words.participation_role(participation.role)
        who = phrase(pgettext("speaker and role", "%(name)s, %(role)s"), name=who, role=role)
    who = _in_language(telling, who, participation)
    title = telling.text(participation.speech_title)
    return Speech(
        Statement(with_manner(who, participation), (path, telling.path_of(participation))),
        Statement(phrase(_("“%(title)s”"), title=title), (f"{path}.speech_title",)) if title else NOTHING,
        Statement(telling.text(participation.gist), (f"{path}.gist",)) if participation.gist else NOTHING,
    )


def _in_language(telling: Telling, name: Phrase, participation: Participation) -> Phrase:
    if not participation.language:
        return name
    language = language_name(participation.language, telling.language)
    return phrase(
        pgettext("speaker and language", "%(name)s (in %(language)s)"), name=name, language=language
    )


def with_manner(name: Phrase, participation: Participation) -> Phrase:
    if participation.manner is None:
        return name
    return phrase(
        pgettext("name and manner", "%(name)s (%(manner)s)"),
        name=name,
        manner=words.manner(participation.manner),
    )
