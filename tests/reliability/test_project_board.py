"""Cards that many people move on the board at once, against the real PostgreSQL."""

import time

import pytest
from django.utils import timezone

from agreements.models import Project, ProjectStage
from agreements.services import project_stages, projects
from agreements.services.agreements import record_agreement
from base.errors import Stale
from tests.factories import OfficeFactory, OrganizationFactory
from tests.reliability.test_capacity import at_once

pytestmark = pytest.mark.django_db(transaction=True)
CARDS = 8


@pytest.fixture
def cards():
    office = OfficeFactory()
    do = {"by": "command", "at": timezone.now()}
    parties = [OrganizationFactory(office=office) for _ in range(2)]
    agreement = record_agreement(office=office, kind="mou", parties=parties, **do)
    return [projects.add_project(origin=agreement, title_en=f"Card {n}", **do) for n in range(CARDS)]


def sign(card, **values):
    fresh = Project.objects.select_related("office").get(pk=card.pk)
    return project_stages.move_project(fresh, to="signed", by="command", at=timezone.now(), **values)


def places(cards):
    return sorted(Project.objects.filter(pk__in=[c.pk for c in cards]).values_list("position", flat=True))


def test_each_card_gets_its_own_place(cards):
    results = at_once(lambda n: sign(cards[n]), CARDS, threads=CARDS)
    assert [one for one in results if isinstance(one, Exception)] == []
    assert places(cards) == list(range(CARDS))


def test_without_the_lock_cards_share_places(cards, monkeypatch):
    """The negative control: what the lock prevents does happen without it."""
    read = project_stages.last_in_column

    def slowly(project):
        found = read(project)
        time.sleep(0.3)
        return found

    monkeypatch.setattr(project_stages, "held_board", lambda office_id: None)
    monkeypatch.setattr(project_stages, "last_in_column", slowly)
    at_once(lambda n: sign(cards[n]), CARDS, threads=CARDS)
    assert len(set(places(cards))) < CARDS


def test_of_two_moves_from_the_same_page_one_is_told(cards):
    card = cards[0]
    version = card.version
    results = at_once(
        lambda n: project_stages.move_project(
            Project.objects.select_related("office").get(pk=card.pk), to=("signed", "implementing")[n], by="command",
            at=timezone.now(), expected=version,
        ),
        2, threads=2,
    )  # fmt: skip
    assert sum(isinstance(one, Stale) for one in results) == 1
    assert ProjectStage.objects.filter(project=card).count() == 2
