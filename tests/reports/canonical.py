"""One spelling for dossiers that say the same: other local ids, and another order of lists whose order means nothing."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from base.languages import CODES
from reports.dossier.references import references
from reports.dossier.schema import Dossier

MIXED = ("groups", "registrations", "agenda", "delegations", "exhibits", "outcomes", "agreements", "photos")
"""Lists with parts of several events; those of the event stand first, then those of each sub-event."""


def canonical(dossier: Dossier) -> dict[str, Any]:
    data = json.loads(dossier.model_dump_json(exclude_none=True))
    data["version"] = "1.1"
    _posts(data)
    _leave_out_what_follows(data)
    _order(data)
    return _renamed(data)


def _posts(data: dict[str, Any]) -> None:
    """The posts of a person are those of their registrations, where one records any; who has all of them need not repeat them."""
    recorded: dict[str, list[Any]] = defaultdict(list)
    posts_of = {person["id"]: list(person["posts"]) for person in data["people"]}
    for registration in data["registrations"]:
        person = registration.get("person")
        for post in registration.get("posts", posts_of.get(person, [])):
            if post not in recorded[person]:
                recorded[person].append(post)
            if post not in posts_of[person]:
                posts_of[person].append(post)
    signed = {
        (signatory, party["organization"])
        for agreement in data["agreements"]
        for party in agreement["parties"]
        for signatory in party.get("signatories") or ()
    }
    own = {person["id"]: list(person["posts"]) for person in data["people"]}
    for person in data["people"]:
        key = person["id"]
        signing = []
        for organization in {body for who, body in signed if who == key}:
            signing += [post for post in own[key] if post.get("organization") == organization][:1]
        if recorded[key]:
            person["posts"] = [p for p in posts_of[key] if p in recorded[key] or p in signing]
        else:
            person["posts"] = posts_of[key]
    told = {person["id"]: person["posts"] for person in data["people"]}
    for registration in data["registrations"]:
        person = registration.get("person")
        stated = registration.get("posts", own.get(person, []))
        if person is None or all(post in stated for post in told[person]):
            registration.pop("posts", None)
        else:
            registration["posts"] = [post for post in told[person] if post in stated]


def _leave_out_what_follows(data: dict[str, Any]) -> None:
    """A registration's country is the person's unless another is stated; a follow-up belongs to the event of its cause."""
    countries = {person["id"]: person.get("country") for person in data["people"]}
    for registration in data["registrations"]:
        if registration.get("person") and registration.get("country") == countries[registration["person"]]:
            registration.pop("country", None)
    causes = {("outcome", one["id"]): one.get("sub_event") for one in data["outcomes"]}
    causes |= {("agreement", one["id"]): one.get("sub_event") for one in data["agreements"]}
    for follow_up in data["follow_ups"]:
        for noun in ("outcome", "agreement"):
            if noun in follow_up and (sub_event := causes[noun, follow_up[noun]]):
                follow_up["sub_event"] = sub_event


def _order(data: dict[str, Any]) -> None:
    rank = {None: -1} | {event["slug"]: place for place, event in enumerate(data["sub_events"])}
    for name in MIXED:
        data[name].sort(key=lambda part: rank[part.get("sub_event")])
    zone = {None: data["event"].get("zone")} | {
        event["slug"]: event.get("zone") for event in data["sub_events"]
    }
    data["agenda"].sort(
        key=lambda item: (rank[item.get("sub_event")], *_when(item, zone[item.get("sub_event")]))
    )
    for name in ("organizations", "people"):
        data[name].sort(key=lambda record: json.dumps(record.get("names") or _names(record), sort_keys=True))


def _when(item: dict[str, Any], zone: str | None) -> tuple[Any, ...]:
    """By day, what is not dated last; then by the beginning, where it is known when that is."""
    on = item.get("on")
    if on is None:
        return ("~",)
    text = f"{on['year']:04d}" if "year" in on else "XXXX"
    text += "".join(f"-{on[part]:02d}" for part in ("month", "day") if part in on)
    exact = zone and all(part in on for part in ("year", "month", "day"))
    return (text, (item.get("start_time") or "00:00:00") if exact else "")


def _names(person: dict[str, Any]) -> list[str]:
    return [person.get(name, "") for name in ("family_name", "given_name", "native_name")]


def _renamed(data: dict[str, Any]) -> dict[str, Any]:
    """Local ids by place; sources without one get one."""
    ids: dict[str, dict[str, str]] = {
        "sub_events": {event["slug"]: event["slug"] for event in data["sub_events"]}
    }
    named = (
        "organizations",
        "people",
        "groups",
        "delegations",
        "agenda",
        "outcomes",
        "agreements",
        "sources",
    )
    for name in named:
        ids[name] = {}
        for place, record in enumerate(data[name]):
            ids[name][record.get("id", "")] = f"{name.replace('_', '-')}-{place}"
    for steps, collection, key in list(references(Dossier, data, ())):
        target: Any = data
        for step in steps[:-1]:
            target = target[step]
        target[steps[-1]] = ids[collection][key]
    for name in named:
        for place, record in enumerate(data[name]):
            record["id"] = f"{name.replace('_', '-')}-{place}"
    for text in _texts(data):
        assert set(text) <= set(CODES)
    return data


def _texts(data: dict[str, Any]) -> list[dict[str, str]]:
    return [record["names"] for record in data["organizations"]]
