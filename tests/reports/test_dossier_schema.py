import json

import pytest
from django.conf import settings
from jsonschema import Draft202012Validator

from base.dates import PartialDate as BasePartialDate
from reports.dossier.atoms import PartialDate, Text
from reports.dossier.check import InvalidDossierError, check_dossier, read_dossier
from reports.dossier.schema import dossier_json_schema
from reports.dossier.vocabulary import OutcomeKind

S2 = settings.BASE_DIR / "reports" / "examples" / "s2.json"


def smallest(**more):
    return {"version": "1.0", "event": {"slug": "forum", "kind": "forum", "title": {"en": "Forum"}}, **more}


def mistakes(data):
    with pytest.raises(InvalidDossierError) as caught:
        check_dossier(data)
    return {mistake.path: mistake for mistake in caught.value.errors}


def test_s2_is_valid_and_comes_back_as_it_was():
    dossier = read_dossier(S2.read_bytes())
    assert check_dossier(dossier.model_dump(mode="json")) == dossier


def test_s2_states_no_first_day_no_place_and_no_country_of_the_viceministry():
    dossier = read_dossier(S2.read_bytes())
    event = dossier.event
    assert event.start_on is event.end_on is event.place is event.zone is None
    assert event.duration_days == 21
    [body] = [body for body in dossier.organizations if body.id == "viceministerio"]
    assert body.country is None


def test_the_published_schema_accepts_the_example_and_describes_every_field():
    schema = dossier_json_schema()
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(S2.read_text(encoding="utf-8")))
    for name, definition in schema["$defs"].items():
        for field, described in definition.get("properties", {}).items():
            assert described.get("description"), f"{name}.{field}"
        if "properties" in definition:
            assert definition["additionalProperties"] is False


def test_all_mistakes_are_told_at_once_with_their_places():
    found = mistakes(
        {
            "version": "9",
            "event": {
                "slug": "No Slug", "kind": "party", "title": {}, "capacity": True, "colour": "red", "zone": "Mars/Base",
                "start_on": {"year": 2023, "month": 2, "day": 30}, "bodies": [{"organization": "nobody", "role": "host"}],
            },
            "organizations": [{"id": "a", "names": {"EN": "x"}}, {"id": "a", "names": {"en": "  "}}],
            "people": [{"id": "p"}],
            "registrations": [{"person": "q", "group": "g"}],
            "agenda": [{"id": "i", "kind": "opening", "participations": [{"person": "ghost"}]}],
            "agreements": [{"id": "m", "kind": "mou", "parties": [{"organization": "a", "signatories": ["p", "x"]}]}],
            "sources": [{"headline": "h {x}", "url": "javascript:alert(1)"}],
        }
    )  # fmt: skip
    assert set(found) == {
        "$.version", "$.event.slug", "$.event.kind", "$.event.title", "$.event.capacity", "$.event.colour", "$.event.zone",
        "$.event.start_on", "$.event.bodies[0].organization", "$.organizations[0].names.EN", "$.organizations[1].names.en",
        "$.organizations[1].id", "$.people[0]", "$.registrations[0]", "$.registrations[0].person", "$.registrations[0].group",
        "$.agenda[0].participations[0].person", "$.agreements[0].parties[0].signatories[1]", "$.sources[0].url",
    }  # fmt: skip
    assert found["$.event.kind"].value == "party"
    assert "'seminar'" in found["$.event.kind"].expected
    assert "two capital" not in found["$.event.slug"].expected
    assert found["$.agreements[0].parties[0].signatories[1]"].value == "x"


@pytest.mark.parametrize(
    ("field", "record"),
    [
        ("outcomes", {"id": "o", "kind": "consensus", "text": {"en": "x"}, "agenda_item": "gone"}),
        (
            "outcomes",
            {"id": "o", "kind": "consensus", "text": {"en": "x"}, "actors": [{"organization": "gone"}]},
        ),
        ("follow_ups", {"text": {"en": "x"}, "lead": "gone"}),
        ("follow_ups", {"text": {"en": "x"}, "agreement": "gone"}),
        ("photos", {"photographer": "gone"}),
        ("credits", {"role": "written_by", "person": "gone"}),
        ("sources", {"headline": "h", "credits": [{"role": "written_by", "person": "gone"}]}),
        ("groups", {"id": "g", "label": {"en": "x"}, "organizations": ["gone"]}),
        ("people", {"id": "p", "family_name": "x", "posts": [{"organization": "gone"}]}),
        ("organizations", {"id": "a", "names": {"en": "x"}, "links": [{"kind": "branch_of", "to": "gone"}]}),
    ],
)
def test_every_reference_must_lead_somewhere(field, record):
    [mistake] = mistakes(smallest(**{field: [record]})).values()
    assert mistake.value == "gone"
    assert mistake.path.startswith(f"$.{field}[0].")


@pytest.mark.parametrize("content", ['{"a":', b"\xff\xfe", "[1, NaN]", "3", "null", "[" * 100_000])
def test_what_is_no_json_object_is_told(content):
    with pytest.raises(InvalidDossierError) as caught:
        read_dossier(content)
    assert caught.value.errors[0].path == "$"


def test_control_characters_are_refused_because_word_files_cannot_hold_them():
    assert "$.event.title.en" in mistakes(
        smallest() | {"event": {"slug": "x", "kind": "forum", "title": {"en": "a\x07b"}}}
    )


@pytest.mark.parametrize(
    ("parts", "precision"),
    [
        ({"year": 2023, "month": 6, "day": 29}, "day"),
        ({"year": 2023, "month": 6}, "month"),
        ({"year": 2023}, "year"),
        ({"month": 1, "day": 28}, "unstated-year"),
        ({"month": 2, "day": 29}, "unstated-year"),
    ],
)
def test_partial_dates(parts, precision):
    date = PartialDate(**parts)
    assert date.precision == precision
    assert PartialDate.of(BasePartialDate(date.year, date.month, date.day)) == date


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"day": 3},
        {"year": 2023, "day": 3},
        {"year": 2023, "month": 2, "day": 29},
        {"month": 13},
        {"year": "2023"},
    ],
)
def test_impossible_dates(parts):
    with pytest.raises(ValueError, match="validation error"):
        PartialDate(**parts)


def test_texts_fall_back_to_english_and_tell_their_language():
    text = Text({"en": "Ministry of Commerce", "zh-hans": "商务部"})
    assert text.read("zh-hans") == ("商务部", "zh-hans")
    assert text.read("pt") == ("Ministry of Commerce", "en")
    assert Text({"es": "Viceministerio"}).read("en") == ("Viceministerio", "es")


def test_what_was_only_discussed_never_counts_as_agreed():
    assert not OutcomeKind.DISCUSSED.agreed
    assert not OutcomeKind.OUTLOOK.agreed
    assert OutcomeKind.CONSENSUS.agreed
