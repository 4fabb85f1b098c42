"""Pages and doors of follow-ups: filters, board, workbook, many at once, one click from an outcome, who may see what."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook
from rest_framework.test import APIClient

from agreements.models import FollowUp
from agreements.services.agreements import record_agreement
from agreements.services.extensions import ask_extension
from agreements.services.follow_up_progress import note_progress
from agreements.services.follow_ups import add_follow_up, move_follow_up, supporters_of
from agreements.services.outcomes import record_outcome
from base.attachments import checked
from base.dates import PartialDate
from people.services.accounts import make_token
from tests.factories import EventFactory, OfficeFactory, OrganizationFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST, BOARD, EXPORT, BULK = (
    f"agreements:{name}" for name in ("followups", "follow_up_board", "follow_up_export", "follow_up_bulk")
)


@pytest.fixture
def event():
    return EventFactory(title_en="Seminar on energy")


@pytest.fixture
def organizer(event, client):
    user = UserFactory(office=event.office, role="organizer")
    client.force_login(user)
    return user


def add(cause, text="Send the minutes", **values):
    return add_follow_up(cause=cause, by="command", at=timezone.now(), text_en=text, **values)


def days(count):
    return PartialDate.of(timezone.localdate() + dt.timedelta(days=count))


def agreement_of(event, **values):
    parties = [OrganizationFactory(office=event.office) for _n in range(2)]
    return record_agreement(
        office=event.office, event=event, kind="mou", title_en="Memorandum", parties=parties, by="command",
        at=timezone.now(), **values,
    )  # fmt: skip


def full(event, number):
    """A follow-up of which everything is stated."""
    at, office = timezone.now(), event.office
    made = add(
        record_outcome(event=event, kind="consensus", text_en=f"Consensus {number}", by="command", at=at),
        f"Full {number}", lead=OrganizationFactory(office=office), responsible=PersonFactory(office=office),
        supporters=[OrganizationFactory(office=office)], owner=UserFactory(office=office), due_on=days(number + 1), priority=1,
    )  # fmt: skip
    note_progress(made, text="Begun", by="command", at=at, evidence=[checked("a.txt", b"x")])
    ask_extension(made, until=days(90), reason="More", by="command", at=at)
    return made


def test_one_click_from_an_outcome(event, organizer, client):
    one, two, other = (OrganizationFactory(office=event.office) for _n in range(3))
    person = PersonFactory(office=event.office)
    outcome = record_outcome(
        event=event, kind="consensus", text_en="A joint laboratory", text_es="Un laboratorio", by=organizer,
        at=timezone.now(), actors=[one, (other, "subject"), (two, "lead"), (person, "lead")],
    )  # fmt: skip
    url = reverse("agreements:follow_up_of_outcome", args=[outcome.uid])
    assert url in client.get(reverse("agreements:outcomes", args=[event.slug])).content.decode()
    form = client.get(url).context["form"]
    assert (form["text_en"].value(), form["text_es"].value()) == ("A joint laboratory", "Un laboratorio")
    assert (form.initial["lead"], form.initial["supporters"]) == (two, [one])
    assert form.initial["responsible"] == person
    values = {"text_en": "Found it", "lead": str(two.uid), "supporters": str(one.uid), "due_on": "2090"}
    assert client.post(url, values).status_code == 302
    made = FollowUp.objects.get()
    assert (made.outcome, made.lead, supporters_of(made), made.priority) == (outcome, two, [one], 2)
    assert "Found it" in client.get(reverse("agreements:outcomes", args=[event.slug])).content.decode()


def test_filters_narrow_list_and_board_alike(event, organizer, client):
    lead, person = OrganizationFactory(office=event.office), PersonFactory(office=event.office)
    agreement = agreement_of(EventFactory(office=event.office))
    add(event, "Led", lead=lead, priority=1)
    add(agreement, "Agreed", responsible=person, owner=organizer)
    add(EventFactory(office=event.office), "Elsewhere", due_on=days(-3))

    def shown(name, **query):
        page = client.get(reverse(name), query).content.decode()
        return {text for text in ("Led", "Agreed", "Elsewhere") if f">{text}<" in page}

    for name in (LIST, BOARD):
        assert shown(name) == {"Led", "Agreed", "Elsewhere"}
        assert shown(name, lead=lead.uid) == {"Led"}
        assert shown(name, responsible=person.uid) == {"Agreed"}
        assert shown(name, agreement=agreement.uid) == {"Agreed"}
        assert shown(name, event=event.uid) == {"Led"}
        assert shown(name, event=agreement.event.uid) == {"Agreed"}
        assert shown(name, priority=1) == {"Led"}
        assert shown(name, which="mine") == {"Agreed"}
        assert shown(name, which="overdue") == {"Elsewhere"}
        assert shown(name, q="else") == {"Elsewhere"}
        assert shown(name, lead="nonsense", priority="9", which="x") == {"Led", "Agreed", "Elsewhere"}


def test_the_board_stands_by_states_with_overdue_first(event, organizer, client):
    add(event, "Later", due_on=days(5))
    late = add(event, "Late", due_on=days(-5))
    move_follow_up(add(event, "Given up"), to="dropped", by=organizer, at=timezone.now(), note="No")
    columns = {one["state"]: one for one in client.get(reverse(BOARD)).context["columns"]}
    assert list(columns) == ["open", "in_progress", "reported", "verified", "dropped"]
    assert [card["follow_up"].text for card in columns["open"]["cards"]] == ["Late", "Later"]
    assert (columns["open"]["count"], columns["dropped"]["count"], columns["verified"]["count"]) == (2, 1, 0)
    assert columns["open"]["cards"][0]["overdue"]
    move = reverse("agreements:follow_up_move", args=[late.uid])
    board = reverse(BOARD)
    assert client.post(move, {"to": "in_progress", "next": board}).headers["Location"] == board
    columns = {one["state"]: one["count"] for one in client.get(board).context["columns"]}
    assert (columns["open"], columns["in_progress"]) == (1, 1)
    assert client.post(move, {"to": "verified", "next": board}).status_code == 302
    late.refresh_from_db()
    assert late.state == "in_progress"


def test_the_workbook_holds_what_the_filters_show(event, organizer, client):
    full(event, 1)
    add(event, "=Formula", due_on=days(-9))
    answer = client.get(reverse(EXPORT))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["What is to be done", "=Formula", "Full 1"]
    assert rows[1][3] == "yes"
    assert rows[2][1] == "Consensus 1 (Seminar on energy)"
    narrowed = client.get(reverse(EXPORT), {"q": "full"}).content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(narrowed)).get_sheet_by_index(0).to_python()
    assert len(rows) == 2


def test_many_at_once(event, organizer, client):
    one, two = add(event, "One"), add(event, "Two", priority=3)
    foreign = add(EventFactory(), "Foreign")
    sent = {
        "selected": [one.uid, two.uid, foreign.uid, "x"],
        "owner": organizer.uid,
        "priority": "1",
        "due_on": "2090-05",
    }
    client.post(reverse(BULK), sent)
    for record in (one, two, foreign):
        record.refresh_from_db()
    assert [(str(r.due_on), r.priority, r.owner) for r in (one, two)] == [("2090-05", 1, organizer)] * 2
    assert (foreign.owner, foreign.due_on) == (None, None)
    assert one.due_by == dt.date(2090, 5, 31)
    client.post(reverse(BULK), {"selected": [one.uid], "priority": "3"})
    one.refresh_from_db()
    assert (one.priority, one.owner) == (3, organizer)
    told = client.post(reverse(BULK), {"selected": [one.uid]}, follow=True).content.decode()
    assert "Choose what the ticked follow-ups get." in told
    told = client.post(reverse(BULK), {"selected": [one.uid], "due_on": "soon"}, follow=True).content.decode()
    assert "is not a date" in told
    client.force_login(UserFactory(office=event.office, role="viewer"))
    assert client.post(reverse(BULK), sent).status_code == 403


def test_follow_ups_of_confidential_agreements_are_hidden_likewise(event, organizer, client):
    secret = add(agreement_of(event, confidential=True), "Secret")
    note = note_progress(secret, text="x", by=organizer, at=timezone.now(), evidence=[checked("a.txt", b"x")])
    file = reverse("agreements:follow_up_evidence", args=[secret.uid, note.evidence.get().uid])
    page = reverse("agreements:follow_up", args=[secret.uid])
    assert client.get(page).status_code == 200
    viewer = UserFactory(office=event.office, role="viewer")
    client.force_login(viewer)
    assert {client.get(page).status_code, client.get(file).status_code} == {404}
    for name in (LIST, BOARD):
        assert "Secret" not in client.get(reverse(name)).content.decode()
    assert "Secret" not in client.get(reverse("agreements:outcomes", args=[event.slug])).content.decode()
    _token, text = make_token(user=viewer, name="t", scopes=["read"], days=1)
    api = APIClient(HTTP_AUTHORIZATION=f"Token {text}")
    for noun in ("follow-ups", "evidence"):
        assert api.get(f"/api/v1/{noun}/").json()["results"] == []


@pytest.mark.parametrize("name", [LIST, BOARD, EXPORT])
def test_queries_do_not_grow(name, event, organizer, client, django_assert_max_num_queries):
    full(event, 1)
    client.get(reverse(name))
    with django_assert_max_num_queries(18) as one:
        client.get(reverse(name))
    full(event, 2)
    full(EventFactory(office=event.office), 3)
    with django_assert_max_num_queries(len(one)):
        client.get(reverse(name))


def test_the_page_reads_its_steps_at_once(event, organizer, client, django_assert_max_num_queries):
    made = full(event, 1)
    page = reverse("agreements:follow_up", args=[made.uid])
    client.get(page)
    with django_assert_max_num_queries(20) as one:
        client.get(page)
    for _n in range(2):
        note_progress(
            made, text="More", by=organizer, at=timezone.now(), evidence=[checked("b.txt", b"y")] * 2
        )
    with django_assert_max_num_queries(len(one)):
        client.get(page)


def test_roles_and_offices(event, client):
    made = full(event, 1)
    names = {
        "follow_up": (), "follow_up_edit": (), "follow_up_move": (), "follow_up_extend": (), "follow_up_link_send": (),
        "follow_up_link_renew": (), "follow_up_decide": (made.extensions.get().uid,), "follow_up_delete": (),
    }  # fmt: skip
    urls = [reverse(f"agreements:{name}", args=[made.uid, *more]) for name, more in names.items()]
    client.force_login(UserFactory(office=OfficeFactory(), role="organizer"))
    assert {client.post(url, {"to": "open"}).status_code for url in urls} == {404}
    client.force_login(UserFactory(office=event.office, role="editor"))
    assert {client.post(url, {"to": "open"}).status_code for url in urls} == {403}
    client.logout()
    assert {client.post(url).status_code for url in urls} == {302}


# --- the API ----------------------------------------------------------------------------------------------------------


def test_by_the_api_from_note_to_verified(event, organizer):
    colleague = UserFactory(office=event.office, role="protocol")
    helper = OrganizationFactory(office=event.office)
    person = PersonFactory(office=event.office, email="p@example.org")
    api, other = APIClient(), APIClient()
    for caller, user in ((api, organizer), (other, colleague)):
        _token, text = make_token(user=user, name="t", scopes=["write"], days=1)
        caller.credentials(HTTP_AUTHORIZATION=f"Token {text}")
    body = {"event": event.slug, "text": {"en": "Plan"}, "supporters": [str(helper.uid)], "priority": 1, "report_every": 3,
            "responsible": str(person.uid), "due_on": "2090-06"}  # fmt: skip
    made = api.post("/api/v1/follow-ups/", body)
    assert made.status_code == 201, made.content
    at, said = made["Location"], made.json()
    assert (said["supporters"], said["priority"], said["overdue"]) == ([str(helper.uid)], 1, False)
    assert said["next_report_on"]
    file = io.BytesIO(b"Draft")
    file.name = "draft.txt"
    sent = {"text": "Half", "evidence": [file]}
    noted = api.post(f"{at}notes/", sent, format="multipart", HTTP_IDEMPOTENCY_KEY="n")
    assert noted.status_code == 201, noted.content
    evidence = noted.json()["notes"][0]["evidence"][0]
    assert evidence["name"] == "draft.txt"
    file.seek(0)
    again = api.post(f"{at}notes/", sent, format="multipart", HTTP_IDEMPOTENCY_KEY="n")
    assert again["Idempotency-Replayed"] == "true"
    got = api.get(f"/api/v1/evidence/{evidence['uid']}/file/")
    assert b"".join(got.streaming_content) == b"Draft"
    ask = {"follow_up": said["uid"], "until": "2091", "reason": "More"}
    asked = api.post("/api/v1/extensions/", ask)
    assert asked.status_code == 201, asked.content
    decide = f"{asked['Location']}move/"
    assert api.post(decide, {"to": "granted"}).status_code == 428
    assert api.post(decide, {"to": "granted"}, HTTP_IF_MATCH=asked["ETag"]).status_code == 409
    assert other.post(decide, {"to": "granted"}, HTTP_IF_MATCH=asked["ETag"]).json()["state"] == "granted"
    linked = api.post(f"{at}link/", {"send": True, "renew": True})
    assert "/f/" in linked.json()["link"]
    now = api.get(at)
    assert now.json()["due_on"] == "2091"
    reported = api.post(f"{at}move/", {"to": "reported"}, HTTP_IF_MATCH=now["ETag"])
    assert api.post(f"{at}move/", {"to": "verified"}, HTTP_IF_MATCH=reported["ETag"]).status_code == 409
    assert (
        other.post(f"{at}move/", {"to": "verified"}, HTTP_IF_MATCH=reported["ETag"]).json()["state"]
        == "verified"
    )
    found = api.get("/api/v1/follow-ups/", {"priority": 1, "supporter": helper.uid, "state": "verified"})
    assert len(found.json()["results"]) == 1
