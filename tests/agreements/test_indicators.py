"""Figures that somebody reported: recorded with their day and source, shown apart from what is counted."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from agreements.models import Indicator
from agreements.services.indicators import report_figure
from base.errors import Invalid
from events.models import Source
from tests.api.conftest import ROOT, calling
from tests.factories import EventFactory, OfficeFactory, OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2027, 7, 1, tzinfo=dt.UTC)


@pytest.fixture
def event():
    return EventFactory(state="held")


def report(event, **values):
    return report_figure(
        event=event, by="command", at=NOW, **{"name_en": "Projects signed", "value": 20, **values}
    )


def source_of(event, **values):
    return Source.objects.create(event=event, office=event.office, headline="A headline", **values)


def test_a_figure_is_recorded_changed_and_deleted_on_the_page(event, client):
    client.force_login(UserFactory(office=event.office, role="editor"))
    centre, source = OrganizationFactory(office=event.office), source_of(event)
    add = reverse("agreements:outcome_figure_add", args=[event.slug])
    values = {"name_en": "Projects signed", "name_zh_hans": "签约项目", "value": "20", "unit_en": "projects",
              "subject": str(centre.uid), "as_of": "2021-04-30", "source": source.pk}  # fmt: skip
    assert client.get(add).status_code == 200
    nameless = client.post(add, values | {"name_en": "", "name_zh_hans": ""})
    assert "Say what is counted" in nameless.content.decode()
    assert "2021-04-30" in nameless.content.decode()
    assert "Enter a number" in client.post(add, values | {"value": "many"}).content.decode()
    assert client.post(add, values).status_code == 302
    figure = Indicator.objects.get()
    assert (figure.value, figure.subject, figure.source, str(figure.as_of)) == (
        20,
        centre,
        source,
        "2021-04-30",
    )
    page = client.get(reverse("agreements:outcomes", args=[event.slug])).content.decode()
    shown = page.split('id="figures"')[1].split('id="follow-ups"')[0]
    for words in ("Projects signed", "20 <span", "30 April 2021", "A headline", str(centre)):
        assert words in shown
    assert (
        "Projects signed" in client.get(reverse("reports:organization", args=[centre.uid])).content.decode()
    )
    edit = reverse("agreements:outcome_figure", args=[event.slug, figure.uid])
    assert "签约项目" in client.get(edit).content.decode()
    assert client.post(edit, values | {"version": 1, "value": "20.5"}).status_code == 302
    stale = client.post(edit, values | {"version": 1, "value": "21"}).content.decode()
    assert "Somebody changed this" in stale
    figure.refresh_from_db()
    assert figure.value == Decimal("20.5")
    assert (
        client.post(reverse("agreements:outcome_figure_delete", args=[event.slug, figure.uid])).status_code
        == 302
    )
    assert not Indicator.objects.exists()


def test_a_source_of_another_event_and_a_nameless_figure_are_refused(event):
    with pytest.raises(Invalid, match="another event"):
        report(event, source=source_of(EventFactory(office=event.office)))
    with pytest.raises(Invalid, match="what is counted"):
        report(event, name_en="")
    with pytest.raises(Invalid) as refused:
        report(event, subject=OrganizationFactory(office=OfficeFactory()))
    assert refused.value.errors == {"subject": ["It belongs to another office."]}
    assert not Indicator.objects.exists()


def test_only_those_who_record_outcomes_write_figures(event, client):
    figure = report(event)
    addresses = [
        reverse("agreements:outcome_figure_add", args=[event.slug]), reverse("agreements:outcome_figure", args=[event.slug, figure.uid]),
        reverse("agreements:outcome_figure_delete", args=[event.slug, figure.uid]),
    ]  # fmt: skip
    client.force_login(UserFactory(office=event.office, role="viewer"))
    assert {client.post(address).status_code for address in addresses} == {403}
    assert addresses[0] not in client.get(reverse("agreements:outcomes", args=[event.slug])).content.decode()
    client.force_login(UserFactory(office=OfficeFactory()))
    assert {client.post(address).status_code for address in addresses} == {404}
    client.force_login(UserFactory(office=event.office, role="organizer"))
    other = EventFactory(office=event.office)
    assert client.get(reverse("agreements:outcome_figure", args=[other.slug, figure.uid])).status_code == 404


def test_the_api_keeps_figures(event):
    api = calling(UserFactory(office=event.office, role="organizer"))
    centre, source = OrganizationFactory(office=event.office), source_of(event)
    body = {"event": event.slug, "name": {"en": "Projects implemented"}, "value": 10, "unit": {"en": "projects"},
            "subject": str(centre.uid), "as_of": "2021", "source": str(source.uid)}  # fmt: skip
    made = api.post(f"{ROOT}indicators/", body, HTTP_IDEMPOTENCY_KEY="figure-1")
    assert made.status_code == 201, made.content
    shown = made.json()
    assert (shown["value"], shown["as_of"], shown["source"]) == (10, "2021", str(source.uid))
    again = api.post(f"{ROOT}indicators/", body, HTTP_IDEMPOTENCY_KEY="figure-1")
    assert (again.json()["uid"], Indicator.objects.count()) == (shown["uid"], 1)
    where = made["Location"]
    assert api.patch(where, {"value": 11}).status_code == 428
    changed = api.patch(where, {"value": "10.25", "as_of": None}, HTTP_IF_MATCH=made["ETag"])
    assert (changed.json()["value"], changed.json()["as_of"]) == (10.25, None)
    for wrong in ({"value": "many"}, {"value": 10**15}, {"name": {"en": ""}}, {"source": str(centre.uid)}):
        assert api.patch(where, wrong, HTTP_IF_MATCH=changed["ETag"]).status_code == 400
    assert len(api.get(f"{ROOT}indicators/", {"subject": str(centre.uid)}).json()["results"]) == 1
    assert api.delete(where, HTTP_IF_MATCH=changed["ETag"]).status_code == 204
    viewer = calling(UserFactory(office=event.office, role="viewer"))
    assert viewer.post(f"{ROOT}indicators/", body).status_code == 403
