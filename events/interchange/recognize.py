"""Who the speakers of a schedule are: known from an earlier import, by their exact name in the directory, chosen, or new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Trim
from django.utils.translation import gettext as _

from base.uids import as_uids
from events.interchange.findings import Findings
from events.interchange.names import person_names, plain_name
from events.interchange.own import person_guid
from events.interchange.picture import Schedule, Speaker
from events.interchange.plan import NEW_PERSON, PlannedSpeaker
from events.models import Event, Participation
from people.models import Office, Person
from people.services.directory import index_person


def recognize(
    schedule: Schedule,
    *,
    office: Office,
    event: Event | None,
    earlier: Iterable[Participation],
    chosen: Mapping[str, str],
    findings: Findings,
) -> dict[str, PlannedSpeaker]:
    """Each speaker of the file once, by key. A name that several people have stays open, with a mistake that names them.

    `earlier` are the participations of the event with their people. One query for the names, one for who was chosen.
    """
    speakers: dict[str, Speaker] = {}
    for talk in schedule.talks:
        for speaker in talk.persons:
            speakers.setdefault(speaker.key, speaker)
    known = _known(event, earlier)
    unknown = {key: one for key, one in speakers.items() if not any(k in known for k in one.keys)}
    named = _named(office, {plain_name(one.name) for one in unknown.values()})
    picked = _picked(office, chosen)
    shared = _shared(unknown.values())
    found = {}
    for key, speaker in speakers.items():
        planned = PlannedSpeaker(key, plain_name(speaker.name), speaker.where)
        person = next((known[k] for k in speaker.keys if k in known), None)
        if person is not None:
            planned.person, planned.known = person, True
        else:
            _settle(planned, named[planned.name], chosen.get(key, ""), picked, planned.name in shared, office)
        if planned.is_open:
            _ask(planned, findings)
        found[key] = planned
    return found


def _settle(
    planned: PlannedSpeaker,
    candidates: list[Person],
    choice: str,
    picked: Mapping[str, Person],
    shared: bool,
    office: Office,
) -> None:
    """Exactly one person of that name, and one speaker, are the same; otherwise somebody has to say."""
    planned.candidates = candidates
    if choice in picked:
        planned.person, planned.known = picked[choice], True
    elif choice == NEW_PERSON or not candidates:
        planned.person = Person(office=office, **person_names(planned.name))
        index_person(planned.person)
    elif len(candidates) == 1 and not shared:
        planned.person, planned.known = candidates[0], True


def _ask(planned: PlannedSpeaker, findings: Findings) -> None:
    listed = "; ".join(f"{person.name} ({person.uid})" for person in planned.candidates)
    findings.wrong(
        planned.where,
        "",
        planned.name,
        _("who is meant, as %(key)s=…: %(candidates)s; or new") % {"key": planned.key, "candidates": listed},
    )


def _known(event: Event | None, earlier: Iterable[Participation]) -> dict[str, Person]:
    found: dict[str, Person] = {}
    for row in earlier:
        if event is None or row.person is None:
            continue
        if row.interchange:
            speaker = Speaker(
                str(row.interchange.get("name") or row.interchange.get("public_name") or ""), row.interchange
            )
            for key in speaker.keys:
                found.setdefault(key, row.person)
        found.setdefault(f"guid:{person_guid(event, row.person)}", row.person)
    return found


def _named(office: Office, names: set[str]) -> dict[str, list[Person]]:
    """The people of the directory by any of their whole names, letter by letter."""
    found: dict[str, list[Person]] = defaultdict(list)
    if not names:
        return found
    given_first = Trim(Concat(F("given_name"), Value(" "), F("family_name")))
    family_first = Trim(Concat(F("family_name"), Value(" "), F("given_name")))
    wanted = sorted(names)
    rows = (
        Person.objects.of(office)
        .alias(given_first=given_first, family_first=family_first)
        .filter(
            Q(given_first__in=wanted, name_order=Person.NameOrder.GIVEN_FIRST)
            | Q(family_first__in=wanted, name_order=Person.NameOrder.FAMILY_FIRST)
            | Q(native_name__in=wanted)
            | Q(aliases__overlap=wanted)
        )
        .defer("search")
        .order_by("pk")
    )
    for person in rows:
        for name in {plain_name(one) for one in (person.name, person.native_name, *person.aliases)} & names:
            found[name].append(person)
    return found


def _picked(office: Office, chosen: Mapping[str, str]) -> dict[str, Person]:
    uids = as_uids(chosen.values())
    if not uids:
        return {}
    return {
        str(person.uid): person for person in Person.objects.of(office).filter(uid__in=uids).defer("search")
    }


def _shared(speakers: Iterable[Speaker]) -> set[str]:
    """Names that the file gives to several people."""
    seen: set[str] = set()
    twice: set[str] = set()
    for speaker in speakers:
        name = plain_name(speaker.name)
        (twice if name in seen else seen).add(name)
    return twice
