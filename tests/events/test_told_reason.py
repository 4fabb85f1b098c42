"""Why an event was postponed or cancelled: kept in the journal, and told to the participants where the organizer ticked it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from base.dates import PartialDate
from base.errors import Invalid
from events.models import Event
from events.services.lifecycle import move_event
from events.services.registration import register
from events.services.schedule import amend_event, schedule
from people.models import Entry, Notice, Office, User
from people.services.drain import drain
from people.services.letter_preview import previews
from people.services.notice_templates import text_of, write_template
from tests.api.conftest import ROOT, calling
from tests.factories import OfficeFactory, UserFactory
from tests.mailserver import Postbox

pytestmark = pytest.mark.django_db
WHY = "The hall is not available."
SAID = f"The reason given: {WHY}"


@pytest.fixture
def office() -> Office:
    return OfficeFactory()


@pytest.fixture
def organizer(office: Office, client: Client) -> User:
    user: User = UserFactory(office=office, role="organizer")
    client.force_login(user)
    return user


@pytest.fixture
def event(office: Office, organizer: User, postbox: Postbox) -> Event:
    """Announced, with one participant, to whom the confirmation has gone."""
    event = schedule(
        office=office, kind="seminar", title_en="Water seminar", zone="Asia/Shanghai", start_time=dt.time(9),
        start_on=in_days(30), contact_email="desk@example.org", **doing(),
    )  # fmt: skip
    event = move_event(event, to="published", **doing())
    register(event=event, given_name="Participant", family_name="17", email="participant17@example.org", consent=True, **doing())  # fmt: skip
    drain()
    postbox.taken.clear()
    return event


def doing() -> dict[str, Any]:
    return {"by": "command", "at": timezone.now()}


def in_days(days: int) -> PartialDate:
    return PartialDate.of(timezone.localdate() + dt.timedelta(days=days))


def move(event: Event, to: str, note: str = WHY, *, tell: bool = True) -> Event:
    event.refresh_from_db()
    return move_event(event, to=to, note=note, tell_reason=tell, **doing())


def publish(event: Event) -> None:
    event.refresh_from_db()
    move_event(event, to="published", **doing())


def page(event: Event, to: str) -> str:
    return reverse("events:move", args=[event.slug, to])


def the_letter(postbox: Postbox) -> Any:
    """The one mail that leaves now."""
    drain()
    (mail,) = postbox.taken
    postbox.taken.clear()
    return mail


def plain(mail: Any) -> str:
    return str(mail.get_body(("plain",)).get_content()).replace("\r\n", "\n")


# --- on the form ---------------------------------------------------------------------------------------------------


def test_a_reason_stays_in_the_journal_unless_it_is_ticked(
    event: Event, client: Client, postbox: Postbox
) -> None:
    asked = client.get(page(event, "cancelled")).content.decode()
    assert "Tell the reason to the participants" in asked
    assert "checked" not in asked
    client.post(page(event, "cancelled"), {"note": WHY, "version": event.version})
    letter = the_letter(postbox)
    assert letter["Subject"] == "Cancelled: Water seminar"
    assert "reason" not in plain(letter)
    assert WHY in client.get(reverse("reports:event", args=[event.slug])).content.decode()
    assert Entry.objects.get(verb="moved to cancelled", subject=f"event:{event.pk}").note == WHY


def test_a_ticked_reason_stands_in_the_letter(event: Event, client: Client, postbox: Postbox) -> None:
    typed = {"note": WHY, "tell_reason": "on", "version": event.version}
    assert client.post(page(event, "cancelled"), typed).status_code == 302
    letter = the_letter(postbox)
    assert f"\n\n{SAID}\n\n" in plain(letter)
    assert WHY in letter.get_body(("html",)).get_content()
    notice = Notice.objects.get(kind="event.cancelled")
    assert set(notice.data) == {"registration", "event"}


def test_a_tick_without_a_reason_is_asked_about(event: Event, client: Client) -> None:
    answer = client.post(
        page(event, "cancelled"), {"note": " \n", "tell_reason": "on", "version": event.version}
    )
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "Type the reason" in said
    assert "checked" in said
    assert Event.objects.get(pk=event.pk).state == "published"


# --- after a postponement ------------------------------------------------------------------------------------------


def test_the_letter_with_the_new_date_states_why_it_was_postponed(
    event: Event, client: Client, postbox: Postbox
) -> None:
    move(event, "postponed")
    assert Notice.objects.filter(kind="event.moved").count() == 0
    asked = client.get(page(event, "published")).content.decode()
    assert f"gets a letter with the date. It states the reason: “{WHY}”" in asked
    amend_event(event, {"start_on": in_days(60)}, **doing())
    publish(event)
    letter = the_letter(postbox)
    assert f"\n\n{SAID}\n\n" in plain(letter)
    (calendar,) = letter.iter_attachments()
    assert WHY not in str(calendar.get_content())


def test_a_later_change_of_the_date_has_nothing_to_do_with_that_reason(
    event: Event, postbox: Postbox
) -> None:
    move(event, "postponed")
    publish(event)
    assert SAID in plain(the_letter(postbox))
    amend_event(event, {"start_on": in_days(70)}, **doing())
    assert "reason" not in plain(the_letter(postbox))


def test_a_date_that_is_corrected_before_the_letters_left_takes_the_reason_along(
    event: Event, postbox: Postbox
) -> None:
    move(event, "postponed")
    amend_event(event, {"start_on": in_days(60)}, **doing())
    publish(event)
    amend_event(event, {"start_on": in_days(61)}, **doing())
    assert SAID in plain(the_letter(postbox))


def test_who_has_a_letter_about_the_date_learns_why_it_was_postponed_nevertheless(
    event: Event, postbox: Postbox
) -> None:
    amend_event(event, {"start_on": in_days(60)}, **doing())
    assert "reason" not in plain(the_letter(postbox))
    for why in ("fire", "storm"):
        move(event, "postponed", why)
        drain()
        assert postbox.taken == []
        publish(event)
        letter = the_letter(postbox)
        assert f"The reason given: {why}" in plain(letter)
    revision = Event.objects.get(pk=event.pk).schedule_revision
    (calendar,) = letter.iter_attachments()
    assert revision == 3
    assert f"SEQUENCE:{revision}" in str(calendar.get_content())


def test_letters_that_wait_say_neither_the_reason_nor_the_date_of_a_postponed_event(
    event: Event, postbox: Postbox
) -> None:
    amend_event(event, {"start_on": in_days(60)}, **doing())
    move(event, "postponed")
    assert drain().withdrawn == 1
    assert postbox.taken == []
    publish(event)
    assert SAID in plain(the_letter(postbox))


def test_letters_that_wait_are_not_sent_beside_those_of_an_event_that_is_on_again(
    event: Event, postbox: Postbox
) -> None:
    amend_event(event, {"start_on": in_days(60)}, **doing())
    move(event, "postponed")
    publish(event)
    assert SAID in plain(the_letter(postbox))


def test_a_reason_that_was_told_is_not_that_of_the_next_move(event: Event, postbox: Postbox) -> None:
    move(event, "postponed")
    move(event, "cancelled", "an internal matter", tell=False)
    assert Event.objects.get(pk=event.pk).reason_told == ""
    assert "reason" not in plain(the_letter(postbox))


# --- as plain text -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    ["{person_name} {reason} {{7*7}} {% debug %} %(event_title)s", "<b>fire</b> & water"],
)
@pytest.mark.parametrize("own", [False, True])
def test_nothing_in_a_reason_is_filled_or_run(
    event: Event, office: Office, postbox: Postbox, typed: str, own: bool
) -> None:
    if own:
        write_template(office=office, kind="event.cancelled", language="en", subject="Off", body="Dear {person_name},\n\nThe reason given: {reason}", **doing())  # fmt: skip
    move(event, "cancelled", typed)
    letter = the_letter(postbox)
    assert f"The reason given: {typed}" in plain(letter)
    assert "<b>" not in letter.get_body(("html",)).get_content()


@pytest.mark.parametrize("subject", ["Off: {reason}", "Off"])
def test_line_breaks_in_a_reason_reach_no_header(
    event: Event, office: Office, postbox: Postbox, subject: str
) -> None:
    write_template(office=office, kind="event.cancelled", language="en", subject=subject, body="Why: {reason}", **doing())  # fmt: skip
    move(event, "cancelled", "Fire\r\nBcc: victim@example.org\r\n\r\n\u202ebody\x00")
    letter = the_letter(postbox)
    assert letter["Bcc"] is None
    assert postbox.recipients[-1:] in ([], ["participant17@example.org"])
    assert plain(letter).strip() == "Why: Fire Bcc: victim@example.org body"


# --- in the office's own words -------------------------------------------------------------------------------------


@pytest.mark.parametrize("tell", [False, True])
def test_own_words_state_it_by_a_placeholder(
    event: Event, office: Office, postbox: Postbox, tell: bool
) -> None:
    body = "{event_title} is off.\n\nWhy: {reason}.\n\n{office_name}"
    write_template(office=office, kind="event.cancelled", language="en", subject="Off", body=body, **doing())
    move(event, "cancelled", "fire", tell=tell)
    said = plain(the_letter(postbox))
    assert ("Why: fire." in said) is tell
    assert ("Why" in said) is tell
    assert "\n\n\n" not in said


def test_other_letters_have_no_such_placeholder(office: Office) -> None:
    with pytest.raises(Invalid) as refusal:
        write_template(office=office, kind="registration.cancelled", language="en", subject="Off", body="{reason}", **doing())  # fmt: skip
    assert "{reason}" in refusal.value.errors["body"][0]


def test_a_preview_says_what_stands_there(office: Office) -> None:
    for kind in ("event.cancelled", "event.moved"):
        [shown] = previews(office, text_of(kind), ["en"])
        assert "The reason given: [why it was postponed or cancelled" in shown.text


# --- by the API ----------------------------------------------------------------------------------------------------


def test_the_api_tells_it_alike(event: Event, organizer: User, postbox: Postbox) -> None:
    api = calling(organizer)
    at = f"{ROOT}events/{event.slug}/"
    now = {"HTTP_IF_MATCH": api.get(at)["ETag"]}
    refused = api.post(f"{at}move/", {"to": "postponed", "tell_reason": True}, **now)
    assert refused.status_code == 400
    assert list(refused.json()["errors"]) == ["note"]
    running = api.post(f"{at}move/", {"to": "running", "note": WHY, "tell_reason": True}, **now)
    assert list(running.json()["errors"]) == ["tell_reason"]
    done = api.post(f"{at}move/", {"to": "cancelled", "note": WHY, "tell_reason": True}, **now)
    assert done.json()["reason_told"] == WHY
    assert SAID in plain(the_letter(postbox))
