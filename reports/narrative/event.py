"""The event itself: what it is about, the bodies behind it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reports.dossier.atoms import Text
from reports.dossier.vocabulary import BodyRole
from reports.narrative import words
from reports.narrative.lead import bodies_in_role
from reports.narrative.telling import Telling
from reports.narrative.tree import Block, Facts, Listing, Paragraph, Phrase, Section, Statement, phrase, say


def about(telling: Telling) -> Section:
    return Section("about", _("About the event"), about_blocks(telling))


def about_blocks(telling: Telling) -> tuple[Block, ...]:
    """Theme, summary, aims and policies."""
    event, path = telling.event, telling.path
    blocks: list[Block] = []
    if event.theme:
        theme = say(_("Theme: %(theme)s"), f"{path}.theme", theme=telling.text(event.theme))
        blocks.append(Paragraph((theme,)))
    if event.summary:
        blocks.append(Paragraph((Statement(telling.text(event.summary), (f"{path}.summary",)),)))
    return (*blocks, *purposes(telling))


def purposes(telling: Telling) -> list[Block]:
    """The aims, then the policies."""
    event, path = telling.event, telling.path
    return [
        *_texts(telling, _("The stated aims:"), f"{path}.aims", event.aims),
        *_texts(telling, _("Policies and strategies it serves:"), f"{path}.policies", event.policies),
    ]


def _texts(telling: Telling, intro: str, path: str, texts: list[Text]) -> list[Block]:
    """An introduction and its list; nothing without texts."""
    if not texts:
        return []
    items = (Statement(telling.text(text), (f"{path}[{place}]",)) for place, text in enumerate(texts))
    return [Paragraph((say(intro, path),)), Listing(tuple(items))]


def bodies(telling: Telling) -> Section:
    rows: list[tuple[str, Statement]] = []
    for role in BodyRole:
        found = bodies_in_role(telling, role)
        if not found:
            continue
        label = words.body_role(role, len(found))
        names = telling.listed([with_short_name(telling, key) for __, key in found])
        rows.append(
            (label, Statement(names, tuple(f"{telling.path}.bodies[{place}]" for place, __ in found)))
        )
    leading = {BodyRole.HOST, BodyRole.ORGANIZER, BodyRole.CO_ORGANIZER}
    behind = any(body.role in leading for body in telling.event.bodies)
    title = _("Host and organizers") if behind else _("Bodies involved")
    return Section("bodies", title, (Facts(tuple(rows)),) if rows else ())


def with_short_name(telling: Telling, key: str) -> Phrase:
    name, short = telling.organization(key), telling.organizations[key].short_name
    return phrase(_("%(name)s (%(short_name)s)"), name=name, short_name=short) if short else name
