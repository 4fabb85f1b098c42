"""Webhooks: what they are told and when, that it is signed and arrives, and that none leads into a private network."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import ipaddress
import json
import os
import socket
import threading
import time
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from base import outward
from base.errors import Conflict, Invalid
from base.sealing import bound, unseal
from config.restoring import _opened
from events.models import Event
from events.services.lifecycle import move_event
from events.services.schedule import schedule
from people.models import Channel, Entry, Notice, NoticeState, Office, Webhook
from people.services import webhook_line, webhooks
from people.services.drain import Tally, drain, wait
from tests.factories import OfficeFactory, UserFactory
from tests.webserver import Listener

pytestmark = pytest.mark.django_db
ADDRESS = "https://listener.example.org/hook"


@pytest.fixture
def office() -> Office:
    return OfficeFactory()


def made(office: Office, url: str = ADDRESS, *topics: str, **values: Any) -> tuple[Webhook, str]:
    given = {"name": "Intranet", **values}
    return webhooks.add_webhook(
        office=office, url=url, topics=topics or ("event.moved",), by="system", at=timezone.now(), **given
    )


def published(office: Office, **values: Any) -> Event:
    event = schedule(
        office=office, by="system", at=timezone.now(), kind="seminar", title_en="Seminar", zone="UTC",
        start_on=_in_days(9), **values,
    )  # fmt: skip
    return move_event(event, to="published", by="system", at=timezone.now())


def _in_days(days: int) -> Any:
    from base.dates import PartialDate

    return PartialDate.of(timezone.localdate() + dt.timedelta(days=days))


def told() -> Any:
    return Notice.objects.filter(channel=Channel.WEBHOOK).order_by("pk")


def deliver(**more: Any) -> Tally:
    return drain(channel=Channel.WEBHOOK, **more)


# --- what is written down ------------------------------------------------------------------------------------------


def test_a_move_is_written_down_for_those_who_ask_for_it_and_nobody_else(office: Office) -> None:
    asked, _secret = made(office)
    made(office, "https://other.example.org/", "agreement.moved")
    made(OfficeFactory())
    paused, _secret = made(office, "https://paused.example.org/")
    webhooks.amend_webhook(paused, {"active": False}, by="system", at=timezone.now())
    event = published(office)
    [notice] = told()
    entry = Entry.objects.get(subject=f"event:{event.pk}", verb="moved to published")
    assert notice.recipient == f"webhook:{asked.pk}"
    assert notice.data == {"webhook": asked.pk, "entry": entry.pk}
    assert notice.address == ""


def test_the_entry_into_one_state_can_be_asked_for_alone(office: Office) -> None:
    made(office, ADDRESS, "report.published", "agreement.signed")
    published(office)
    assert not told().exists()


def test_a_move_that_is_rolled_back_was_never_told(office: Office) -> None:
    from django.db import transaction

    made(office)
    with transaction.atomic():
        published(office)
        transaction.set_rollback(True)
    assert not told().exists()


def test_telling_costs_no_statement_more(office: Office, django_assert_num_queries: Any) -> None:
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in range(3):
        with CaptureQueriesContext(connection) as queries:
            published(office)
        counts.append(len(queries))
        made(office, f"https://listener{number}.example.org/")
    assert counts[0] == counts[1] == counts[2]
    assert told().count() == 3


# --- what arrives --------------------------------------------------------------------------------------------------


def test_a_delivery_is_signed_and_tells_no_more_than_where_to_look(
    office: Office, listener: Listener
) -> None:
    _webhook, secret = made(office, listener.url)
    event = published(office)
    assert deliver().sent == 1
    [(headers, body)] = listener.taken
    said = json.loads(body)
    notice = told().get()
    assert notice.state == NoticeState.SENT
    assert headers["Idempotency-Key"] == said["key"] == str(notice.uid)
    assert (said["topic"], said["state"], said["office"]) == ("event.moved", "published", office.slug)
    assert said["record"]["uid"] == str(event.uid)
    assert said["record"]["links"]["api"].endswith(f"/api/v1/events/{event.slug}/")
    assert set(said) == {"key", "topic", "office", "occurred_at", "state", "record"}
    signed = f"{headers['Entente-Timestamp']}.{said['key']}.".encode() + body
    expected = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    assert headers["Entente-Signature"] == f"v1={expected}"


def test_after_a_new_secret_both_sign_for_a_day(office: Office, listener: Listener) -> None:
    webhook, old = made(office, listener.url)
    new = webhooks.renew_secret(webhook, by="system", at=timezone.now())
    assert new != old
    published(office)
    deliver()
    headers, body = listener.taken[-1]
    at, key = int(headers["Entente-Timestamp"]), headers["Idempotency-Key"]
    both = [webhook_line.signature(secret, at, key, body) for secret in (new, old)]
    assert headers["Entente-Signature"] == ",".join(f"v1={one}" for one in both)
    Webhook.objects.update(secret_made_at=timezone.now() - dt.timedelta(days=2))
    published(office)
    deliver()
    assert listener.taken[-1][0]["Entente-Signature"].count("v1=") == 1


def test_a_receiver_out_of_order_is_tried_again_under_the_same_key(
    office: Office, listener: Listener
) -> None:
    made(office, listener.url)
    published(office)
    listener.status = 503
    assert deliver().later == 1
    assert deliver().claimed == 0
    listener.status = 204
    assert deliver(at=timezone.now() + wait(1)).sent == 1
    assert len({headers["Idempotency-Key"] for headers, _body in listener.taken}) == 1
    assert len(listener.taken) == 2


@pytest.mark.parametrize("status", [301, 302, 307, 400, 404, 410])
def test_a_redirect_and_a_refusal_wait_for_a_person(office: Office, listener: Listener, status: int) -> None:
    made(office, listener.url)
    published(office)
    listener.status, listener.location = status, listener.url
    assert deliver().failed == 1
    assert len(listener.taken) == 1
    assert told().get().trouble == "permanent"


def test_a_slow_receiver_is_left_in_its_time_and_holds_up_nobody(
    office: Office, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook_line, "SECONDS", 0.6)
    made(office, listener.url)
    for _n in range(4):
        published(office)
    listener.pause = 3
    begun = timezone.now()
    tally = deliver()
    assert (timezone.now() - begun).total_seconds() < 3
    assert (tally.sent, tally.later) == (0, 4)
    assert len(listener.taken) == 1, "the others to the same place were not even tried"


def test_a_certificate_for_another_name_is_not_accepted(office: Office, listener: Listener) -> None:
    made(office, f"https://127.0.0.1:{listener.port}/")
    published(office)
    assert deliver().later == 1
    assert listener.taken == []
    assert "certificate" in told().get().error.lower()


def test_what_waits_for_a_paused_or_deleted_webhook_is_withdrawn(office: Office, listener: Listener) -> None:
    webhook, _secret = made(office, listener.url)
    published(office)
    webhooks.amend_webhook(webhook, {"active": False}, by="system", at=timezone.now())
    assert told().get().state == NoticeState.WITHDRAWN
    webhooks.amend_webhook(webhook, {"active": True}, by="system", at=timezone.now())
    published(office)
    webhooks.delete_webhook(webhook, by="system", at=timezone.now())
    assert deliver().claimed == 0
    assert listener.taken == []


# --- where it may lead ---------------------------------------------------------------------------------------------

PRIVATE = (
    "fec0::1", "feff:ffff::1", "64:ff9b:1::808:808", "64:ff9b::c000:1", "2001:0:5ef5:79fd::1", "2002:808:808::1", "2001:db8::1",
    "3fff::1", "5f00::1", "4000::1", "::ffff:0:808:808", "::808:808", "::ffff:100.64.0.1", "192.0.0.9", "192.0.0.200",
    "192.88.99.1", "198.19.255.255", "240.0.0.1", "239.255.255.255", "100.127.255.255", "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "198.18.0.1", "::1", "::", "fe80::1", "fd00::1", "fc00::1", "ff02::1", "::ffff:10.0.0.1",
    "::ffff:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "::7f00:1",
)  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_seen_through(address: str) -> None:
    assert not outward.is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "93.184.216.34", "1.1.1.1", "100.128.0.1", "192.0.1.1", "2606:4700::1111", "2a00:1450:4001::1", "::ffff:1.1.1.1",
        "64:ff9b::101:101",
    ],
)  # fmt: skip
def test_public_addresses_are_public(address: str) -> None:
    assert outward.is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "http://listener.example.org/", "https://127.0.0.1/", "https://[::1]/", "https://[fec0::1]/", "https://[64:ff9b::a00:1]/", "https://[fd00::1]/", "https://u:p@example.org/",
        "https://[::ffff:10.0.0.1]/", "https://169.254.169.254/latest/", "ftp://example.org/", "https:///x", "https://localhost/x", "https://intranet.localhost./",
    ],
)  # fmt: skip
def test_an_address_that_leads_inside_is_refused_when_it_is_typed(office: Office, url: str) -> None:
    with pytest.raises(Invalid) as refusal:
        made(office, url)
    assert "url" in refusal.value.errors


def test_a_name_is_asked_for_once_and_a_private_answer_among_others_refuses_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def answers(host: str, port: int, **_more: Any) -> list[Any]:
        asked.append(host)
        return [(2, 1, 6, "", ("1.1.1.1", port)), (2, 1, 6, "", ("10.0.0.7", port))]

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    made(office)
    published(office)
    assert deliver().failed == 1
    assert asked == ["listener.example.org"]
    assert "private network" in told().get().error


def test_the_connection_goes_to_the_address_that_was_checked(
    office: Office, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that answers otherwise the second time is not asked a second time."""
    real, asked = socket.getaddrinfo, []

    def answers(host: Any, port: Any, *rest: Any, **more: Any) -> Any:
        if host == "localhost":
            asked.append(host)
            if len(asked) > 1:
                raise AssertionError("asked again")
            return [(2, 1, 6, "", ("127.0.0.1", port))]
        return real(host, port, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    made(office, listener.url)
    published(office)
    assert deliver().sent == 1


def test_a_name_that_is_not_found_in_time_is_tried_later(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging = threading.Event()

    def never(*asked: Any, **more: Any) -> Any:
        hanging.wait(20)
        raise OSError("no answer")

    monkeypatch.setattr(socket, "getaddrinfo", never)
    monkeypatch.setattr(webhook_line, "SECONDS", 0.3)
    made(office)
    published(office)
    begun = time.monotonic()
    try:
        assert deliver().later == 1
        assert time.monotonic() - begun < 5
        notice = told().get()
        assert (notice.state, notice.trouble) == (NoticeState.PENDING, "connection")
        assert "in time" in notice.error
    finally:
        hanging.set()


# --- keeping them --------------------------------------------------------------------------------------------------


def test_the_secret_is_sealed_and_never_in_the_journal(office: Office) -> None:
    webhook, secret = made(office)
    assert secret.encode() not in bytes(Webhook.objects.get(pk=webhook.pk).secret)
    assert not Entry.objects.filter(note__contains=secret).exists()


def test_one_address_has_one_webhook_and_topics_are_known(office: Office) -> None:
    made(office)
    with pytest.raises(Conflict):
        made(office)
    with pytest.raises(Invalid):
        made(office, "https://x.example.org/", "nothing.moved")


def entered(client: Client, office: Office, role: str = "administrator") -> Client:
    client.force_login(UserFactory(office=office, role=role))
    return client


def test_an_administrator_adds_tests_pauses_renews_and_deletes(
    client: Client, office: Office, listener: Listener
) -> None:
    entered(client, office)
    form = {"name": "Intranet", "url": listener.url, "topics": ["event.moved", "report.published"]}
    page = client.post("/office/webhooks/", form)
    webhook = Webhook.objects.get()
    assert "whsec_" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert "whsec_" not in client.get("/office/webhooks/").content.decode()
    address = f"/office/webhooks/{webhook.uid}/"
    client.post(f"{address}test/")
    deliver()
    assert json.loads(listener.taken[0][1])["topic"] == "test"
    assert str(told().get().uid) in client.get(address).content.decode()
    assert "whsec_" in client.post(f"{address}secret/").content.decode()
    client.post(f"{address}switch/", {"active": "0"})
    webhook.refresh_from_db()
    assert not webhook.active
    client.post(address, {**form, "name": "Portal", "version": webhook.version})
    webhook.refresh_from_db()
    assert webhook.name == "Portal"
    assert client.get(f"{address}delete/").status_code == 200
    client.post(f"{address}delete/")
    assert not Webhook.objects.exists()


def test_a_bad_address_is_said_at_its_field_and_keeps_what_was_typed(client: Client, office: Office) -> None:
    form = {"name": "Intranet", "url": "https://10.0.0.1/", "topics": ["event.moved"]}
    answer = entered(client, office).post("/office/webhooks/", form)
    assert answer.status_code == 422
    assert "private network" in answer.content.decode()
    assert "https://10.0.0.1/" in answer.content.decode()


@pytest.mark.parametrize("role", ["viewer", "organizer"])
def test_only_administrators_see_webhooks(client: Client, office: Office, role: str) -> None:
    webhook, _secret = made(office)
    entered(client, office, role)
    assert client.get("/office/webhooks/").status_code == 403
    assert client.get(f"/office/webhooks/{webhook.uid}/").status_code == 403
    stranger = entered(Client(), OfficeFactory())
    assert stranger.get(f"/office/webhooks/{webhook.uid}/").status_code == 404


def test_the_pages_take_as_many_queries_for_three_as_for_one(
    client: Client, office: Office, django_assert_max_num_queries: Any
) -> None:
    from django.test.utils import CaptureQueriesContext

    entered(client, office)
    webhook, _secret = made(office)
    counts = []
    for number in range(3):
        webhooks.send_test(webhook, at=timezone.now())
        client.get("/office/webhooks/")
        for page in ("/office/webhooks/", f"/office/webhooks/{webhook.uid}/"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            counts.append((page, len(queries)))
        made(office, f"https://another{number}.example.org/")
    assert len(set(counts)) == 2


def test_secrets_move_to_the_present_key(office: Office, settings: Any) -> None:
    old, new = os.urandom(32), os.urandom(32)
    settings.SEALING_KEYS = {"old": old}
    webhook, first = made(office)
    other, alone = made(office, "https://other.example.org/")
    second = webhooks.renew_secret(webhook, by="system", at=timezone.now())
    settings.SEALING_KEYS = {"new": new, "old": old}
    call_command("reseal")
    settings.SEALING_KEYS = {"new": new}
    held = Webhook.objects.get(pk=webhook.pk)
    assert unseal(held.secret, bound_to=bound(held, "secret")) == second
    assert unseal(held.earlier_secret, bound_to=bound(held, "earlier_secret")) == first
    other.refresh_from_db()
    assert unseal(other.secret, bound_to=bound(other, "secret")) == alone
    assert other.earlier_secret is None


def test_a_backup_opens_every_secret_in_its_place(office: Office) -> None:
    webhook, _secret = made(office)
    webhooks.renew_secret(webhook, by="system", at=timezone.now())
    with connection.cursor() as cursor:
        assert [_opened(cursor, Webhook, field) for field in Webhook.SEALED] == [1, 1]


def test_a_new_secret_is_the_way_out_when_a_key_is_lost(office: Office, settings: Any) -> None:
    settings.SEALING_KEYS = {"lost": os.urandom(32)}
    webhook, _secret = made(office)
    settings.SEALING_KEYS = {"new": os.urandom(32)}
    secret = webhooks.renew_secret(webhook, by="system", at=timezone.now())
    webhook.refresh_from_db()
    assert unseal(webhook.secret, bound_to=bound(webhook, "secret")) == secret
    assert webhook.earlier_secret is None


def test_the_outbox_names_the_webhook_of_a_delivery(client: Client, office: Office) -> None:
    webhook, _secret = made(office)
    webhooks.send_test(webhook, at=timezone.now())
    notice = webhooks.deliveries(webhook).get()
    entered(client, office, "organizer")
    for page in ("/outbox/", f"/outbox/{notice.uid}/"):
        assert webhook.name in client.get(page).content.decode()
