"""The calendar of an itinerary, read back: zones, stable identifiers, a SEQUENCE that rises, what was dropped, 304."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from delegations import links
from delegations.models import Delegation, Member, Stop
from delegations.services import itinerary_links, legs, stays, stops
from delegations.services.delegations import move_delegation
from events.services import agenda, registration_moves
from people.models import Office
from tests.delegations.conftest import doing
from tests.delegations.visiting import FIRST, whole

pytestmark = pytest.mark.django_db


def path_of(whose: Delegation | Member) -> str:
    whose.refresh_from_db()
    return "/i/" + links.itinerary_token(whose) + "/itinerary.ics"


def entries(client: Client, whose: Delegation | Member) -> dict[str, Any]:
    answer = client.get(path_of(whose))
    assert answer.status_code == 200
    calendar = Calendar.from_ical(answer.content)
    return {str(one["summary"]).partition(":")[0].partition(" (")[0]: one for one in calendar.walk("VEVENT")}


def test_it_is_read_back_with_zones_alarms_and_nights(client: Client, office: Office) -> None:
    made_up = whole(office)
    answer = client.get(path_of(made_up.delegation))
    assert answer["Content-Type"].startswith("text/calendar")
    calendar = Calendar.from_ical(answer.content)
    assert {str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")} == {
        "Asia/Shanghai",
        "America/Sao_Paulo",
    }
    found = entries(client, made_up.delegation)
    assert set(found) == {"Flight CA908", "Tour of the laboratory", "Check-in"}
    flight = found["Flight CA908"]
    assert flight["dtstart"].dt == made_up.leg.departs_at
    assert str(flight["dtstart"].params["TZID"]) == "America/Sao_Paulo"
    assert str(flight["dtend"].params["TZID"]) == "Asia/Shanghai"
    assert flight["dtend"].dt == made_up.leg.arrives_at
    [alarm] = flight.walk("VALARM")
    assert alarm["trigger"].dt == dt.timedelta(hours=-3)
    assert [one["trigger"].dt for one in found["Tour of the laboratory"].walk("VALARM")] == [
        dt.timedelta(minutes=-30)
    ]
    night = found["Check-in"]
    assert (night["dtstart"].dt, night["dtend"].dt) == (FIRST, FIRST + dt.timedelta(days=2))
    said = str(found["Tour of the laboratory"]["description"])
    for text in ("National Laboratory", "Reception Desk, +86 20 5555 0101", "Flat shoes", "Bus 1"):
        assert text in said
    assert "Visita" not in said


def test_sequence_rises_with_every_change_and_identifiers_stay(client: Client, office: Office) -> None:
    with time_machine.travel("2026-12-01T08:00:00Z", tick=False) as clock:
        made_up = whole(office)
        delegation, [item] = made_up.delegation, made_up.items
        seen = entries(client, delegation)

        def rises(name: str, verb: Any) -> None:
            nonlocal seen
            clock.shift(60)
            verb()
            now = entries(client, delegation)
            assert now[name]["sequence"] > seen[name]["sequence"], name
            assert all(now[one]["sequence"] >= seen[one]["sequence"] for one in seen if one in now)
            assert {one: str(now[one]["uid"]) for one in now if one in seen} == {
                one: str(seen[one]["uid"]) for one in seen if one in now
            }
            seen = now

        tour = "Tour of the laboratory"
        rises(tour, lambda: agenda.amend_item(item, {"start_time": dt.time(8, 30)}, **doing()))
        rises(
            tour,
            lambda: stops.amend_stop(Stop.objects.get(item=item), {"phone": "+86 20 5555 0909"}, **doing()),
        )
        rises("Flight CA908", lambda: legs.amend_leg(made_up.leg, {"terminal": "T3"}, **doing()))
        rises(
            "Flight CA908", lambda: legs.take_off(made_up.leg, [made_up.members[1].registration], **doing())
        )
        rises("Check-in", lambda: stays.amend_stay(made_up.rooms[0], {"room": "1301"}, **doing()))
        rises(tour, lambda: stops.delete_stop(Stop.objects.get(item=item), **doing()))
        rises(tour, lambda: agenda.move_item(item, to="dropped", **doing()))
        assert str(seen[tour]["status"]) == "CANCELLED"
        rises("Flight CA908", lambda: legs.cancel_leg(made_up.leg, **doing()))
        assert str(seen["Flight CA908"]["status"]) == "CANCELLED"
        rises("Check-in", lambda: move_delegation(delegation, to="withdrawn", **doing()))
        assert {str(one["status"]) for one in seen.values()} == {"CANCELLED"}


def test_a_person_who_cancelled_is_taken_out_of_their_calendar(client: Client, office: Office) -> None:
    made_up = whole(office)
    member = made_up.members[1]
    assert {str(one["status"]) for one in entries(client, member).values()} == {"CONFIRMED"}
    registration_moves.cancel([member.registration], **doing())
    taken_out = entries(client, member).values()
    assert {str(one["status"]) for one in taken_out} == {"CANCELLED"}
    assert not any("description" in one or "location" in one for one in taken_out)


def test_a_calendar_that_holds_the_present_state_gets_304(client: Client, office: Office) -> None:
    made_up = whole(office)
    path = path_of(made_up.delegation)
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    agenda.amend_item(made_up.items[0], {"end_time": dt.time(9, 45)}, **doing())
    later = client.get(path, headers={"if-none-match": first["ETag"]})
    assert later.status_code == 200
    assert later["ETag"] != first["ETag"]


def test_a_renewed_link_kills_the_old_one_and_a_strangers_token_opens_nothing(
    client: Client, office: Office
) -> None:
    made_up = whole(office)
    for whose in (made_up.delegation, made_up.members[0]):
        old = path_of(whose)
        assert client.get(old).status_code == 200
        itinerary_links.renew_link(whose, by="command", at=timezone.now())
        assert client.get(old).status_code == 404
        assert client.get(path_of(whose)).status_code == 200
    token = links.itinerary_token(made_up.delegation)
    swapped = links.itinerary_token(made_up.members[0])[:35] + token[35:]
    for wrong in ("nonsense", token[:-1] + ("a" if token[-1] != "a" else "b"), swapped):
        for page in ("", "itinerary.ics", "itinerary.pdf", "changes/"):
            assert client.get(f"/i/{wrong}/{page}").status_code == 404, (wrong, page)
        assert client.post(f"/i/{wrong}/seen/").status_code == 404
