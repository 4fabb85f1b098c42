"""What came of the event: what was agreed and done, what was only discussed, and the outlook, strictly apart."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from reports.dossier.results import Actor, Appointment, Outcome
from reports.dossier.vocabulary import ActorPart, OutcomeKind
from reports.narrative import words
from reports.narrative.telling import Telling
from reports.narrative.tree import Block, Listing, Phrase, Run, Section, Statement, Table, phrase


def outcomes(telling: Telling) -> Section:
    return Section(
        "outcomes",
        _("Outcomes"),
        (),
        (
            _outcomes(telling, "agreed", _("Agreed and done"), lambda outcome: outcome.agreed),
            _outcomes(
                telling,
                "discussed",
                _("Discussed only"),
                lambda outcome: outcome.kind is OutcomeKind.DISCUSSED,
            ),
            _outcomes(telling, "outlook", _("Outlook"), lambda outcome: outcome.kind is OutcomeKind.OUTLOOK),
        ),
    )


def _outcomes(telling: Telling, key: str, title: str, wanted: Callable[[Outcome], bool]) -> Section:
    records: list[tuple[int, Outcome]] = telling.own("outcomes")
    rows = tuple(_row(telling, place, record) for place, record in records if wanted(record))
    columns = (_("Outcome"), _("Kind"), _("By whom"), _("Details"))
    table = Table(title, columns, rows, (38, 15, 25, 22), strong=False).without_empty_columns()
    blocks: tuple[Block, ...] = (table,)
    if len(table.columns) == 1:
        blocks = (Listing(tuple(text for (text,) in table.rows)),)
    return Section(f"outcomes-{key}", title, blocks if rows else ())


def _row(telling: Telling, place: int, outcome: Outcome) -> tuple[Statement, ...]:
    path = f"$.outcomes[{place}]"
    apart = outcome.kind in (OutcomeKind.DISCUSSED, OutcomeKind.OUTLOOK)
    kind = "" if apart else words.outcome_kind(outcome.kind)
    return (
        Statement(telling.text(outcome.text), (path,)),
        Statement((Run(kind),) if kind else (), (f"{path}.kind",)),
        Statement(_who(telling, outcome), (f"{path}.actors",)),
        Statement(telling.one_after_another(_details(telling, outcome)), (path,)),
    )


def _who(telling: Telling, outcome: Outcome) -> Phrase:
    """Those who acted, who leads, whom or what it concerns."""
    templates = {
        ActorPart.ACTOR: "%(names)s",
        ActorPart.LEAD: _("led by %(names)s"),
        ActorPart.SUBJECT: _("concerning %(names)s"),
    }
    told: list[Phrase] = []
    for part, template in templates.items():
        names = [actor_name(telling, actor) for actor in outcome.actors if actor.part is part]
        if names:
            told.append(phrase(template, names=telling.listed(names)))
    return telling.one_after_another(told)


def actor_name(telling: Telling, actor: Actor) -> Phrase:
    if actor.organization:
        return telling.organization(actor.organization)
    return telling.person(actor.person) if actor.person else telling.group(actor.group or "")


def _details(telling: Telling, outcome: Outcome) -> list[Phrase]:
    details: list[Phrase] = []
    if outcome.count is not None:
        details.append(phrase(_("number: %(number)s"), number=telling.number(outcome.count)))
    if outcome.count_as_worded:
        details.append(phrase(_("number as worded: %(words)s"), words=outcome.count_as_worded))
    if outcome.fields:
        fields = telling.listed([telling.text(name) for name in outcome.fields])
        details.append(phrase(_("fields: %(fields)s"), fields=fields))
    if outcome.manner:
        details.append((Run(words.manner(outcome.manner)),))
    if outcome.appointment:
        details += _appointment(telling, outcome.appointment)
    if outcome.agenda_item:
        details.append(phrase(_("at: %(item)s"), item=telling.item(outcome.agenda_item)))
    return details


def _appointment(telling: Telling, appointment: Appointment) -> list[Phrase]:
    details = [phrase(_("appointed: %(name)s"), name=telling.person(appointment.person))]
    post = telling.text(appointment.title)
    if post:
        details.append(phrase(_("post: %(post)s"), post=post))
    if appointment.organization:
        body = telling.organization(appointment.organization)
        details.append(phrase(_("organization: %(name)s"), name=body))
    term = telling.term(appointment.since, appointment.until)
    if term or telling.mark:
        shown: Phrase = (Run(term),) if term else telling.not_stated().runs
        details.append(phrase(_("term: %(term)s"), term=shown))
    return details
