"""A dossier comes back as it went in: the five texts byte for byte, and dossiers at random but for local ids and meaningless order."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings

from events.models import Event
from people.models import Entry, Office
from reports.dossier.check import check_dossier
from reports.dossier.collect import NOUNS, collect, collect_with_paths
from reports.dossier.load import Loaded, load
from reports.dossier.schema import Dossier
from tests.factories import OfficeFactory
from tests.reports.canonical import canonical
from tests.reports.generated import dossiers

pytestmark = pytest.mark.django_db
EXAMPLES = Path(__file__).parents[2] / "reports" / "examples"
MOST_QUERIES = 30


def loaded(dossier: Dossier, office: Office) -> Loaded:
    return load(dossier, office=office, by="command", at=timezone.now())


def dumped(slug: str) -> str:
    return collect(Event.objects.select_related("series").get(slug=slug)).model_dump_json(
        indent=2, exclude_none=True
    )


def loaded_elsewhere(dossier: Dossier) -> str:
    """The dump of what an empty office makes of it; nothing stays."""
    with transaction.atomic():
        text = dumped(loaded(dossier, OfficeFactory()).event.slug)
        transaction.set_rollback(True)
    return text


@pytest.mark.parametrize("name", ["s0", "s1", "s2", "s3", "s4"])
def test_a_real_text_comes_back_as_it_went_in(name: str) -> None:
    dossier = check_dossier(json.loads((EXAMPLES / f"{name}.json").read_text()))
    first = loaded_elsewhere(dossier)
    assert canonical(check_dossier(json.loads(first))) == canonical(dossier)
    assert loaded_elsewhere(check_dossier(json.loads(first))) == first
    office = OfficeFactory()
    loaded(dossier, office)
    entries = Entry.objects.count()
    for again in (dossier, check_dossier(json.loads(first))):
        assert (loaded(again, office).created, loaded(again, office).changed) == ({}, {})
    assert Entry.objects.count() == entries


@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
@given(data=dossiers())
def test_a_dossier_at_random_comes_back_as_it_went_in(data: dict[str, Any]) -> None:
    dossier = check_dossier(data)
    with transaction.atomic():
        office = OfficeFactory()
        event = loaded(dossier, office).event
        told = collect(Event.objects.select_related("series").get(pk=event.pk))
        again = loaded(dossier, office)
        itself = loaded(told, office)
        transaction.set_rollback(True)
    assert canonical(told) == canonical(dossier)
    assert (again.created, again.changed, itself.created, itself.changed) == ({}, {}, {}, {})
    assert loaded_elsewhere(told) == told.model_dump_json(indent=2, exclude_none=True)


def test_collecting_runs_a_fixed_number_of_queries_and_says_which_record_each_part_is() -> None:
    dossier = check_dossier(json.loads((EXAMPLES / "s1.json").read_text()))
    slug = loaded(dossier, OfficeFactory()).event.slug
    with CaptureQueriesContext(connection) as queries:
        told, paths = collect_with_paths(Event.objects.select_related("series").get(slug=slug))
    assert len(queries) <= MOST_QUERIES
    parts = told.model_dump()
    assert set(paths) == {"$.event"} | {
        f"$.{name}[{place}]" for name in NOUNS for place in range(len(parts[name]))
    }
    assert paths["$.event"] == ("event", slug)
    assert paths["$.agenda[2]"].noun == "agenda_item"
