"""What the seminar brought about: agreements with their signatures, outcomes, follow-ups, credits."""

from __future__ import annotations

import datetime as dt

from agreements.models import Agreement, FollowUp, Outcome, OutcomeActor, OutcomeKind, Party, Signature
from base.dates import PartialDate
from base.search import document
from bench.data.directory import SECTIONS, SECTIONS_ZH, Directory
from bench.data.making import FIRST_DAY, insert, stamp, stated
from events.models import AgendaItem, Credit, CreditRole, Event, Registration


def fill_results(event: Event, items: list[AgendaItem], directory: Directory, *, agreements: int) -> None:
    people = list(
        Registration.objects.filter(event=event).order_by("seq").values_list("person_id", flat=True)
    )
    signed = insert(Agreement, [_agreement(event, items, number) for number in range(agreements)])
    parties = insert(
        Party,
        [
            Party(office=directory.office, agreement=agreement, organization=directory.organization_of(2 * n + place), position=place, **stamp())
            for n, agreement in enumerate(signed)
            for place in (0, 1)
        ],
    )  # fmt: skip
    insert(
        Signature,
        [
            Signature(office=directory.office, party=party, person_id=people[n], **stamp())
            for n, party in enumerate(parties)
        ],
    )
    outcomes = insert(Outcome, [_outcome(event, items, number) for number in range(2 * agreements)])
    insert(
        OutcomeActor,
        [
            OutcomeActor(
                office=directory.office, outcome=outcome, organization=directory.organization_of(n), **stamp()
            )
            for n, outcome in enumerate(outcomes)
        ],
    )
    insert(
        FollowUp, [_follow_up(signed, outcomes, directory, people, number) for number in range(agreements)]
    )
    roles = (CreditRole.values[0], CreditRole.values[1])
    insert(
        Credit,
        [
            Credit(office=directory.office, event=event, person_id=people[n], role=role, **stamp())
            for n, role in enumerate(roles)
        ],
    )


def _agreement(event: Event, items: list[AgendaItem], number: int) -> Agreement:
    section = number % len(SECTIONS)
    title = stated(
        "title",
        f"Memorandum {number + 1} on {SECTIONS[section]}",
        f"第{number + 1}号{SECTIONS_ZH[section]}备忘录",
    )
    return Agreement(
        office_id=event.office_id, event=event, item=items[(4 + 8 * number) % len(items)], kind="mou", state="signed", position=number,
        terms=[{"en": f"Term {n} of the memorandum", "zh-hans": f"备忘录条款{n}"} for n in (1, 2)],
        fields=[{"en": SECTIONS[section], "zh-hans": SECTIONS_ZH[section]}], signed_on=PartialDate.of(FIRST_DAY),
        search=document(title.values()), **title, **stamp(),
    )  # fmt: skip


def _outcome(event: Event, items: list[AgendaItem], number: int) -> Outcome:
    kind = (OutcomeKind.CONSENSUS, OutcomeKind.DISCUSSED, OutcomeKind.LAUNCH, OutcomeKind.SUPPORT)[number % 4]
    text = stated(
        "text",
        f"The partners spoke about joint work number {number + 1}.",
        f"双方讨论了第{number + 1}项合作。",
    )
    return Outcome(
        office_id=event.office_id,
        event=event,
        item=items[3 * number % len(items)],
        kind=kind,
        position=number,
        **text,
        **stamp(),
    )


def _follow_up(
    agreements: list[Agreement], outcomes: list[Outcome], directory: Directory, people: list[int], number: int
) -> FollowUp:
    cause = {"agreement": agreements[number]} if number % 2 else {"outcome": outcomes[number]}
    due = FIRST_DAY + dt.timedelta(days=30 + number)
    return FollowUp(
        office=directory.office, lead=directory.organization_of(number), responsible_id=people[number],
        due_on=PartialDate.of(due), due_by=due, **cause, **stated("text", f"Draft plan {number + 1}", f"起草第{number + 1}号计划"), **stamp(),
    )  # fmt: skip
