"""How long the link of an itinerary opens it."""

from __future__ import annotations

import datetime as dt

import time_machine
from django.test import Client
from django.urls import reverse

from delegations import links
from events.links import registration_token
from people.models import Office
from tests.delegations.visiting import FIRST, whole
from tests.factories import UserFactory

PAGES = ("guest_itinerary", "guest_calendar", "guest_pdf")


def test_a_link_opens_until_three_months_after_the_visit(client: Client, office: Office) -> None:
    made_up = whole(office)
    event = made_up.delegation.event
    last = (event.ends_at or event.starts_at).date()
    assert last >= FIRST
    for whose in (made_up.delegation, made_up.members[0]):
        paths = [reverse(f"delegations:{name}", args=[links.itinerary_token(whose)]) for name in PAGES]
        with time_machine.travel(last + links.LASTS - dt.timedelta(days=1), tick=False):
            assert [client.get(path).status_code for path in paths] == [200, 200, 200]
        with time_machine.travel(last + links.LASTS + dt.timedelta(days=2), tick=False):
            answers = [client.get(path) for path in paths]
        assert [answer.status_code for answer in answers] == [404, 404, 404]
        assert "three months ago" in answers[0].content.decode()


def test_a_link_that_has_ended_is_offered_nowhere(client: Client, office: Office) -> None:
    made_up = whole(office)
    event, member = made_up.delegation.event, made_up.members[0]
    last = (event.ends_at or event.starts_at).date()
    own = f"/r/{registration_token(member.registration)}/"
    pages = [
        reverse("delegations:itinerary", args=[made_up.delegation.uid]),
        reverse("delegations:itinerary_person", args=[made_up.delegation.uid, member.uid]),
    ]
    user = UserFactory(office=office, role="protocol")
    for days, offered in ((-1, True), (2, False)):
        with time_machine.travel(last + links.LASTS + dt.timedelta(days=days), tick=False):
            assert (links.offer_itinerary(member.registration) is not None) is offered
            assert ("/i/" in client.get(own).content.decode()) is offered
            client.force_login(user)
            for path in pages:
                page = client.get(path).content.decode()
                assert "Link for guests" in page
                assert ("/i/" in page) is offered, path
                assert ("Renew the link" in page) is offered
                assert ("the link opens nothing any more" in page) is not offered
            client.logout()


def test_without_a_date_a_link_opens(client: Client, office: Office) -> None:
    made_up = whole(office)
    event = made_up.delegation.event
    type(event).objects.filter(pk=event.pk).update(starts_at=None, ends_at=None)
    path = reverse("delegations:guest_itinerary", args=[links.itinerary_token(made_up.delegation)])
    with time_machine.travel(dt.datetime(2099, 1, 1, tzinfo=dt.UTC), tick=False):
        assert client.get(path).status_code == 200
