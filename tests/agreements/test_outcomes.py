"""Outcomes of an event: what was agreed and what was only discussed, who may record it, what stays."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.models import AGREED_KINDS, FollowUp, Outcome, OutcomeKind
from agreements.services.agreements import record_agreement
from agreements.services.follow_ups import add_follow_up
from agreements.services.indicators import report_figure
from agreements.services.outcomes import delete_outcome, record_outcome
from base.dates import PartialDate
from base.errors import Conflict, Invalid
from events.services import agenda, groups
from tests.factories import EventFactory, OfficeFactory, OrganizationFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2027, 7, 1, tzinfo=dt.UTC)


@pytest.fixture
def event():
    return EventFactory(state="held")


@pytest.fixture
def organizer(event, client):
    user = UserFactory(office=event.office, role="organizer")
    client.force_login(user)
    return user


def record(event, **values):
    return record_outcome(
        event=event, by="command", at=NOW, **{"kind": "consensus", "text_en": "Deepen cooperation", **values}
    )


def test_only_discussed_is_never_agreed(event, organizer, client):
    record(event, text_en="An innovation model", kind="consensus")
    record(event, text_en="Joint training", kind="discussed")
    record(event, text_en="New models", kind="outlook")
    page = client.get(reverse("agreements:outcomes", args=[event.slug])).content.decode()
    agreed, discussed = page.split('id="agreed"')[1].split('id="discussed"')
    discussed = discussed.split('id="agreements"')[0]
    assert "An innovation model" in agreed
    assert "Joint training" not in agreed
    assert "Joint training" in discussed
    assert "New models" in discussed
    assert OutcomeKind.DISCUSSED not in AGREED_KINDS


def test_an_outcome_with_actors_fields_and_a_number_as_worded(event, organizer, client):
    item = agenda.add_item(event=event, kind="talks", title_en="Talks", by="command", at=NOW)
    body, person = OrganizationFactory(office=event.office), PersonFactory(office=event.office)
    group = groups.add_group(event=event, label_en="experts", by="command", at=NOW)
    url = reverse("agreements:outcome_add", args=[event.slug])
    assert f'<option value="{item.pk}" selected>' in client.get(url, {"item": str(item.uid)}).content.decode()
    values = {
        "kind": "consensus", "text_en": "Several consensuses", "text_zh_hans": "多项共识", "count_as_worded": "multiple", "item": item.pk,
        "organizations": str(body.uid), "people": person.name, "groups": [group.pk],
        "fields_en": "biomedicine\nenergy", "fields_zh_hans": "生物医药", "manner": "in_person",
    }  # fmt: skip
    assert client.post(url, values).status_code == 302
    outcome = Outcome.objects.get()
    assert outcome.fields == [{"en": "biomedicine", "zh-hans": "生物医药"}, {"en": "energy"}]
    assert (outcome.count, outcome.count_as_worded, outcome.item) == (None, "multiple", item)
    assert [a.organization or a.person or a.group for a in outcome.actors.all()] == [body, person, group]
    edit = reverse("agreements:outcome", args=[event.slug, outcome.uid])
    page = client.get(edit).content.decode()
    assert "生物医药" in page
    assert str(body) in page
    answer = client.post(edit, values | {"text_en": "", "text_zh_hans": "", "version": outcome.version})
    assert "Say what it was" in answer.content.decode()
    # A line that one language leaves empty keeps the others in their rows.
    shifted = values | {"fields_zh_hans": "\n能源", "version": outcome.version}
    assert client.post(edit, shifted).status_code == 302
    outcome.refresh_from_db()
    assert outcome.fields == [{"en": "biomedicine"}, {"en": "energy", "zh-hans": "能源"}]
    assert client.post(edit, values | {"organizations": "", "version": outcome.version}).status_code == 302
    assert outcome.actors.count() == 2


def test_what_a_follow_up_rests_on_stays(event, organizer, client):
    outcome = record(event)
    follow_up = add_follow_up(cause=outcome, text_en="Send the minutes", by="command", at=NOW)
    with pytest.raises(Conflict):
        delete_outcome(outcome, by="command", at=NOW)
    url = reverse("agreements:outcome_delete", args=[event.slug, outcome.uid])
    assert "It is used elsewhere" in client.post(url, follow=True).content.decode()
    FollowUp.objects.filter(pk=follow_up.pk).delete()
    client.post(url)
    assert not Outcome.objects.exists()


def test_an_item_of_another_event_is_refused(event):
    item = agenda.add_item(event=EventFactory(office=event.office), kind="talks", by="command", at=NOW)
    with pytest.raises(Invalid):
        record(event, item=item)


def test_isolation_and_roles(event, client):
    outcome = record(event)
    page = reverse("agreements:outcomes", args=[event.slug])
    writing = [
        reverse("agreements:outcome_add", args=[event.slug]), reverse("agreements:outcome", args=[event.slug, outcome.uid]),
        reverse("agreements:outcome_delete", args=[event.slug, outcome.uid]),
    ]  # fmt: skip
    deals = [
        reverse("agreements:outcome_agreement", args=[event.slug]),
        reverse("agreements:outcome_follow_up", args=[event.slug]),
    ]
    client.force_login(UserFactory(office=OfficeFactory()))
    assert client.get(page).status_code == 404
    assert {client.post(url).status_code for url in [*writing, *deals]} == {404}
    client.force_login(UserFactory(office=event.office, role="viewer"))
    assert client.get(page).status_code == 200
    assert {client.post(url).status_code for url in [*writing, *deals]} == {403}
    client.force_login(UserFactory(office=event.office, role="editor"))
    assert client.get(writing[0]).status_code == 200
    assert {client.get(url).status_code for url in deals} == {403}
    assert Outcome.objects.count() == 1


def test_the_page_takes_as_many_queries_for_three_as_for_one(
    event, organizer, client, django_assert_max_num_queries
):
    def fill(n):
        body, person = OrganizationFactory(office=event.office), PersonFactory(office=event.office)
        outcome = record(event, actors=[body, (person, "lead"), (body, "subject")])
        record(event, kind="appointment", appointment={"person": person, "organization": body})
        report_figure(event=event, name_en="Projects", value=n, subject=body, by="command", at=NOW)
        parties = [OrganizationFactory(office=event.office) for _ in range(2)]
        agreement = record_agreement(
            office=event.office, event=event, kind="mou", parties=parties, title_en=f"MoU {n}", state="signed",
            signed_on=PartialDate(2027, 6, 29), by="command", at=NOW,
        )  # fmt: skip
        for cause in (event, outcome, agreement):
            add_follow_up(cause=cause, text_en=f"Task {n}", lead=parties[0], by="command", at=NOW)
        agenda.add_item(event=event, kind="talks", title_en=f"Talks {n}", by="command", at=timezone.now())

    url = reverse("agreements:outcomes", args=[event.slug])
    fill(0)
    with django_assert_max_num_queries(14) as one:
        assert client.get(url).status_code == 200
    fill(1)
    fill(2)
    with django_assert_max_num_queries(len(one)):
        page = client.get(url).content.decode()
    assert page.count("Task 2") == 3


def test_actors_of_another_office_are_refused(event):
    foreign = OrganizationFactory(office=OfficeFactory())
    with pytest.raises(Invalid, match="another office"):
        record(event, actors=[foreign])
    assert not Outcome.objects.exists()
