"""Progress with evidence, reports that come round, more time, and verification by somebody else."""

import datetime as dt
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from agreements.models import Evidence, Extension, FollowUp, ProgressNote
from agreements.services.extensions import ask_extension, decide_extension
from agreements.services.follow_up_progress import MOST_FILES, note_progress, report_done
from agreements.services.follow_ups import (
    RESPONSIBLE,
    add_follow_up,
    amend_follow_up,
    move_follow_up,
    reporter_of,
    supporters_of,
)
from agreements.services.months import months_on
from base import attachments
from base.attachments import checked
from base.dates import PartialDate
from base.errors import Conflict, Invalid
from people.models import Entry
from tests.factories import EventFactory, OfficeFactory, OrganizationFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2027, 7, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def event():
    return EventFactory(office=OfficeFactory(zone="Asia/Shanghai"))


@pytest.fixture
def organizer(event, client):
    user = UserFactory(office=event.office, role="organizer")
    client.force_login(user)
    return user


@pytest.fixture
def colleague(event):
    return UserFactory(office=event.office, role="protocol")


def add(event, **values):
    return add_follow_up(cause=event, by="command", at=NOW, **{"text_en": "Send the minutes", **values})


def day(text):
    return PartialDate.parse(text)


def packed(*names):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as target:
        for name in names:
            target.writestr(name, "x")
    return content.getvalue()


# --- months -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2027-01-15", 1, "2027-02-15"),
        ("2027-01-31", 1, "2027-02-28"),
        ("2027-02-28", 1, "2027-03-31"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2027-01-30", 1, "2027-02-28"),
        ("2027-06-30", 3, "2027-09-30"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2027-12-31", 12, "2028-12-31"),
        ("2027-03-31", -1, "2027-02-28"),
        ("2027-01-10", -3, "2026-10-10"),
    ],
)
def test_months_end_right(start, months, end):
    assert months_on(dt.date.fromisoformat(start), months) == dt.date.fromisoformat(end)


def test_a_report_moves_the_next_one_on(event, organizer):
    follow_up = add(event, report_every=1, next_report_on=dt.date(2027, 7, 31))
    note_progress(follow_up, text="First", by=organizer, at=NOW)
    assert follow_up.next_report_on == dt.date(2027, 8, 31)
    note_progress(follow_up, text="In the same month", by=organizer, at=NOW)
    assert follow_up.next_report_on == dt.date(2027, 8, 31)
    note_progress(follow_up, text="Long silent", by=organizer, at=NOW + dt.timedelta(days=200))
    follow_up.refresh_from_db()
    assert follow_up.next_report_on == dt.date(2028, 1, 31)


def test_the_first_report_is_due_one_interval_from_now(event, organizer):
    assert add(event, report_every=3).next_report_on == dt.date(2027, 10, 1)
    once = add(event, next_report_on=dt.date(2027, 7, 9))
    note_progress(once, text="The one report", by=organizer, at=NOW)
    assert once.next_report_on is None
    with pytest.raises(Invalid):
        add(event, report_every=0)


# --- evidence ---------------------------------------------------------------------------------------------------------


def test_evidence_is_of_its_kind():
    good = {
        "a.pdf": b"%PDF-1.7", "b.PNG": b"\x89PNG\r\n\x1a\n0", "c.docx": packed("word/document.xml"),
        "纪要.txt": "会议纪要".encode("gb18030"), "d.csv": b"a;b",
    }  # fmt: skip
    assert [checked(name, content).media_type.split(";")[0] for name, content in good.items()] == [
        "application/pdf", "image/png", attachments.KINDS["docx"][0], "text/plain", "text/csv",
    ]  # fmt: skip
    bad = {
        "a.pdf": b"<html>", "b.html": b"<html>", "c.svg": b"<svg/>", "d.exe": b"MZ", "e": b"x", "empty.pdf": b"",
        "macro.docx": packed("word/document.xml", "word/vbaProject.bin"), "f.xlsx": b"PK\x03\x04nonsense", "g.txt": b"\x00\xff",
    }  # fmt: skip
    for name, content in bad.items():
        with pytest.raises(Invalid, match=name):
            checked(name, content)
    assert checked("../../etc/passwd.txt", b"x").name == "passwd.txt"
    assert len(checked("n" * 300 + ".txt", b"x").name) == attachments.NAME_LENGTH


def test_what_is_too_large_or_too_much_is_refused(event, organizer, monkeypatch):
    monkeypatch.setattr(attachments, "LARGEST", 10)
    with pytest.raises(Invalid, match="too large"):
        checked("a.txt", b"x" * 11)
    follow_up = add(event)
    with pytest.raises(Invalid):
        note_progress(
            follow_up, text="All", by=organizer, at=NOW, evidence=[checked("a.txt", b"x")] * (MOST_FILES + 1)
        )
    follow_up.refresh_from_db()
    assert (follow_up.state, ProgressNote.objects.count()) == ("open", 0)


def test_evidence_is_sent_and_handed_out_for_download_only(event, organizer, client):
    follow_up = add(event)
    url = reverse("agreements:follow_up", args=[follow_up.uid])
    files = [
        SimpleUploadedFile("minutes.txt", b"Agreed"),
        SimpleUploadedFile("plan.pdf", b"%PDF-1.7"),
    ]
    assert client.post(url, {"text": "Done", "evidence": files}).status_code == 302
    [first, _second] = Evidence.objects.all()
    page = client.get(url).content.decode()
    assert "minutes.txt" in page
    assert "plan.pdf" in page
    file = reverse("agreements:follow_up_evidence", args=[follow_up.uid, first.uid])
    answer = client.get(file)
    assert b"".join(answer.streaming_content) == b"Agreed"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    client.force_login(UserFactory(office=OfficeFactory()))
    assert client.get(file).status_code == 404


def test_a_refused_file_keeps_the_typing(event, organizer, client):
    follow_up = add(event)
    url = reverse("agreements:follow_up", args=[follow_up.uid])
    sent = {"text": "A long report", "evidence": SimpleUploadedFile("run.exe", b"MZ")}
    page = client.post(url, sent).content.decode()
    assert "run.exe cannot be attached" in page
    assert "A long report" in page
    assert not ProgressNote.objects.exists()


# --- more time --------------------------------------------------------------------------------------------------------


def test_more_time_is_asked_for_before_the_day_and_granted_by_another(event, organizer, colleague):
    follow_up = add(event, due_on=day("2027-07"))
    asked = ask_extension(follow_up, until=day("2027-09-15"), reason="Holidays", by=organizer, at=NOW)
    with pytest.raises(Conflict, match="already"):
        ask_extension(follow_up, until=day("2027-10"), reason="More", by=colleague, at=NOW)
    with pytest.raises(Conflict, match="Somebody else"):
        decide_extension(asked, grant=True, by=organizer, at=NOW)
    decide_extension(asked, grant=True, by=colleague, at=NOW)
    follow_up.refresh_from_db()
    assert (str(follow_up.due_on), follow_up.due_by) == ("2027-09-15", dt.date(2027, 9, 15))
    with pytest.raises(Conflict, match="decided already"):
        decide_extension(asked, grant=False, answer="No", by=colleague, at=NOW)
    verbs = set(Entry.objects.about(f"follow_up:{follow_up.pk}").values_list("verb", flat=True))
    assert {"extension asked for", "moved to granted", "changed"} <= verbs


def test_refused_needs_a_reason_and_leaves_the_day(event, organizer, colleague):
    follow_up = add(event, due_on=day("2027-07-20"))
    asked = ask_extension(follow_up, until=day("2027-08"), reason="Holidays", by=organizer, at=NOW)
    with pytest.raises(Invalid):
        decide_extension(asked, grant=False, by=colleague, at=NOW)
    decide_extension(asked, grant=False, answer="The minister waits.", by=colleague, at=NOW)
    follow_up.refresh_from_db()
    assert (str(follow_up.due_on), Extension.objects.get().state) == ("2027-07-20", "refused")
    ask_extension(follow_up, until=day("2027-07-25"), reason="Five days only", by=organizer, at=NOW)


@pytest.mark.parametrize(
    ("due", "moment", "refused"),
    [
        ("2027-07-01", "2027-07-01T15:59:00+00:00", False),  # still 1 July in Shanghai
        ("2027-07-01", "2027-07-01T16:00:00+00:00", True),
        ("2027-07", "2027-07-31T10:00:00+00:00", False),
        ("2027-06", "2027-07-01T00:00:00+00:00", True),
    ],
)
def test_after_the_due_day_of_the_office_it_is_too_late(event, organizer, due, moment, refused):
    follow_up = add(event, due_on=day(due))
    ask = {
        "until": day("2027-12"),
        "reason": "More",
        "by": organizer,
        "at": dt.datetime.fromisoformat(moment),
    }
    if not refused:
        assert ask_extension(follow_up, **ask).state == "asked"
        return
    with pytest.raises(Conflict, match="The due date has passed"):
        ask_extension(follow_up, **ask)


def test_more_time_makes_sense(event, organizer, colleague):
    with pytest.raises(Conflict, match="no due date"):
        ask_extension(add(event), until=day("2027-12"), reason="More", by=organizer, at=NOW)
    follow_up = add(event, due_on=day("2027-09"))
    for until in (day("2027-09"), day("2027-08-01"), day("XXXX-10"), None):
        with pytest.raises(Invalid):
            ask_extension(follow_up, until=until, reason="More", by=organizer, at=NOW)
    asked = ask_extension(follow_up, until=day("2027-10"), reason="More", by=organizer, at=NOW)
    amend_follow_up(follow_up, {"due_on": day("2027-12")}, by=colleague, at=NOW)
    with pytest.raises(Invalid):
        decide_extension(asked, grant=True, by=colleague, at=NOW)
    report_done(follow_up, by=organizer, at=NOW)
    with pytest.raises(Conflict, match="no longer"):
        decide_extension(asked, grant=True, by=colleague, at=NOW)


def test_more_time_on_the_pages(event, organizer, colleague, client):
    follow_up = add(event, due_on=PartialDate.of(timezone.localdate() + dt.timedelta(days=5)))
    url = reverse("agreements:follow_up_extend", args=[follow_up.uid])
    assert client.get(url).status_code == 200
    assert "State a day after" in client.post(url, {"until": "2020", "reason": "More"}).content.decode()
    assert client.post(url, {"until": "2090", "reason": "More"}).status_code == 302
    page = reverse("agreements:follow_up", args=[follow_up.uid])
    assert "Grant" not in client.get(page).content.decode().replace("Granted", "")
    client.force_login(colleague)
    assert "Grant" in client.get(page).content.decode()
    decide = reverse("agreements:follow_up_decide", args=[follow_up.uid, Extension.objects.get().uid])
    client.post(decide, {"decision": "grant"})
    follow_up.refresh_from_db()
    assert str(follow_up.due_on) == "2090"


# --- the way through the states ---------------------------------------------------------------------------------------


def test_who_reported_by_link_is_known_and_verified_by_another(event, organizer, colleague):
    person = PersonFactory(office=event.office, email=organizer.email.upper())
    follow_up = add(event, responsible=person)
    report_done(follow_up, text="All sent", by=RESPONSIBLE, person=person, at=NOW)
    assert reporter_of(follow_up) == person
    with pytest.raises(Conflict, match="Somebody else"):
        move_follow_up(follow_up, to="verified", by=organizer, at=NOW)
    with pytest.raises(Invalid):
        move_follow_up(follow_up, to="in_progress", by=colleague, at=NOW)
    move_follow_up(follow_up, to="in_progress", by=colleague, at=NOW, note="A page is missing.")
    move_follow_up(follow_up, to="reported", by=colleague, at=NOW)
    assert reporter_of(follow_up) == colleague
    move_follow_up(follow_up, to="verified", by=organizer, at=NOW)
    assert follow_up.state == "verified"


def test_dropped_says_why_and_opens_again(event, organizer, client):
    follow_up = add(event)
    move = reverse("agreements:follow_up_move", args=[follow_up.uid])
    page = client.post(move, {"to": "dropped", "next": "/follow-ups/board/"})
    assert page.status_code == 200
    assert 'name="note"' in page.content.decode()
    assert "Say why" in client.post(move, {"to": "dropped", "asked": "1", "note": " "}).content.decode()
    sent = {"to": "dropped", "asked": "1", "note": "Overtaken", "next": "/follow-ups/board/"}
    assert client.post(move, sent).headers["Location"] == "/follow-ups/board/"
    away = client.post(move, {"to": "open", "next": "https://example.org/"})
    assert away.headers["Location"] == reverse("agreements:follow_up", args=[follow_up.uid])
    assert FollowUp.objects.get().state == "open"


def test_its_owner_reports_whatever_the_role(event, client):
    owner = UserFactory(office=event.office, role="viewer")
    follow_up = add(event, owner=owner, due_on=day("2090"))
    client.force_login(owner)
    page = reverse("agreements:follow_up", args=[follow_up.uid])
    assert client.post(page, {"text": "Half done"}).status_code == 302
    assert client.post(reverse("agreements:follow_up_edit", args=[follow_up.uid]), {}).status_code == 403
    move = reverse("agreements:follow_up_move", args=[follow_up.uid])
    assert client.post(move, {"to": "dropped", "note": "No"}).status_code == 403
    assert client.post(move, {"to": "reported"}).status_code == 302
    assert FollowUp.objects.get().state == "reported"


def test_supporters_stand_in_order(event, organizer):
    one, two, three = (OrganizationFactory(office=event.office) for _n in range(3))
    follow_up = add(event, lead=one, supporters=[three, two, three])
    assert supporters_of(follow_up) == [three, two]
    assert amend_follow_up(follow_up, {}, supporters=[two, three], by=organizer, at=NOW) == ["supporters"]
    assert supporters_of(follow_up) == [two, three]
    for wrong in (one, OrganizationFactory(office=OfficeFactory())):
        with pytest.raises(Invalid):
            amend_follow_up(follow_up, {}, supporters=[wrong], by=organizer, at=NOW)
