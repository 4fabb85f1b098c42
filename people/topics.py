"""What webhooks can be told: each room's records that have a life of states, named here by the rooms above."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Topic:
    """`name` is `<noun of the journal>.moved`, or `<noun>.<state>` for the entry into one state; `links` are the names of
    the record's addresses, which take its `named_by`."""

    name: str
    label: Any
    model: type[Any]
    links: Mapping[str, str]
    named_by: str = "uid"

    @property
    def noun(self) -> str:
        return self.name.partition(".")[0]

    @property
    def fields(self) -> set[str]:
        return {"uid", self.named_by}


_topics: dict[str, Topic] = {}


def register_topic(topic: Topic) -> None:
    _topics[topic.name] = topic


def topics() -> dict[str, Topic]:
    """All topics by name."""
    return dict(_topics)


def topic_of(noun: str) -> Topic | None:
    """Any topic of the noun: they share model and links."""
    return next((topic for topic in _topics.values() if topic.noun == noun), None)
