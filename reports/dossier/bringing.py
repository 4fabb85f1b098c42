"""Bringing the records of one noun up to what a dossier states: paired with those there are, then added and amended as sets."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db import transaction

from base.errors import DomainError
from base.records import Record
from people.services.record_sets import SetRefused, differs
from reports.dossier.atoms import json_path
from reports.dossier.loading import Change, Loading, Steps, field_name, shown

P = TypeVar("P")
R = TypeVar("R", bound=Record)


@dataclass(slots=True)
class Want(Generic[R]):
    """One record that the dossier states: the record found, or a new one that is not stored yet."""

    steps: Steps
    label: str
    values: dict[str, Any]
    row: R
    is_known: bool
    value: Any = None
    extra: Any = None
    change: Change | None = field(default=None, repr=False)

    @property
    def is_refused(self) -> bool:
        return self.row.pk is None

    def differing(self) -> dict[str, Any]:
        return {name: value for name, value in self.values.items() if differs(self.row, name, value)}


Keys = Callable[[Any], Iterable[Hashable]]
"""All keys under which a part or a row may be found."""


def pair_up(parts: Sequence[P], rows: Iterable[R], *passes: tuple[Keys, Keys]) -> list[R | None]:
    """For each part the row it means, each row at most once; passes go from the narrowest keys (part's, row's) to the widest.

    Parts and rows of the same key are paired in their order.
    """
    found: list[R | None] = [None] * len(parts)
    free = list(rows)
    for keys_of_part, keys_of_row in passes:
        index: dict[Hashable, deque[R]] = defaultdict(deque)
        for row in free:
            for key in dict.fromkeys(keys_of_row(row)):
                index[key].append(row)
        taken: set[Any] = set()
        for place, part in enumerate(parts):
            if found[place] is not None:
                continue
            for key in keys_of_part(part):
                waiting = index.get(key, deque())
                while waiting and waiting[0].pk in taken:
                    waiting.popleft()
                if waiting:
                    found[place] = waiting.popleft()
                    taken.add(found[place].pk)  # type: ignore[union-attr]
                    break
        free = [row for row in free if row.pk not in taken]
    return found


def put_in_order(wants: Sequence[Want[Any]], there: Sequence[Any]) -> list[Want[Any]]:
    """Give the records of one list their positions; returns records that the dossier omits but that had to make way.

    `there` are the records of the list as they are told now. Where the dossier keeps their order and adds at the end, they
    keep their positions, whatever those are; else the dossier's come first, in its order.
    """
    rank = {row.pk: place for place, row in enumerate(there)}
    ranks = [rank[want.row.pk] if want.is_known else len(there) for want in wants]
    if ranks == sorted(ranks):
        following = max((row.position for row in there), default=-1) + 1
        for number, want in enumerate(want for want in wants if not want.is_known):
            want.row.position = following + number
        return []
    for number, want in enumerate(wants):
        if want.is_known:
            want.values["position"] = number
        else:
            want.row.position = number
    stated = {want.row.pk for want in wants if want.is_known}
    left = [row for row in there if row.pk not in stated]
    return [
        Want(want_steps(wants), "", {"position": number}, row, is_known=True)
        for number, row in enumerate(left, start=len(wants))
    ]


def want_steps(wants: Sequence[Want[Any]]) -> Steps:
    """The list in which the records stand."""
    return wants[0].steps[:-1] if wants else ()


def bring(
    loading: Loading,
    noun: str,
    wants: Sequence[Want[R]],
    *,
    add: Callable[..., Any],
    amend: Callable[..., Any],
    entry: Callable[[Want[R]], Any] = lambda want: want.row,
    pair: Callable[[Want[R], dict[str, Any]], Any] = lambda want, changes: (want.row, changes),
    also: Callable[[Want[R]], bool] = lambda want: False,
) -> None:
    """Add the new records and amend those that differ, each by one verb for all; what is refused is written down with its place.

    `entry` and `pair` make what the verbs take; `also` says of a record without a differing field that it is to be amended
    all the same.
    """
    new = [want for want in wants if not want.is_known]
    for want in _accepted(
        loading, new, lambda chosen: add([entry(one) for one in chosen], **loading.who_when)
    ):
        told = {
            field_name(name): (None, shown(value))
            for name, value in want.values.items()
            if name != "position"
        }
        want.change = Change(json_path(*want.steps), noun, want.label, "created", told)
        loading.changes.append(want.change)
    differing = [(want, want.differing()) for want in wants if want.is_known]
    changing = {id(want): changes for want, changes in differing if changes or also(want)}
    before = {
        id(want): _before(want, changing[id(want)]) for want, _changes in differing if id(want) in changing
    }
    known = [want for want, _changes in differing if id(want) in changing]
    amended = _accepted(
        loading,
        known,
        lambda chosen: amend([pair(one, changing[id(one)]) for one in chosen], **loading.who_when),
    )
    for want in amended:
        fields = {
            field_name(name): (before[id(want)][name], shown(value))
            for name, value in changing[id(want)].items()
        }
        note(loading, noun, want, fields)


def note(loading: Loading, noun: str, want: Want[Any], fields: Mapping[str, tuple[Any, Any]]) -> None:
    """Say that fields, or parts in rows of their own, of a record have changed; once a record, whatever changes in it."""
    if not fields:
        return
    if want.change is None:
        want.change = Change(json_path(*want.steps), noun, want.label, "changed")
        loading.changes.append(want.change)
    want.change.fields |= fields


def bring_parts(
    loading: Loading,
    noun: str,
    wants: Sequence[tuple[Want[Any], Sequence[Any]]],
    *,
    name: str,
    put: Callable[..., set[Any]],
    told: Callable[[Any], Any] = shown,
    relatives: Callable[[Any], Iterable[Any]] = lambda part: [part],
) -> None:
    """Write lists of records that stand in rows of their own, by the verb `put`: once for new records, once for known ones.

    A list that names a record which was refused is left out: that mistake is told already. What a new record that is told
    by another (a party by its agreement) comes with is no change.
    """
    whole = [
        (want, list(parts))
        for want, parts in wants
        if parts and not want.is_refused and all(one.pk for part in parts for one in relatives(part) if one)
    ]
    for new in (True, False):
        chosen = [(want, parts) for want, parts in whole if want.is_known is not new]
        if not chosen:
            continue
        try:
            with transaction.atomic():
                changed = put([(want.row, parts) for want, parts in chosen], new=new, **loading.who_when)
        except SetRefused as refused:
            for faults in refused.rows.values():
                loading.tell(want_steps([want for want, _parts in chosen]), faults, None, {})
        except DomainError as exc:
            loading.tell(want_steps([want for want, _parts in chosen]), [exc], None, {})
        else:
            for want, parts in chosen:
                if want.row.pk in changed and (want.is_known or want.change):
                    note(loading, noun, want, {name: (None, [told(part) for part in parts])})


def _accepted(
    loading: Loading, wants: Sequence[Want[R]], verb: Callable[[Sequence[Want[R]]], Any]
) -> list[Want[R]]:
    """Those that the verb takes; the others are told with their places, so that all mistakes come at once."""
    pending = list(wants)
    while pending:
        try:
            with transaction.atomic():
                verb(pending)
        except SetRefused as refused:
            for place, faults in refused.rows.items():
                want = pending[place]
                loading.tell(want.steps, faults, want.value, want.values)
            pending = [want for place, want in enumerate(pending) if place not in refused.rows]
        except DomainError as exc:
            if len(pending) == 1:
                loading.tell(pending[0].steps, [exc], pending[0].value, pending[0].values)
            else:
                loading.tell(want_steps(pending), [exc], None, {})
            return []
        else:
            return pending
    return []


def _before(want: Want[Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: shown(getattr(want.row, name)) for name in changes}


def never(*_args: Any, **_kwargs: Any) -> Any:
    """For nouns of which nothing is amended: a record is there or it is not."""
    raise AssertionError
