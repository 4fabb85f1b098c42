"""Taking what an outcome or an agreement consists of out of a body, as the verbs want it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from agreements.models import ActorPart
from agreements.services.outcomes import AS_IT_IS
from base.errors import Invalid
from base.languages import column


def take_actors(values: dict[str, Any], office_id: int) -> list[tuple[Any, str]] | None:
    """Takes the actors with their parts out of the values; None when they are not stated. Raises Invalid."""
    if "actors" not in values:
        return None
    errors, found = {}, []
    for number, given in enumerate(values.pop("actors")):
        part = given.get("part", ActorPart.ACTOR.value)
        named = [one for name in ("organization", "person", "group") if (one := given.get(name)) is not None]
        if len(named) != 1:
            errors[f"actors.{number}"] = [_("Name one: an organization, a person or a group.")]
        elif named[0].office_id != office_id:
            errors[f"actors.{number}"] = [_("It belongs to another office.")]
        found += [(one, part) for one in named]
    if errors:
        raise Invalid(errors=errors)
    return found


def take_appointment(values: dict[str, Any], office_id: int) -> Mapping[str, Any] | None:
    """Takes the appointment out of the values, each language of the post under its own column. Raises Invalid.

    None takes one away; an appointment that is not named stays as it is.
    """
    if "appointment" not in values:
        return AS_IT_IS
    given = values.pop("appointment")
    if given is None:
        return None
    foreign = [name for name in ("person", "organization") if _foreign(given.get(name), office_id)]
    if foreign:
        raise Invalid(
            errors={f"appointment.{name}": [_("It belongs to another office.")] for name in foreign}
        )
    post = given.pop("title", {})
    return {**given, **{column("title", code): words for code, words in post.items()}}


def _foreign(record: Any, office_id: int) -> bool:
    return record is not None and record.office_id != office_id


def take_parties(values: dict[str, Any], office_id: int) -> tuple[list[Any] | None, dict[Any, Any] | None]:
    """Takes parties and signatories out of the values; None when they are not stated. Raises Invalid."""
    if "parties" not in values:
        return None, None
    errors: dict[str, list[str]] = {}
    parties, signed = [], {}
    for number, given in enumerate(values.pop("parties")):
        parties.append(given["organization"])
        people = given.get("signatories", [])
        signed[given["organization"]] = [(one["person"], one.get("post")) for one in people]
        if message := _wrong(people, office_id):
            errors[f"parties.{number}.signatories"] = [message]
    if errors:
        raise Invalid(errors=errors)
    return parties, signed


def _wrong(people: list[Any], office_id: int) -> str:
    """What is wrong with the signatories of one party; empty when nothing is."""
    if len({one["person"].pk for one in people}) < len(people):
        return _("A person signs once for a party.")
    if any(one["person"].office_id != office_id for one in people):
        return _("It belongs to another office.")
    if any(one.get("post") and one["post"].person_id != one["person"].pk for one in people):
        return _("This post is another person’s.")
    return ""
