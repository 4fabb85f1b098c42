"""Two colleagues who decide on more time at once, against the real PostgreSQL; with its negative control."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.utils import timezone

from agreements.models import Extension, FollowUp
from agreements.services import extensions
from agreements.services.follow_ups import add_follow_up, move_follow_up
from base.dates import PartialDate
from base.errors import Conflict
from people.models import Entry
from tests.factories import EventFactory, UserFactory
from tests.reliability.test_capacity import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TWO = 2


@pytest.fixture
def asked() -> Extension:
    event = EventFactory()
    for _one in range(TWO):
        UserFactory(office=event.office, role="organizer")
    follow_up = add_follow_up(
        cause=event,
        text_en="Send the minutes",
        due_on=PartialDate.parse("2090-06"),
        by="command",
        at=timezone.now(),
    )
    return extensions.ask_extension(
        follow_up, until=PartialDate.parse("2090-09"), reason="More", by="responsible", at=timezone.now()
    )


def decide_at_once(asked: Extension) -> list[Any]:
    """One grants while the other refuses."""
    deciders = [role.user for role in asked.office.roles.filter(name="organizer")]

    def decide(number: int) -> Extension:
        mine = Extension.objects.select_related("follow_up__office").get(pk=asked.pk)
        return extensions.decide_extension(
            mine, grant=number == 0, answer="As it stands", by=deciders[number], at=timezone.now()
        )

    return at_once(decide, TWO, TWO)


def test_one_decision_counts(asked: Extension) -> None:
    results = decide_at_once(asked)
    assert sorted(type(one).__name__ for one in results) == ["Conflict", "Extension"]
    asked.refresh_from_db()
    follow_up = FollowUp.objects.get()
    assert str(follow_up.due_on) == ("2090-09" if asked.state == "granted" else "2090-06")
    decided = Entry.objects.about(f"follow_up:{follow_up.pk}").filter(
        verb__in=["moved to granted", "moved to refused"]
    )
    assert decided.count() == 1


def test_without_the_lock_both_would_believe_they_decided(
    asked: Extension, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: nobody waits for the other, and both read it as undecided."""
    together = threading.Barrier(TWO)
    demand = extensions._demand_open

    def read_together(extension: Extension) -> None:
        demand(extension)
        together.wait(timeout=30)

    monkeypatch.setattr(extensions, "held", lambda follow_up: follow_up)
    monkeypatch.setattr(extensions, "_demand_open", read_together)
    passed: list[Any] = []
    moved = extensions.move

    def note_and_move(objs: Any, **rest: Any) -> Any:
        passed.append(rest["to"])
        return moved(objs, **rest)

    monkeypatch.setattr(extensions, "move", note_and_move)
    decide_at_once(asked)
    assert sorted(passed) == ["granted", "refused"]


def test_of_two_who_report_and_verify_at_once_nobody_verifies_their_own(asked: Extension) -> None:
    follow_up = asked.follow_up
    one, two = (role.user for role in asked.office.roles.filter(name="organizer"))
    move_follow_up(follow_up, to="reported", by=one, at=timezone.now())

    def act(number: int) -> FollowUp:
        mine = FollowUp.objects.get(pk=follow_up.pk)
        return move_follow_up(mine, to="verified", by=(one, two)[number], at=timezone.now())

    results = at_once(act, TWO, TWO)
    assert [type(one).__name__ for one in results if isinstance(one, Exception)] == [Conflict.__name__]
    entry = Entry.objects.get(verb="moved to verified")
    assert entry.by == two
