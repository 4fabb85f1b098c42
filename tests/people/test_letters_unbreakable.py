"""Whatever names and titles hold, a mail has the headers it was given and a calendar the lines it was given."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from email import message_from_bytes
from email.policy import default
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from base import placeholders
from base.dates import PartialDate
from events.calendars import calendar_of
from events.models import AgendaItem, Event
from people.models import Notice, Office
from people.notices import Message, NoticeKind
from people.services import mail

NASTY = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "\r\n\t\x00\x1b\x85\u2028\u2029\u202e\u2066\u200f\ufeff;,:\\\"'<>{}%&=?@. ABCaé中ü😀"
        ),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=400,
)
INJECTION = "Seminar\r\nBcc: victim@example.org\r\n\r\nbody"
HIDING = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
KIND = NoticeKind("test.letter", "letter", lambda notices: {})
HEADERS = {
    "subject", "from", "to", "reply-to", "date", "message-id", "content-language", "mime-version", "content-type",
}  # fmt: skip
BOUNDED = settings(max_examples=60, deadline=None)


def sent(**said: Any) -> Any:
    """The mail as the server takes it, read again."""
    notice = Notice(
        recipient="registration:7", kind="test.letter", rule="", occurrence="x", address="reader@example.org", language="zh-hans"
    )  # fmt: skip
    built: Any = mail.build(notice, Message(**said), KIND).message()
    return message_from_bytes(built.as_bytes(linesep="\r\n"), policy=default)


@BOUNDED
@example(INJECTION, INJECTION)
@example("x" * 5000, "中" * 300)
@example("\u202egnp.exe", "\u2066evil")
@given(subject=NASTY, name=NASTY)
def test_headers_are_those_that_were_given(subject: str, name: str) -> None:
    message = sent(subject=subject, text="text", sender_name=name, reply_to="office@example.org")
    assert {key.lower() for key in message} <= HEADERS
    assert message["To"] == "reader@example.org"
    assert [one.addr_spec for one in message["From"].addresses] == [mail._own_address()]
    assert not message.defects
    told = str(message["Subject"]).strip()  # a word too long for a line begins on the next
    assert not HIDING.search(told)
    assert len(told) <= 200
    assert message["Bcc"] is None
    assert not HIDING.search(str(message["From"].addresses[0].display_name))


@BOUNDED
@example("<script>alert(1)</script>", "javascript:alert(1)")
@example('Click\nhttps://example.org/" onclick="x', "x")
@example("\u202etxt.exe", "data:text/html,x")
@given(text=NASTY, name=NASTY)
def test_both_parts_say_the_same_and_link_only_to_the_web(text: str, name: str) -> None:
    message = sent(
        subject="Hello", text=f"{text}\n\nOpen:\nhttps://example.org/own\n\n{name}", sender_name=name
    )
    plain = message.get_body(("plain",)).get_content()
    html = message.get_body(("html",)).get_content()
    assert not HIDING.search(plain)
    assert not HIDING.search(html)
    links = re.findall(r'<a [^>]*?href="([^"]*)"', html)
    assert "https://example.org/own" in links
    assert {urlsplit(link.replace("&amp;", "&")).scheme for link in links} <= {"https", "http", "mailto"}
    tags = set(re.findall(r"<\s*([a-zA-Z0-9]+)", html))
    assert tags <= {"html", "head", "meta", "title", "style", "body", "div", "h1", "p", "a", "br"}
    assert not re.search(r"<[^>]*\son\w+\s*=", html)


@BOUNDED
@example("{b}", "{a}")
@example("{a}{b}", "{{b}}")
@given(first=NASTY, second=NASTY)
def test_values_are_filled_in_once(first: str, second: str) -> None:
    found = placeholders.fill("<{a}|{b}>", {"a": first, "b": second})
    assert found == f"<{first}|{second}>"


@BOUNDED
@example(
    "Seminar\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nATTENDEE:mailto:victim@example.org",
    "Room 1;2,3\\n",
    "Name\r\nX-A:1",
)
@given(title=NASTY, place=NASTY, name=NASTY)
def test_a_calendar_has_the_lines_it_was_given(title: str, place: str, name: str) -> None:
    title, place, name = (text.replace("\x00", "") for text in (title, place, name))
    event = _event(title, place, name)
    item = AgendaItem(
        uid=uuid.uuid4(), event=event, title=title, title_en=title, gist_en=place, place_en=place, kind="speech",
        starts_at=event.starts_at, ends_at=event.ends_at, start_time=dt.time(9), sequence=1, updated_at=event.updated_at,
    )  # fmt: skip
    written = calendar_of(event, [item])
    calendar = Calendar.from_ical(written)
    entries = [part for part in calendar.subcomponents if part.name == "VEVENT"]
    assert len(entries) == 2
    assert not [part for part in calendar.walk() if part.errors]
    allowed = {
        "UID", "DTSTAMP", "LAST-MODIFIED", "URL", "CONTACT", "SEQUENCE", "STATUS", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION",
        "LOCATION", "RELATED-TO",
    }  # fmt: skip
    assert all(set(entry.keys()) <= allowed for entry in entries)
    assert set(calendar.keys()) <= {
        "PRODID", "VERSION", "CALSCALE", "METHOD", "X-WR-CALNAME", "X-WR-TIMEZONE", "X-WR-CALDESC",
    }  # fmt: skip
    assert written.count(b"BEGIN:VEVENT\r\n") == 2 + written.count(b"\\nBEGIN:VEVENT\r\n")


def _event(title: str, place: str, name: str) -> Event:
    moment = dt.datetime(2030, 4, 2, 9, tzinfo=dt.UTC)
    return Event(
        uid=uuid.uuid4(), slug="seminar", office=Office(name=name), title=title, title_en=title, place_en=place, zone="UTC",
        start_on=PartialDate.parse("2030-04-02"), start_time=dt.time(9), starts_at=moment,
        ends_at=moment + dt.timedelta(hours=2), contact_name=name, updated_at=timezone.now(), state="published",
    )  # fmt: skip


def test_the_tests_would_notice_an_injection() -> None:
    """A negative control: the same eyes on a mail and a calendar that were put together by hand."""
    raw = f"Subject: {INJECTION}\r\nTo: reader@example.org\r\n\r\n".encode()
    assert message_from_bytes(raw, policy=default)["Bcc"] == "victim@example.org"
    naive = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:{}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n".format(
        "x\r\nATTENDEE:mailto:victim@example.org"
    )
    [entry] = [part for part in Calendar.from_ical(naive).subcomponents if part.name == "VEVENT"]
    assert "ATTENDEE" in entry


@pytest.mark.parametrize("address", ["victim@example.org\r\nBcc: other@example.org", "a@b.c\nSubject: x"])
def test_an_address_with_a_line_break_never_becomes_a_header(address: str) -> None:
    notice = Notice(
        recipient="user:1", kind="test.letter", rule="", occurrence="x", address=address, language="en"
    )
    with pytest.raises(ValueError, match=r"newline|Invalid|header"):
        mail.build(notice, Message("s", "t"), KIND).message()
