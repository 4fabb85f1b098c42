"""The office's own letters: written by the page and the API, filled safely, shown before they are sent, given up again."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from base import placeholders
from base.dates import PartialDate
from base.errors import Conflict, Invalid, Stale
from events.models import Event, Registration
from events.services.lifecycle import move_event
from events.services.registration import register
from events.services.schedule import schedule
from people.models import Entry, Notice, NoticeTemplate, Office, User
from people.notices import kinds, texts
from people.services import notice_templates, trials
from people.services.drain import drain
from people.services.letter_preview import house_words, previews
from people.services.notice_templates import amend_template, delete_template, send_trial, write_template
from tests.factories import OfficeFactory, UserFactory
from tests.mailserver import Postbox
from tests.people.conftest import logged_in

pytestmark = pytest.mark.django_db
CONFIRMED = "registration.confirmed"
BODY = "{person_name}, your seat at {event_title} is sure.\n\nYour page:\n{registration_link}"
NOT_OURS = {"event.message", "event.reminder.test", "webhook", "people.letter_trial"}
"""Kinds whose words a person writes each time, that test something, or that are no letters."""


def doing(user: User | str = "system") -> dict[str, Any]:
    return {"by": user, "at": timezone.now()}


def written(office: Office, language: str = "en", **values: Any) -> NoticeTemplate:
    given = {"kind": CONFIRMED, "subject": "Welcome to {event_title}", "body": BODY, **values}
    return write_template(office=office, language=language, **given, **doing())


def seated(office: Office, language: str = "en", **values: Any) -> Registration:
    """A confirmed participant, whose letter waits in the outbox."""
    given = {
        "title_en": "Water seminar",
        "title_es": "Seminario del agua",
        "zone": "UTC",
        "kind": "seminar",
        **values,
    }
    event: Event = schedule(
        office=office,
        start_on=PartialDate.of(timezone.localdate() + dt.timedelta(days=30)),
        **given,
        **doing(),
    )
    event = move_event(event, to="published", **doing())
    return register(event=event, given_name="Participant", family_name="17", email="participant17@example.org", language=language, consent=True, **doing())  # fmt: skip


def plain(mail: Any) -> str:
    return str(mail.get_body(("plain",)).get_content()).replace("\r\n", "\n")


# --- the house's texts ---------------------------------------------------------------------------------------------


def test_every_kind_of_letter_can_be_written_by_an_office() -> None:
    without = {kind.name for kind in kinds().values() if not kind.texts and not kind.name.startswith("test.")}
    assert without == NOT_OURS
    assert len(texts()) >= 25


@pytest.mark.parametrize("language", ["en", "zh-hans", "es", "pt"])
def test_the_texts_of_the_house_pass_the_rules_for_own_texts(language: str) -> None:
    for text in texts().values():
        words = house_words(text, language)
        notice_templates.check_words(text.name, words.subject, words.body)
        assert "%}" not in words.body + words.subject


def test_the_house_speaks_the_language_of_the_reader() -> None:
    said = {language: house_words(texts()[CONFIRMED], language).body for language in ("en", "zh-hans", "es")}
    assert len(set(said.values())) == 3


# --- which words are sent ------------------------------------------------------------------------------------------


def test_a_letter_is_in_the_words_of_the_office(office: Office, postbox: Postbox) -> None:
    written(office)
    seated(office)
    drain()
    [mail] = postbox.taken
    assert mail["Subject"] == "Welcome to Water seminar"
    assert plain(mail).startswith("Participant 17, your seat at Water seminar is sure.")
    assert 'href="http' in mail.get_body(("html",)).get_content()
    assert [part.get_content_type() for part in mail.iter_attachments()] == ["text/calendar"]


def test_an_own_english_text_leaves_readers_of_other_languages_the_house_text(
    office: Office, postbox: Postbox
) -> None:
    template = written(office)
    seated(office, "es")
    drain()
    assert "Welcome" not in postbox.taken[0]["Subject"]
    assert postbox.taken[0]["Content-Language"] == "es"
    amend_template(template, {"fallback": True}, **doing())
    seated(office, "es")
    drain()
    told = postbox.taken[1]
    assert (told["Subject"], told["Content-Language"]) == ("Welcome to Water seminar", "en")


def test_the_text_of_the_readers_language_comes_before_the_one_for_all(
    office: Office, postbox: Postbox
) -> None:
    written(office, fallback=True)
    written(office, "es", subject="Bienvenidos a {event_title}", body="Su página:\n{registration_link}")
    seated(office, "es")
    drain()
    assert postbox.taken[0]["Subject"] == "Bienvenidos a Seminario del agua"


def test_a_line_ends_where_its_last_value_is_empty() -> None:
    said = {"event_dates": "2 April 2030", "event_time": "", "event_place": ""}
    body = "When: {event_dates}, {event_time}\nWhere: {event_place}.\n\nOn {event_dates} ({event_time})"
    assert placeholders.fill_body(body, said) == "When: 2 April 2030\n\nOn 2 April 2030"


def test_another_office_is_not_touched(office: Office, postbox: Postbox) -> None:
    written(office)
    seated(OfficeFactory())
    drain()
    assert "Welcome" not in postbox.taken[0]["Subject"]


def test_a_line_that_leads_to_nothing_is_left_out(office: Office, postbox: Postbox) -> None:
    written(
        office,
        body="Where: {event_place}\nWhen: {event_dates}\n\nJoin here:\n{join_link}\n\n{registration_link}",
    )
    seated(office)
    drain()
    text = plain(postbox.taken[0])
    assert "Where" not in text
    assert "Join" not in text
    assert text.startswith("When: ")


def test_letters_of_a_batch_read_own_texts_in_one_query(
    office: Office, django_assert_max_num_queries: Any
) -> None:
    written(office)
    counts = []
    for more in (1, 2):
        for _one in range(more):
            seated(office)
        notices = list(Notice.objects.filter(kind=CONFIRMED))
        with django_assert_max_num_queries(4) as queries:
            kinds()[CONFIRMED].render(notices)
        counts.append(len(queries))
    assert counts[0] == counts[1]


# --- what may be written -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "literal",
    [
        "{x.__class__}",
        "{{7*7}}",
        "{{ event_title }}",
        "{% debug %}",
        "{0}",
        "{event_title!r}",
        "%(event_title)s",
    ],
)
def test_what_looks_like_a_template_stays_literal(office: Office, postbox: Postbox, literal: str) -> None:
    written(office, subject=f"S {literal}", body=f"{literal}\n{{registration_link}}")
    seated(office)
    drain()
    assert postbox.taken[0]["Subject"] == f"S {literal}"
    assert plain(postbox.taken[0]).startswith(literal)


def test_values_are_never_filled_again(office: Office, postbox: Postbox) -> None:
    written(office, body="{event_title}\n\n{registration_link}")
    seated(office, title_en="{office_name} {{7*7}}")
    drain()
    assert plain(postbox.taken[0]).startswith("{office_name} {{7*7}}")


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"body": "{persn_name} {registration_link}"}, "body", "{persn_name}"),
        ({"subject": "{link}"}, "subject", "{event_title}"),
        ({"body": "Welcome"}, "body", "{registration_link}"),
        ({"body": "Welcome {{registration_link}}"}, "body", "{registration_link}"),
        ({"subject": "Hello\nBcc: victim@example.org"}, "subject", "one line"),
        ({"subject": "a\u202eb"}, "subject", "hidden"),
        ({"body": "\u2066x {registration_link}"}, "body", "hidden"),
        ({"subject": " "}, "subject", "subject"),
        ({"body": "\n"}, "body", "say"),
        ({"kind": "nothing.known"}, "kind", "nothing.known"),
        ({"subject": "x" * 201}, "subject", "200"),
        ({"body": "{registration_link}" + "x" * 10_000}, "body", "10000"),
        ({"language": "de"}, "language", "de"),
    ],
)
def test_a_refusal_names_its_field_and_what_may_be_used(
    office: Office, values: dict[str, str], field: str, words: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        written(office, **values)
    assert words in " ".join(refusal.value.errors[field])
    assert not NoticeTemplate.objects.exists()


def test_only_one_language_stands_in_for_the_others(office: Office) -> None:
    first = written(office, fallback=True)
    second = written(office, "es", fallback=True)
    first.refresh_from_db()
    assert (first.fallback, first.version, second.fallback) == (False, 2, True)


def test_versions_keep_changes_from_being_lost_and_the_journal_knows_them(office: Office) -> None:
    template = written(office)
    amend_template(template, {"subject": "One"}, expected=1, **doing())
    with pytest.raises(Stale):
        amend_template(template, {"subject": "Two"}, expected=1, **doing())
    with pytest.raises(Conflict):
        written(office)
    delete_template(NoticeTemplate.objects.get(), **doing())
    entries = Entry.objects.filter(subject=f"noticetemplate:{template.pk}").order_by("pk")
    assert [(e.verb, e.fields) for e in entries] == [
        ("created", []), ("changed", ["subject"]), ("back to the house’s text", []),
    ]  # fmt: skip


# --- previews ------------------------------------------------------------------------------------------------------


def test_a_preview_has_the_data_of_the_latest_letter_but_not_its_link(office: Office) -> None:
    written(office)
    registration = seated(office)
    shown = {one.reader: one for one in previews(office, texts()[CONFIRMED])}
    assert {one.real for one in shown.values()} == {True}
    assert shown["en"].text.startswith("Participant 17, your seat at Water seminar")
    assert "Seminario del agua" in shown["es"].text
    notice = Notice.objects.get(kind=CONFIRMED)
    real = kinds()[CONFIRMED].render([notice])[notice.pk].text
    link = next(line for line in real.splitlines() if line.startswith("http"))
    assert all(link not in one.text + one.html for one in shown.values())
    assert notice.recipient == f"registration:{registration.pk}"


def test_without_a_letter_a_preview_says_what_stands_where(office: Office) -> None:
    for text in texts().values():
        shown = previews(office, text)
        assert [one.reader for one in shown] == ["en", "zh-hans", "es", "pt"]
        assert not any(one.real for one in shown)
        assert all(one.subject and one.text and "<html" in one.html for one in shown)


def test_a_preview_asks_the_same_queries_for_one_language_and_four(
    office: Office, django_assert_max_num_queries: Any
) -> None:
    seated(office)
    counts = []
    for languages in (["en"], ["en", "zh-hans", "es", "pt"]):
        with django_assert_max_num_queries(8) as queries:
            previews(office, texts()[CONFIRMED], languages)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_test_mail_goes_to_oneself_and_not_too_often(
    office: Office, admin: User, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(office, "es", subject="Bienvenidos", body="Su página:\n{registration_link}")
    send_trial(office=office, kind=CONFIRMED, language="es", to=admin, at=timezone.now())
    drain()
    [mail] = postbox.taken
    assert mail["To"] == admin.email
    assert "Bienvenidos" in mail["Subject"]
    assert mail["Subject"] != "Bienvenidos"
    monkeypatch.setattr(trials, "TRIALS", 2)
    send_trial(office=office, kind=CONFIRMED, language="es", to=admin, at=timezone.now())
    with pytest.raises(trials.TooManyTrials):
        send_trial(office=office, kind=CONFIRMED, language="es", to=admin, at=timezone.now())


# --- the pages -----------------------------------------------------------------------------------------------------


def address(name: str = "letter", *args: str) -> str:
    return reverse(f"people:{name}", args=args or [CONFIRMED, "en"])


def test_the_list_asks_the_same_queries_however_many_texts(
    office: Office, as_admin: Client, django_assert_max_num_queries: Any
) -> None:
    counts = []
    for languages in (["en"], ["es", "pt"]):
        for language in languages:
            written(office, language)
        as_admin.get(reverse("people:letters"))
        with django_assert_max_num_queries(8) as queries:
            page = as_admin.get(reverse("people:letters")).content.decode()
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert "English, Español, Português" in page or "Español" in page


def test_a_text_is_written_changed_and_given_up_by_the_pages(office: Office, as_admin: Client) -> None:
    page = as_admin.get(address()).content.decode()
    assert "{registration_link}" in page
    sent = {"subject": "Hello {event_title}", "body": BODY, "version": ""}
    assert as_admin.post(address(), sent).status_code == 302
    template = NoticeTemplate.objects.get()
    assert (template.office, template.kind, template.language) == (office, CONFIRMED, "en")
    stale = as_admin.post(address(), {**sent, "subject": "Other", "version": "7"})
    assert stale.status_code == 422
    assert "Other" in stale.content.decode()
    assert as_admin.post(address(), {**sent, "subject": "Other", "version": "1"}).status_code == 302
    assert as_admin.get(address("letter_house")).status_code == 200
    assert NoticeTemplate.objects.exists()
    as_admin.post(address("letter_house"))
    assert not NoticeTemplate.objects.exists()


def test_what_is_typed_is_shown_before_it_is_saved_and_kept_when_refused(
    office: Office, as_admin: Client
) -> None:
    typed = {"subject": "Hello", "body": BODY, "action": "preview"}
    page = as_admin.post(address(), typed)
    assert page.status_code == 200
    draft = page.context["shown"]["draft"]
    assert not NoticeTemplate.objects.exists()
    html = as_admin.get(f"{address('letter_html')}?draft={draft}")
    assert "is sure" in html.content.decode()
    assert "sandbox" in html["Content-Security-Policy"]
    assert html["X-Frame-Options"] == "SAMEORIGIN"
    other = logged_in(UserFactory(office=office, role="administrator"))
    assert other.get(f"{address('letter_html')}?draft={draft}").status_code == 404
    refused = as_admin.post(address(), {"subject": "Kept words", "body": "{nothing_known}"})
    assert refused.status_code == 422
    assert "Kept words" in refused.content.decode()
    assert "{nothing_known}" in refused.content.decode()


def test_the_preview_shows_every_language_and_sends_to_oneself(
    office: Office, as_admin: Client, admin: User
) -> None:
    page = as_admin.get(reverse("people:letter_preview", args=[CONFIRMED]))
    assert page.content.decode().count("<iframe") == 4
    assert as_admin.get(address("letter_test")).status_code == 405
    as_admin.post(address("letter_test"))
    notice = Notice.objects.get()
    assert (notice.address, notice.kind) == (admin.email, "people.letter_trial")


def test_the_pages_belong_to_administrators(office: Office, as_editor: Client, as_admin: Client) -> None:
    for name, args in (("letters", []), ("letter", [CONFIRMED, "en"]), ("letter_preview", [CONFIRMED])):
        assert as_editor.get(reverse(f"people:{name}", args=args)).status_code == 403
    organizer = logged_in(UserFactory(office=office, role="organizer"))
    assert organizer.post(address(), {"subject": "s", "body": BODY}).status_code == 403
    assert as_admin.get(reverse("people:letter", args=["nothing", "en"])).status_code == 404
    assert as_admin.get(reverse("people:letter", args=[CONFIRMED, "xx"])).status_code == 404


# --- the API -------------------------------------------------------------------------------------------------------


def test_the_api_writes_previews_and_deletes(office: Office, admin: User) -> None:
    api = APIClient()
    api.force_login(admin)
    base = "/api/v1/notice-templates/"
    known = api.get(f"{base}letters/").json()
    assert {"registration_link"} == set(next(one for one in known if one["kind"] == CONFIRMED)["needed"])
    sent = {"kind": CONFIRMED, "language": "en", "subject": "Hello", "body": "no link"}
    refused = api.post(base, sent, format="json")
    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["body"])
    made = api.post(base, {**sent, "body": BODY}, format="json")
    assert made.status_code == 201, made.content
    assert api.post(base, {**sent, "body": BODY}, format="json").status_code == 409
    one = f"{base}{made.json()['uid']}/"
    assert api.patch(one, {"subject": "New"}, format="json").status_code == 428
    changed = api.patch(one, {"subject": "New"}, format="json", headers={"If-Match": made["ETag"]})
    assert changed.json()["subject"] == "New"
    assert (
        api.patch(one, {"subject": "Old"}, format="json", headers={"If-Match": made["ETag"]}).status_code
        == 412
    )
    shown = api.get(f"{one}preview/").json()
    assert (shown["subject"], shown["real"]) == ("New", False)
    assert api.post(f"{one}test/").status_code == 204
    assert Notice.objects.get().address == admin.email
    assert api.delete(one, headers={"If-Match": changed["ETag"]}).status_code == 204


def test_the_api_hides_texts_of_other_offices_and_refuses_other_roles(office: Office, admin: User) -> None:
    template = written(OfficeFactory())
    api = APIClient()
    api.force_login(admin)
    assert api.get(f"/api/v1/notice-templates/{template.uid}/").status_code == 404
    api.force_login(UserFactory(office=office, role="organizer"))
    assert api.get("/api/v1/notice-templates/").status_code == 403
