"""The news release: title, lead, body in running text, outlook, captions, about those behind the event, credits."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.dossier.vocabulary import AgendaState, BodyRole
from reports.narrative import release_body
from reports.narrative.event import purposes
from reports.narrative.lead import bodies_in_role, by_whom, delegations, form, series, somewhere, when, where
from reports.narrative.post_event import subtitle
from reports.narrative.provenance import credit_facts, photographs
from reports.narrative.telling import Telling
from reports.narrative.tree import (
    Block,
    Facts,
    Narrative,
    Paragraph,
    Section,
    Statement,
    phrase,
    says_something,
)


def news_release(telling: Telling, imprint: Facts) -> Narrative:
    sections = [
        Section("body", "", _body(telling)),
        photographs(telling),
        *_about(telling),
        _credits(telling),
    ]
    return Narrative(
        kind="news-release",
        language=telling.language,
        label=_("News release"),
        title=Statement(telling.text(telling.event.title), ("$.event.title",)),
        subtitle=_motto(telling),
        facts=Facts(()),
        lead=_lead(telling),
        sections=tuple(filter(says_something, sections)),
        imprint=imprint,
    )


def _motto(telling: Telling) -> Statement:
    """The theme under the title; without one, the title in another of its languages."""
    if telling.event.theme:
        return Statement(telling.text(telling.event.theme), ("$.event.theme",))
    return subtitle(telling)


def _lead(telling: Telling) -> Paragraph:
    """Where and when at its head; then what, by whom, when, where, with whom."""
    hosted = by_whom(telling, _event_by_whom)
    if hosted:
        said = [*hosted, *when(telling), *where(telling)]
    else:
        said = [*somewhere(telling), *when(telling)]
    said += [*form(telling), *delegations(telling)]
    head = _dateline(telling)
    if head and said:
        first = said[0]
        said[0] = Statement(phrase(head, told=first.runs), ("$.event", *first.refs))
    return Paragraph(tuple(said))


def _dateline(telling: Telling) -> str:
    """`Nanning, 26 November 2020 – …`, with a place for the first sentence."""
    event = telling.event
    city, date = event.city or "", telling.date(event.start_on)
    templates = {
        (True, True): pgettext("dateline of a news release", "%(city)s, %(date)s – %%(told)s"),
        (True, False): pgettext("dateline of a news release", "%(city)s – %%(told)s"),
        (False, True): pgettext("dateline of a news release", "%(date)s – %%(told)s"),
    }
    template = templates.get((bool(city), bool(date)), "")
    return template % {"city": city.replace("%", "%%"), "date": date}


def _event_by_whom(hosted: bool, organized: bool, over: bool) -> str:
    if hosted and organized:
        return (
            _("%(event)s was hosted by %(hosts)s and organized by %(organizers)s.")
            if over
            else _("%(event)s is hosted by %(hosts)s and organized by %(organizers)s.")
        )
    if hosted:
        return _("%(event)s was hosted by %(hosts)s.") if over else _("%(event)s is hosted by %(hosts)s.")
    return (
        _("%(event)s was organized by %(organizers)s.")
        if over
        else _("%(event)s is organized by %(organizers)s.")
    )


def _body(telling: Telling) -> tuple[Block, ...]:
    event = telling.event
    background = series(telling)
    if event.summary:
        background.append(Statement(telling.sentence(telling.text(event.summary)), ("$.event.summary",)))
    blocks: list[Block] = [Paragraph(tuple(background))] if background else []
    blocks += purposes(telling) + release_body.who(telling)
    blocks += release_body.programme(telling)
    blocks += release_body.shown(telling)
    blocks += release_body.parts(telling)
    inner = [telling.within(place) for place in range(len(telling.dossier.sub_events))]
    for scope in inner:
        blocks += release_body.programme(scope) + release_body.shown(scope)
    for scope in (telling, *inner):
        blocks += release_body.agreed(scope)
    blocks += release_body.figures(telling)
    blocks += release_body.outlook(telling, _planned_next(telling))
    return tuple(blocks)


def _planned_next(telling: Telling) -> list[Statement]:
    items = [
        (place, item)
        for place, item in telling.own("agenda")
        if telling.is_over and item.state is AgendaState.PLANNED
    ]
    if not items:
        return []
    names = telling.listed([telling.item_title(item) for __, item in items])
    refs = tuple(f"$.agenda[{place}]" for place, __ in items)
    return [Statement(phrase(_("Planned next: %(items)s."), items=names), refs)]


def _about(telling: Telling) -> list[Section]:
    """What is stated of the hosts and organizers: what they are there for."""
    sections = []
    keys = [key for role in (BodyRole.HOST, BodyRole.ORGANIZER) for __, key in bodies_in_role(telling, role)]
    for key in dict.fromkeys(keys):
        organization = telling.organizations[key]
        if organization.mandate:
            place = telling.dossier.organizations.index(organization)
            name, __ = telling.heading(organization.names)
            mandate = Statement(telling.text(organization.mandate), (f"$.organizations[{place}].mandate",))
            title = _("About %(name)s") % {"name": name}
            sections.append(Section(f"about-{place + 1}", title, (Paragraph((mandate,)),)))
    return sections


def _credits(telling: Telling) -> Section:
    """Of this release; where it has none, of the texts that were published. In one line, as under an article."""
    facts = credit_facts(telling, "$.credits", telling.dossier.credits)
    rows = list(facts.rows)
    if not rows:
        for place, source in enumerate(telling.dossier.sources):
            rows += credit_facts(telling, f"$.sources[{place}].credits", source.credits).rows
    template = pgettext("credit", "%(role)s: %(names)s.")
    said = tuple(
        Statement(phrase(template, role=label, names=names.runs), names.refs) for label, names in rows
    )
    return Section("credits", "", (Paragraph(said),) if said else ())
