"""What came of the event: what was agreed and done, what was only discussed, and the outlook, strictly apart."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.dossier.results import Actor, Appointment, Outcome
from reports.dossier.vocabulary import ActorPart, OutcomeKind
from reports.narrative import words
from reports.narrative.telling import Telling
from reports.narrative.tree import NOTHING, Block, Facts, Item, Listing, Phrase, Run, Section, Statement

Rows = list[tuple[str, Statement]]
APART = frozenset({OutcomeKind.DISCUSSED, OutcomeKind.OUTLOOK})


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
    """What all outcomes share – the parties, the item – is said once, before them."""
    told = [
        (Statement(telling.text(record.text), (f"$.outcomes[{place}]",)), _facts(telling, place, record))
        for place, record in telling.own("outcomes")
        if wanted(record)
    ]
    shared = _shared([rows for __, rows in told])
    said = {(label, statement.runs) for label, statement in shared}
    items = [Item("", text, NOTHING, _others(rows, said), strong=False) for text, rows in told]
    blocks: list[Block] = [Facts(tuple(shared))] if shared else []
    if any(item.facts for item in items):
        blocks += items
    elif items:
        blocks.append(Listing(tuple(item.title for item in items)))
    return Section(f"outcomes-{key}", title, tuple(blocks))


def _shared(records: list[Rows]) -> Rows:
    """The rows that stand in every record, where there are several; they rest on all of them."""
    if len(records) < 2:
        return []
    shared: Rows = []
    for label, statement in records[0]:
        same = [
            said for rows in records for name, said in rows if (name, said.runs) == (label, statement.runs)
        ]
        if len(same) == len(records):
            shared.append((label, Statement(statement.runs, tuple(ref for one in same for ref in one.refs))))
    return shared


def _others(rows: Rows, said: set[tuple[str, Phrase]]) -> tuple[tuple[str, Statement], ...]:
    return tuple((label, statement) for label, statement in rows if (label, statement.runs) not in said)


def _facts(telling: Telling, place: int, outcome: Outcome) -> Rows:
    path = f"$.outcomes[{place}]"
    kind = "" if outcome.kind in APART else words.outcome_kind(outcome.kind)
    number = telling.number(outcome.count) if outcome.count is not None else ""
    manner = words.manner(outcome.manner) if outcome.manner else ""
    fields = telling.listed([telling.text(name) for name in outcome.fields])
    rows = [
        (_("Kind"), Statement(_run(kind), (f"{path}.kind",))),
        *_who(telling, path, outcome),
        (pgettext("count of things", "Number"), Statement(_run(number), (f"{path}.count",))),
        (_("Number as worded"), Statement(_run(outcome.count_as_worded or ""), (f"{path}.count_as_worded",))),
        (_("Fields"), Statement(fields, (f"{path}.fields",))),
        *_appointment(telling, f"{path}.appointment", outcome.appointment),
        (_("Manner"), Statement(_run(manner), (f"{path}.manner",))),
        (_("Occasion"), Statement(telling.item(outcome.agenda_item), (f"{path}.agenda_item",))),
    ]
    return [(label, statement) for label, statement in rows if statement]


def _run(text: str) -> Phrase:
    return (Run(text),) if text else ()


def _who(telling: Telling, path: str, outcome: Outcome) -> Rows:
    """Those who acted, who leads, whom or what it concerns."""
    labels = {
        ActorPart.ACTOR: _("By whom"),
        ActorPart.LEAD: _("Led by"),
        ActorPart.SUBJECT: _("Concerns"),
    }
    rows: Rows = []
    for part, label in labels.items():
        found = [(place, actor) for place, actor in enumerate(outcome.actors) if actor.part is part]
        names = telling.listed([actor_name(telling, actor) for __, actor in found])
        rows.append((label, Statement(names, tuple(f"{path}.actors[{place}]" for place, __ in found))))
    return rows


def actor_name(telling: Telling, actor: Actor) -> Phrase:
    if actor.organization:
        return telling.organization(actor.organization)
    return telling.person(actor.person) if actor.person else telling.group(actor.group or "")


def _appointment(telling: Telling, path: str, appointment: Appointment | None) -> Rows:
    if appointment is None:
        return []
    term = telling.term(appointment.since, appointment.until)
    return [
        (_("Appointed"), Statement(telling.person(appointment.person), (f"{path}.person",))),
        (_("Post"), telling.stated(telling.text(appointment.title), f"{path}.title")),
        (
            _("Organization"),
            telling.stated(telling.organization(appointment.organization), f"{path}.organization"),
        ),
        (_("Term"), telling.stated(term, path)),
    ]
