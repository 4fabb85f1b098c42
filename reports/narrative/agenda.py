"""The agenda by day with its speakers, and what was planned and has not been held."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from base.locale_text import language_name
from reports.dossier.atoms import PartialDate
from reports.dossier.vocabulary import AgendaState, ParticipationRole
from reports.dossier.what import AgendaItem, Participation
from reports.narrative import words
from reports.narrative.telling import Telling
from reports.narrative.tree import NOTHING, Item, Phrase, Run, Section, Speech, Statement, phrase

Placed = tuple[int, AgendaItem]


def agenda(telling: Telling) -> Section:
    """What was held; before the event, everything that is planned."""
    wanted = AgendaState.HELD if telling.is_over else AgendaState.PLANNED
    items = [
        (place, item)
        for place, item in enumerate(telling.dossier.agenda)
        if item.state in (wanted, AgendaState.HELD)
    ]
    return _by_day(telling, "agenda", _("Agenda"), items)


def planned(telling: Telling) -> Section:
    """Items of a held event that the record leaves as planned: they are never told as held."""
    items = [
        (place, item)
        for place, item in enumerate(telling.dossier.agenda)
        if item.state is AgendaState.PLANNED and telling.is_over
    ]
    return _by_day(telling, "planned", _("Planned and not yet held"), items)


def _by_day(telling: Telling, key: str, title: str, items: Iterable[Placed]) -> Section:
    in_order = sorted(items, key=lambda placed: _order(placed[1]))
    days = [(day, list(placed)) for day, placed in groupby(in_order, key=lambda placed: _day(placed[1].on))]
    if len(days) == 1 and days[0][0] is None:
        blocks = tuple(_item(telling, place, item) for place, item in days[0][1])
        return Section(key, title, blocks)
    sections = tuple(
        Section(
            f"{key}-{position}",
            telling.date(placed[0][1].on) if day else _undated(telling),
            tuple(_item(telling, place, item) for place, item in placed),
        )
        for position, (day, placed) in enumerate(days, start=1)
    )
    return Section(key, title, (), sections)


def _undated(telling: Telling) -> str:
    return _("Date not stated") if telling.mark else _("Further items")


def _day(date: PartialDate | None) -> tuple[int, int, int] | None:
    return (date.year or 9999, date.month or 0, date.day or 0) if date else None


def _order(item: AgendaItem) -> tuple[bool, tuple[int, int, int]]:
    """By day, undated items last; within a day the order of the file, which is the order of the event."""
    return item.on is None, _day(item.on) or (0, 0, 0)


def _item(telling: Telling, place: int, item: AgendaItem) -> Item:
    path = f"$.agenda[{place}]"
    title = telling.text(item.title) or (Run(words.agenda_kind(item.kind)),)
    facts: list[tuple[str, Statement]] = []
    where = telling.text(item.place)
    if where:
        facts.append((_("Place"), Statement(where, (f"{path}.place",))))
    if item.host:
        facts.append((_("Received by"), Statement(telling.organization(item.host), (f"{path}.host",))))
    if item.track:
        facts.append((_("Track"), Statement((Run(item.track),), (f"{path}.track",))))
    facts += _others(telling, path, item)
    speeches = [
        _speech(telling, f"{path}.participations[{position}]", participation)
        for position, participation in enumerate(item.participations)
        if _speaks(participation)
    ]
    gist = Statement(telling.text(item.gist), (f"{path}.gist",)) if item.gist else NOTHING
    return Item(telling.when_in_day(item), Statement(title, (path,)), gist, tuple(facts), tuple(speeches))


def _speaks(participation: Participation) -> bool:
    said = participation.gist or participation.speech_title
    return said is not None or participation.role in (ParticipationRole.SPEAKER, ParticipationRole.PANELLIST)


def _others(telling: Telling, path: str, item: AgendaItem) -> list[tuple[str, Statement]]:
    """Those who did something else than speak, by role."""
    found: dict[ParticipationRole, list[tuple[str, Phrase]]] = {}
    for position, participation in enumerate(item.participations):
        if not _speaks(participation):
            name = _with_manner(telling.one(participation), participation)
            found.setdefault(participation.role, []).append((f"{path}.participations[{position}]", name))
    return [
        (
            words.participation_role(role),
            Statement(telling.listed([name for __, name in named]), tuple(ref for ref, __ in named)),
        )
        for role, named in found.items()
    ]


def _speech(telling: Telling, path: str, participation: Participation) -> Speech:
    who = telling.one(participation)
    if participation.role is not ParticipationRole.SPEAKER:
        role = words.participation_role(participation.role)
        who = phrase(pgettext("speaker and role", "%(name)s, %(role)s"), name=who, role=role)
    if participation.language:
        language = language_name(participation.language, telling.language)
        who = phrase(
            pgettext("speaker and language", "%(name)s (in %(language)s)"), name=who, language=language
        )
    title = telling.text(participation.speech_title)
    return Speech(
        Statement(_with_manner(who, participation), (path, telling.path_of(participation))),
        Statement(phrase(_("“%(title)s”"), title=title), (f"{path}.speech_title",)) if title else NOTHING,
        Statement(telling.text(participation.gist), (f"{path}.gist",)) if participation.gist else NOTHING,
    )


def _with_manner(name: Phrase, participation: Participation) -> Phrase:
    if participation.manner is None:
        return name
    return phrase(
        pgettext("name and manner", "%(name)s (%(manner)s)"),
        name=name,
        manner=words.manner(participation.manner),
    )
