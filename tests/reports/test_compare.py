"""What differs between two dossiers, for a program and for a person."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from reports.dossier.check import read_dossier
from reports.dossier.compare import UNCOMPARED, Action, compare
from reports.dossier.difference_words import Told, tell
from reports.dossier.labels import COLUMNS, MODELS, WORDS, field_label
from reports.dossier.schema import Dossier

S2 = Path(__file__).parents[2] / "reports" / "examples" / "s2.json"


@pytest.fixture
def dossier() -> Dossier:
    return read_dossier(S2.read_bytes())


def changed(dossier: Dossier, change: Any) -> Dossier:
    data = dossier.model_dump(mode="json")
    change(data)
    return Dossier.model_validate(data)


def told(old: Dossier, new: Dossier, *maps: Any) -> list[tuple[Action, Told]]:
    differences = compare(old, new, *maps)
    return [(one.action, words) for one, words in zip(differences, tell(differences), strict=True)]


def test_a_dossier_does_not_differ_from_itself_nor_from_another_order_of_its_lists(dossier: Dossier) -> None:
    def reverse(data: dict[str, Any]) -> None:
        for name in ("organizations", "people", "registrations", "agenda"):
            data[name].reverse()

    assert compare(dossier, changed(dossier, reverse)) == []


def test_a_figure_is_the_same_however_it_is_written(dossier: Dossier) -> None:
    def figure(value: Any) -> Dossier:
        return changed(
            dossier, lambda data: data["indicators"].append({"name": {"en": "Projects"}, "value": value})
        )

    assert compare(figure(20), figure("20.00")) == []
    (difference,) = compare(figure(20), figure(21))
    assert tell([difference])[0] == Told(("Indicators", "Projects", "Figure"), "20", "21")


def test_a_changed_text_is_told_in_its_language(dossier: Dossier) -> None:
    def change(data: dict[str, Any]) -> None:
        data["event"]["title"]["en"] = "Another title"
        data["event"]["capacity"] = 40

    differences = compare(dossier, changed(dossier, change))
    assert [(one.path, one.action) for one in differences] == [
        ("$.event.title.en", "changed"),
        ("$.event.capacity", "added"),
    ]
    title, seats = tell(differences)
    assert title.place == ("Event", "Title", "English")
    assert title.new == "Another title"
    assert seats == Told(("Event", "Seats"), None, "40")


def test_what_comes_and_goes_is_called_by_its_name(dossier: Dossier) -> None:
    def change(data: dict[str, Any]) -> None:
        data["agenda"][0]["gist"] = {"en": "Another gist"}
        data["follow_ups"].append({"text": {"en": "Send the study"}})
        data["registrations"].pop(0)

    found = told(dossier, changed(dossier, change))
    actions = {action for action, _told in found}
    assert actions >= {"added", "removed"}
    assert (Action.ADDED, Told(("Follow-ups", "Send the study"), None, None)) in found
    gone = next(words for action, words in found if action == "removed")
    assert gone.place[0] == "Registrations"
    assert gone.place[1] not in {person.id for person in dossier.people}


def test_a_renamed_person_is_known_again_by_the_record(dossier: Dossier) -> None:
    """A name gives the local id, so every reference to it changes with the name; the record stays the same."""

    def rename(data: dict[str, Any]) -> None:
        old = data["people"][0]["id"]
        data["people"][0] |= {"id": "somebody-new", "given_name": "Renamed"}
        text = json.dumps(data).replace(f'"{old}"', '"somebody-new"')
        data.clear()
        data.update(json.loads(text))

    new = changed(dossier, rename)
    assert len(compare(dossier, new)) > 1
    records = {f"$.people[{place}]": ["person", f"uid-{place}"] for place in range(len(dossier.people))}
    differences = compare(dossier, new, records, records)
    assert [one.path for one in differences] == ["$.people[0].given_name"]


def test_the_order_of_those_who_take_part_counts(dossier: Dossier) -> None:
    place = next(n for n, item in enumerate(dossier.agenda) if len(item.participations) > 1)

    def reverse(data: dict[str, Any]) -> None:
        data["agenda"][place]["participations"].reverse()

    differences = compare(dossier, changed(dossier, reverse))
    assert [one.action for one in differences] == ["reordered"]
    assert tell(differences)[0].place[-1] == "Who takes part"


def test_of_two_alike_the_one_that_went_is_told() -> None:
    """Somebody stands twice at one item; the role that is gone is told, the other is no change."""
    dossier = read_dossier(S2.read_bytes())
    place = next(n for n, item in enumerate(dossier.agenda) if item.participations)

    def twice(data: dict[str, Any]) -> None:
        first = data["agenda"][place]["participations"][0]
        data["agenda"][place]["participations"].insert(0, first | {"role": "chair", "gist": None})

    differences = compare(changed(dossier, twice), dossier)
    assert [(one.action, one.old.role) for one in differences] == [("removed", "chair")]


def test_every_field_has_a_word() -> None:
    columns: dict[type[BaseModel], set[str]] = {
        model: {field.name for field in table._meta.get_fields()} for model, table in MODELS.items()
    }
    models: list[type[BaseModel]] = [*MODELS, Dossier]
    unnamed = {
        (model.__name__, name)
        for model in models
        for name in set(model.model_fields) - UNCOMPARED
        if name not in WORDS and COLUMNS.get((model, name), name) not in columns.get(model, set())
    }
    assert not unnamed
    assert field_label(Dossier, "agenda") == "agenda"
