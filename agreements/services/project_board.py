"""The order of the cards on the board of projects."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from agreements.models import Project
from base.positions import next_position
from people.models import Office
from people.services import journal
from people.services.journal import Actor

UP, DOWN = -1, 1


def held_board(office_id: int) -> None:
    """Whoever moves cards of the same office waits until the transaction ends: no two cards take the same place."""
    Office.objects.select_for_update(of=("self",), no_key=True).get(pk=office_id)


def last_in_column(project: Project) -> int:
    """The place below all cards of its column."""
    column = Project._base_manager.filter(office_id=project.office_id, state=project.state)
    return next_position(column.exclude(pk=project.pk))


@transaction.atomic
def arrange(project: Project, uids: Sequence[UUID], *, by: Actor, at: dt.datetime) -> None:
    """Put the named cards of the project's column in this order; those not named keep theirs, below them.

    Cards that somebody moved to another column in the meantime are left alone.
    """
    held_board(project.office_id)
    project.refresh_from_db(fields=["state"])
    cards = _cards(project)
    by_uid = {card.uid: card for card in cards}
    named = [by_uid[uid] for uid in dict.fromkeys(uids) if uid in by_uid]
    _write(project, [*named, *(card for card in cards if card not in named)], by=by, at=at)


@transaction.atomic
def shift(project: Project, step: int, *, by: Actor, at: dt.datetime) -> None:
    """One place UP or DOWN in its column; at the end of it nothing happens."""
    held_board(project.office_id)
    project.refresh_from_db(fields=["state"])
    cards = _cards(project)
    place = cards.index(project)
    other = place + step
    if 0 <= other < len(cards):
        cards[place], cards[other] = cards[other], cards[place]
        _write(project, cards, by=by, at=at)


def _cards(project: Project) -> list[Project]:
    """Those of its column as they stand on the board."""
    column = Project._base_manager.filter(office_id=project.office_id, state=project.state)
    return list(column.only("uid", "position").order_by("position", "pk"))


def _write(project: Project, cards: Sequence[Project], *, by: Actor, at: dt.datetime) -> None:
    """The place on the board is no fact of the project, so its version stays."""
    moved = [(place, card) for place, card in enumerate(cards) if card.position != place]
    for place, card in moved:
        card.position = place
    if moved:
        Project._base_manager.bulk_update([card for _place, card in moved], ["position"])
        journal.record(project, "placed on the board", by=by, at=at)
