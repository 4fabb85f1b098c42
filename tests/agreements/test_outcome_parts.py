"""Who stands in an outcome in which part, and what an appointment says: through the verb, the page and the API."""

import datetime as dt

import pytest
from django.urls import reverse

from agreements.models import Appointment, Outcome
from agreements.services.outcomes import actors_of, amend_outcome, record_outcome
from base.dates import PartialDate
from base.errors import Invalid
from events.services import groups
from people.models import Entry
from tests.api.conftest import ROOT, calling
from tests.factories import EventFactory, OfficeFactory, OrganizationFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2027, 7, 1, tzinfo=dt.UTC)


@pytest.fixture
def event():
    return EventFactory(state="held")


@pytest.fixture
def organizer(event, client):
    user = UserFactory(office=event.office, role="organizer")
    client.force_login(user)
    return user


def record(event, **values):
    return record_outcome(
        event=event, by="command", at=NOW, **{"kind": "launch", "text_en": "Launched", **values}
    )


def test_parts_keep_their_order_and_a_change_of_part_is_a_change(event):
    centre, person = OrganizationFactory(office=event.office), PersonFactory(office=event.office)
    outcome = record(event, actors=[(centre, "subject"), (person, "lead"), centre, centre])
    assert actors_of(outcome) == [(centre, "subject"), (person, "lead"), (centre, "actor")]
    same = actors_of(outcome)
    assert amend_outcome(outcome, {}, actors=same, by="command", at=NOW) == []
    assert amend_outcome(outcome, {}, actors=[(person, "actor")], by="command", at=NOW) == ["actors"]
    outcome.refresh_from_db()
    assert outcome.version == 2
    assert actors_of(outcome) == [(person, "actor")]


def test_a_group_of_another_event_is_refused(event):
    group = groups.add_group(
        event=EventFactory(office=event.office), label_en="experts", by="command", at=NOW
    )
    with pytest.raises(Invalid, match="another event"):
        record(event, actors=[group])
    assert not Outcome.objects.exists()


def test_the_form_takes_the_parts_and_shows_them_apart(event, organizer, client):
    centre = OrganizationFactory(office=event.office, name_en="Big Earth Data Innovation Center")
    academician = PersonFactory(office=event.office, given_name="", family_name="Academician")
    group = groups.add_group(event=event, label_en="experts", by="command", at=NOW)
    add = reverse("agreements:outcome_add", args=[event.slug])
    values = {"kind": "launch", "text_en": "The centre was launched", "subject_organizations": str(centre.uid),
              "lead_people": str(academician.uid), "lead_groups": [group.pk], "manner": "online"}  # fmt: skip
    assert client.post(add, values).status_code == 302
    outcome = Outcome.objects.get()
    assert actors_of(outcome) == [(academician, "lead"), (group, "lead"), (centre, "subject")]
    page = client.get(reverse("agreements:outcomes", args=[event.slug])).content.decode()
    for shown in ("Who leads it: ", "What or whom it concerns: ", str(centre), "online"):
        assert shown in page
    edit = reverse("agreements:outcome", args=[event.slug, outcome.uid])
    form = client.get(edit).content.decode()
    assert str(centre.uid) in form
    assert 'data-kinds="appointment"' in form
    client.post(edit, values | {"version": outcome.version, "text_en": "It was launched"})
    assert actors_of(outcome) == [(academician, "lead"), (group, "lead"), (centre, "subject")]


def test_an_appointment_names_person_post_and_term(event, organizer, client):
    person, centre = PersonFactory(office=event.office), OrganizationFactory(office=event.office)
    add = reverse("agreements:outcome_add", args=[event.slug])
    values = {"kind": "appointment", "text_en": "Appointment of the person in charge", "appointment-person": str(person.uid),
              "appointment-title_en": "Person in charge of the construction", "appointment-organization": str(centre.uid),
              "appointment-since": "2027-07", "appointment-until": ""}  # fmt: skip
    missing = client.post(add, values | {"appointment-person": ""})
    assert "Name the person appointed" in missing.content.decode()
    assert "Person in charge of the construction" in missing.content.decode()
    late = client.post(add, values | {"appointment-since": "soon"})
    assert "is not a date" in late.content.decode()
    wrong = client.post(add, values | {"kind": "consensus"})
    assert "Only an outcome of the kind" in wrong.content.decode()
    assert not Outcome.objects.exists()
    assert client.post(add, values).status_code == 302
    outcome = Outcome.objects.get()
    assert (outcome.appointment.person, outcome.appointment.organization) == (person, centre)
    assert (outcome.appointment.since, outcome.appointment.until) == (PartialDate(2027, 7), None)
    page = client.get(reverse("agreements:outcomes", args=[event.slug])).content.decode()
    assert "Person in charge of the construction" in page
    assert "since July 2027" in page
    edit = reverse("agreements:outcome", args=[event.slug, outcome.uid])
    client.post(edit, values | {"version": 1, "appointment-until": "2030"})
    outcome.refresh_from_db()
    assert (outcome.version, str(outcome.appointment.until)) == (2, "2030")
    emptied = {name: "" for name in values if name.startswith("appointment-")}
    assert client.post(edit, values | emptied | {"version": 2, "kind": "launch"}).status_code == 302
    assert not Appointment.objects.exists()
    assert Entry.objects.about(f"outcome:{outcome.pk}").filter(fields=["appointment"]).count() == 2


def test_people_and_organizations_show_what_came_of_it(event, organizer, client):
    person, centre = PersonFactory(office=event.office), OrganizationFactory(office=event.office)
    given = {"person": person, "organization": centre, "title_en": "Director"}
    record(event, kind="appointment", text_en="A director is appointed", appointment=given)
    record(event, kind="unveiling", text_en="A plate is unveiled", actors=[(centre, "subject")])
    page = client.get(reverse("reports:organization", args=[centre.uid])).content.decode()
    assert ("A director is appointed" in page, "A plate is unveiled" in page) == (True, True)
    page = client.get(reverse("reports:person", args=[person.uid])).content.decode()
    assert ("A director is appointed" in page, "A plate is unveiled" in page) == (True, False)


def test_the_api_takes_and_shows_parts_and_appointment(event):
    api = calling(UserFactory(office=event.office, role="organizer"))
    person, centre = PersonFactory(office=event.office), OrganizationFactory(office=event.office)
    body = {"event": event.slug, "kind": "appointment", "text": {"en": "Appointed"},
            "actors": [{"organization": str(centre.uid), "part": "lead"}, {"person": str(person.uid)}],
            "appointment": {"person": str(person.uid), "title": {"en": "Director", "es": "Directora"}, "until": "2030"}}  # fmt: skip
    made = api.post(f"{ROOT}outcomes/", body)
    shown = made.json()
    assert [actor["part"] for actor in shown["actors"]] == ["lead", "actor"]
    assert shown["appointment"]["title"] == {"en": "Director", "es": "Directora"}
    assert (shown["appointment"]["until"], shown["appointment"]["since"]) == ("2030", None)
    where = made["Location"]
    kept = api.patch(where, {"text": {"en": "Appointed today"}}, HTTP_IF_MATCH=made["ETag"])
    assert kept.json()["appointment"] == shown["appointment"]
    wrong = api.patch(where, {"kind": "launch"}, HTTP_IF_MATCH=kept["ETag"])
    assert list(wrong.json()["errors"]) == ["kind"]
    foreign = PersonFactory(office=OfficeFactory())
    hidden = api.patch(where, {"appointment": {"person": str(foreign.uid)}}, HTTP_IF_MATCH=kept["ETag"])
    assert list(hidden.json()["errors"]) == ["appointment.person"]
    gone = api.patch(where, {"appointment": None, "kind": "launch"}, HTTP_IF_MATCH=kept["ETag"])
    assert (gone.status_code, gone.json()["appointment"]) == (200, None)
    assert gone["ETag"] != kept["ETag"]
    nobody = api.post(f"{ROOT}outcomes/", body | {"appointment": {"title": {"en": "Director"}}})
    assert list(nobody.json()["errors"]) == ["appointment.person"]
    found = api.get(f"{ROOT}outcomes/", {"organization": str(centre.uid)}).json()["results"]
    assert [row["uid"] for row in found] == [shown["uid"]]
    assert api.get(f"{ROOT}outcomes/", {"person": str(foreign.uid)}).json()["results"] == []
