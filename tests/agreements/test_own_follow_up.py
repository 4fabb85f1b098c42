"""The responsible person's own page: by a link, without an account."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements.links import BadLink, follow_up_of, follow_up_token
from agreements.models import Evidence, Extension, FollowUp, ProgressNote
from agreements.services.follow_up_links import renew_link, send_link
from agreements.services.follow_up_progress import note_progress
from agreements.services.follow_ups import add_follow_up, amend_follow_up, move_follow_up
from agreements.services.outcome_sets import amend_follow_ups
from agreements.views import own_follow_up
from base.dates import PartialDate
from base.errors import Invalid
from events.links import registration_token
from people.models import Entry, Notice
from people.notices import kind_of
from tests.factories import EventFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def follow_up():
    event = EventFactory(title_en="Seminar on energy")
    person = PersonFactory(office=event.office, email="responsible@example.org", language="es")
    return add_follow_up(
        cause=event, by="command", at=timezone.now(), text_en="Send the minutes", text_es="Enviar el acta",
        responsible=person, due_on=PartialDate.of(timezone.localdate() + dt.timedelta(days=10)),
    )  # fmt: skip


@pytest.fixture
def user(follow_up):
    return UserFactory(office=follow_up.office, role="organizer")


def page_of(follow_up):
    return reverse("agreements:own_follow_up", args=[follow_up_token(follow_up)])


def test_the_page_says_what_for_whom_and_when_and_changes_nothing(follow_up, client):
    before = Entry.objects.count()
    answer = client.get(page_of(follow_up))
    said = answer.content.decode()
    for words in ("Send the minutes", follow_up.office.name, "Seminar on energy", follow_up.responsible.name):
        assert words in said
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"
    follow_up.refresh_from_db()
    assert (follow_up.state, follow_up.version, Entry.objects.count()) == ("open", 1, before)
    spanish = client.get(page_of(follow_up), headers={"Accept-Language": "es"}).content.decode()
    assert "Enviar el acta" in spanish


def test_reports_with_evidence_and_done(follow_up, client):
    url = page_of(follow_up)
    sent = {"act": "progress", "text": "Half", "evidence": SimpleUploadedFile("draft.txt", b"Draft")}
    assert client.post(url, sent).status_code == 302
    note = ProgressNote.objects.get()
    assert (note.noted_by, note.noted_by_person, note.text) == (None, follow_up.responsible, "Half")
    assert client.post(url, {"act": "done"}).status_code == 302
    follow_up.refresh_from_db()
    assert (follow_up.state, follow_up.reported_by) == ("reported", follow_up.responsible)
    entry = Entry.objects.about(f"follow_up:{follow_up.pk}").get(verb="moved to reported")
    assert (entry.by, entry.actor) == (None, "responsible")
    said = client.get(url).content.decode()
    assert "The office checks it" in said
    assert 'name="act"' not in said
    file = reverse(
        "agreements:own_follow_up_evidence", args=[follow_up_token(follow_up), Evidence.objects.get().uid]
    )
    answer = client.get(file)
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == b"Draft"


def test_wrong_input_keeps_the_typing(follow_up, client):
    url = page_of(follow_up)
    sent = {
        "act": "progress",
        "text": "A long report",
        "evidence": SimpleUploadedFile("page.html", b"<script>"),
    }
    answer = client.post(url, sent)
    assert answer.status_code == 422
    assert "A long report" in answer.content.decode()
    assert "page.html cannot be attached" in answer.content.decode()
    answer = client.post(url, {"act": "extension", "more-until": "2020", "more-reason": "Illness"})
    assert answer.status_code == 422
    assert "Illness" in answer.content.decode()
    assert not ProgressNote.objects.exists()
    assert not Extension.objects.exists()


def test_asks_for_more_time(follow_up, client):
    url = page_of(follow_up)
    assert (
        client.post(url, {"act": "extension", "more-until": "2090", "more-reason": "Illness"}).status_code
        == 302
    )
    asked = Extension.objects.get()
    assert (asked.asked_by, asked.asked_by_person, asked.state) == (None, follow_up.responsible, "asked")
    assert "the answer is still to come" in client.get(url).content.decode()


def test_overdue_is_too_late_for_more_time(follow_up, client, user):
    amend_follow_up(follow_up, {"due_on": PartialDate.parse("2020-01")}, by=user, at=timezone.now())
    url = page_of(follow_up)
    assert "The due date has passed" in client.get(url).content.decode()
    assert (
        client.post(url, {"act": "extension", "more-until": "2090", "more-reason": "Late"}).status_code == 422
    )
    assert client.post(url, {"act": "progress", "text": "At last"}).status_code == 302


def test_a_bad_link_opens_nothing(follow_up, client, user):
    token = follow_up_token(follow_up)
    other = add_follow_up(
        cause=follow_up.event,
        by=user,
        at=timezone.now(),
        text_en="Another",
        responsible=follow_up.responsible,
    )
    foreign = registration_token(FollowUp(uid=follow_up.uid, link_revision=1))  # signed for another purpose
    mixed = f"{other.uid.hex}-1.{token.partition('.')[2]}"
    raised = token.replace("-1.", "-2.")
    for bad in (f"{token}x", token[:-1], foreign, mixed, raised, "nonsense", "-", f"{follow_up.uid.hex}-1"):
        for answer in (
            client.get(reverse("agreements:own_follow_up", args=[bad])),
            client.post(reverse("agreements:own_follow_up", args=[bad]), {"act": "done"}),
        ):
            assert answer.status_code == 404
            assert "This link does not hold any more" in answer.content.decode()
            assert "Send the minutes" not in answer.content.decode()
    note_progress(other, text="Theirs", by=user, at=timezone.now())
    follow_up.refresh_from_db()
    assert follow_up.state == "open"


def test_evidence_of_another_follow_up_stays_hidden(follow_up, client, user):
    from base.attachments import checked

    other = add_follow_up(cause=follow_up.event, by=user, at=timezone.now(), text_en="Another")
    note_progress(other, text="x", by=user, at=timezone.now(), evidence=[checked("a.txt", b"x")])
    url = reverse(
        "agreements:own_follow_up_evidence", args=[follow_up_token(follow_up), Evidence.objects.get().uid]
    )
    assert client.get(url).status_code == 404


def test_a_renewed_link_and_another_person_revoke_it(follow_up, client, user):
    first = page_of(follow_up)
    client.force_login(user)
    client.post(reverse("agreements:follow_up_link_renew", args=[follow_up.uid]))
    assert client.get(first).status_code == 404
    follow_up.refresh_from_db()
    second = page_of(follow_up)
    assert client.get(second).status_code == 200
    amend_follow_up(
        follow_up, {"responsible": PersonFactory(office=follow_up.office)}, by=user, at=timezone.now()
    )
    assert client.get(second).status_code == 404
    third = page_of(follow_up)
    amend_follow_ups(
        [(follow_up, {"responsible": PersonFactory(office=follow_up.office)})], by=user, at=timezone.now()
    )
    assert client.get(third).status_code == 404
    token = follow_up_token(follow_up)
    amend_follow_up(follow_up, {"responsible": None}, by=user, at=timezone.now())
    follow_up.link_revision -= 1
    with pytest.raises(BadLink):
        follow_up_of(token)


def test_the_link_is_sent_in_the_persons_language(follow_up, user, client):
    client.force_login(user)
    url = reverse("agreements:follow_up_link_send", args=[follow_up.uid])
    client.post(url)
    client.post(url)
    letter = Notice.objects.get(kind="follow_up.link")
    assert (letter.address, letter.language) == ("responsible@example.org", "es")
    kind = kind_of("follow_up.link")
    message = kind.render([letter])[letter.pk]
    assert "Enviar el acta" in message.subject
    assert page_of(follow_up) in message.text
    assert kind.still_due([letter], timezone.now()) == {letter.pk}
    renew_link(follow_up, by=user, at=timezone.now())
    assert kind.still_due([letter], timezone.now()) == set()
    letter.refresh_from_db()
    assert letter.state == "withdrawn"


def test_no_letter_without_an_address(follow_up, user):
    person = PersonFactory(office=follow_up.office, email="")
    amend_follow_up(follow_up, {"responsible": person}, by=user, at=timezone.now())
    with pytest.raises(Invalid):
        send_link(follow_up, by=user, at=timezone.now())
    assert not Notice.objects.exists()


def test_what_is_sent_is_counted(follow_up, client, monkeypatch):
    monkeypatch.setattr(own_follow_up, "BY_ONE_LINK", 2)
    url = page_of(follow_up)
    answers = [client.post(url, {"act": "progress", "text": str(n)}).status_code for n in range(3)]
    assert answers == [302, 302, 429]
    assert client.get(url).status_code == 200
    monkeypatch.setattr(own_follow_up, "BY_ONE_LINK", 100)
    assert Client(enforce_csrf_checks=True).post(url, {"act": "done"}).status_code == 403


def test_finished_is_only_shown(follow_up, client, user):
    move_follow_up(follow_up, to="dropped", by=user, at=timezone.now(), note="Overtaken")
    url = page_of(follow_up)
    assert "nothing more is to be done" in client.get(url).content.decode()
    assert client.post(url, {"act": "progress", "text": "Still"}).status_code == 422
    assert client.post(url, {"act": "done"}).status_code == 422
