"""Follow-ups: overdue first, progress, and verification by somebody else."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.models import FollowUp, ProgressNote
from agreements.services.follow_up_progress import note_progress
from agreements.services.follow_ups import add_follow_up, move_follow_up
from base.dates import PartialDate
from base.errors import Conflict, Invalid
from tests.factories import EventFactory, OfficeFactory, OrganizationFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2027, 7, 1, tzinfo=dt.UTC)


@pytest.fixture
def event():
    return EventFactory()


@pytest.fixture
def organizer(event, client):
    user = UserFactory(office=event.office, role="organizer")
    client.force_login(user)
    return user


def add(event, **values):
    return add_follow_up(cause=event, by="command", at=NOW, **{"text_en": "Send the minutes", **values})


def days(count):
    return PartialDate.of(timezone.localdate() + dt.timedelta(days=count))


def test_a_follow_up_is_added_and_changed(event, organizer, client):
    lead, person = OrganizationFactory(office=event.office), PersonFactory(office=event.office)
    url = reverse("agreements:outcome_follow_up", args=[event.slug])
    assert client.get(url).status_code == 200
    assert "Say what is to be done" in client.post(url, {"due_on": "2027"}).content.decode()
    values = {
        "text_en": "Draft the plan",
        "lead": str(lead.uid),
        "responsible": person.name,
        "owner": organizer.pk,
        "due_on": "2027-09",
    }
    assert client.post(url, values).status_code == 302
    follow_up = FollowUp.objects.get()
    assert (follow_up.event, follow_up.lead, follow_up.responsible, follow_up.owner) == (
        event,
        lead,
        person,
        organizer,
    )
    assert (str(follow_up.due_on), follow_up.due_by) == ("2027-09", dt.date(2027, 9, 30))
    edit = reverse("agreements:follow_up_edit", args=[follow_up.uid])
    assert (
        client.post(edit, values | {"due_on": "2027-10-01", "version": follow_up.version}).status_code == 302
    )
    follow_up.refresh_from_db()
    assert follow_up.due_by == dt.date(2027, 10, 1)


def test_colleagues_of_the_office_alone_own_it(event, organizer, client):
    stranger = UserFactory(office=OfficeFactory())
    url = reverse("agreements:outcome_follow_up", args=[event.slug])
    assert client.post(url, {"text_en": "Draft the plan", "owner": stranger.pk}).status_code == 200
    assert not FollowUp.objects.exists()


def test_who_reported_does_not_verify(event, organizer, client):
    follow_up = add(event)
    move = reverse("agreements:follow_up_move", args=[follow_up.uid])
    client.post(move, {"to": "reported"})
    assert "Somebody else" in client.post(move, {"to": "verified"}, follow=True).content.decode()
    follow_up.refresh_from_db()
    assert follow_up.state == "reported"
    client.force_login(UserFactory(office=event.office, role="protocol"))
    client.post(move, {"to": "verified", "note": "Seen."})
    follow_up.refresh_from_db()
    assert follow_up.state == "verified"
    with pytest.raises(Conflict):
        move_follow_up(follow_up, to="open", by=organizer, at=NOW)


def test_progress_is_noted(event, organizer, client):
    follow_up = add(event)
    url = reverse("agreements:follow_up", args=[follow_up.uid])
    assert client.post(url, {"text": ""}).status_code == 200
    assert client.post(url, {"text": "Sent to both sides."}).status_code == 302
    follow_up.refresh_from_db()
    assert follow_up.state == "in_progress"
    assert ProgressNote.objects.get().noted_by == organizer
    assert "Sent to both sides." in client.get(url).content.decode()
    client.post(reverse("agreements:follow_up_delete", args=[follow_up.uid]))
    assert FollowUp.objects.exists()
    client.post(
        reverse("agreements:follow_up_move", args=[follow_up.uid]), {"to": "dropped", "note": "Overtaken."}
    )
    follow_up.refresh_from_db()
    with pytest.raises(Conflict):
        note_progress(follow_up, text="More", by=organizer, at=NOW)


def test_overdue_first_and_filters(event, organizer, client):
    add(event, text_en="No day")
    add(event, text_en="Later", due_on=days(9))
    add(event, text_en="Overdue", due_on=days(-9), owner=organizer)
    move_follow_up(
        add(event, text_en="Finished", due_on=days(-20)),
        to="dropped",
        by="command",
        at=NOW,
        note="Not needed",
    )
    add(EventFactory(), text_en="Foreign")

    def shown(**query):
        page = client.get(reverse("agreements:followups"), query).content.decode()
        found = {
            text: page.find(f">{text}<") for text in ("No day", "Later", "Overdue", "Finished", "Foreign")
        }
        return [text for text, place in sorted(found.items(), key=lambda pair: pair[1]) if place >= 0]

    assert shown() == ["Overdue", "Later", "No day"]
    assert shown(which="overdue") == ["Overdue"]
    assert shown(which="mine") == ["Overdue"]
    assert shown(which="dropped") == ["Finished"]
    assert set(shown(which="all")) == {"No day", "Later", "Overdue", "Finished"}
    assert shown(q="late") == ["Later"]


def test_isolation_and_roles(event, client):
    follow_up = add(event)
    page = reverse("agreements:follow_up", args=[follow_up.uid])
    writing = [
        page,
        *(
            reverse(f"agreements:follow_up_{name}", args=[follow_up.uid])
            for name in ("edit", "move", "delete")
        ),
    ]
    client.force_login(UserFactory(office=OfficeFactory()))
    assert client.get(page).status_code == 404
    assert {client.post(url, {"text": "x"}).status_code for url in writing} == {404}
    client.force_login(UserFactory(office=event.office, role="viewer"))
    assert client.get(page).status_code == 200
    assert {client.post(url, {"text": "x"}).status_code for url in writing} == {403}
    assert FollowUp.objects.get().state == "open"


def test_queries_do_not_grow(event, organizer, client, django_assert_max_num_queries):
    url = reverse("agreements:followups")
    add(event, lead=OrganizationFactory(office=event.office))
    with django_assert_max_num_queries(16) as one:
        client.get(url)
    for _n in range(2):
        add(
            event,
            lead=OrganizationFactory(office=event.office),
            responsible=PersonFactory(office=event.office),
        )
    with django_assert_max_num_queries(len(one)):
        client.get(url)


def test_nobody_and_nothing_of_another_office(event):
    """Who works in two offices sees both directories, and the record of one never points into the other."""
    other = OfficeFactory()
    for foreign in (
        {"lead": OrganizationFactory(office=other)},
        {"responsible": PersonFactory(office=other)},
        {"owner": UserFactory(office=other)},
    ):
        with pytest.raises(Invalid) as refused:
            add(event, **foreign)
        assert list(refused.value.errors) == list(foreign)
    assert not FollowUp.objects.exists()
