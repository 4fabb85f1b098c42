"""The body of a news release: who was there, what was said and shown, what came of it, what comes next."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.dossier.results import Agreement, Outcome
from reports.dossier.vocabulary import ActorPart, AgreementState, OutcomeKind
from reports.dossier.what import AgendaItem, Exhibit, Participation
from reports.narrative import words
from reports.narrative.agenda import speaks, told_items, with_manner
from reports.narrative.exhibits import counted_exhibits
from reports.narrative.groups import counted_groups, group_sentence, uncounted_groups
from reports.narrative.outcomes import actor_name
from reports.narrative.presence import attendances
from reports.narrative.telling import Telling
from reports.narrative.tree import Block, Listing, Paragraph, Phrase, Run, Statement, gap_after, phrase, say

MOST_PEOPLE = 20
MOST_ITEMS = 12
SIGNED = frozenset(
    {
        AgreementState.SIGNED,
        AgreementState.IN_FORCE,
        AgreementState.EXPIRED,
        AgreementState.TERMINATED,
        AgreementState.RENEWED,
    }
)


def who(telling: Telling) -> list[Block]:
    """Named people with the posts they held, in protocol order; then the groups."""
    found = attendances(telling)
    said: list[Statement] = []
    if found:
        people = [
            with_posts(telling, telling.person(one.person), telling.posts(one.posts))
            for one in found[:MOST_PEOPLE]
        ]
        refs = tuple(one.refs[0] for one in found[:MOST_PEOPLE])
        template = _present(len(found), over=telling.is_over)
        said.append(say(template, *refs, people=telling.one_after_another(people)))
    said += [group_sentence(telling, place) for place in counted_groups(telling)]
    said += uncounted_groups(telling)
    return [Paragraph(tuple(said))] if said else []


def _present(count: int, *, over: bool) -> str:
    if not over:
        return ngettext("%(people)s is expected.", "%(people)s are expected.", count)
    if count > MOST_PEOPLE:
        return _("Among those present were %(people)s.")
    return ngettext("%(people)s was present.", "Present were %(people)s.", count)


def with_posts(telling: Telling, name: Phrase, posts: Phrase) -> Phrase:
    return phrase(_("%(name)s (%(posts)s)"), name=name, posts=posts) if posts else name


def programme(telling: Telling) -> list[Block]:
    """What was said at each item, a paragraph a speech; the other items in one sentence."""
    blocks: list[Block] = []
    others: list[tuple[int, AgendaItem]] = []
    for place, item in told_items(telling):
        said = _said(telling, place, item)
        blocks += said
        if not said:
            others.append((place, item))
    if others and len(others) <= MOST_ITEMS:
        names = telling.listed([telling.item_title(item) for __, item in others])
        template = _("Also on the programme: %(items)s.") if blocks else _("On the programme: %(items)s.")
        refs = tuple(f"$.agenda[{place}]" for place, __ in others)
        blocks.append(Paragraph((say(template, *refs, items=names),)))
    return blocks


def _said(telling: Telling, place: int, item: AgendaItem) -> list[Block]:
    path = f"$.agenda[{place}]"
    title = _titled(telling, item)
    blocks: list[Block] = []
    if item.gist:
        told = phrase(_("%(item)s: %(text)s"), item=title, text=telling.text(item.gist))
        blocks.append(Paragraph((Statement(telling.sentence(told), (f"{path}.gist", path)),)))
    silent: list[Phrase] = []
    for position, participation in enumerate(item.participations):
        if participation.gist or participation.speech_title:
            ref = f"{path}.participations[{position}]"
            blocks.append(Paragraph((_speech(telling, ref, participation),)))
        elif speaks(participation):
            silent.append(with_manner(telling.one(participation), participation))
    if silent:
        speakers = say(
            _("Speakers at “%(item)s”: %(names)s."),
            path,
            item=title,
            names=telling.listed(silent),
        )
        blocks.append(Paragraph((speakers,)))
    return blocks


def _titled(telling: Telling, item: AgendaItem) -> Phrase:
    """The item; one of a sub-event with the name of that."""
    title = telling.item_title(item)
    return with_posts(telling, title, telling.text(telling.event.title)) if telling.sub_event else title


def _speech(telling: Telling, ref: str, participation: Participation) -> Statement:
    name = with_manner(telling.one(participation), participation)
    title, gist = telling.text(participation.speech_title), telling.text(participation.gist)
    if title and gist:
        template = _("%(name)s spoke on “%(title)s”: %(gist)s")
    elif title:
        template = _("%(name)s spoke on “%(title)s”.")
    else:
        template = _("%(name)s: %(gist)s")
    return Statement(telling.sentence(phrase(template, name=name, title=title, gist=gist)), (ref,))


def shown(telling: Telling) -> list[Block]:
    said = list(counted_exhibits(telling))
    listed = [(place, record) for place, record in telling.own("exhibits") if record.title is not None]
    if listed and len(listed) <= MOST_ITEMS:
        names = telling.one_after_another([_exhibit(telling, record) for __, record in listed])
        refs = tuple(f"$.exhibits[{place}]" for place, __ in listed)
        said.append(say(_("On show: %(exhibits)s."), *refs, exhibits=names))
    return [Paragraph(tuple(said))] if said else []


def _exhibit(telling: Telling, record: Exhibit) -> Phrase:
    number = telling.number(record.count) if record.count is not None else record.count_as_worded or ""
    title = telling.text(record.title)
    return phrase(_("%(name)s: %(count)s"), name=title, count=number) if number else title


def parts(telling: Telling) -> list[Block]:
    """The events within the event."""
    names = [telling.text(event.title) for event in telling.dossier.sub_events]
    if not names:
        return []
    refs = tuple(f"$.sub_events[{place}]" for place in range(len(names)))
    return [Paragraph((say(_("Parts of the event: %(events)s."), *refs, events=telling.listed(names)),))]


def agreed(telling: Telling) -> list[Block]:
    """What was done, in running text; what was agreed, signed and – apart – only discussed."""
    records: list[tuple[int, Outcome]] = telling.own("outcomes")
    done = [
        _outcome(telling, place, one)
        for place, one in records
        if one.agreed and one.kind is not OutcomeKind.CONSENSUS
    ]
    blocks: list[Block] = [Paragraph(tuple(done))] if done else []
    blocks += _list(telling, records, OutcomeKind.CONSENSUS, _("The following was agreed:"))
    for place, agreement in telling.own("agreements"):
        blocks += _agreement(telling, f"$.agreements[{place}]", agreement)
    intro = _("The following was discussed, without agreement:")
    return blocks + _list(telling, records, OutcomeKind.DISCUSSED, intro)


def _list(telling: Telling, records: list[tuple[int, Outcome]], kind: OutcomeKind, intro: str) -> list[Block]:
    told = tuple(_outcome(telling, place, one) for place, one in records if one.kind is kind)
    return [Paragraph((say(intro, "$.outcomes"),)), Listing(told)] if told else []


def _outcome(telling: Telling, place: int, outcome: Outcome) -> Statement:
    """The outcome in its sentence, with its number and its fields."""
    told = telling.sentence(telling.text(outcome.text))
    number = outcome.count_as_worded or (telling.number(outcome.count) if outcome.count is not None else "")
    details: list[Phrase] = [phrase(_("Number: %(number)s."), number=number)] if number else []
    leads = [actor_name(telling, actor) for actor in outcome.actors if actor.part is ActorPart.LEAD]
    if leads:
        details.append(phrase(_("Led by: %(names)s."), names=telling.listed(leads)))
    if outcome.fields:
        fields = telling.listed([telling.text(name) for name in outcome.fields])
        details.append(phrase(_("Fields: %(fields)s."), fields=fields))
    for detail in details:
        told = (*told, Run(gap_after(told[-1].text)), *detail)
    return Statement(told, (f"$.outcomes[{place}]",))


def _agreement(telling: Telling, path: str, agreement: Agreement) -> list[Block]:
    """Only what was signed is news."""
    if agreement.state not in SIGNED:
        return []
    kind = words.agreement_kind(agreement.kind)
    title = telling.text(agreement.title) or (Run(kind),)
    parties = telling.listed([telling.organization(party.organization) for party in agreement.parties])
    signed = telling.date(agreement.signed_on)
    values: dict[str, str | Phrase] = {"parties": parties, "agreement": title, "date": signed}
    if parties and signed:
        template = _("%(parties)s signed “%(agreement)s” (%(date)s).")
    elif parties:
        template = _("%(parties)s signed “%(agreement)s”.")
    else:
        template = _("Signed: “%(agreement)s”.")
    said = [say(template, path, **values)]
    if agreement.witnessed_by:
        witnesses = telling.text(agreement.witnessed_by)
        said.append(say(_("Witnesses: %(witnesses)s."), f"{path}.witnessed_by", witnesses=witnesses))
    if not agreement.terms:
        return [Paragraph(tuple(said))]
    said.append(say(_("The parties undertake:"), f"{path}.terms"))
    terms = (
        Statement(telling.text(term), (f"{path}.terms[{position}]",))
        for position, term in enumerate(agreement.terms)
    )
    return [Paragraph(tuple(said)), Listing(tuple(terms))]


def figures(telling: Telling) -> list[Block]:
    """Cumulative figures as others reported them."""
    told = []
    for place, record in enumerate(telling.dossier.indicators):
        as_of = telling.date(record.as_of)
        about = [telling.organization(record.subject)]
        about += [phrase(_("as of %(date)s"), date=as_of)] if as_of else []
        value: Phrase = (Run(telling.number(record.value)),)
        if record.unit:
            value = (*value, Run(" "), *telling.text(record.unit))
        figure = phrase(_("%(name)s: %(count)s"), name=telling.text(record.name), count=value)
        details = telling.one_after_another(about)
        told.append(Statement(with_posts(telling, figure, details), (f"$.indicators[{place}]",)))
    if not told:
        return []
    intro = say(_("Cumulative figures as they were reported:"), "$.indicators")
    return [Paragraph((intro,)), Listing(tuple(told))]


def outlook(telling: Telling, planned: list[Statement]) -> list[Block]:
    records: list[tuple[int, Outcome]] = list(enumerate(telling.dossier.outcomes))
    said = [
        Statement(telling.sentence(telling.text(one.text)), (f"$.outcomes[{place}]",))
        for place, one in records
        if one.kind is OutcomeKind.OUTLOOK
    ]
    if said:
        said[0] = say(_("Outlook: %(text)s"), *said[0].refs, text=said[0].runs)
    return [Paragraph((*said, *planned))] if said or planned else []
