"""What came of the event: outcomes – agreed and only discussed strictly apart –, agreements and follow-ups."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.dossier.results import Actor, Agreement, FollowUp, Outcome, Party
from reports.dossier.vocabulary import OutcomeKind
from reports.narrative import words
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
    told = tuple(
        _outcome(telling, place, record)
        for place, record in enumerate(telling.dossier.outcomes)
        if wanted(record)
    )
    return Section(f"outcomes-{key}", title, (Listing(told),) if told else ())


def _outcome(telling: Telling, place: int, outcome: Outcome) -> Statement:
    """The outcome, its kind where that says more than the heading, its actors, fields and number."""
    told = telling.text(outcome.text)
    if outcome.kind not in (OutcomeKind.DISCUSSED, OutcomeKind.OUTLOOK):
        told = phrase(
            pgettext("kind of outcome", "%(kind)s: %(text)s"),
            kind=words.outcome_kind(outcome.kind),
            text=told,
        )
    details: list[Phrase] = []
    actors = telling.listed([_actor(telling, actor) for actor in outcome.actors])
    fields = telling.listed([telling.text(name) for name in outcome.fields])
    number = outcome.count_as_worded or (telling.number(outcome.count) if outcome.count is not None else "")
    if actors:
        details.append(phrase(_("By: %(actors)s."), actors=actors))
    if fields:
        details.append(phrase(_("Fields: %(fields)s."), fields=fields))
    if number:
        details.append(phrase(_("Number: %(number)s."), number=number))
    if outcome.manner:
        details.append(phrase(_("Manner: %(manner)s."), manner=words.manner(outcome.manner)))
    runs = list(told)
    for detail in details:
        runs += [Run(" "), *detail]
    return Statement(tuple(runs), (f"$.outcomes[{place}]",))


def _actor(telling: Telling, actor: Actor) -> Phrase:
    if actor.organization:
        return telling.organization(actor.organization)
    return telling.person(actor.person) if actor.person else telling.group(actor.group or "")


def agreements(telling: Telling) -> Section:
    sections = tuple(
        _agreement(telling, place, record) for place, record in enumerate(telling.dossier.agreements)
    )
    return Section("agreements", _("Agreements"), (), sections)


def _agreement(telling: Telling, place: int, agreement: Agreement) -> Section:
    path = f"$.agreements[{place}]"
    kind = words.agreement_kind(agreement.kind)
    title = Statement(telling.text(agreement.title) or (Run(kind),)).text
    signed = telling.date(agreement.signed_on)
    rows = [(_("Kind"), Statement((Run(kind),), (f"{path}.kind",)))]
    rows += [
        _party(telling, f"{path}.parties[{position}]", party)
        for position, party in enumerate(agreement.parties)
    ]
    rows += [
        (
            _("Witnesses"),
            telling.stated(
                telling.listed([telling.person(key) for key in agreement.witnesses or []]),
                f"{path}.witnesses",
            ),
        ),
        (_("Signed on"), telling.stated((Run(signed),) if signed else (), f"{path}.signed_on")),
        (_("State"), Statement((Run(words.agreement_state(agreement.state)),), (f"{path}.state",))),
        (
            _("Fields"),
            Statement(telling.listed([telling.text(name) for name in agreement.fields]), (f"{path}.fields",)),
        ),
    ]
    blocks: list[Block] = [Facts(tuple((label, statement) for label, statement in rows if statement))]
    if agreement.terms:
        blocks.append(Paragraph((say(_("The parties undertake:"), f"{path}.terms"),)))
        terms = (
            Statement(telling.text(term), (f"{path}.terms[{position}]",))
            for position, term in enumerate(agreement.terms)
        )
        blocks.append(Listing(tuple(terms)))
    return Section(f"agreement-{place + 1}", title, tuple(blocks))


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


def follow_ups(telling: Telling) -> Section:
    records = telling.dossier.follow_ups
    if not records:
        return Section("follow-ups", _("Follow-up"))
    rows = tuple(
        _follow_up(telling, f"$.follow_ups[{place}]", record) for place, record in enumerate(records)
    )
    columns = (_("What"), _("Lead and responsible"), _("Until"), _("State"))
    return Section("follow-ups", _("Follow-up"), (Table(_("Follow-up"), columns, rows, (42, 28, 16, 14)),))


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
    due = telling.date(record.due_on)
    return (
        Statement(telling.text(record.text), (path,)),
        telling.stated(who, path),
        telling.stated((Run(due),) if due else (), f"{path}.due_on"),
        Statement((Run(words.follow_up_state(record.state)),), (f"{path}.state",)),
    )
