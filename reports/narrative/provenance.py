"""Where it comes from: photographs with their captions, sources, credits."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reports.dossier.provenance import Credit, Source
from reports.dossier.vocabulary import CreditRole
from reports.narrative import words
from reports.narrative.telling import Telling
from reports.narrative.tree import Block, Facts, Listing, Paragraph, Phrase, Run, Section, Statement, say


def photographs(telling: Telling) -> Section:
    """The office's own pictures, and the captions of those that were published with the sources."""
    blocks: list[Block] = []
    own = [_photo(telling, place) for place in range(len(telling.dossier.photos))]
    if own:
        blocks.append(Listing(tuple(own)))
    for place, source in enumerate(telling.dossier.sources):
        if not source.captions:
            continue
        path = f"$.sources[{place}]"
        blocks.append(Paragraph((_published_with(telling, path, source),)))
        captions = (
            Statement(telling.quoted(caption, source.language), (f"{path}.captions[{position}]",))
            for position, caption in enumerate(source.captions)
        )
        blocks.append(Listing(tuple(captions)))
    return Section("photographs", _("Photographs"), tuple(blocks))


def _photo(telling: Telling, place: int) -> Statement:
    photo, path = telling.dossier.photos[place], f"$.photos[{place}]"
    caption = telling.text(photo.caption) or (Run(_("Photograph without caption")),)
    if photo.photographer:
        return say(
            _("%(caption)s (photograph: %(name)s)"),
            path,
            caption=caption,
            name=telling.person(photo.photographer),
        )
    return Statement(caption, (path,))


def _published_with(telling: Telling, path: str, source: Source) -> Statement:
    by = [telling.person(credit.person) for credit in source.credits if credit.role is CreditRole.PHOTOS_BY]
    if by:
        return say(
            _("Published with these captions, photographs by %(names)s:"), path, names=telling.listed(by)
        )
    return say(_("Published with these captions:"), path)


def sources(telling: Telling) -> Section:
    blocks: list[Block] = []
    for place, source in enumerate(telling.dossier.sources):
        path = f"$.sources[{place}]"
        published = telling.date(source.published_on)
        rows = [
            (
                _("Headline"),
                Statement(telling.quoted(source.title, source.language), (f"{path}.headline",)),
            ),
            (
                _("Publisher"),
                telling.stated((Run(source.publisher),) if source.publisher else (), f"{path}.publisher"),
            ),
            (
                _("Section"),
                telling.stated(
                    telling.quoted(source.section, source.language) if source.section else (),
                    f"{path}.section",
                ),
            ),
            (
                _("Published on"),
                telling.stated((Run(published),) if published else (), f"{path}.published_on"),
            ),
            (_("Link"), telling.stated((Run(str(source.url)),) if source.url else (), f"{path}.url")),
        ]
        if source.quote:
            rows.append(
                (
                    _("Quotation"),
                    say(_("“%(text)s”"), f"{path}.quote", text=telling.quoted(source.quote, source.language)),
                )
            )
        blocks.append(Facts(tuple((label, statement) for label, statement in rows if statement)))
    return Section("sources", _("Sources"), tuple(blocks))


def credits_(telling: Telling) -> Section:
    """Of the report itself first, then of the sources."""
    own = _by_role(telling, "$.credits", telling.dossier.credits)
    published = [
        _by_role(telling, f"$.sources[{place}].credits", source.credits)
        for place, source in enumerate(telling.dossier.sources)
    ]
    published = [facts for facts in published if facts.rows]
    if own.rows and published:
        return Section(
            "credits",
            _("Credits"),
            (),
            (
                Section("credits-report", _("This report"), (own,)),
                Section("credits-sources", _("Sources"), tuple(published)),
            ),
        )
    return Section("credits", _("Credits"), tuple(facts for facts in (own, *published) if facts.rows))


def _by_role(telling: Telling, path: str, records: list[Credit]) -> Facts:
    rows: list[tuple[str, Statement]] = []
    for role in CreditRole:
        named = [(place, record.person) for place, record in enumerate(records) if record.role is role]
        if named:
            names: list[Phrase] = [telling.person(key) for __, key in named]
            rows.append(
                (
                    words.credit_role(role),
                    Statement(telling.listed(names), tuple(f"{path}[{place}]" for place, __ in named)),
                )
            )
    return Facts(tuple(rows))
