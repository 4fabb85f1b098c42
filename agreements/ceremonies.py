"""A ceremony as one picture: its item of the agenda, what is signed and by whom, its run of show, what came of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from agreements.models import (
    AgreementDocument,
    Outcome,
    OutcomeKind,
    Party,
    Representative,
    ShowStep,
    Signature,
    Signing,
    SigningAssistant,
)
from base.wording import time_in_words
from events.models import AgendaItem, Event, ItemKind, Participation, ParticipationRole
from people.models import User

if TYPE_CHECKING:
    from agreements.models import Agreement

OUTCOMES: dict[str, OutcomeKind] = {
    ItemKind.UNVEILING: OutcomeKind.UNVEILING,
    ItemKind.LAUNCH: OutcomeKind.LAUNCH,
    ItemKind.APPOINTMENT: OutcomeKind.APPOINTMENT,
}
"""What comes of a ceremony that is no signing."""
KINDS = frozenset({ItemKind.SIGNING, *OUTCOMES})


@dataclass(frozen=True, slots=True)
class Side:
    """One party: who is to sign in which order, who signed, who assists; `annulled` signatures do not hold."""

    party: Party
    signatories: tuple[Representative, ...]
    signed: tuple[Signature, ...]
    annulled: tuple[Signature, ...]
    assistants: tuple[SigningAssistant, ...]

    @property
    def has_signed(self) -> bool:
        """Everyone who is to sign did; where nobody is named, somebody."""
        signed = {signature.person_id for signature in self.signed}
        return bool(signed) and all(one.person_id in signed for one in self.signatories)

    @property
    def to_sign(self) -> list[Representative]:
        signed = {signature.person_id for signature in self.signed}
        return [one for one in self.signatories if one.person_id not in signed]


@dataclass(frozen=True, slots=True)
class Table:
    """One signing."""

    signing: Signing
    sides: tuple[Side, ...]
    documents: tuple[AgreementDocument, ...]

    @property
    def agreement(self) -> Agreement:
        return self.signing.agreement

    @property
    def all_signed(self) -> bool:
        return bool(self.sides) and all(side.has_signed for side in self.sides)


@dataclass(frozen=True, slots=True)
class Ceremony:
    """`steps` are None where they would tell of an agreement that this person must not know of."""

    item: AgendaItem
    tables: tuple[Table, ...]
    participations: tuple[Participation, ...]
    steps: tuple[ShowStep, ...] | None
    outcomes: tuple[Outcome, ...]

    def with_role(self, *roles: ParticipationRole) -> list[Participation]:
        return [one for one in self.participations if one.role in roles]

    @property
    def outcome_kind(self) -> OutcomeKind | None:
        return OUTCOMES.get(self.item.kind)


def time_in_show(item: AgendaItem, minute: int) -> str:
    """Local wall time of a minute of the run of show; `+3′` while the item has no hour."""
    if item.start_time is None:
        return f"{minute:+d}′" if minute else "0′"
    start = dt.datetime.combine(dt.date(2000, 1, 2), item.start_time)
    return time_in_words((start + dt.timedelta(minutes=minute)).time())


def ceremonies_of(event: Event, user: User) -> list[AgendaItem]:
    """Signings, unveilings, launches and appointments of the agenda, and every other item at which something is signed."""
    signed_at = Signing.objects.visible_to(user).filter(item__event=event).values("item")
    items = AgendaItem.objects.filter(event=event).exclude(state="dropped")
    rows = items.filter(kind__in=KINDS) | items.filter(pk__in=signed_at)
    return list(rows.select_related("room__venue").order_by("on", "starts_at", "position", "pk"))


def ceremony_of(item: AgendaItem, user: User) -> Ceremony:
    """As this person may see it, in a fixed number of queries."""
    tables = tuple(map(table_of, _signings(Signing.objects.visible_to(user).filter(item=item))))
    steps = ShowStep.objects.visible_to(user).filter(item=item)
    hidden = Signing.objects.filter(item=item).count() > len(tables)
    outcomes = Outcome.objects.filter(item=item).select_related("appointment__person", "event")
    return Ceremony(
        item=item,
        tables=tables,
        participations=tuple(
            Participation.objects.filter(item=item)
            .select_related("person", "group")
            .prefetch_related("person__posts__organization")
        ),
        steps=None if hidden else tuple(steps),
        outcomes=tuple(outcomes),
    )


def signing_of(agreement: Agreement) -> Table | None:
    """The signing of one agreement, as a table."""
    return next(map(table_of, _signings(Signing.objects.filter(agreement=agreement))), None)


def table_of(signing: Signing) -> Table:
    """Of a signing that was read with all its parts."""
    assistants = list(signing.assistants.all())
    sides = tuple(_side(party, assistants) for party in signing.agreement.parties.all())
    return Table(signing, sides, tuple(signing.agreement.documents.all()))


def _side(party: Party, assistants: list[SigningAssistant]) -> Side:
    signatures = list(party.signatures.all())
    return Side(
        party=party,
        signatories=tuple(
            one for one in party.representatives.all() if one.task == Representative.Task.SIGNATORY
        ),
        signed=tuple(one for one in signatures if one.annulled_at is None),
        annulled=tuple(one for one in signatures if one.annulled_at is not None),
        assistants=tuple(one for one in assistants if one.party_id == party.pk),
    )


def _signings(rows: object) -> list[Signing]:
    people = ("person", "post__organization")
    parties = Party.objects.select_related("organization").prefetch_related(
        Prefetch("representatives", queryset=Representative.objects.select_related(*people)),
        Prefetch("signatures", queryset=Signature.objects.select_related(*people, "annulled_by")),
    )
    assistants = SigningAssistant.objects.select_related("person")
    read = rows.select_related("agreement__event", "item__room__venue", "item__event")  # type: ignore[attr-defined]
    return list(
        read.prefetch_related(
            Prefetch("assistants", queryset=assistants),
            Prefetch("agreement__parties", queryset=parties),
            "agreement__documents",
            "agreement__witnesses",
        )
    )
