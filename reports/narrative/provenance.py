"""Where it comes from: photographs with their captions, sources, credits."""

from __future__ import annotations

from django.utils.translation import gettext as _

from base.locale_text import language_name
from reports.dossier.provenance import Credit, Photo, Source
from reports.dossier.vocabulary import CreditRole
from reports.narrative import words
from reports.narrative.essentials import dated
from reports.narrative.telling import Telling
from reports.narrative.tree import (
    Block,
    Facts,
    Listing,
    Paragraph,
    Phrase,
    Run,
    Section,
    Statement,
    phrase,
    say,
)

Rows = list[tuple[str, Statement]]


def photographs(telling: Telling) -> Section:
    """The office's own pictures, and the captions of those that were published with the sources."""
    blocks: list[Block] = []
    own = [_photo(telling, f"$.photos[{place}]", photo) for place, photo in telling.own("photos")]
    if own:
        blocks.append(Listing(tuple(own)))
    for place, source in enumerate(telling.dossier.sources if telling.sub_event is None else ()):
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


def _photo(telling: Telling, path: str, photo: Photo) -> Statement:
    caption = telling.text(photo.caption) or (Run(_("Photograph without caption")),)
    details: list[Phrase] = []
    if photo.photographer:
        details.append(phrase(_("photograph: %(name)s"), name=telling.person(photo.photographer)))
    if photo.agenda_item:
        details.append(phrase(_("at: %(item)s"), item=telling.item(photo.agenda_item)))
    if not details:
        return Statement(caption, (path,))
    told = telling.one_after_another(details)
    return say(_("%(caption)s (%(details)s)"), path, caption=caption, details=told)


def _published_with(telling: Telling, path: str, source: Source) -> Statement:
    by = [telling.person(credit.person) for credit in source.credits if credit.role is CreditRole.PHOTOS_BY]
    if by:
        return say(
            _("Published with these captions, photographs by %(names)s:"), path, names=telling.listed(by)
        )
    return say(_("Published with these captions:"), path)


def sources(telling: Telling) -> Section:
    facts = (
        _source(telling, f"$.sources[{place}]", source)
        for place, source in enumerate(telling.dossier.sources)
    )
    return Section("sources", _("Sources"), tuple(facts))


def _source(telling: Telling, path: str, source: Source) -> Facts:
    def quoted(text: str | None) -> Phrase:
        return telling.quoted(text, source.language) if text else ()

    language = language_name(source.language, telling.language) if source.language else ""
    reads = telling.number(source.reads) if source.reads is not None else ""
    address = str(source.url) if source.url else ""
    rows: Rows = [
        (_("Headline"), telling.stated(quoted(source.headline), f"{path}.headline")),
        (_("Publisher"), telling.stated(source.publisher or "", f"{path}.publisher")),
        (_("Issued by"), Statement(_run(source.issuer), (f"{path}.issuer",))),
        (_("Dateline"), Statement(quoted(source.dateline), (f"{path}.dateline",))),
        (_("Section"), telling.stated(quoted(source.section), f"{path}.section")),
        (_("Published on"), telling.stated(_published(telling, source), f"{path}.published_on")),
        (_("Language"), Statement(_run(language), (f"{path}.language",))),
        (_("Times read"), Statement(_run(reads), (f"{path}.reads",))),
        (
            _("Link"),
            telling.stated((Run(address, href=address),) if address else (), f"{path}.url"),
        ),
        (_("Quotation"), Statement(_quotation(quoted(source.quote)), (f"{path}.quote",))),
        (_("Notice"), Statement(quoted(source.notice), (f"{path}.notice",))),
    ]
    return Facts(tuple((label, statement) for label, statement in rows if statement))


def _run(text: str | None) -> Phrase:
    return (Run(text),) if text else ()


def _quotation(text: Phrase) -> Phrase:
    return phrase(_("“%(text)s”"), text=text) if text else ()


def _published(telling: Telling, source: Source) -> str:
    """`30 April 2021, 12:25:00`, as printed."""
    day = dated(telling, source.published_on)
    if source.published_time is None:
        return day
    time = telling.time_as_printed(source.published_time)
    return _("%(date)s, %(hours)s") % {"date": day, "hours": time} if day else time


def credits_(telling: Telling) -> Section:
    """Of the report itself first, then of the sources."""
    own = credit_facts(telling, "$.credits", telling.dossier.credits)
    published = [
        credit_facts(telling, f"$.sources[{place}].credits", source.credits)
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


def credit_facts(telling: Telling, path: str, records: list[Credit]) -> Facts:
    rows: Rows = []
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
