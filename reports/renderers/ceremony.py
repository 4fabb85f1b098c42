"""The run of show of a ceremony as a document: what lies on the table, who signs in which order, minute by minute."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agreements.ceremonies import Ceremony, Side, Table, time_in_show
from base.languages import best, supported
from base.locale_text import country_name, language_name
from base.wording import date_in_words, moment_in_words, number_in_words, time_in_words
from events.models import AgendaItem
from people.models import Organization, Person, Post
from reports.narrative import tree
from reports.renderers import docx, pdf

FORMATS = {"pdf": pdf.render_document, "docx": docx.render_document}


def render_run_of_show(ceremony: Ceremony, *, language: str, format: str) -> bytes:  # noqa: A002
    """Raises KeyError for an unknown format, RenderError when the document cannot be made."""
    language = supported(language)
    with translation.override(language):
        return FORMATS[format](run_of_show(ceremony, language))


def run_of_show(ceremony: Ceremony, language: str) -> tree.Narrative:
    """As a tree, in the language that is active; runs no query."""
    item = ceremony.item
    sections = [
        *(_signing(table) for table in ceremony.tables),
        tree.Section("people", _("Who takes part"), _people(ceremony)),
        tree.Section("show", _("Run of show"), _steps(ceremony)),
    ]
    return tree.Narrative(
        kind="run-of-show",
        language=language,
        label=_("Run of show"),
        title=_said(item, "title") or _plain(item.get_kind_display()),
        subtitle=_said(item.event, "title"),
        facts=tree.Facts(tuple(_when_and_where(item))),
        lead=tree.Paragraph(()),
        sections=tree.numbered(sections),
    )


def _when_and_where(item: AgendaItem) -> Iterable[tuple[str, tree.Statement]]:
    if item.on:
        yield _("Day"), _plain(date_in_words(item.on, weekday=True))
    if item.start_time:
        ends = f"–{time_in_words(item.end_time)}" if item.end_time else ""
        yield _("Time"), _plain(f"{time_in_words(item.start_time)}{ends}")
    if item.room:
        yield _("Room or place"), _plain(f"{item.room}, {item.room.venue}")
    elif item.place:
        yield _("Room or place"), _said(item, "place")
    if item.host:
        yield _("Host organization"), _plain(_organization(item.host))


def _signing(table: Table) -> tree.Section:
    agreement = table.agreement
    title, code = best(agreement, "title")
    lang = code if title and code != translation.get_language() else None
    order = tree.Table(
        caption=_("Order of signing"),
        columns=(_("Party"), _("Signs"), _("Assisted by")),
        rows=tuple(_side(side) for side in table.sides),
        widths=(4, 5, 3),
    )
    blocks: list[tree.Block] = [tree.Facts(tuple(_table_plan(table))), order.without_empty_columns()]
    return tree.Section(
        f"signing-{agreement.pk}", title or str(agreement.get_kind_display()), tuple(blocks), lang=lang
    )


def _side(side: Side) -> tuple[tree.Statement, ...]:
    acting: Any = side.signatories or side.signed
    return (
        _plain(_organization(side.party.organization)),
        _plain("\n".join(_person(one.person, one.post) for one in acting)),
        _plain("\n".join(one.person.styled_name for one in side.assistants)),
    )


def _table_plan(table: Table) -> Iterable[tuple[str, tree.Statement]]:
    signing = table.signing
    if signing.flags:
        yield _("Flags from left to right"), _plain(", ".join(country_name(code) for code in signing.flags))
    if signing.copies:
        copies = (
            f"{language_name(code)}: {number_in_words(number)}" for code, number in signing.copies.items()
        )
        yield _("Copies"), _plain(", ".join(copies))
    if table.agreement.authentic_language:
        yield _("Authentic text"), _plain(language_name(table.agreement.authentic_language))
    if signing.pens:
        yield _("Pens"), _plain(number_in_words(signing.pens))
    if signing.table_note:
        yield pgettext("at a signing", "Table"), _plain(signing.table_note)
    if signing.rehearsal_at:
        yield _("Rehearsal"), _plain(moment_in_words(signing.rehearsal_at, zone=signing.item.event.zone))
    witnesses = [person.styled_name for person in table.agreement.witnesses.all()]
    if witnesses:
        yield _("Witnesses"), _plain("; ".join(witnesses))
    elif table.agreement.witnessed_by:
        yield _("Witnesses"), _said(table.agreement, "witnessed_by")


def _people(ceremony: Ceremony) -> tuple[tree.Block, ...]:
    rows = tuple(
        (_plain(one.person.styled_name if one.person else str(one.group)), _plain(one.get_role_display()))
        for one in ceremony.participations
    )
    return (tree.Table(_("Who takes part"), (_("Name"), _("Role")), rows, (3, 2)),) if rows else ()


def _steps(ceremony: Ceremony) -> tuple[tree.Block, ...]:
    rows = tuple(
        (_plain(time_in_show(ceremony.item, step.minute)), _said(step, "what"), _plain(step.who))
        for step in ceremony.steps or ()
    )
    if not rows:
        return ()
    table = tree.Table(_("Run of show"), (_("Time"), _("What happens"), _("Who")), rows, (2, 8, 6))
    return (table.without_empty_columns(),)


def _person(person: Person, post: Post | None) -> str:
    title = best(post, "title")[0] if post else ""
    return ", ".join(part for part in (person.styled_name, title) if part)


def _organization(organization: Organization) -> str:
    return best(organization, "name")[0] or str(organization)


def _said(record: Any, field: str) -> tree.Statement:
    """The text of a content field with its language, where that is not the document's."""
    text, code = best(record, field)
    if not text:
        return tree.NOTHING
    return tree.Statement((tree.Run(text, None if code == translation.get_language() else code),))


def _plain(text: Any) -> tree.Statement:
    return tree.Statement((tree.Run(str(text)),)) if text else tree.NOTHING
