"""What is counted after each scenario, and the table of it all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from people.models import Notice, NoticeState, Takeover
from people.services.mail import message_id

ENDED = (NoticeState.SENT, NoticeState.FAILED, NoticeState.UNKNOWN, NoticeState.WITHDRAWN)


@dataclass
class Row:
    """One line of the table. `broken` says in words what was promised and not kept; in a control it must not be empty."""

    name: str
    attempted: int = 0
    killed: int = 0
    lost: int = 0
    copies: int = 0
    explained: int = 0
    shown: int = 0
    control: bool = False
    broken: list[str] = field(default_factory=list)
    note: str = ""
    seconds: float = 0.0

    @property
    def well(self) -> bool:
        return bool(self.broken) if self.control else not self.broken

    def promise(self, kept: bool, otherwise: str) -> None:
        if not kept:
            self.broken.append(otherwise)


def count(row: Row, notices: Iterable[Notice], copies: Counter[str], *, letters: bool = False) -> None:
    """Hold every notice against the copies that the sink took, and break the promise where they differ.

    Lost: neither taken by the sink nor in a state that a person is shown. Explained: an extra copy for which a take-over
    of a mail that was perhaps sent is on record.
    """
    told = list(notices)
    doubts = Counter(
        Takeover.objects.filter(notice__in=told, held=Takeover.Held.SENDING).values_list("notice", flat=True)
    )
    row.attempted += len(told)
    unexplained = most = 0
    for notice in told:
        taken = copies[message_id(notice)]
        if not taken and notice.state not in (NoticeState.FAILED, NoticeState.UNKNOWN):
            row.lost += 1
        row.shown += notice.state in (NoticeState.FAILED, NoticeState.UNKNOWN)
        extra = max(taken - 1, 0)
        row.copies += extra
        row.explained += min(extra, doubts[notice.pk])
        unexplained += max(extra - doubts[notice.pk], 0)
        most = max(most, taken)
    unended = sum(notice.state not in ENDED for notice in told)
    row.promise(row.lost == 0, f"{row.lost} notices were lost silently")
    row.promise(unended == 0, f"{unended} notices came to no end")
    row.promise(most <= (1 if letters else 2), f"one was sent {most} times")
    row.promise(unexplained == 0, f"{unexplained} extra copies are not explained")


def table(rows: Sequence[Row]) -> str:
    """As Markdown."""
    lines = [
        "| scenario | attempted | killed or broken | lost silently | extra copies | of these explained | left to a person | seconds | result |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---|",
    ]
    for row in rows:
        if row.control:
            result = f"noticed: {'; '.join(row.broken)}" if row.well else "**NOT NOTICED**"
        else:
            result = "kept" if row.well else f"**BROKEN**: {'; '.join(row.broken)}"
        name = f"control: {row.name}" if row.control else row.name
        note = f" ({row.note})" if row.note else ""
        lines.append(
            f"| {name} | {row.attempted} | {row.killed} | {row.lost} | {row.copies} | {row.explained} | {row.shown} "
            f"| {row.seconds:.0f} | {result}{note} |"
        )
    return "\n".join(lines)
