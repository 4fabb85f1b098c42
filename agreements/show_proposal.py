"""A run of show proposed from what is known of a ceremony: the usual lines, with the names that are recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.ceremonies import Ceremony, Table
from base.languages import CODES, best, column, speaking
from events.models import ItemKind, Participation, ParticipationRole

HOSTS = (ParticipationRole.MODERATOR, ParticipationRole.CHAIR)
SIGNING_TAKES = 5
"""Minutes from one signing to the next."""


@dataclass(frozen=True, slots=True)
class Line:
    """`what` gives the text in the language that is active."""

    minute: int
    what: Callable[[], str]
    who: str = ""

    @property
    def values(self) -> dict[str, Any]:
        """As the verb takes them, the text in every language."""
        texts = {}
        for code in CODES:
            with speaking(code):
                texts[column("what", code)] = self.what()
        return {"minute": self.minute, "who": self.who, **texts}


def propose(ceremony: Ceremony) -> list[Line]:
    """In the order of the ceremony; runs no query."""
    host = _names(ceremony.with_role(*HOSTS))
    lines = [
        _line(-30, _("The table, documents, pens, flags and microphones are checked.")),
        _line(-10, _("Guests take their places.")),
        _line(0, _("The ceremony is opened and the guests are welcomed."), host),
    ]
    minute = 3
    for table in ceremony.tables:
        lines += _signing(table, minute)
        minute += SIGNING_TAKES
    act = _ACTS.get(ceremony.item.kind)
    if act is not None:
        lines += act(ceremony, minute)
        minute += 4
    lines += [
        _line(minute, _("Photograph of all who took part.")),
        _line(minute + 3, _("The ceremony is closed."), host),
    ]
    return lines


def _signing(table: Table, minute: int) -> Iterator[Line]:
    named = lambda: best(table.agreement, "title")[0] or str(table.agreement.get_kind_display())  # noqa: E731
    signatories = "; ".join(one.person.styled_name for side in table.sides for one in side.signatories)
    witnesses = "; ".join(person.styled_name for person in table.agreement.witnesses.all())
    yield Line(minute, lambda: gettext("%(agreement)s: the signatories come to the table.") % {"agreement": named()}, signatories)  # fmt: skip
    if witnesses:
        yield _line(minute, _("The witnesses stand behind the signatories."), witnesses)
    assistants = "; ".join(one.person.styled_name for side in table.sides for one in side.assistants)
    yield _line(minute + 1, _("They sign; the assistants turn the pages and exchange the copies."), assistants)  # fmt: skip
    yield _line(minute + 3, _("The texts are exchanged, with a handshake and a photograph."), signatories)


def _unveiling(ceremony: Ceremony, minute: int) -> list[Line]:
    who = _names(ceremony.with_role(ParticipationRole.UNVEILER))
    return [
        _line(minute, _("Those who unveil come forward."), who),
        _line(minute + 1, _("The cover is drawn off; applause and photograph."), who),
    ]


def _launch(ceremony: Ceremony, minute: int) -> list[Line]:
    who = _names(ceremony.with_role(*HOSTS, ParticipationRole.REPRESENTATIVE))
    return [
        _line(minute, _("Those who launch come forward."), who),
        _line(minute + 1, _("The launch is declared; applause and photograph."), who),
    ]


def _appointment(ceremony: Ceremony, minute: int) -> list[Line]:
    who = _names(ceremony.with_role(ParticipationRole.APPOINTEE))
    return [
        _line(minute, _("The appointment is read out; those appointed come forward."), who),
        _line(minute + 1, _("The letters of appointment are handed over, with a photograph."), who),
        _line(minute + 2, _("Words of those appointed."), who),
    ]


_ACTS: dict[str, Callable[[Ceremony, int], list[Line]]] = {
    ItemKind.UNVEILING: _unveiling,
    ItemKind.LAUNCH: _launch,
    ItemKind.APPOINTMENT: _appointment,
}


def _line(minute: int, what: Any, who: str = "") -> Line:
    return Line(minute, lambda: str(what), who)


def _names(participations: list[Participation]) -> str:
    return "; ".join(one.person.styled_name if one.person else str(one.group) for one in participations)
