"""Agreements, reported figures and follow-ups."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from base.locale_text import language_name
from reports.dossier.results import Agreement, FollowUp, Indicator, Party
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
    Table,
    phrase,
    say,
)

Rows = list[tuple[str, Statement]]


def agreements(telling: Telling) -> Section:
    sections = tuple(_agreement(telling, place, record) for place, record in telling.own("agreements"))
    return Section("agreements", _("Agreements"), (), sections)


def _agreement(telling: Telling, place: int, agreement: Agreement) -> Section:
    path = f"$.agreements[{place}]"
    kind = words.agreement_kind(agreement.kind)
    title, language = telling.heading(agreement.title) if agreement.title else (kind, None)
    rows = [(_("Kind"), Statement((Run(kind),), (f"{path}.kind",)))]
    rows += [
        _party(telling, f"{path}.parties[{position}]", party)
        for position, party in enumerate(agreement.parties)
    ]
    rows += _particulars(telling, path, agreement)
    blocks: list[Block] = [Facts(tuple((label, statement) for label, statement in rows if statement))]
    if agreement.terms:
        blocks.append(Paragraph((say(_("The parties undertake:"), f"{path}.terms"),)))
        terms = (
            Statement(telling.text(term), (f"{path}.terms[{position}]",))
            for position, term in enumerate(agreement.terms)
        )
        blocks.append(Listing(tuple(terms)))
    return Section(f"agreement-{place + 1}", title, tuple(blocks), lang=language)


def _particulars(telling: Telling, path: str, agreement: Agreement) -> Rows:
    languages = [(Run(language_name(code, telling.language)),) for code in agreement.languages]
    named = [telling.person(key) for key in agreement.witnesses or []]
    witnesses = telling.one_after_another([telling.listed(named), telling.text(agreement.witnessed_by)])
    effective, expires = telling.date(agreement.effective_on), telling.date(agreement.expires_on)
    return [
        (_("Witnesses"), telling.stated(witnesses, f"{path}.witnesses")),
        (_("Signed on"), telling.stated(dated(telling, agreement.signed_on), f"{path}.signed_on")),
        (_("Signed at"), Statement(telling.item(agreement.agenda_item), (f"{path}.agenda_item",))),
        (_("State"), Statement((Run(words.agreement_state(agreement.state)),), (f"{path}.state",))),
        (_("In force from"), Statement((Run(effective),) if effective else (), (f"{path}.effective_on",))),
        (_("Expires on"), Statement((Run(expires),) if expires else (), (f"{path}.expires_on",))),
        (_("Languages"), Statement(telling.listed(list(languages)), (f"{path}.languages",))),
        (
            _("Fields"),
            Statement(telling.listed([telling.text(name) for name in agreement.fields]), (f"{path}.fields",)),
        ),
    ]


def _party(telling: Telling, path: str, party: Party) -> tuple[str, Statement]:
    name = telling.organization(party.organization)
    signed_by = telling.listed([telling.person(key) for key in party.signatories or []])
    if signed_by:
        return _("Party"), say(
            _("%(organization)s, signed by %(signatories)s"), path, organization=name, signatories=signed_by
        )
    if telling.mark:
        return _("Party"), say(_("%(organization)s, signatory not stated"), path, organization=name)
    return _("Party"), Statement(name, (path,))


def figures(telling: Telling) -> Section:
    """Figures as others reported them; none of them is computed from the record."""
    records = telling.dossier.indicators
    if not records:
        return Section("figures", _("Reported figures"))
    rows = tuple(_figure(telling, f"$.indicators[{place}]", record) for place, record in enumerate(records))
    columns = (_("Figure"), _("Value"), _("Of"), _("As of"), _("Source"))
    table = Table(_("Reported figures"), columns, rows, (24, 10, 24, 15, 27), (1,)).without_empty_columns()
    intro = say(_("Cumulative figures as they were reported:"), "$.indicators")
    return Section("figures", _("Reported figures"), (Paragraph((intro,)), table))


def _figure(telling: Telling, path: str, record: Indicator) -> tuple[Statement, ...]:
    value: Phrase = (Run(telling.number(record.value)),)
    if record.unit:
        value = phrase(
            pgettext("figure and its unit", "%(value)s %(unit)s"), value=value, unit=telling.text(record.unit)
        )
    return (
        Statement(telling.text(record.name), (path,)),
        Statement(value, (f"{path}.value",)),
        telling.stated(telling.organization(record.subject), f"{path}.subject"),
        telling.stated(telling.date(record.as_of), f"{path}.as_of"),
        telling.stated(_source(telling, record.source), f"{path}.source"),
    )


def _source(telling: Telling, key: str | None) -> Phrase:
    """Its publisher or whose text it is, else its headline."""
    source = next((source for source in telling.dossier.sources if key and source.id == key), None)
    if source is None:
        return ()
    told = source.publisher or source.issuer
    return (Run(told),) if told else telling.quoted(source.title, source.language)


def follow_ups(telling: Telling) -> Section:
    records = telling.own("follow_ups")
    if not records:
        return Section("follow-ups", _("Follow-up"))
    rows = tuple(_follow_up(telling, f"$.follow_ups[{place}]", record) for place, record in records)
    columns = (_("What"), _("Follows from"), _("Lead and responsible"), _("Until"), _("State"))
    table = Table(_("Follow-up"), columns, rows, (29, 22, 20, 17, 12), strong=False)
    return Section("follow-ups", _("Follow-up"), (table.without_empty_columns(),))


def _follow_up(telling: Telling, path: str, record: FollowUp) -> tuple[Statement, ...]:
    lead = telling.organization(record.lead)
    responsible = telling.person(record.responsible) if record.responsible else ()
    if lead and responsible:
        who = phrase(
            pgettext("responsible person and leading body", "%(person)s, %(body)s"),
            person=responsible,
            body=lead,
        )
    else:
        who = responsible or lead
    return (
        Statement(telling.text(record.text), (path,)),
        Statement(_origin(telling, record), (path,)),
        telling.stated(who, path),
        telling.stated(telling.date(record.due_on), f"{path}.due_on"),
        Statement((Run(words.follow_up_state(record.state)),), (f"{path}.state",)),
    )


def _origin(telling: Telling, record: FollowUp) -> Phrase:
    """The agreement or the outcome it follows from."""
    if record.agreement:
        agreement = telling.agreements[record.agreement]
        return telling.text(agreement.title) or (Run(words.agreement_kind(agreement.kind)),)
    return telling.text(telling.outcomes[record.outcome].text) if record.outcome else ()
