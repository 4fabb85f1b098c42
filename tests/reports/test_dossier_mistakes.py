"""Every kind of mistake that loading tells, each at its place; nothing half-written; all at once."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from django.utils import timezone

from events.models import Event, Photo
from people.models import Entry, Office, Organization
from reports.dossier.check import InvalidDossierError, check_dossier
from reports.dossier.collect import collect
from reports.dossier.load import load, preview
from tests.factories import OfficeFactory

pytestmark = pytest.mark.django_db
HASH = "a" * 64


@pytest.fixture
def office() -> Office:
    return OfficeFactory()


@pytest.fixture
def sound() -> dict[str, Any]:
    part = {"kind": "forum", "state": "held"}
    return {
        "version": "1.1",
        "event": {"slug": "whole", "title": {"en": "The whole"}, **part},
        "sub_events": [
            {"slug": "first-part", "title": {"en": "First part"}, **part},
            {"slug": "second-part", "title": {"en": "Second part"}, **part},
        ],
        "organizations": [
            {"id": "one", "names": {"en": "Body one"}},
            {"id": "two", "names": {"en": "Body two"}},
        ],
        "people": [{"id": "who", "family_name": "Seventeen"}, {"id": "other", "family_name": "Eighteen"}],
        "groups": [
            {"id": "crowd", "label": {"en": "experts"}, "count": 3},
            {"id": "few", "label": {"en": "officials"}, "sub_event": "first-part"},
        ],
        "registrations": [{"person": "who", "state": "attended"}, {"group": "crowd", "state": "attended"}],
        "agenda": [
            {"id": "talks", "kind": "talks", "state": "held"},
            {"id": "tour", "kind": "site_visit", "state": "held", "sub_event": "first-part"},
        ],
        "delegations": [{"id": "guests", "name": {"en": "Guests"}, "members": [{"person": "who"}]}],
        "outcomes": [{"id": "launch", "kind": "launch", "text": {"en": "A launch"}, "sub_event": "first-part"}],
        "agreements": [
            {"id": "mou", "kind": "mou", "state": "signed", "parties": [{"organization": "one"}, {"organization": "two"}]}
        ],
    }  # fmt: skip


def mistakes(data: dict[str, Any], office: Office) -> dict[str, tuple[Any, str]]:
    before = (Event.objects.count(), Organization.objects.count(), Entry.objects.count())
    with pytest.raises(InvalidDossierError) as refused:
        load(check_dossier(data), office=office, by="command", at=timezone.now())
    assert before == (Event.objects.count(), Organization.objects.count(), Entry.objects.count())
    return {error.path: (error.value, error.expected) for error in refused.value.errors}


def loaded(data: dict[str, Any], office: Office) -> Any:
    return load(check_dossier(data), office=office, by="command", at=timezone.now())


SUBS = "the same event or sub-event"
KINDS: list[tuple[str, dict[str, Any], str, Any, str]] = [
    ("registrations", {"group": "few"}, "$.registrations[2].group", "few", SUBS),
    ("registrations", {"person": "who"}, "$.registrations[2]", "who", "once"),
    ("registrations", {"person": "other", "organization_name": "x" * 301}, "$.registrations[2].organization_name", "x" * 301, "300"),
    ("agenda", {"id": "x", "kind": "talks", "participations": [{"group": "few"}]}, "$.agenda[2].participations[0].group", "few", SUBS),
    ("agenda", {"id": "x", "kind": "talks", "participations": [{"person": "who"}, {"person": "who"}]}, "$.agenda[2].participations[1]", "who", "once"),
    ("agenda", {"id": "x", "kind": "talks", "end_time": "10:00"}, "$.agenda[2]", "x", "begins"),
    ("agenda", {"id": "x", "kind": "talks", "title": {"en": "x" * 301}}, "$.agenda[2].title.en", "x" * 301, "300"),
    ("delegations", {"id": "x", "name": {"en": "X"}, "members": [{"person": "other"}]}, "$.delegations[1].members[0]", "other", "registered"),
    ("delegations", {"id": "x", "name": {"en": "X"}, "members": [{"person": "who"}]}, "$.delegations[1].members[0]", "who", "one delegation"),
    ("delegations", {"id": "x", "name": {"en": "X"}, "agenda_items": ["tour"]}, "$.delegations[1].agenda_items[0]", "tour", SUBS),
    ("delegations", {"id": "x"}, "$.delegations[1]", "x", "name"),
    ("exhibits", {"title": {"en": "A robot"}, "agenda_item": "tour"}, "$.exhibits[0].agenda_item", "tour", SUBS),
    ("exhibits", {"count": 0}, "$.exhibits[0].count", 0, "at least one"),
    ("outcomes", {"id": "x", "kind": "launch", "text": {"en": "X"}, "agenda_item": "tour"}, "$.outcomes[1].agenda_item", "tour", SUBS),
    ("outcomes", {"id": "x", "kind": "launch", "text": {"en": "X"}, "actors": [{"group": "few"}]}, "$.outcomes[1].actors[0].group", "few", SUBS),
    ("agreements", {"id": "x", "kind": "mou", "parties": [{"organization": "one"}]}, "$.agreements[1]", "x", "two parties"),
    ("follow_ups", {"text": {"en": "X"}, "outcome": "launch", "sub_event": "second-part"}, "$.follow_ups[0].sub_event", "second-part", "sub-event of its outcome"),
    ("photos", {"caption": {"en": "X"}, "file": HASH}, "$.photos[0].file", HASH, "upload"),
    ("photos", {}, "$.photos[0]", None, "caption"),
    ("photos", {"caption": {"en": "X"}, "agenda_item": "tour"}, "$.photos[0].agenda_item", "tour", SUBS),
    ("credits", {"role": "written_by", "person": "who"}, "", None, ""),
    ("sub_events", {"slug": "whole", "kind": "forum", "title": {"en": "X"}}, "$.sub_events[2].slug", "whole", "own"),
    ("sub_events", {"slug": "add", "kind": "forum", "title": {"en": "X"}}, "$.sub_events[2].slug", "add", "address"),
    ("organizations", {"id": "x", "names": {"en": "X"}, "links": [{"kind": "branch_of", "to": "x"}]}, "$.organizations[2].links[0].to", "X", "itself"),
    ("groups", {"id": "x", "label": {"en": "x"}, "count": 0}, "$.groups[2].count", 0, "at least one"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "part", "path", "value", "expected"), KINDS)
def test_a_mistake_is_told_with_its_place_its_value_and_what_is_expected(
    sound: dict[str, Any], office: Office, name: str, part: Any, path: str, value: Any, expected: str
) -> None:
    sound.setdefault(name, []).append(part)
    if not path:
        assert loaded(sound, office).created["credit"] == 1
        return
    (found,) = mistakes(sound, office).items()
    assert found[0] == path
    if value is not None and not path.endswith(("]",)):
        assert found[1][0] == value
    assert expected in found[1][1]


def test_what_depends_on_something_refused_is_not_told_as_another_mistake(
    sound: dict[str, Any], office: Office
) -> None:
    sound["people"][0]["family_name"] = "x" * 121
    sound["agenda"][0] |= {
        "title": {"en": "x" * 301},
        "participations": [{"person": "who", "language": "x" * 3}],
    }
    sound["agreements"][0]["parties"][0]["signatories"] = ["who"]
    sound["photos"] = [{"caption": {"en": "X"}, "agenda_item": "talks", "photographer": "who"}]
    assert set(mistakes(sound, office)) == {"$.people[0].family_name", "$.agenda[0].title.en"}


@pytest.mark.parametrize("value", [{"country": "ZZ"}, {"slug": "add"}])
def test_whoever_took_part_in_an_event_that_is_refused_is_not_told_as_another_mistake(
    sound: dict[str, Any], office: Office, value: dict[str, str]
) -> None:
    sound["event"] |= value
    assert set(mistakes(sound, office)) == {f"$.event.{name}" for name in value}


def test_an_edition_has_a_highest_number(sound: dict[str, Any], office: Office) -> None:
    sound["event"] |= {"series": {"name": {"en": "The series"}}, "edition": 10**30}
    assert mistakes(sound, office) == {"$.event.edition": (10**30, "a number up to 32767")}


def test_the_highest_numbers_that_an_event_may_have_are_told_again(
    sound: dict[str, Any], office: Office
) -> None:
    highest = {"edition": 32_767, "duration_days": 32_767, "capacity": 2_147_483_647}
    sound["event"] |= {"series": {"name": {"en": "The series"}}, **highest}
    told = collect(loaded(sound, office).event).event
    assert {name: getattr(told, name) for name in highest} == highest


def test_all_mistakes_come_at_once(sound: dict[str, Any], office: Office) -> None:
    for name, part, path, _value, _expected in KINDS[:8]:
        assert path
        sound.setdefault(name, []).append(copy.deepcopy(part))
        if "id" in part:
            sound[name][-1]["id"] = f"x{len(sound[name])}"
    sound["event"]["theme"] = {"hu": "a language that content is not kept in"}
    assert len(mistakes(sound, office)) == 8


def test_more_than_the_seats_are_refused(sound: dict[str, Any], office: Office) -> None:
    sound["event"]["capacity"] = 3
    found = mistakes(sound, office)
    assert list(found) == ["$.registrations[1]"]
    sound["event"]["capacity"] = 4
    assert loaded(sound, office).event.seats_taken in (0, 4)
    assert Event.objects.get(slug="whole").seats_taken == 4


def test_a_state_that_cannot_follow_is_refused(sound: dict[str, Any], office: Office) -> None:
    loaded(sound, office)
    sound["event"]["state"] = "published"
    sound["agreements"][0]["state"] = "proposed"
    sound["registrations"][0]["state"] = "waitlisted"
    found = mistakes(sound, office)
    assert set(found) == {"$.event.state", "$.agreements[0].state", "$.registrations[0].state"}
    assert "held" in found["$.event.state"][1]


def test_the_parties_of_a_signed_agreement_do_not_change(sound: dict[str, Any], office: Office) -> None:
    sound["agreements"][0]["title"] = {"en": "Memorandum"}
    loaded(sound, office)
    sound["agreements"][0]["parties"].reverse()
    assert set(mistakes(sound, office)) == {"$.agreements[0]"}


def test_a_sub_event_of_another_event_stays_there(sound: dict[str, Any], office: Office) -> None:
    loaded(sound, office)
    other = {**sound, "event": {**sound["event"], "slug": "another"}}
    found = mistakes(other, office)
    assert set(found) == {"$.sub_events[0].slug", "$.sub_events[1].slug"}
    assert "part of whole" in found["$.sub_events[0].slug"][1]


def test_a_picture_is_known_by_its_hash_where_the_office_holds_it(
    sound: dict[str, Any], office: Office
) -> None:
    event = loaded(sound, office).event
    photo = Photo.objects.create(
        office=office, event=event, file=HASH, media_type="image/jpeg", width=3, height=2
    )
    sound["photos"] = [{"caption": {"en": "X"}, "file": HASH}]
    assert loaded(sound, office).changed == {"photo": 1}
    photo.refresh_from_db()
    assert photo.caption_en == "X"
    assert "$.photos[0].file" in mistakes(
        {
            **sound,
            "event": {**sound["event"], "slug": "else"},
            "sub_events": [],
            "groups": sound["groups"][:1],
            "agenda": sound["agenda"][:1],
            "outcomes": [],
        },
        OfficeFactory(),
    )


def test_a_preview_says_what_would_change_and_writes_nothing(sound: dict[str, Any], office: Office) -> None:
    loaded(sound, office)
    entries = Entry.objects.count()
    sound["event"]["theme"] = {"en": "A theme"}
    sound["registrations"].append({"person": "other", "state": "attended"})
    sound["outcomes"][0]["actors"] = [{"organization": "one"}]
    would = preview(check_dossier(sound), office=office, by="command", at=timezone.now())
    told = {
        (change.path, change.noun, change.label, change.action): change.fields for change in would.changes
    }
    assert told == {
        ("$.event", "event", "The whole", "changed"): {"theme.en": (None, "A theme")},
        ("$.registrations[2]", "registration", "Eighteen", "created"): {"role": (None, "participant")},
        ("$.outcomes[0]", "outcome", "A launch", "changed"): {"actors": (None, ["Body one"])},
    }
    assert Entry.objects.count() == entries
    assert loaded(sound, office).changes == would.changes
