"""Exhibits, sources and credits: through the pages and the API, with their order, their refusals and what the public sees."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from base.dates import PartialDate
from base.errors import Conflict, Invalid
from events.models import Credit, Exhibit, Source
from events.services import agenda, exhibits, sources
from events.services.schedule import schedule
from tests.api.conftest import ROOT, calling
from tests.factories import OfficeFactory, OrganizationFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def editor(office, client):
    user = UserFactory(office=office, role="editor")
    client.force_login(user)
    return user


@pytest.fixture
def event(office):
    return plan(office)


def doing():
    return {"by": "command", "at": timezone.now()}


def plan(office, **values):
    given = {
        "title_en": "Conference",
        "kind": "conference",
        "zone": "Asia/Shanghai",
        "start_on": PartialDate(2021, 4, 23),
    }
    return schedule(office=office, recorded=True, state="held", **doing(), **given | values)  # fmt: skip


def url(name, *args):
    return reverse(f"events:{name}", args=args)


class TestExhibits:
    def test_one_by_one_with_owner_field_and_item(self, office, editor, client, event):
        owner = OrganizationFactory(office=office, name_en="Institute of Biology")
        item = agenda.add_item(event=event, kind="exhibition", title_en="Showcase", **doing())
        typed = {
            "title_en": "A reactor", "field_en": "Biomedicine", "owner": "Institute of Biology", "item": item.pk, "mode": "hybrid",
        }  # fmt: skip
        assert client.post(url("exhibit_add", event.slug), typed).url == url("exhibits", event.slug)
        made = Exhibit.objects.get()
        assert (made.title_en, made.field_en, made.owner, made.item, made.mode) == (
            "A reactor", "Biomedicine", owner, item, "hybrid",
        )  # fmt: skip
        page = client.get(url("exhibits", event.slug)).content.decode()
        assert "A reactor" in page
        assert "Institute of Biology" in page
        assert "in person and online" in page

    def test_their_number_alone_suffices_and_is_shown_to_the_public(self, editor, client, event):
        assert (
            client.post(url("exhibit_add", event.slug), {"count": "27", "mode": "hybrid"}).status_code == 302
        )
        page = Client().get(url("public_event", event.slug)).content.decode()
        assert "27 exhibits" in page

    def test_neither_title_nor_number_is_refused_and_the_typing_stays(self, editor, client, event):
        answer = client.post(url("exhibit_add", event.slug), {"summary_en": "About water", "count": ""})
        assert answer.status_code == 200
        assert "title_en" in answer.context["form"].errors
        assert "About water" in answer.content.decode()
        assert not Exhibit.objects.exists()
        with pytest.raises(Invalid):
            exhibits.add_exhibit(event=event, count=0, **doing())

    def test_an_item_of_another_event_is_refused(self, office, event):
        other = agenda.add_item(event=plan(office), kind="exhibition", **doing())
        with pytest.raises(Invalid):
            exhibits.add_exhibit(event=event, title_en="A reactor", item=other, **doing())

    def test_a_change_made_meanwhile_is_not_overwritten(self, editor, client, event):
        one = exhibits.add_exhibit(event=event, title_en="A reactor", **doing())
        opened = one.version
        exhibits.amend_exhibit(one, {"title_en": "A lamp"}, **doing())
        answer = client.post(url("exhibit", event.slug, one.uid), {"title_en": "A pump", "version": opened})
        assert answer.status_code == 200
        assert Exhibit.objects.get().title_en == "A lamp"

    def test_order_and_deletion(self, editor, client, event):
        one, two, three = (exhibits.add_exhibit(event=event, title_en=t, **doing()) for t in "ABC")
        client.post(url("exhibit_shift", event.slug, three.uid), {"to": "up"})
        assert [e.title_en for e in event.exhibits.all()] == ["A", "C", "B"]
        client.post(url("exhibit_shift", event.slug, one.uid), {"to": "up"})
        assert [e.title_en for e in event.exhibits.all()] == ["A", "C", "B"]
        client.post(url("exhibit_delete", event.slug, two.uid))
        assert [e.title_en for e in event.exhibits.all()] == ["A", "C"]

    def test_who_may_read_only_changes_nothing_and_strangers_find_nothing(self, office, event, client):
        one = exhibits.add_exhibit(event=event, title_en="A reactor", **doing())
        client.force_login(UserFactory(office=office, role="viewer"))
        assert client.get(url("exhibits", event.slug)).status_code == 200
        assert client.get(url("exhibit", event.slug, one.uid)).status_code == 403
        assert client.post(url("exhibit_delete", event.slug, one.uid)).status_code == 403
        client.force_login(UserFactory(office=OfficeFactory()))
        assert client.get(url("exhibits", event.slug)).status_code == 404
        assert client.get(url("exhibit", event.slug, one.uid)).status_code == 404

    def test_the_list_takes_as_many_queries_for_three_as_for_one(self, office, editor, client, event):
        def counted():
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url("exhibits", event.slug)).status_code == 200
            return len(queries)

        def show(title):
            exhibits.add_exhibit(
                event=event, title_en=title, owner=OrganizationFactory(office=office), **doing()
            )

        show("A")
        counted()
        at_one = counted()
        show("B")
        show("C")
        assert counted() == at_one

    def test_the_public_page_follows_a_change_at_once(self, event):
        visitor = Client()
        assert "A reactor" not in visitor.get(url("public_event", event.slug)).content.decode()
        one = exhibits.add_exhibit(event=event, title_en="A reactor", **doing())
        assert "A reactor" in visitor.get(url("public_event", event.slug)).content.decode()
        exhibits.delete_exhibit(one, **doing())
        assert "A reactor" not in visitor.get(url("public_event", event.slug)).content.decode()


TYPED = {
    "headline": "Smooth Opening for the Seminar", "publisher": "An agency", "issuer": "A department", "section": "Activity Highlights",
    "dateline": "NANNING, Nov. 27", "published_on": "2021-04-30", "published_time": "12:25", "reads": "1971",
    "notice": "Reproduction with the source named.", "url": "https://example.org/news", "language": "en",
    "quote": "A passage word for word.", "captions": "The hall\nThe audience\n",
}  # fmt: skip


class TestSources:
    def test_all_that_a_publication_states_with_those_who_made_it(self, office, editor, client, event):
        writer, reviewer = PersonFactory(office=office), PersonFactory(office=office)
        typed = TYPED | {"written_by": str(writer.uid), "reviewed_by": str(reviewer.uid)}
        assert client.post(url("source_add", event.slug), typed).url == url("sources", event.slug)
        source = Source.objects.get()
        assert (source.published_on, source.published_time, source.reads) == (
            PartialDate(2021, 4, 30), dt.time(12, 25), 1971,
        )  # fmt: skip
        assert source.captions == ["The hall", "The audience"]
        assert [(c.role, c.person) for c in source.credits.all()] == [
            ("written_by", writer),
            ("reviewed_by", reviewer),
        ]
        page = client.get(url("sources", event.slug)).content.decode()
        for said in ("1,971", "30 April 2021, 12:25", "Activity Highlights", "The audience", str(writer)):
            assert said in page
        assert "Smooth Opening" in client.get(url("source", event.slug, source.uid)).content.decode()

    def test_somebody_who_is_not_in_the_directory_is_named_and_nothing_is_half_written(
        self, editor, client, event
    ):
        answer = client.post(url("source_add", event.slug), TYPED | {"written_by": "Nobody Known"})
        assert answer.status_code == 200
        assert "Nobody Known" in str(answer.context["form"].errors["written_by"])
        assert not Source.objects.exists()

    def test_a_source_that_says_nothing_is_refused(self, editor, client, event):
        answer = client.post(url("source_add", event.slug), {"section": "News"})
        assert "headline" in answer.context["form"].errors
        one = sources.add_source(event=event, publisher="An agency", **doing())
        with pytest.raises(Invalid):
            sources.amend_source(one, {"publisher": ""}, **doing())

    def test_a_link_that_no_page_leads_to_is_refused(self, event):
        with pytest.raises(Invalid) as refused:
            sources.add_source(event=event, headline="Visit", url="ftp://example.org/visit", **doing())
        assert "url" in refused.value.errors

    def test_a_date_in_part_stays_so(self, editor, client, event):
        client.post(url("source_add", event.slug), TYPED | {"published_on": "XXXX-04-30"})
        assert "30 April" in client.get(url("sources", event.slug)).content.decode()
        assert Source.objects.get().published_on == PartialDate(None, 4, 30)

    def test_amending_credits_keeps_who_stays_and_orders_them(self, office, editor, client, event):
        one, two = PersonFactory(office=office), PersonFactory(office=office)
        source = sources.add_source(event=event, headline="News", **doing())
        sources.set_credits(event=event, source=source, people={"written_by": [one, two]}, **doing())
        kept = Credit.objects.get(person=two).pk
        typed = {"headline": "News", "written_by": f"{two.uid};{one.uid}", "version": source.version}
        client.post(url("source", event.slug, source.uid), typed)
        assert [c.person for c in source.credits.all()] == [two, one]
        assert Credit.objects.get(person=two).pk == kept
        client.post(url("source", event.slug, source.uid), {"headline": "News", "version": source.version})
        assert not source.credits.exists()

    def test_credits_of_the_own_report_stand_apart(self, office, editor, client, event):
        person = PersonFactory(office=office)
        assert client.post(url("credits", event.slug), {"reviewed_by": str(person.uid)}).status_code == 302
        credit = Credit.objects.get()
        assert (credit.source, credit.role, credit.person) == (None, "reviewed_by", person)
        assert str(person) in client.get(url("sources", event.slug)).content.decode()
        with pytest.raises(Conflict):
            sources.add_credit(event=event, person=person, role="reviewed_by", **doing())

    def test_order_deletion_and_rights(self, office, editor, client, event):
        one, two = (sources.add_source(event=event, headline=h, **doing()) for h in "AB")
        client.post(url("source_shift", event.slug, two.uid), {"to": "up"})
        assert [s.headline for s in event.sources.all()] == ["B", "A"]
        client.post(url("source_delete", event.slug, one.uid))
        assert [s.headline for s in event.sources.all()] == ["B"]
        client.force_login(UserFactory(office=office, role="viewer"))
        assert client.get(url("sources", event.slug)).status_code == 200
        assert client.get(url("credits", event.slug)).status_code == 403
        assert client.post(url("source_delete", event.slug, two.uid)).status_code == 403

    def test_the_list_takes_as_many_queries_for_three_as_for_one(self, office, editor, client, event):
        def publish(headline):
            source = sources.add_source(event=event, headline=headline, **doing())
            sources.set_credits(event=event, source=source, people={"written_by": [PersonFactory(office=office)]}, **doing())  # fmt: skip

        def counted():
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url("sources", event.slug)).status_code == 200
            return len(queries)

        publish("A")
        counted()
        at_one = counted()
        publish("B")
        publish("C")
        assert counted() == at_one


class TestApi:
    def test_exhibits_sources_and_credits_are_kept_through_the_api(self, office, event):
        api = calling(UserFactory(office=office, role="editor"))
        person = PersonFactory(office=office)
        made = api.post(f"{ROOT}exhibits/", {"event": event.slug, "count": 27, "mode": "hybrid"})
        assert made.status_code == 201, made.content
        assert (made.json()["count"], made.json()["title"]) == (27, {})
        answer = api.post(f"{ROOT}exhibits/", {"event": event.slug, "mode": "hybrid"})
        assert answer.status_code == 400
        assert "title.en" in answer.json()["errors"]
        source = api.post(f"{ROOT}sources/", {"event": event.slug, "headline": "News", "published_on": "2021-04", "captions": ["A"]}).json()  # fmt: skip
        credit = {
            "event": event.slug,
            "source": source["uid"],
            "role": "written_by",
            "person": str(person.uid),
        }
        assert api.post(f"{ROOT}credits/", credit).status_code == 201
        assert api.post(f"{ROOT}credits/", credit).status_code == 409
        shown = api.get(f"{ROOT}sources/{source['uid']}/").json()
        assert (shown["published_on"], shown["captions"]) == ("2021-04", ["A"])
        assert [one["person"]["name"] for one in shown["credits"]] == [person.name]

    def test_they_are_put_in_order(self, office, event):
        api = calling(UserFactory(office=office, role="editor"))
        uids = [str(exhibits.add_exhibit(event=event, title_en=t, **doing()).uid) for t in "AB"]
        answer = api.post(f"{ROOT}events/{event.slug}/exhibit-order/", {"uids": uids[::-1]})
        assert answer.status_code == 204
        assert [e.title_en for e in event.exhibits.all()] == ["B", "A"]
        foreign = str(PersonFactory(office=office).uid)
        answer = api.post(f"{ROOT}events/{event.slug}/source-order/", {"uids": [foreign]})
        assert answer.status_code == 400

    def test_links_of_an_item(self, office, event):
        api = calling(UserFactory(office=office, role="organizer"))
        given = {"event": event.slug, "kind": "symposium", "language": "pt", "abstract": {"en": "On water"},
                 "links": [{"url": "https://example.org/talk", "title": "The talk"}]}  # fmt: skip
        made = api.post(f"{ROOT}agenda-items/", given)
        assert made.status_code == 201, made.content
        assert {name: made.json()[name] for name in ("kind", "language", "abstract", "links")} == {
            name: given[name] for name in ("kind", "language", "abstract", "links")
        }
        answer = api.post(f"{ROOT}agenda-items/", given | {"links": [{"url": "javascript:alert(1)"}]})
        assert answer.status_code == 400
        assert "links" in answer.json()["errors"]
