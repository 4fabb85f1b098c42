"""The lead: what it was, by whom, when, where, in what form, and who came, in a few sentences."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.locale_text import ordinal
from reports.dossier.atoms import PartialDate
from reports.dossier.vocabulary import (
    AgendaState,
    BodyRole,
    Broadcast,
    DelegationState,
    EventMode,
    MemberRole,
    PartOfDay,
)
from reports.dossier.what import AgendaItem
from reports.narrative.essentials import openings
from reports.narrative.groups import counted_groups, group_sentence
from reports.narrative.telling import Telling
from reports.narrative.tree import Paragraph, Phrase, Statement, phrase, say

FEW = 4


def lead(telling: Telling) -> Paragraph:
    hosted = by_whom(telling)
    said = [*(hosted or somewhere(telling)), *series(telling), *when(telling)]
    said_where = not hosted and telling.place(telling.event.place, telling.event.city, telling.event.country)
    said += [*(() if said_where else where(telling)), *form(telling), *delegations(telling)]
    said += [group_sentence(telling, place) for place in counted_groups(telling)]
    return Paragraph(tuple(said))


def bodies_in_role(telling: Telling, role: BodyRole) -> list[tuple[int, str]]:
    """Places and organizations, in order of mention."""
    return [
        (place, body.organization) for place, body in enumerate(telling.event.bodies) if body.role is role
    ]


def by_whom(telling: Telling, templates: Callable[[bool, bool, bool], str] | None = None) -> list[Statement]:
    """Hosts and organizers, in the sentence that `templates` gives for (hosted, organized, over)."""
    hosts, organizers = (
        bodies_in_role(telling, BodyRole.HOST),
        bodies_in_role(telling, BodyRole.ORGANIZER),
    )
    if not hosts and not organizers:
        return []
    refs = [f"{telling.path}.bodies[{place}]" for place, __ in hosts + organizers]
    by = telling.listed([telling.organization(key) for __, key in hosts])
    organized = telling.listed([telling.organization(key) for __, key in organizers])
    template = (templates or _by_whom)(bool(by), bool(organized), telling.is_over)
    named = telling.text(telling.event.title)
    return [say(template, *refs, event=named, hosts=by, organizers=organized)]


def _by_whom(hosted: bool, organized: bool, over: bool) -> str:
    if hosted and organized:
        return (
            _("The event was hosted by %(hosts)s and organized by %(organizers)s.")
            if over
            else _("The event is hosted by %(hosts)s and organized by %(organizers)s.")
        )
    if hosted:
        return _("The event was hosted by %(hosts)s.") if over else _("The event is hosted by %(hosts)s.")
    return (
        _("The event was organized by %(organizers)s.")
        if over
        else _("The event is organized by %(organizers)s.")
    )


def series(telling: Telling) -> list[Statement]:
    """`It is the 8th edition of the series …, held since 2013.`"""
    event, path = telling.event, telling.path
    if event.series is None:
        return []
    values: dict[str, str | Phrase] = {"series": telling.text(event.series.name)}
    if event.series.founded_year:
        values["year"] = telling.date(PartialDate(year=event.series.founded_year, month=None, day=None))
    if event.edition:
        values["ordinal"] = ordinal(event.edition, telling.language)
    templates = {
        (True, True): _("It is the %(ordinal)s edition of the series “%(series)s”, held since %(year)s."),
        (True, False): _("It is the %(ordinal)s edition of the series “%(series)s”."),
        (False, True): _("It belongs to the series “%(series)s”, held since %(year)s."),
        (False, False): _("It belongs to the series “%(series)s”."),
    }
    return [say(templates["ordinal" in values, "year" in values], f"{path}.series", **values)]


def when(telling: Telling) -> list[Statement]:
    event, path = telling.event, telling.path
    first, last = telling.date(event.start_on), telling.date(event.end_on)
    said: list[Statement] = []
    if first and last and first != last:
        template = (
            _("It took place from %(first)s to %(last)s.")
            if telling.is_over
            else _("It is planned from %(first)s to %(last)s.")
        )
        said.append(say(template, f"{path}.start_on", f"{path}.end_on", first=first, last=last))
    elif first and event.duration_days:
        began = _("It began on %(first)s.") if telling.is_over else _("It is to begin on %(first)s.")
        said.append(say(began, f"{path}.start_on", first=first))
    elif event.start_on:
        took_place = _took_place(event.start_on, event.part_of_day, telling.is_over)
        said.append(say(took_place, f"{path}.start_on", date=first))
    else:
        said += [_opening(telling, ref, item) for ref, item in openings(telling)]
    if event.duration_days:
        template = ngettext(
            "The stated duration is %(count)s day.",
            "The stated duration is %(count)s days.",
            event.duration_days,
        )
        said.append(say(template, f"{path}.duration_days", count=telling.number(event.duration_days)))
    return said + _ends_not_stated(telling)


def _ends_not_stated(telling: Telling) -> list[Statement]:
    event, path = telling.event, telling.path
    if not telling.mark:
        return []
    if event.start_on is None:
        template = (
            _("The first day is not stated.")
            if event.end_on
            else _("The first and the last day are not stated.")
        )
        return [say(template, path)]
    return [say(_("The year is not stated."), path)] if event.start_on.year is None else []


def _took_place(date: PartialDate, part: PartOfDay | None, over: bool) -> str:
    if part and date.day:
        templates = {
            PartOfDay.MORNING: (
                _("It took place on the morning of %(date)s."),
                _("It is planned for the morning of %(date)s."),
            ),
            PartOfDay.AFTERNOON: (
                _("It took place on the afternoon of %(date)s."),
                _("It is planned for the afternoon of %(date)s."),
            ),
            PartOfDay.EVENING: (
                _("It took place on the evening of %(date)s."),
                _("It is planned for the evening of %(date)s."),
            ),
        }
        return templates[part][0 if over else 1]
    if date.day:
        return _("It took place on %(date)s.") if over else _("It is planned for %(date)s.")
    return _("It took place in %(date)s.") if over else _("It is planned for %(date)s.")


def _opening(telling: Telling, path: str, item: AgendaItem) -> Statement:
    held = item.state is AgendaState.HELD
    templates = {
        PartOfDay.MORNING: (
            _("The opening took place on the morning of %(date)s."),
            _("The opening is planned for the morning of %(date)s."),
        ),
        PartOfDay.AFTERNOON: (
            _("The opening took place on the afternoon of %(date)s."),
            _("The opening is planned for the afternoon of %(date)s."),
        ),
        PartOfDay.EVENING: (
            _("The opening took place on the evening of %(date)s."),
            _("The opening is planned for the evening of %(date)s."),
        ),
        None: (_("Date of the opening: %(date)s."), _("Planned date of the opening: %(date)s.")),
    }
    return say(templates[item.part_of_day][0 if held else 1], path, date=telling.date(item.on))


def where(telling: Telling) -> list[Statement]:
    event, path = telling.event, telling.path
    place = telling.place(event.place, event.city, event.country)
    if place:
        template = _("The place was %(place)s.") if telling.is_over else _("The place is %(place)s.")
        return [say(template, f"{path}.place", place=place)]
    return [say(_("The place is not stated."), path)] if telling.mark else []


def somewhere(telling: Telling) -> list[Statement]:
    """The event by its name, and where: the first sentence where nobody is stated who is behind it."""
    event = telling.event
    place = telling.place(event.place, event.city, event.country)
    templates = {
        (True, True): _("%(event)s was held in %(place)s."),
        (True, False): _("%(event)s was held."),
        (False, True): _("%(event)s is to be held in %(place)s."),
        (False, False): _("%(event)s is to be held."),
    }
    runs = phrase(templates[telling.is_over, bool(place)], event=telling.text(event.title), place=place)
    return [Statement(runs, ("$.event.title", "$.event.place"))]


def form(telling: Telling) -> list[Statement]:
    """In person or online, and where it was broadcast; before the event the essentials alone tell it."""
    event, path = telling.event, telling.path
    if not telling.is_over:
        return []
    said: list[Statement] = []
    if event.mode:
        template = {
            EventMode.IN_PERSON: _("It was held in person."),
            EventMode.ONLINE: _("It was held online."),
            EventMode.HYBRID: _("It was held in person and online."),
        }[event.mode]
        said.append(say(template, f"{path}.mode"))
    where = telling.countries([str(code) for code in event.broadcast_countries])
    if event.broadcast is Broadcast.LIVE:
        template = _("It was broadcast live in %(countries)s.") if where else _("It was broadcast live.")
        said.append(say(template, f"{path}.broadcast", countries=where))
    elif event.broadcast is Broadcast.LATER:
        template = _("It was broadcast later in %(countries)s.") if where else _("It was broadcast later.")
        said.append(say(template, f"{path}.broadcast", countries=where))
    elif where:
        said.append(
            say(_("It was broadcast in %(countries)s."), f"{path}.broadcast_countries", countries=where)
        )
    return said


def delegations(telling: Telling) -> list[Statement]:
    """Each delegation with its leaders, where there are few."""
    records = telling.own("delegations")
    if not telling.is_over or len(records) > FEW:
        return []
    said = []
    for place, record in records:
        leaders = [telling.one(member) for member in record.members if member.role is MemberRole.LEADER]
        if record.state is DelegationState.WITHDRAWN or not (record.name or record.senders):
            continue
        name = telling.text(record.name)
        senders = telling.listed([telling.organization(key) for key in record.senders])
        template = _delegation(bool(name), len(leaders))
        values = {"name": name, "senders": senders, "leaders": telling.listed(leaders)}
        said.append(say(template, f"$.delegations[{place}]", **values))
    return said


def _delegation(named: bool, leaders: int) -> str:
    if leaders > 1:
        return (
            _("%(name)s took part, led jointly by %(leaders)s.")
            if named
            else _("A delegation of %(senders)s took part, led jointly by %(leaders)s.")
        )
    if leaders:
        return (
            _("%(name)s took part, led by %(leaders)s.")
            if named
            else _("A delegation of %(senders)s took part, led by %(leaders)s.")
        )
    return _("%(name)s took part.") if named else _("A delegation of %(senders)s took part.")
